//! How amounts are written for people: thousands set apart, and a real minus sign.

use crate::money::Money;

/// An amount's digits with thousands set apart: `1,280.00`.
pub fn digits(money: Money) -> String {
    grouped(&money.amount().to_string())
}

/// An amount with its currency, as it stands in a sentence: `−1,280.00 CNY`.
pub(crate) fn said(money: Money) -> String {
    format!("{} {}", digits(money), money.currency())
}

/// A plain decimal text, with its currency or without, with thousands set apart; any other text as it is.
pub fn grouped(plain: &str) -> String {
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
    let end = unsigned.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(unsigned.len());
    let (whole, rest) = unsigned.split_at(end);
    if whole.is_empty() || !ends_an_amount(rest) {
        return plain.to_owned();
    }
    let mut grouped = String::with_capacity(plain.len() + whole.len() / 3 + 3);
    grouped.push_str(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push_str(rest);
    grouped
}

/// Whether this may stand behind the whole digits of an amount: its decimals, its currency, both or nothing.
fn ends_an_amount(rest: &str) -> bool {
    let (decimals, currency) = rest.split_once(' ').unwrap_or((rest, "CNY"));
    let is_decimals =
        |text: &str| text.strip_prefix('.').is_some_and(|text| text.bytes().all(|it| it.is_ascii_digit()));
    (decimals.is_empty() || is_decimals(decimals))
        && currency.len() == 3
        && currency.bytes().all(|it| it.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn thousands_are_set_apart_and_other_texts_are_left() {
        for (plain, expected) in [
            ("0", "0"),
            ("999.99", "999.99"),
            ("1280.00", "1,280.00"),
            ("-1280.00 CNY", "−1,280.00 CNY"),
            ("1280 JPY", "1,280 JPY"),
            ("1280 lines", "1280 lines"),
            ("1280.0.0", "1280.0.0"),
            ("-1234567.8", "−1,234,567.8"),
            ("1,280.00", "1,280.00"),
            ("12x", "12x"),
            ("-", "-"),
            ("", ""),
        ] {
            assert_eq!(grouped(plain), expected);
        }
        assert_eq!(said(Money::from_minor(-128_000, Currency::CNY)), "−1,280.00 CNY");
    }
}
