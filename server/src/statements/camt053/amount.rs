//! Amounts: `<Amt Ccy="EUR">8.850</Amt>`.

use shared::money::{Currency, Money, MoneyError};
use shared::recon::{Direction, Fault, FaultKind, Wanted};

use super::super::xml::Element;

/// Reads an amount that must be of `currency`, at a path within an element.
pub fn required(element: &Element, path: &str, currency: Currency) -> Result<Money, Fault> {
    let column = format!("{}/{path}", element.name);
    let Some(amount) = element.at(path) else {
        return Err(Fault::new(FaultKind::MissingField).at_line(element.line).in_column(&column));
    };
    let code = amount.attribute("Ccy").unwrap_or_default();
    if code != currency.code() {
        let fault = Fault::new(FaultKind::BadCurrency).at_line(amount.line).in_column(&column).found(code);
        return Err(fault.expected(currency.code()));
    }
    decimal(&amount.text, currency).map_err(|error| {
        let fault = Fault::new(FaultKind::BadAmount).at_line(amount.line).in_column(&column).found(&amount.text);
        fault.expected(Wanted::amount(currency, error))
    })
}

/// Reads an amount where there is one of `currency`; one of another currency tells what somebody else paid.
pub fn optional(element: &Element, path: &str, currency: Currency) -> Result<Option<Money>, Fault> {
    match element.at(path) {
        Some(amount) if amount.attribute("Ccy") == Some(currency.code()) => required(element, path, currency).map(Some),
        _ => Ok(None),
    }
}

/// Reads a decimal number as XML writes it: `8.850`, `.5`, `+7.`; never below zero, which `CdtDbtInd` says.
pub fn decimal(text: &str, currency: Currency) -> Result<Money, MoneyError> {
    let text = text.trim();
    let digits = text.strip_prefix('+').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if digits.starts_with(['-', '+']) || (whole.is_empty() && fraction.is_empty()) {
        return Err(MoneyError::NotADecimal);
    }
    let or_zero = |part: &str| if part.is_empty() { "0".to_owned() } else { part.to_owned() };
    Money::parse(&format!("{}.{}", or_zero(whole), or_zero(fraction)), currency)
}

/// Reads which way the money went.
pub fn direction(element: &Element) -> Result<Direction, Fault> {
    let column = format!("{}/CdtDbtInd", element.name);
    match element.child("CdtDbtInd").map(|indicator| (indicator.text.as_str(), indicator.line)) {
        Some(("CRDT", _)) => Ok(Direction::In),
        Some(("DBIT", _)) => Ok(Direction::Out),
        Some((found, line)) => {
            let fault = Fault::new(FaultKind::UnknownWord).at_line(line).in_column(&column).found(found);
            Err(fault.expected("CRDT, DBIT"))
        }
        None => Err(Fault::new(FaultKind::MissingField).at_line(element.line).in_column(&column)),
    }
}

/// The amount with the sign of its direction, in minor units.
pub fn signed(direction: Direction, amount: Money) -> i128 {
    match direction {
        Direction::In => i128::from(amount.minor()),
        Direction::Out => -i128::from(amount.minor()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_of_xml_are_read_exactly() {
        for (text, expected) in [
            ("8.850", Some(885)),
            (" 8.85 ", Some(885)),
            ("+7.", Some(700)),
            (".5", Some(50)),
            ("0", Some(0)),
            ("8.855", None),
            ("-1", None),
            ("+-1", None),
            (".", None),
            ("", None),
            ("1e2", None),
            ("1,00", None),
            ("92233720368547758.08", None),
        ] {
            assert_eq!(decimal(text, Currency::CNY).ok().map(Money::minor), expected, "{text}");
        }
    }
}
