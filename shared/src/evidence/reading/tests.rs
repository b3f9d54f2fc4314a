//! Reading, as tables: the expected claim stands last.

mod formats;
mod returns;

use chrono::Duration;

use super::*;
use crate::channel::{Code, NoRecordFinal, Pointers};
use crate::money::Currency;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap()
}

fn code(code: &str, claim: Claim) -> Code {
    Code {
        code: code.into(),
        claim,
        wording: String::new(),
        source: "https://example.com".into(),
        reviewed_by: None,
        reviewed_on: None,
    }
}

fn pointers(json: &str, xml: &str, form: &str) -> Pointers {
    Pointers { json: Some(json.into()), xml: Some(xml.into()), form: Some(form.into()) }
}

fn profile() -> ChannelProfile {
    use Claim::{NoInformation, NoRecord, NonFinal, ProvesNotPaid, ProvesPaid, Returned};
    let gate = |codes| Field {
        name: "err".into(),
        role: FieldRole::Gate,
        at: pointers("/err", "Answer/Err", "err"),
        pass: vec!["00".into()],
        codes,
    };
    let outcome = |codes| Field {
        name: "status".into(),
        role: FieldRole::Outcome,
        at: pointers("/data/status", "Answer/Data/Status", "status"),
        pass: vec![],
        codes,
    };
    let outcomes = || {
        vec![
            code("PAID", ProvesPaid),
            code("FAILED", ProvesNotPaid),
            code("DOING", NonFinal),
            code("BACK", Returned),
            code("7", ProvesPaid),
        ]
    };
    let api = |name: &str, role, fields| Api {
        name: name.into(),
        role,
        order_number: Some(pointers("/data/order", "Answer/Data/Order", "order")),
        returned: None,
        fields,
    };
    let query_gate = vec![code("NONE", NoRecord), code("BUSY", NonFinal), code("AUTH", NoInformation)];
    let payout_gate = vec![code("LIMIT", ProvesNotPaid), code("isp.*", NonFinal), code("isp.x", NoInformation)];
    let notice = vec![code("*", Returned), code("AC01", Returned)];
    ChannelProfile {
        version: 3,
        apis: vec![
            api("pay", ApiRole::Payout, vec![outcome(outcomes()), gate(payout_gate)]),
            api("query", ApiRole::Query, vec![gate(query_gate), outcome(outcomes())]),
            api("back", ApiRole::Notice, vec![outcome(notice)]),
        ],
        ..ChannelProfile::undescribed("test")
    }
}

fn answer<'a>(body: &'a [u8], transport: &'a Transport) -> Answer<'a> {
    Answer {
        body: Some(body),
        content_type: None,
        transport,
        api: None,
        kind: EvidenceKind::QueryResponse,
        attempt: "A1",
        sent_at: Some(now()),
        amount: Money::from_minor(128_000, Currency::CNY),
        received_at: now() + Duration::minutes(40),
    }
}

fn claim_of(kind: EvidenceKind, http_status: Option<u16>, body: &str) -> (Claim, &'static str) {
    let transport = Transport { http_status, ..Transport::default() };
    let reading = read(&Answer { kind, ..answer(body.as_bytes(), &transport) }, &profile());
    (reading.claim, rule_name(&reading.rule))
}

fn rule_name(rule: &Rule) -> &'static str {
    match rule {
        Rule::Dictionary { .. } => "dictionary",
        Rule::UnlistedCode { .. } => "unlisted_code",
        Rule::NoRecordFinal { .. } => "no_record_final",
        Rule::NoResponse { .. } => "no_response",
        Rule::AnswerLost { .. } => "lost",
        Rule::Unreadable { .. } => "unreadable",
        Rule::NoCode { .. } => "no_code",
        Rule::OtherOrder { .. } => "other_order",
        Rule::HttpFailure { .. } => "http_failure",
        Rule::NotDescribed => "not_described",
        Rule::Told => "told",
        Rule::Reconciled => "reconciled",
        Rule::Observed { .. } => "observed",
    }
}

#[test]
fn the_profile_of_these_tests_is_sound() {
    assert_eq!(profile().check(), Ok(()));
}

