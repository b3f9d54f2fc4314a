//! Amounts as tables write them, read exactly or refused.

use super::{DecimalSign, Numbers, ThousandsSign};
use crate::money::{Currency, Money, MoneyError};

/// Reads an amount. The sign may stand before it, behind it, or be brackets, as ledgers write it, and may stand before or behind
/// the currency.
pub fn amount(text: &str, numbers: Numbers, currency: Currency) -> Result<Money, MoneyError> {
    let (is_negative, digits) = sign(without_symbols(text, currency));
    let digits = without_symbols(digits, currency);
    if digits.starts_with(['+', '-']) {
        return Err(MoneyError::NotADecimal);
    }
    if numbers.minor_units {
        return minor(digits, is_negative, currency);
    }
    let (whole, fraction) = match digits.rsplit_once(decimal(numbers.decimal)) {
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, "0"),
    };
    let whole = grouped(whole, numbers.thousands).ok_or(MoneyError::NotADecimal)?;
    let sign = if is_negative { "-" } else { "" };
    Money::parse(&format!("{sign}{whole}.{fraction}"), currency)
}

/// Reads a number as a workbook keeps it: with a point, whatever it is shown with.
pub fn number(text: &str, numbers: Numbers, currency: Currency) -> Result<Money, MoneyError> {
    let (is_negative, digits) = sign(text);
    if numbers.minor_units { minor(digits, is_negative, currency) } else { Money::parse(text, currency) }
}

impl Numbers {
    /// Reads a text as an amount, as the table writes it.
    pub fn read(self, text: &str, currency: Currency) -> Result<Money, MoneyError> {
        amount(text, self, currency)
    }

    /// Reads a number of a workbook as an amount.
    pub fn read_number(self, text: &str, currency: Currency) -> Result<Money, MoneyError> {
        number(text, self, currency)
    }
}

fn minor(digits: &str, is_negative: bool, currency: Currency) -> Result<Money, MoneyError> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MoneyError::NotADecimal);
    }
    let sign = if is_negative { "-" } else { "" };
    let minor = format!("{sign}{digits}").parse().map_err(|_| MoneyError::OutOfRange)?;
    Ok(Money::from_minor(minor, currency))
}

/// An amount without its currency, by its symbol or its code.
fn without_symbols(text: &str, currency: Currency) -> &str {
    const SYMBOLS: [char; 6] = ['¥', '￥', '元', '€', '$', '£'];
    let is_around = |letter: char| letter.is_whitespace() || SYMBOLS.contains(&letter);
    let text = text.trim_matches(is_around);
    let text = text.strip_prefix(currency.code()).or_else(|| text.strip_suffix(currency.code())).unwrap_or(text);
    text.trim_matches(is_around)
}

fn sign(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix(['-', '−']).or_else(|| text.strip_suffix('-')) {
        return (true, rest);
    }
    if let Some(rest) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (true, rest);
    }
    // What banks write behind balances: credit, or debit.
    if let Some((rest, mark)) = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at)) {
        match mark.to_ascii_uppercase().as_str() {
            "CR" => return (false, rest),
            "DR" => return (true, rest),
            _ => {}
        }
    }
    (false, text.strip_prefix('+').unwrap_or(text))
}

fn decimal(sign: DecimalSign) -> char {
    match sign {
        DecimalSign::Point => '.',
        DecimalSign::Comma => ',',
    }
}

