//! A line of our books, as another system sends it: checked field by field, every fault named at once.

use chrono::{Datelike, NaiveDate};

use super::{ChannelAccount, Line, LineStatus, References, business_date};
use crate::api::problem::{FieldCode, FieldProblem};
use crate::api::recon::LedgerLineRequest;
use crate::money::{Money, MoneyError, MoneyText};
use crate::text::{Lang, Text, fields as words};

/// How long a reference may be, in characters.
pub const REFERENCE_MAX: usize = 128;
/// How long what a line says in words may be, in characters.
pub const TEXT_MAX: usize = 1_000;

/// The line that a request makes in an account, or everything that is wrong with it. Its position is the caller's to give.
pub fn check_ledger_line(
    request: &LedgerLineRequest,
    account: &ChannelAccount,
    lang: Lang,
) -> Result<Line, Vec<FieldProblem>> {
    let mut checks = Checks { account, lang, problems: Vec::new() };
    checks.source(request);
    let amount = checks.amount("amount", &request.amount);
    let fee = request.fee.as_ref().and_then(|fee| checks.money("fee", fee));
    let references = checks.references(&request.references);
    let date = checks.date(request);
    let counterparty = checks.text("counterparty", request.counterparty.as_deref(), 128);
    let counterparty_account = checks.text("counterparty_account", request.counterparty_account.as_deref(), 64);
    let text = checks.text("text", request.text.as_deref(), TEXT_MAX);
    let Checks { problems, .. } = checks;
    match (amount, date) {
        (Some(amount), Some(date)) if problems.is_empty() => Ok(Line {
            position: 0,
            kind: request.kind,
            direction: request.direction,
            amount,
            fee,
            status: request.status.unwrap_or(LineStatus::Settled),
            references,
            date,
            at: request.at,
            counterparty,
            counterparty_account,
            text,
        }),
        _ => Err(problems),
    }
}

struct Checks<'a> {
    account: &'a ChannelAccount,
    lang: Lang,
    problems: Vec<FieldProblem>,
}