#[test]
fn an_answer_says_what_the_dictionary_lists_and_nothing_else() {
    use Claim::{NoInformation, NoRecord, NonFinal, ProvesNotPaid, ProvesPaid, Returned};
    use EvidenceKind::{FirstResponse as First, QueryResponse as Query, ReturnNotice as Notice};
    for (kind, http, body, rule, claim) in [
        (Query, None, r#"{"data":{"status":"PAID"}}"#, "dictionary", ProvesPaid),
        (Query, Some(200), r#"{"err":"00","data":{"status":"FAILED"}}"#, "dictionary", ProvesNotPaid),
        (Query, Some(200), r#"{"data":{"status":" DOING\n"}}"#, "dictionary", NonFinal),
        (Query, Some(200), r#"{"data":{"status":"BACK"}}"#, "dictionary", Returned),
        (Query, Some(200), r#"{"data":{"status":7}}"#, "dictionary", ProvesPaid),
        (Query, Some(404), r#"{"err":"NONE"}"#, "dictionary", NoRecord),
        // An unlisted error code taken as failed.
        (Query, Some(200), r#"{"err":"E99","data":{"status":"FAILED"}}"#, "unlisted_code", NoInformation),
        (Query, Some(200), r#"{"data":{"status":"CLOSED"}}"#, "unlisted_code", NoInformation),
        (Query, Some(200), r#"{"data":{"status":"failed"}}"#, "unlisted_code", NoInformation),
        (Query, Some(200), r#"{"data":{"status":""}}"#, "unlisted_code", NoInformation),
        (First, Some(200), r#"{"err":"E99"}"#, "unlisted_code", NoInformation),
        // A query's error taken as the payout's failure: each API has a dictionary of its own.
        (First, Some(200), r#"{"err":"LIMIT"}"#, "dictionary", ProvesNotPaid),
        (Query, Some(200), r#"{"err":"LIMIT"}"#, "unlisted_code", NoInformation),
        (Query, Some(200), r#"{"err":"AUTH","data":{"status":"FAILED"}}"#, "dictionary", NoInformation),
        // The gate speaks before the outcome, wherever the profile lists it.
        (First, Some(200), r#"{"data":{"status":"PAID"},"err":"isp.busy"}"#, "dictionary", NonFinal),
        (First, Some(200), r#"{"err":"isp.x"}"#, "dictionary", NoInformation),
        // HTTP 500 with a success in its body.
        (Query, Some(500), r#"{"data":{"status":"PAID"}}"#, "http_failure", NoInformation),
        (Query, Some(302), r#"{"data":{"status":"FAILED"}}"#, "http_failure", NoInformation),
        (Query, Some(500), r#"{"err":"BUSY","data":{"status":"PAID"}}"#, "dictionary", NonFinal),
        // JSON values that are no code.
        (Query, None, r#"{"err":null,"data":{"status":null}}"#, "no_code", NoInformation),
        (Query, None, r#"{"err":null,"data":{"status":"PAID"}}"#, "dictionary", ProvesPaid),
        (Query, None, r#"{"data":{"status":7.0}}"#, "unlisted_code", NoInformation),
        (Query, None, r#"{"data":{"status":true}}"#, "unlisted_code", NoInformation),
        (Query, None, r#"{"data":{"status":["PAID"]}}"#, "unlisted_code", NoInformation),
        (Query, None, r#"{"err":false,"data":{"status":"PAID"}}"#, "unlisted_code", NoInformation),
        (Query, None, r#"{"status":"PAID"}"#, "no_code", NoInformation),
        (Query, None, "[]", "no_code", NoInformation),
        // An answer about another order.
        (Query, None, r#"{"data":{"order":"A1","status":"PAID"}}"#, "dictionary", ProvesPaid),
        (Query, None, r#"{"data":{"order":"A2","status":"FAILED"}}"#, "other_order", NoInformation),
        (Query, None, r#"{"data":{"order":["A1"],"status":"FAILED"}}"#, "other_order", NoInformation),
        (Query, None, r#"{"data":{"order":null,"status":"PAID"}}"#, "dictionary", ProvesPaid),
        // What can be read two ways is not read.
        (Query, None, r#"{"data":{"status":"PAID","status":"FAILED"}}"#, "unreadable", NoInformation),
        (Query, None, r#"{"data":{"status":"PAID"}} {}"#, "unreadable", NoInformation),
        (Query, None, r#"{"data":{"status":"PAID"}"#, "unreadable", NoInformation),
        (Query, None, "", "unreadable", NoInformation),
        (Query, None, "FAILED", "unreadable", NoInformation),
        // Notices: any reason is a return.
        (Notice, None, r#"{"data":{"status":"AC01"}}"#, "dictionary", Returned),
        (Notice, None, r#"{"data":{"status":"ZZ99"}}"#, "dictionary", Returned),
    ] {
        assert_eq!(claim_of(kind, http, body), (claim, rule), "{kind:?} {http:?} {body}");
    }
}

#[test]
fn the_api_must_fit_the_kind_of_answer() {
    use EvidenceKind::{Document, FirstResponse, NoResponse, PortalCheck, QueryResponse, ReturnNotice};
    let body = br#"{"data":{"status":"FAILED"}}"#;
    for (kind, api, expected) in [
        (FirstResponse, None, Some("pay")),
        (FirstResponse, Some("pay"), Some("pay")),
        (QueryResponse, None, Some("query")),
        (ReturnNotice, None, Some("back")),
        (QueryResponse, Some("pay"), None),
        (FirstResponse, Some("query"), None),
        (ReturnNotice, Some("query"), None),
        (QueryResponse, Some("nobody-described-it"), None),
        (NoResponse, None, None),
        (PortalCheck, None, None),
        (Document, Some("query"), None),
    ] {
        let transport = Transport::default();
        let reading = read(&Answer { kind, api, ..answer(body, &transport) }, &profile());
        match expected {
            Some(_) => assert_eq!(reading.api.as_deref(), expected, "{kind:?} {api:?}"),
            None => assert_eq!((reading.claim, reading.rule), (Claim::NoInformation, Rule::NotDescribed), "{kind:?}"),
        }
    }
    let transport = Transport::default();
    let undescribed = ChannelProfile { version: 0, ..profile() };
    assert_eq!(read(&answer(body, &transport), &undescribed).rule, Rule::NotDescribed);
}

#[test]
fn nothing_and_what_cannot_be_trusted_say_nothing() {
    let body = br#"{"data":{"status":"FAILED"}}"#;
    for (fault, phase, came, expected) in [
        (None, Some(Phase::Connect), false, Rule::NoResponse { phase: Phase::Connect }),
        (None, None, false, Rule::NoResponse { phase: Phase::Read }),
        (Some(Fault::BadSignature), None, true, Rule::Unreadable { fault: Fault::BadSignature }),
        (Some(Fault::TransportError), None, true, Rule::Unreadable { fault: Fault::TransportError }),
        (Some(Fault::ParseError), None, true, Rule::Unreadable { fault: Fault::ParseError }),
    ] {
        let transport = Transport { fault, phase, ..Transport::default() };
        let given = Answer { body: came.then_some(body.as_slice()), ..answer(body, &transport) };
        let reading = read(&given, &profile());
        assert_eq!((reading.claim, reading.rule), (Claim::NoInformation, expected));
    }
}

#[test]
fn no_record_is_final_only_by_the_channels_own_word_and_only_for_a_query_of_an_old_payout() {
    use Claim::{NoRecord, ProvesNotPaid};
    let word = NoRecordFinal { after_minutes: 1_440, source: "https://example.com/final".into() };
    let silent = profile();
    let spoken = ChannelProfile { no_record_final: Some(word), ..profile() };
    assert_eq!(spoken.check(), Ok(()));
    for (profile, sent_at, age_minutes, expected) in [
        (&silent, Some(now()), 1_000_000, NoRecord),
        (&spoken, Some(now()), 1_439, NoRecord),
        (&spoken, Some(now()), 1_440, ProvesNotPaid),
        (&spoken, Some(now()), -1, NoRecord),
        // An attempt of which nobody knows when it was sent has no age.
        (&spoken, None, 1_000_000, NoRecord),
    ] {
        let transport = Transport::default();
        let received_at = now() + Duration::minutes(age_minutes);
        let given = Answer { sent_at, received_at, ..answer(br#"{"err":"NONE"}"#, &transport) };
        assert_eq!(read(&given, profile).claim, expected, "{age_minutes}");
    }
    // The payout call's own "no such order" is no query's.
    let mut listed = spoken.clone();
    listed.apis[0].fields[1].codes.push(code("NONE", NoRecord));
    let transport = Transport::default();
    let first = Answer {
        kind: EvidenceKind::FirstResponse,
        received_at: now() + Duration::days(30),
        ..answer(br#"{"err":"NONE"}"#, &transport)
    };
    assert_eq!(read(&first, &listed).claim, NoRecord);
}
