//! Checks of what is filed: facts, channels' answers, people's observations.
//!
//! The rule: every field at fault is named at once, and nothing is kept of a filing that has any. What passes here fits
//! the guards: no answer and no observation lies in the future or before the payout was sent.

mod fields;
mod observation;
mod prose;
mod response;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, Utc};

use self::fields::Fields;
use super::{Beneficiary, Facts, Merchant, Source};
use crate::api::exceptions::{AddedKind, EvidenceRequest, FilingRequest};
use crate::api::problem::{FieldCode, FieldProblem};
use crate::evidence::EvidenceKind;
use crate::text::{Lang, fields as words};

pub use observation::{ATTACHMENT_MAX_BYTES, ATTACHMENTS_MAX, CheckedObservation, check_observation};
pub use prose::{check_optional_words, check_words};
pub use response::{RAW_BODY_MAX_BYTES, Received};

/// How many query responses come with a filing at most.
pub const QUERY_RESPONSES_MAX: usize = 100;

/// The characters of a source system's name.
const SYSTEM_CHARACTERS: &str = "A-Z a-z 0-9 _ . : -";

/// The characters of a channel's identifier.
const CHANNEL_CHARACTERS: &str = "a-z 0-9 _ . -";

/// A filing without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The facts of the case.
    pub facts: Facts,
    /// What the channel answered to the payout request, or that nothing came.
    pub first_response: Received,
    /// What it answered to queries, in the order in which they were filed.
    pub query_responses: Vec<Received>,
}

/// The filing that a request makes, or everything that is wrong with it.
pub fn check_filing(request: &FilingRequest, now: DateTime<Utc>, lang: Lang) -> Result<Filing, Vec<FieldProblem>> {
    let mut fields = Fields::new(lang, now);
    let facts = facts(&mut fields, request);
    let answer = |fields: &mut Fields, path: &str, given, kind| {
        response::received(fields, path, given, kind, &request.order_number, request.sent_at)
    };
    let first_response = answer(&mut fields, "first_response", &request.first_response, EvidenceKind::FirstResponse);
    let mut query_responses = Vec::new();
    if request.query_responses.len() > QUERY_RESPONSES_MAX {
        let expected = words::at_most_items(lang, QUERY_RESPONSES_MAX);
        fields.refuse("query_responses", FieldCode::TooMany, expected);
    } else {
        for (index, given) in request.query_responses.iter().enumerate() {
            let path = format!("query_responses[{index}]");
            query_responses.extend(answer(&mut fields, &path, given, EvidenceKind::QueryResponse));
        }
    }
    fields.finish(|| Some(Filing { facts: facts?, first_response: first_response?, query_responses }))
}

/// The answer or notice that a request adds to a case, or everything that is wrong with it.
pub fn check_evidence(
    request: &EvidenceRequest,
    facts: &Facts,
    now: DateTime<Utc>,
    lang: Lang,
) -> Result<Received, Vec<FieldProblem>> {
    let mut fields = Fields::new(lang, now);
    if request.kind == AddedKind::ReturnNotice && request.response.no_response.is_some() {
        fields.refuse("response.no_response", FieldCode::Conflict, words::a_body_for_a_notice(lang));
    }
    let (path, given, kind) = ("response", &request.response, request.kind.evidence_kind());
    let received = response::received(&mut fields, path, given, kind, &facts.order_number, facts.sent_at);
    fields.finish(|| received)
}

fn facts(fields: &mut Fields, request: &FilingRequest) -> Option<Facts> {
    let is_system = |c: char| c.is_ascii_alphanumeric() || "_.:-".contains(c);
    let is_channel = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.-".contains(c);
    let system = fields.identifier("source_system", &request.source_system, is_system, SYSTEM_CHARACTERS);
    let reference = fields.text("source_reference", &request.source_reference, 128);
    let channel = fields.identifier("channel", &request.channel, is_channel, CHANNEL_CHARACTERS);
    let merchant = merchant(fields, &request.merchant);
    let amount = fields.amount("amount", &request.amount);
    let order_number = fields.text("order_number", &request.order_number, 64);
    let channel_order_number = fields.optional("channel_order_number", request.channel_order_number.as_deref(), 64);
    let beneficiary = request.beneficiary.as_ref().map(|given| beneficiary(fields, given));
    if request.sent_at.year() < 2000 {
        fields.refuse("sent_at", FieldCode::TooEarly, words::not_before_2000(fields.lang()));
    }
    fields.not_in_the_future("sent_at", request.sent_at);
    Some(Facts {
        source: Source { system, reference },
        channel,
        merchant,
        amount: amount?,
        order_number,
        channel_order_number,
        beneficiary,
        sent_at: request.sent_at,
    })
}

fn merchant(fields: &mut Fields, given: &Merchant) -> Merchant {
    Merchant { id: fields.text("merchant.id", &given.id, 64), name: fields.text("merchant.name", &given.name, 128) }
}

fn beneficiary(fields: &mut Fields, given: &Beneficiary) -> Beneficiary {
    Beneficiary {
        name: fields.text("beneficiary.name", &given.name, 128),
        account: fields.text("beneficiary.account", &given.account, 64),
        bank: fields.optional("beneficiary.bank", given.bank.as_deref(), 128),
        branch: fields.optional("beneficiary.branch", given.branch.as_deref(), 128),
        province: fields.optional("beneficiary.province", given.province.as_deref(), 128),
        city: fields.optional("beneficiary.city", given.city.as_deref(), 128),
        bank_code: fields.optional("beneficiary.bank_code", given.bank_code.as_deref(), 64),
    }
}