impl Checks<'_> {
    fn refuse(&mut self, field: &str, code: FieldCode, expected: Option<String>) {
        let expected = expected.unwrap_or_else(|| code.text(self.lang));
        self.problems.push(FieldProblem { field: field.to_owned(), code, expected });
    }

    fn source(&mut self, request: &LedgerLineRequest) {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "_.:-".contains(c);
        let system = &request.source_system;
        if system.is_empty() || system.len() > 64 || !system.chars().all(is_plain) {
            let expected = words::of_these_characters(self.lang, "A-Z a-z 0-9 _ . : -");
            self.refuse("source_system", FieldCode::BadCharacters, Some(expected));
        }
        if self.text("source_line", Some(&request.source_line), REFERENCE_MAX).is_none() {
            self.refuse("source_line", FieldCode::TooShort, None);
        }
    }

    /// One line of text, without the white space around it; an empty one is none.
    fn text(&mut self, field: &str, value: Option<&str>, max: usize) -> Option<String> {
        let value = value?.trim();
        if value.chars().count() > max {
            self.refuse(field, FieldCode::TooLong, Some(words::at_most_characters(self.lang, max)));
        }
        if value.chars().any(char::is_control) {
            self.refuse(field, FieldCode::BadCharacters, None);
        }
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn references(&mut self, given: &References) -> References {
        let mut read = |name: &str, value: &Option<String>| {
            self.text(&format!("references.{name}"), value.as_deref(), REFERENCE_MAX)
        };
        References {
            order_number: read("order_number", &given.order_number),
            channel_number: read("channel_number", &given.channel_number),
            batch_number: read("batch_number", &given.batch_number),
            original_order_number: read("original_order_number", &given.original_order_number),
            entry_reference: read("entry_reference", &given.entry_reference),
        }
    }

    /// An amount of the account's currency, zero or above.
    fn amount(&mut self, field: &str, given: &MoneyText) -> Option<Money> {
        let money = self.money(field, given)?;
        if money.minor() < 0 {
            self.refuse(&format!("{field}.amount"), FieldCode::OutOfRange, None);
            return None;
        }
        Some(money)
    }

    fn money(&mut self, field: &str, given: &MoneyText) -> Option<Money> {
        let currency = self.account.currency;
        if given.currency != currency.code() {
            let expected = currency.code().to_owned();
            self.refuse(&format!("{field}.currency"), FieldCode::UnknownValue, Some(expected));
            return None;
        }
        let (code, expected) = match Money::parse(&given.amount, currency) {
            Ok(money) => return Some(money),
            Err(MoneyError::NotADecimal) => (FieldCode::BadAmount, None),
            Err(MoneyError::OutOfRange) => (FieldCode::OutOfRange, None),
            Err(MoneyError::TooManyDigits { scale }) => {
                (FieldCode::TooManyDigits, Some(words::digits_at_most(self.lang, scale)))
            }
        };
        self.refuse(&format!("{field}.amount"), code, expected);
        None
    }

    /// The business date, as it is sent or by the account's time and cut-off.
    fn date(&mut self, request: &LedgerLineRequest) -> Option<NaiveDate> {
        let date = request.date.or_else(|| request.at.map(|at| business_date(at, self.account)));
        match date {
            None => self.refuse("date", FieldCode::Missing, None),
            Some(date) if !(2000..=2999).contains(&date.year()) => self.refuse("date", FieldCode::OutOfRange, None),
            Some(date) => return Some(date),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::account::example;
    use super::*;

    fn request(changes: Value) -> LedgerLineRequest {
        let mut request = json!({
            "account": "wechat-cny", "source_system": "core", "source_line": "L-1", "kind": "payout", "direction": "out",
            "amount": { "amount": "12.80", "currency": "CNY" }, "references": { "order_number": " P-1 " },
            "at": "2026-03-01T15:30:00Z",
        });
        for (field, value) in changes.as_object().into_iter().flatten() {
            request[field] = value.clone();
        }
        serde_json::from_value(request).unwrap()
    }

    fn faults(changes: Value) -> Vec<(String, FieldCode)> {
        let refused = check_ledger_line(&request(changes), &example(Some("23:00")), Lang::En).unwrap_err();
        assert!(refused.iter().all(|fault| !fault.expected.is_empty()), "{refused:?}");
        refused.into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn a_line_without_a_date_has_that_of_its_time_by_the_cut_off() {
        let line = check_ledger_line(&request(json!({})), &example(Some("23:00")), Lang::En).unwrap();
        assert_eq!((line.date.to_string().as_str(), line.amount.minor()), ("2026-03-02", 1_280));
        assert_eq!(line.references.order_number.as_deref(), Some("P-1"));
        assert_eq!(line.status, LineStatus::Settled);
    }

    #[test]
    fn every_fault_is_named() {
        use FieldCode::{
            BadAmount, BadCharacters, Missing, OutOfRange, TooLong, TooManyDigits, TooShort, UnknownValue,
        };
        let money = |amount: &str, currency: &str| json!({ "amount": amount, "currency": currency });
        for (changes, expected) in [
            (json!({ "amount": money("1", "USD") }), vec![("amount.currency", UnknownValue)]),
            (json!({ "amount": money("-1", "CNY") }), vec![("amount.amount", OutOfRange)]),
            (json!({ "amount": money("1e3", "CNY") }), vec![("amount.amount", BadAmount)]),
            (json!({ "fee": money("0.001", "CNY") }), vec![("fee.amount", TooManyDigits)]),
            (json!({ "source_system": "a b" }), vec![("source_system", BadCharacters)]),
            (json!({ "source_line": " " }), vec![("source_line", TooShort)]),
            (json!({ "at": null }), vec![("date", Missing)]),
            (json!({ "date": "1999-12-31" }), vec![("date", OutOfRange)]),
            (
                json!({ "text": "x".repeat(1_001), "counterparty": "a\u{7}" }),
                vec![("counterparty", BadCharacters), ("text", TooLong)],
            ),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(field, code)| (field.to_owned(), code)).collect();
            assert_eq!(faults(changes.clone()), expected, "{changes}");
        }
    }
}
