//! Checks of what is filed: facts, channels' answers, what is told field by field, people's observations.
//!
//! The rule: every field at fault is named at once, and nothing is kept of a filing that has any. What passes here fits
//! the guards: no answer and no observation lies in the future or before the payout was sent.

mod fields;
mod observation;
mod particulars;
mod prose;
mod response;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, Utc};

use self::fields::Fields;
use self::particulars::{Of, each_once};
use super::{Beneficiary, CaseKind, Facts, Merchant, Source};
use crate::api::commands::PayAgainRequest;
use crate::api::exceptions::{AddedKind, EvidenceRequest, FilingKind, FilingRequest};
use crate::api::problem::{FieldCode, FieldProblem};
use crate::evidence::EvidenceKind;
use crate::money::Currency;
use crate::text::{Lang, fields as words};

pub use observation::{
    ATTACHMENT_MAX_BYTES, ATTACHMENTS_MAX, CheckedObservation, check_attachments, check_observation,
};
pub use particulars::Told;
pub use prose::{check_optional_words, check_words};
pub use response::{RAW_BODY_MAX_BYTES, Received};

/// How many query responses come with a filing at most.
pub const QUERY_RESPONSES_MAX: usize = 100;

/// The characters of a source system's name.
const SYSTEM_CHARACTERS: &str = "A-Z a-z 0-9 _ . : -";

/// The characters of a channel's identifier.
const CHANNEL_CHARACTERS: &str = "a-z 0-9 _ . -";

/// How many returns, notices or settlement lines come with a filing at most.
pub const PARTICULARS_MAX: usize = 20;

/// A filing without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The kind of case that it becomes.
    pub kind: CaseKind,
    /// The facts of the case.
    pub facts: Facts,
    /// What the channel answered and what is told of it, in the order in which they are numbered: the first response, the
    /// query responses, notices, returns, settlement lines.
    pub evidence: Vec<Recorded>,
}

/// Something that is recorded as evidence, not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// An answer of the channel, or that nothing came.
    Answer(Received),
    /// What is told field by field, recorded as evidence of this kind.
    Told(EvidenceKind, Told),
}

/// The filing that a request makes, or everything that is wrong with it.
pub fn check_filing(request: &FilingRequest, now: DateTime<Utc>, lang: Lang) -> Result<Filing, Vec<FieldProblem>> {
    let mut fields = Fields::new(lang, now);
    let facts = facts(&mut fields, request);
    let mut evidence = answers(&mut fields, request);
    let of = Of {
        order_number: &request.order_number,
        sent_at: request.sent_at,
        currency: Currency::from_code(&request.amount.currency),
        has_case: false,
    };
    evidence.extend(returns(&mut fields, request, of));
    evidence.extend(settlements(&mut fields, request, of));
    fields.finish(|| Some(Filing { kind: request.kind.case_kind(), facts: facts?, evidence }))
}

/// A request to pay again without fault: its order number, the beneficiary as corrected, and why; or everything that is wrong.
pub fn check_pay_again(
    request: &PayAgainRequest,
    known: &[&str],
    lang: Lang,
) -> Result<(String, Beneficiary, String), Vec<FieldProblem>> {
    let mut fields = Fields::new(lang, DateTime::UNIX_EPOCH);
    let order_number = fields.text("order_number", &request.order_number, 64);
    if known.contains(&order_number.as_str()) {
        fields.refuse("order_number", FieldCode::Duplicate, words::an_order_number_of_its_own(lang));
    }
    let beneficiary = beneficiary(&mut fields, &request.beneficiary);
    let reason = fields.prose("reason", Some(&request.reason), 2000);
    if reason.is_none() {
        fields.refuse_plainly("reason", FieldCode::Missing);
    }
    fields.finish(|| Some((order_number, beneficiary, reason?)))
}

/// What a request adds to a case, or everything that is wrong with it.
pub fn check_evidence(
    request: &EvidenceRequest,
    facts: &Facts,
    now: DateTime<Utc>,
    lang: Lang,
) -> Result<Recorded, Vec<FieldProblem>> {
    let mut fields = Fields::new(lang, now);
    let kind = request.kind.evidence_kind();
    of_this_kind(&mut fields, request);
    let response = request.response.as_ref().and_then(|given| {
        if request.kind == AddedKind::ReturnNotice && given.no_response.is_some() {
            fields.refuse("response.no_response", FieldCode::Conflict, words::a_body_for_a_notice(lang));
        }
        response::received(&mut fields, "response", given, kind, &facts.order_number, facts.sent_at)
    });
    let of = Of::payout(facts);
    let told = match (&request.returned, &request.funds_back, &request.settlement_line) {
        (Some(given), ..) => particulars::returned(&mut fields, "returned", given, of),
        (_, Some(given), _) => particulars::funds_back(&mut fields, "funds_back", given, of),
        (.., Some(given)) => particulars::settlement(&mut fields, "settlement_line", given, of),
        _ => None,
    };
    fields.finish(|| response.map(Recorded::Answer).or_else(|| told.map(|told| Recorded::Told(kind, told))))
}

