//! The collector of what is wrong, and the checks that many fields share.

use chrono::{DateTime, Duration, Utc};

use crate::api::problem::{FieldCode, FieldProblem};
use crate::money::{Currency, Money, MoneyError, MoneyText};
use crate::text::{Lang, Text, fields as words};

/// How far another system's clock may be ahead of ours, or behind, in minutes.
pub(super) const SKEW_MINUTES: i64 = 5;

/// The fields of one request, as they are checked.
pub(super) struct Fields {
    lang: Lang,
    now: DateTime<Utc>,
    problems: Vec<FieldProblem>,
}

impl Fields {
    pub(super) fn new(lang: Lang, now: DateTime<Utc>) -> Self {
        Self { lang, now, problems: Vec::new() }
    }

    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// What was made of the fields, unless one is at fault. What could not be made left a problem behind.
    pub(super) fn finish<T>(self, made: impl FnOnce() -> Option<T>) -> Result<T, Vec<FieldProblem>> {
        if self.problems.is_empty() { made().ok_or(self.problems) } else { Err(self.problems) }
    }

    pub(super) fn refuse(&mut self, field: &str, code: FieldCode, expected: impl Into<String>) {
        self.problems.push(FieldProblem { field: field.to_owned(), code, expected: expected.into() });
    }

    /// The same, in the words that the code itself has.
    pub(super) fn refuse_plainly(&mut self, field: &str, code: FieldCode) {
        self.refuse(field, code, code.text(self.lang));
    }

    /// One line of text that says something, without the white space around it.
    pub(super) fn text(&mut self, field: &str, value: &str, max: usize) -> String {
        if value.trim().is_empty() {
            self.refuse_plainly(field, FieldCode::TooShort);
        }
        self.line(field, value, max)
    }

    /// The same where there may be none.
    pub(super) fn optional(&mut self, field: &str, value: Option<&str>, max: usize) -> Option<String> {
        value.map(|value| self.text(field, value, max))
    }

    /// One line of text, where an empty one is none.
    pub(super) fn optional_or_empty(&mut self, field: &str, value: Option<&str>, max: usize) -> Option<String> {
        value.map(|value| self.line(field, value, max)).filter(|line| !line.is_empty())
    }

    /// Text of several lines, where an empty one is none.
    pub(super) fn prose(&mut self, field: &str, value: Option<&str>, max: usize) -> Option<String> {
        let value = value?;
        self.limit(field, value, max);
        if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.refuse_plainly(field, FieldCode::BadCharacters);
        }
        Some(value.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn line(&mut self, field: &str, value: &str, max: usize) -> String {
        self.limit(field, value, max);
        if value.chars().any(char::is_control) {
            self.refuse_plainly(field, FieldCode::BadCharacters);
        }
        value.trim().to_owned()
    }

    fn limit(&mut self, field: &str, value: &str, max: usize) {
        if value.chars().count() > max {
            self.refuse(field, FieldCode::TooLong, words::at_most_characters(self.lang, max));
        }
    }

    /// An identifier of 1 to 64 of the allowed characters.
    pub(super) fn identifier(
        &mut self,
        field: &str,
        value: &str,
        is_allowed: impl Fn(char) -> bool,
        allowed: &str,
    ) -> String {
        if value.is_empty() {
            self.refuse_plainly(field, FieldCode::TooShort);
        }
        self.limit(field, value, 64);
        if !value.chars().all(is_allowed) {
            self.refuse(field, FieldCode::BadCharacters, words::of_these_characters(self.lang, allowed));
        }
        value.to_owned()
    }

    /// An amount above zero, exact at its currency's scale.
    pub(super) fn amount(&mut self, field: &str, given: &MoneyText) -> Option<Money> {
        self.amount_from(field, given, 1)
    }

    /// The same of so many minor units at the least.
    pub(super) fn amount_from(&mut self, field: &str, given: &MoneyText, least: i64) -> Option<Money> {
        let amount = format!("{field}.amount");
        let Some(currency) = Currency::from_code(&given.currency) else {
            self.refuse_plainly(&format!("{field}.currency"), FieldCode::UnknownCurrency);
            return None;
        };
        // Trailing zeros are exact at any length; more than any currency has are a mistake.
        let fraction = given.amount.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let money = match Money::parse(&given.amount, currency) {
            Ok(_) if fraction > 4 => Err(MoneyError::TooManyDigits { scale: currency.scale() }),
            read => read,
        };
        match money {
            Ok(money) if money.minor() >= least => return Some(money),
            Ok(_) => self.refuse_plainly(&amount, FieldCode::NotPositive),
            Err(MoneyError::NotADecimal) => self.refuse_plainly(&amount, FieldCode::BadAmount),
            Err(MoneyError::OutOfRange) => self.refuse_plainly(&amount, FieldCode::OutOfRange),
            Err(MoneyError::TooManyDigits { scale }) => {
                self.refuse(&amount, FieldCode::TooManyDigits, words::digits_at_most(self.lang, scale));
            }
        }
        None
    }

    pub(super) fn not_in_the_future(&mut self, field: &str, time: DateTime<Utc>) {
        if time > self.now + Duration::minutes(SKEW_MINUTES) {
            self.refuse_plainly(field, FieldCode::InTheFuture);
        }
    }
}
