//! Amounts as files write them, read exactly or refused.

use shared::money::{Currency, Money, MoneyError};
use shared::recon::{Fault, FaultKind, Wanted};

/// Reads a plain decimal text of a currency.
pub fn plain(text: &str, currency: Currency) -> Result<Money, Fault> {
    let unsigned = text.strip_prefix('+').filter(|rest| !rest.starts_with('-'));
    Money::parse(unsigned.unwrap_or(text), currency).map_err(|error| refused(text, currency, error))
}

/// Reads an amount as SWIFT writes it: digits with a comma behind which there may be nothing (`100,`).
///
/// Some banks begin with the comma, some write a point: neither can be mistaken for anything else.
pub fn swift(text: &str, currency: Currency) -> Result<Money, Fault> {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, ""));
    let whole = if whole.is_empty() && !fraction.is_empty() { "0" } else { whole };
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(whole) || !is_plain(fraction) {
        return Err(refused(text, currency, MoneyError::NotADecimal));
    }
    Money::parse(&format!("{whole}.{fraction}"), currency).map_err(|error| refused(text, currency, error))
}

fn refused(text: &str, currency: Currency, error: MoneyError) -> Fault {
    Fault::new(FaultKind::BadAmount).found(text).expected(Wanted::amount(currency, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written_or_refused() {
        let table: &[(&str, Option<i64>)] = &[
            ("100,", Some(10_000)),
            ("115,12", Some(11_512)),
            ("115,1", Some(11_510)),
            ("0,12", Some(12)),
            ("00,12", Some(12)),
            ("001,12", Some(112)),
            ("000000000025,00", Some(2_500)),
            ("8,850", Some(885)),
            (",5", Some(50)),
            ("1.5", Some(150)),
            ("7", Some(700)),
            (",", None),
            ("", None),
            ("1.234,56", None),
            ("1,234", None),
            ("-1,00", None),
            ("1e3", None),
            ("92233720368547758,08", None),
        ];
        for (text, expected) in table {
            assert_eq!(swift(text, Currency::CNY).ok().map(Money::minor), *expected, "{text}");
        }
        for (text, expected) in
            [("+1.50", Some(150)), ("-1.5", Some(-150)), ("1,5", None), ("++1", None), ("+-1", None), ("", None)]
        {
            assert_eq!(plain(text, Currency::CNY).ok().map(Money::minor), expected, "{text}");
        }
    }
}
