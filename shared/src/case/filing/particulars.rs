//! Checks of what is told field by field: returns, funds that are back, settlement lines.

use chrono::{DateTime, Duration, Utc};

use super::fields::{Fields, SKEW_MINUTES};
use crate::api::particulars::{FundsBackRequest, ReturnFeeRequest, ReturnRequest, SettlementLineRequest};
use crate::api::problem::FieldCode;
use crate::case::Facts;
use crate::evidence::{Details, FundsBack, ReturnFee, Returned, SettlementLine};
use crate::money::{Currency, Money, MoneyText};
use crate::text::fields as words;

/// The characters of a reason's code.
const REASON_CHARACTERS: &str = "A-Z a-z 0-9 _ . : -";

/// What was told, without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The particulars.
    pub details: Details,
    /// The order number of the payout attempt that they speak of.
    pub attempt: String,
    /// When it happened, as told; never later than now.
    pub happened_at: DateTime<Utc>,
}

/// The payout that particulars speak of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Of<'a> {
    /// Its order number.
    pub order_number: &'a str,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// Its currency; absent where that is at fault itself.
    pub currency: Option<Currency>,
    /// Whether it has a case already: there a return that was told by mistake is told anew as nothing.
    pub has_case: bool,
}

impl<'a> Of<'a> {
    /// The payout of a case with these facts.
    pub(super) fn payout(facts: &'a Facts) -> Self {
        let currency = Some(facts.amount.currency());
        Self { order_number: &facts.order_number, sent_at: facts.sent_at, currency, has_case: true }
    }

    fn told(self, fields: &Fields, details: Details, attempt: Option<String>, happened_at: DateTime<Utc>) -> Told {
        let attempt = attempt.unwrap_or_else(|| self.order_number.trim().to_owned());
        Told { details, attempt, happened_at: happened_at.min(fields.now()) }
    }
}

pub(super) fn returned(fields: &mut Fields, path: &str, given: &ReturnRequest, of: Of<'_>) -> Option<Told> {
    let at = |field: &str| format!("{path}.{field}");
    let reference = fields.text(&at("reference"), &given.reference, 64);
    let is_reason = |c: char| c.is_ascii_alphanumeric() || "_.:-".contains(c);
    let reason_code = given
        .reason_code
        .as_deref()
        .map(|code| fields.identifier(&at("reason_code"), code, is_reason, REASON_CHARACTERS));
    let reason = fields.optional_or_empty(&at("reason"), given.reason.as_deref(), 500);
    let least = if of.has_case { 0 } else { 1 };
    let amount = amount_from(fields, &at("amount"), &given.amount, (of, least));
    let fee = given.fee.as_ref().map(|given| fee(fields, &at("fee"), given, of));
    let attempt = fields.optional(&at("attempt"), given.attempt.as_deref(), 64);
    after_sending(fields, &at("returned_at"), given.returned_at, of);
    let fee = match fee {
        Some(fee) => Some(fee?),
        None => None,
    };
    let returned_at = given.returned_at;
    let details = Details::Return(Returned { reference, reason_code, reason, amount: amount?, fee, returned_at });
    Some(of.told(fields, details, attempt, returned_at))
}

pub(super) fn funds_back(fields: &mut Fields, path: &str, given: &FundsBackRequest, of: Of<'_>) -> Option<Told> {
    let at = |field: &str| format!("{path}.{field}");
    let return_reference = fields.text(&at("return_reference"), &given.return_reference, 64);
    let reference = fields.text(&at("reference"), &given.reference, 64);
    let amount = amount(fields, &at("amount"), &given.amount, of);
    after_sending(fields, &at("booked_at"), given.booked_at, of);
    let booked_at = given.booked_at;
    let details = Details::FundsBack(FundsBack { return_reference, reference, amount: amount?, booked_at });
    Some(of.told(fields, details, None, booked_at))
}

pub(super) fn settlement(fields: &mut Fields, path: &str, given: &SettlementLineRequest, of: Of<'_>) -> Option<Told> {
    let at = |field: &str| format!("{path}.{field}");
    let reference = fields.text(&at("reference"), &given.reference, 64);
    let amount = amount(fields, &at("amount"), &given.amount, of);
    let attempt = fields.optional(&at("attempt"), given.attempt.as_deref(), 64);
    after_sending(fields, &at("settled_at"), given.settled_at, of);
    let settled_at = given.settled_at;
    let details = Details::Settlement(SettlementLine { reference, amount: amount?, settled_at });
    Some(of.told(fields, details, attempt, settled_at))
}

/// Names every one of these references that stands there a second time.
pub(super) fn each_once<'a>(fields: &mut Fields, list: &str, references: impl Iterator<Item = &'a str>) {
    let mut seen: Vec<&str> = Vec::new();
    for (index, reference) in references.map(str::trim).enumerate() {
        if seen.contains(&reference) && !reference.is_empty() {
            let expected = words::a_reference_of_its_own(fields.lang());
            fields.refuse(&format!("{list}[{index}].reference"), FieldCode::Duplicate, expected);
        }
        seen.push(reference);
    }
}

fn fee(fields: &mut Fields, path: &str, given: &ReturnFeeRequest, of: Of<'_>) -> Option<ReturnFee> {
    let amount = amount(fields, &format!("{path}.amount"), &given.amount, of)?;
    Some(ReturnFee { amount, given_back: given.given_back })
}

/// An amount in the payout's currency, above zero.
fn amount(fields: &mut Fields, path: &str, given: &MoneyText, of: Of<'_>) -> Option<Money> {
    amount_from(fields, path, given, (of, 1))
}

/// The same of so many minor units at the least.
fn amount_from(fields: &mut Fields, path: &str, given: &MoneyText, (of, least): (Of<'_>, i64)) -> Option<Money> {
    let amount = fields.amount_from(path, given, least)?;
    match of.currency {
        Some(currency) if currency != amount.currency() => {
            let expected = words::the_payouts_currency(fields.lang(), currency.code());
            fields.refuse(&format!("{path}.currency"), FieldCode::Conflict, expected);
            None
        }
        _ => Some(amount),
    }
}

fn after_sending(fields: &mut Fields, path: &str, time: DateTime<Utc>, of: Of<'_>) {
    if time < of.sent_at - Duration::minutes(SKEW_MINUTES) {
        fields.refuse(path, FieldCode::TooEarly, words::not_before_sending(fields.lang()));
    }
    fields.not_in_the_future(path, time);
}