/// Refuses what evidence of the requested kind does not have, and the lack of what it needs.
fn of_this_kind(fields: &mut Fields, request: &EvidenceRequest) {
    let lang = fields.lang();
    let given = [
        ("response", request.response.is_some(), [AddedKind::QueryResponse, AddedKind::ReturnNotice].as_slice()),
        ("returned", request.returned.is_some(), &[AddedKind::ReturnNotice]),
        ("funds_back", request.funds_back.is_some(), &[AddedKind::FundsBack]),
        ("settlement_line", request.settlement_line.is_some(), &[AddedKind::StatementLine]),
    ];
    for (field, is_given, kinds) in given {
        match (is_given, kinds.contains(&request.kind)) {
            (true, false) => fields.refuse(field, FieldCode::Conflict, words::not_of_this_kind(lang)),
            (false, true) if request.kind != AddedKind::ReturnNotice => {
                fields.refuse(field, FieldCode::Missing, words::needed_for_this_kind(lang));
            }
            _ => {}
        }
    }
    if request.kind == AddedKind::ReturnNotice && request.response.is_some() == request.returned.is_some() {
        let code = if request.response.is_some() { FieldCode::Conflict } else { FieldCode::Missing };
        fields.refuse("response", code, words::answer_or_particulars(lang));
    }
}

/// The channel's own answers, to the payout request and to queries, and its notices.
fn answers(fields: &mut Fields, request: &FilingRequest) -> Vec<Recorded> {
    let answer = |fields: &mut Fields, path: &str, given, kind| {
        response::received(fields, path, given, kind, &request.order_number, request.sent_at).map(Recorded::Answer)
    };
    let mut answers = Vec::new();
    match &request.first_response {
        Some(given) => answers.extend(answer(fields, "first_response", given, EvidenceKind::FirstResponse)),
        None if request.kind == FilingKind::PayoutUnknown => {
            fields.refuse_plainly("first_response", FieldCode::Missing);
        }
        None => {}
    }
    let lists = [
        ("query_responses", &request.query_responses, EvidenceKind::QueryResponse, QUERY_RESPONSES_MAX),
        ("return_notices", &request.return_notices, EvidenceKind::ReturnNotice, PARTICULARS_MAX),
    ];
    for (list, given, kind, max) in lists {
        if is_too_many(fields, list, given.len(), max) {
            continue;
        }
        for (index, given) in given.iter().enumerate() {
            let path = format!("{list}[{index}]");
            if kind == EvidenceKind::ReturnNotice && given.no_response.is_some() {
                let expected = words::a_body_for_a_notice(fields.lang());
                fields.refuse(&format!("{path}.no_response"), FieldCode::Conflict, expected);
            }
            answers.extend(answer(fields, &path, given, kind));
        }
    }
    answers
}

fn returns(fields: &mut Fields, request: &FilingRequest, of: Of<'_>) -> Vec<Recorded> {
    let is_bounce = request.kind == FilingKind::PayoutBounced;
    let lang = fields.lang();
    for (list, count) in [("returns", request.returns.len()), ("return_notices", request.return_notices.len())] {
        if count > 0 && !is_bounce {
            fields.refuse(list, FieldCode::Conflict, words::not_of_this_kind(lang));
        }
    }
    if is_bounce && request.returns.is_empty() && request.return_notices.is_empty() {
        fields.refuse("returns", FieldCode::Missing, words::a_return_or_a_notice(lang));
    }
    if is_too_many(fields, "returns", request.returns.len(), PARTICULARS_MAX) {
        return vec![];
    }
    each_once(fields, "returns", request.returns.iter().map(|given| given.reference.as_str()));
    let returns = request.returns.iter().enumerate();
    returns
        .filter_map(|(index, given)| particulars::returned(fields, &format!("returns[{index}]"), given, of))
        .map(|told| Recorded::Told(EvidenceKind::ReturnNotice, told))
        .collect()
}

fn settlements(fields: &mut Fields, request: &FilingRequest, of: Of<'_>) -> Vec<Recorded> {
    let list = "settlement_lines";
    let lines = &request.settlement_lines;
    let lang = fields.lang();
    match request.kind {
        FilingKind::DuplicatePayout if lines.is_empty() => {
            fields.refuse(list, FieldCode::Missing, words::two_lines_or_more(lang));
        }
        FilingKind::DuplicatePayout if lines.len() < 2 => {
            fields.refuse(list, FieldCode::TooShort, words::two_lines_or_more(lang));
        }
        FilingKind::DuplicatePayout => {}
        _ if !lines.is_empty() => fields.refuse(list, FieldCode::Conflict, words::not_of_this_kind(lang)),
        _ => {}
    }
    if is_too_many(fields, list, lines.len(), PARTICULARS_MAX) {
        return vec![];
    }
    each_once(fields, list, lines.iter().map(|given| given.reference.as_str()));
    let lines = lines.iter().enumerate();
    lines
        .filter_map(|(index, given)| particulars::settlement(fields, &format!("{list}[{index}]"), given, of))
        .map(|told| Recorded::Told(EvidenceKind::StatementLine, told))
        .collect()
}

fn is_too_many(fields: &mut Fields, list: &str, count: usize, max: usize) -> bool {
    if count > max {
        let expected = words::at_most_items(fields.lang(), max);
        fields.refuse(list, FieldCode::TooMany, expected);
    }
    count > max
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