/// The digits without what separates them, where every group but the first has three: `12,80` is no number of thousands.
fn grouped(whole: &str, sign: ThousandsSign) -> Option<String> {
    let is_sign = |letter: char| match sign {
        ThousandsSign::None => false,
        ThousandsSign::Comma => letter == ',',
        ThousandsSign::Point => letter == '.',
        ThousandsSign::Space => letter.is_whitespace(),
        ThousandsSign::Apostrophe => letter == '\'' || letter == '’',
    };
    let mut groups = whole.split(is_sign);
    let mut digits = groups.next()?.to_owned();
    let is_grouped = whole.contains(is_sign);
    if is_grouped && !(1..=3).contains(&digits.len()) {
        return None;
    }
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIGNS: [(DecimalSign, ThousandsSign); 6] = [
        (DecimalSign::Point, ThousandsSign::None),
        (DecimalSign::Point, ThousandsSign::Comma),
        (DecimalSign::Comma, ThousandsSign::Point),
        (DecimalSign::Comma, ThousandsSign::Space),
        (DecimalSign::Point, ThousandsSign::Apostrophe),
        (DecimalSign::Comma, ThousandsSign::None),
    ];

    #[test]
    fn amounts_are_read_as_the_table_writes_them() {
        for (signs, text, expected) in [
            (0, "1280.00", Some(128_000)),
            (0, " ¥1280 ", Some(128_000)),
            (0, "1,280.00", None),
            (0, "12,80", None),
            (1, "1,280.00", Some(128_000)),
            (1, "1280.00", Some(128_000)),
            (1, "-1,234,567.8", Some(-123_456_780)),
            (1, "12,80", None),
            (1, "1,2800", None),
            (1, ",280", None),
            (1, "1,280.005", None),
            (2, "1.280,00", Some(128_000)),
            (2, "1.280", Some(128_000)),
            (2, "12.80", None),
            (3, "1 280,50", Some(128_050)),
            (3, "1\u{a0}280,50", Some(128_050)),
            (4, "1'280.50", Some(128_050)),
            (5, "0,5", Some(50)),
            (0, "(3.05)", Some(-305)),
            (0, "3.05-", Some(-305)),
            (0, "−3.05", Some(-305)),
            (0, "+3.05", Some(305)),
            (0, "--3.05", None),
            (0, "-3.05-", None),
            (0, "1e3", None),
            (0, "", None),
            (0, "NaN", None),
            (0, "３", None),
            (0, "-¥3.05", Some(-305)),
            (0, "¥-3.05", Some(-305)),
            (0, "CNY 3.05", Some(305)),
            (0, "3.05 CNY", Some(305)),
            (0, "3.05 USD", None),
            (0, "(￥3.05)", Some(-305)),
            (0, "+-3.05", None),
            (1, "1,280.00 Cr", Some(128_000)),
            (1, "1,280.00DR", Some(-128_000)),
            (0, "DR", None),
            (3, "1 280,50 €", Some(128_050)),
        ] {
            let (decimal, thousands) = SIGNS[signs];
            let numbers = Numbers { decimal, thousands, minor_units: false };
            assert_eq!(amount(text, numbers, Currency::CNY).ok().map(Money::minor), expected, "{text}");
        }
    }

    #[test]
    fn whole_minor_units_have_no_point() {
        let fen = Numbers { minor_units: true, ..Numbers::default() };
        for (text, expected) in
            [("128000", Some(128_000)), ("-5", Some(-5)), ("5.00", None), ("1,000", None), ("", None)]
        {
            assert_eq!(amount(text, fen, Currency::CNY).ok().map(Money::minor), expected, "{text}");
            assert_eq!(number(text, fen, Currency::CNY).ok().map(Money::minor), expected, "{text}");
        }
        assert_eq!(number("-1280.5", Numbers::default(), Currency::CNY).map(Money::minor), Ok(-128_050));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(minor in -999_999_999_999_i64..999_999_999_999, signs in 0..SIGNS.len()) {
            let (decimal_sign, thousands) = SIGNS[signs];
            let numbers = Numbers { decimal: decimal_sign, thousands, minor_units: false };
            let (whole, fraction) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
            let separator = match thousands {
                ThousandsSign::None => "",
                ThousandsSign::Comma => ",",
                ThousandsSign::Point => ".",
                ThousandsSign::Space => " ",
                ThousandsSign::Apostrophe => "'",
            };
            let digits: Vec<char> = whole.to_string().chars().collect();
            let mut grouped = String::new();
            for (index, digit) in digits.iter().enumerate() {
                if index > 0 && (digits.len() - index).is_multiple_of(3) {
                    grouped.push_str(separator);
                }
                grouped.push(*digit);
            }
            let text = format!("{}{grouped}{}{fraction:02}", if minor < 0 { "-" } else { "" }, decimal(decimal_sign));
            prop_assert_eq!(amount(&text, numbers, Currency::CNY).map(Money::minor), Ok(minor));
        }
    }
}
