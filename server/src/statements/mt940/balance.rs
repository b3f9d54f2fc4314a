//! Balances: `:60F:C100318EUR380115,12`.

use chrono::NaiveDate;
use shared::money::{Currency, Money};
use shared::recon::{Balance, FaultKind};

use super::super::{Unread, amount};
use super::fields::Field;

/// Reads a balance field, of an account in `currency`.
pub fn balance(field: &Field, currency: Currency) -> Result<Balance, Unread> {
    let text = field.text.trim();
    let malformed = || field.fault(FaultKind::Malformed).found(text).expected("C100318EUR380115,12");
    let is_debit = match text.as_bytes().first() {
        Some(b'C') => false,
        Some(b'D') => true,
        _ => return Err(malformed().into()),
    };
    let (date, rest) = text[1..].split_at_checked(6).ok_or_else(malformed)?;
    let date = short_date(date).ok_or_else(|| field.fault(FaultKind::BadDate).found(date).expected("YYMMDD"))?;
    let digits = amount_of(field, rest, currency)?;
    let digits = digits.lines().next().unwrap_or_default().trim();
    let amount = amount::swift(digits, currency).map_err(|fault| field.locate(fault))?;
    let minor = if is_debit { -amount.minor() } else { amount.minor() };
    Ok(Balance { amount: Money::from_minor(minor, currency), date })
}

/// What stands behind the currency. A closing balance may leave it out: the opening one has said it.
fn amount_of<'a>(field: &Field, text: &'a str, currency: Currency) -> Result<&'a str, Unread> {
    if field.tag.starts_with("62") && text.starts_with(|digit: char| digit.is_ascii_digit()) {
        return Ok(text);
    }
    let malformed = || field.fault(FaultKind::Malformed).found(&field.text).expected("C100318EUR380115,12");
    let (code, digits) = text.split_at_checked(3).ok_or_else(malformed)?;
    if code != currency.code() {
        return Err(field.fault(FaultKind::BadCurrency).found(code).expected(currency.code()).into());
    }
    Ok(digits)
}

/// `YYMMDD`; years before 80 are of this century. The 29th and 30th of February, on which German banks let interest fall due (a
/// month has thirty days in their calendar), are the last day of that February.
pub fn short_date(text: &str) -> Option<NaiveDate> {
    if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
    let (year, month, day) = (number(0..2)?, number(2..4)?, number(4..6)?);
    let year = if year < 80 { 2000 + year } else { 1900 + year };
    let year = i32::try_from(year).ok()?;
    if month == 2 && (29..=30).contains(&day) {
        return NaiveDate::from_ymd_opt(year, 3, 1)?.pred_opt();
    }
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_or_none() {
        for (text, expected) in [
            ("160229", Some("2016-02-29")),
            ("160230", Some("2016-02-29")),
            ("150230", Some("2015-02-28")),
            ("150229", Some("2015-02-28")),
            ("150231", None),
            ("150431", None),
            ("991231", Some("1999-12-31")),
            ("791231", Some("2079-12-31")),
            ("1502", None),
            ("15020a", None),
            ("+50201", None),
        ] {
            assert_eq!(short_date(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn balances_are_signed_and_exact() {
        let eur = Currency::from_code("EUR").unwrap();
        for (text, expected) in [
            ("C100318EUR380115,12", Ok(38_011_512)),
            ("D100318EUR380115,", Ok(-38_011_500)),
            ("C130101EUR000000001000,00 ", Ok(100_000)),
            ("C100318SEK1,", Err(FaultKind::BadCurrency)),
            ("C1003181,", Err(FaultKind::Malformed)),
            ("X100318EUR1,", Err(FaultKind::Malformed)),
            ("C101318EUR1,", Err(FaultKind::BadDate)),
            ("C100318EUR", Err(FaultKind::BadAmount)),
            ("C1003", Err(FaultKind::Malformed)),
            ("C", Err(FaultKind::Malformed)),
            ("", Err(FaultKind::Malformed)),
            ("C100318€UR1", Err(FaultKind::BadCurrency)),
        ] {
            let field = Field { tag: "60F".to_owned(), text: text.to_owned(), line: 5 };
            let read = balance(&field, eur).map(|balance| balance.amount.minor()).map_err(|unread| match unread {
                Unread::Refused(faults) => faults[0].kind,
                other => panic!("{other}"),
            });
            assert_eq!(read, expected, "{text}");
        }
    }
}
