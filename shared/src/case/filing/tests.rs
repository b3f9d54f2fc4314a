//! Filings with something wrong, as tables: the field and the code stand last.

mod particulars;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::*;
use crate::api::commands::ObservationRequest;
use crate::digest::Digest;
use crate::evidence::Phase;

fn now() -> DateTime<Utc> {
    "2026-05-01T12:00:00Z".parse().unwrap()
}

fn filing() -> Value {
    json!({
        "kind": "payout_unknown", "source_system": "core", "source_reference": "R-1", "channel": "wechat_transfer",
        "merchant": {"id": "m1", "name": "水果店"}, "amount": {"amount": "1280.00", "currency": "CNY"},
        "order_number": "P1", "sent_at": "2026-05-01T10:00:00Z",
        "first_response": {"no_response": {"phase": "read"}, "received_at": "2026-05-01T10:00:30Z"},
        "query_responses": [
            {"body": {"text": "{\"state\":\"PROCESSING\"}"}, "http_status": 200, "received_at": "2026-05-01T10:05:00Z"},
            {"no_response": {"phase": "connect"}, "received_at": "2026-05-01T10:06:00Z"}
        ]
    })
}

/// A document with the value at a JSON Pointer replaced; a new member where the pointer names none.
fn with(mut document: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(object) => drop(object.insert(name.to_owned(), value)),
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer} leads nowhere"),
    }
    document
}

fn check(document: Value) -> Result<Filing, Vec<FieldProblem>> {
    check_filing(&serde_json::from_value(document).unwrap(), now(), Lang::En)
}

fn answer(recorded: &Recorded) -> &Received {
    let Recorded::Answer(received) = recorded else { panic!("{recorded:?} is no answer") };
    received
}

fn faults<T: std::fmt::Debug>(checked: Result<T, Vec<FieldProblem>>) -> Vec<(String, FieldCode)> {
    checked.unwrap_err().into_iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn a_filing_without_fault_keeps_every_byte() {
    let filing = check(filing()).unwrap();
    assert_eq!(filing.facts.amount.minor(), 128_000);
    let answers: Vec<_> = filing.evidence.iter().map(answer).collect();
    let kinds: Vec<_> = answers.iter().map(|received| received.kind).collect();
    // A query that nobody answered is no query response: it meets no requirement of the guards.
    assert_eq!(kinds, [EvidenceKind::NoResponse, EvidenceKind::QueryResponse, EvidenceKind::NoResponse]);
    assert_eq!(answers[0].transport.phase, Some(Phase::Read));
    assert_eq!(answers[1].body.as_deref(), Some(br#"{"state":"PROCESSING"}"#.as_slice()));
    assert_eq!(answers[1].attempt, "P1");
}

#[test]
fn a_field_at_fault_is_named_with_its_code() {
    use FieldCode::*;
    let long = |count: usize| json!("长".repeat(count));
    let both = json!({"text": "a", "base64": "YQ=="});
    let huge = json!({"base64": STANDARD.encode(vec![0; RAW_BODY_MAX_BYTES + 1])});
    let many = json!(vec![filing()["query_responses"][0].clone(); QUERY_RESPONSES_MAX + 1]);
    let beneficiary = json!({"name": "张三", "account": " "});
    let first = "first_response";
    let query = "query_responses[0]";
    for (pointer, value, field, code) in [
        ("/source_system", json!(""), "source_system", TooShort),
        ("/source_system", json!("a b"), "source_system", BadCharacters),
        ("/source_system", json!("a".repeat(65)), "source_system", TooLong),
        ("/source_reference", json!(" \t "), "source_reference", BadCharacters),
        ("/source_reference", json!("  "), "source_reference", TooShort),
        ("/source_reference", long(129), "source_reference", TooLong),
        ("/source_reference", json!("a\u{0}b"), "source_reference", BadCharacters),
        ("/channel", json!("WeChat"), "channel", BadCharacters),
        ("/merchant/id", json!(""), "merchant.id", TooShort),
        ("/merchant/name", long(129), "merchant.name", TooLong),
        ("/amount/currency", json!("RMB"), "amount.currency", UnknownCurrency),
        ("/amount/amount", json!("1,280"), "amount.amount", BadAmount),
        ("/amount/amount", json!("1e3"), "amount.amount", BadAmount),
        ("/amount/amount", json!("0.001"), "amount.amount", TooManyDigits),
        ("/amount/amount", json!("1.00000"), "amount.amount", TooManyDigits),
        ("/amount/amount", json!("0.00"), "amount.amount", NotPositive),
        ("/amount/amount", json!("-1"), "amount.amount", NotPositive),
        ("/amount/amount", json!("9".repeat(19)), "amount.amount", OutOfRange),
        ("/order_number", long(65), "order_number", TooLong),
        ("/channel_order_number", json!(""), "channel_order_number", TooShort),
        ("/beneficiary", beneficiary, "beneficiary.account", TooShort),
        ("/sent_at", json!("2026-05-01T12:05:01Z"), "sent_at", InTheFuture),
        ("/sent_at", json!("1999-12-31T23:59:59Z"), "sent_at", TooEarly),
        ("/first_response/body", json!({"text": "x"}), first, Conflict),
        ("/query_responses/0/body", Value::Null, query, Conflict),
        ("/query_responses/0/body", json!({}), "query_responses[0].body", Conflict),
        ("/query_responses/0/body", both, "query_responses[0].body", Conflict),
        ("/query_responses/0/body", json!({"base64": "%"}), "query_responses[0].body.base64", BadBase64),
        ("/query_responses/0/body", huge, "query_responses[0].body.base64", TooLong),
        ("/query_responses/0/http_status", json!(99), "query_responses[0].http_status", OutOfRange),
        ("/query_responses/0/http_status", json!(600), "query_responses[0].http_status", OutOfRange),
        ("/query_responses/0/content_type", long(129), "query_responses[0].content_type", TooLong),
        ("/query_responses/0/api", json!("a\nb"), "query_responses[0].api", BadCharacters),
        ("/query_responses/0/attempt", json!(" "), "query_responses[0].attempt", TooShort),
        ("/query_responses/1/received_at", json!("2026-05-01T09:54:59Z"), "query_responses[1].received_at", TooEarly),
        (
            "/query_responses/1/received_at",
            json!("2026-05-01T12:05:01Z"),
            "query_responses[1].received_at",
            InTheFuture,
        ),
        ("/query_responses", many, "query_responses", TooMany),
    ] {
        let found = faults(check(with(filing(), pointer, value)));
        assert!(found.contains(&(field.to_owned(), code)), "{pointer}: {found:?}");
        // One fault is not called by another field's name too.
        let sent_at_moves_answers = pointer == "/sent_at";
        assert!(found.iter().all(|(other, _)| sent_at_moves_answers || other == field), "{pointer}: {found:?}");
    }
}

#[test]
fn values_at_the_edge_are_taken() {
    for (pointer, value) in [
        ("/source_system", json!("A.b_c:d-9")),
        ("/source_reference", json!("长".repeat(128))),
        ("/amount/amount", json!("0.01")),
        ("/amount/amount", json!("1280")),
        ("/sent_at", json!("2000-01-01T00:00:00Z")),
        ("/sent_at", json!("2026-05-01T10:05:30Z")),
        ("/query_responses/0/received_at", json!("2026-05-01T12:05:00Z")),
        ("/query_responses/0/received_at", json!("2026-05-01T09:55:00Z")),
        ("/query_responses/0/body", json!({"base64": STANDARD.encode(vec![0; RAW_BODY_MAX_BYTES])})),
        ("/query_responses/0/body", json!({"text": ""})),
        ("/query_responses/0/content_type", json!("")),
        ("/query_responses", json!([])),
    ] {
        assert_eq!(faults_or_none(check(with(filing(), pointer, value))), [], "{pointer}");
    }
}

fn faults_or_none<T: std::fmt::Debug>(checked: Result<T, Vec<FieldProblem>>) -> Vec<(String, FieldCode)> {
    if checked.is_ok() { Vec::new() } else { faults(checked) }
}

#[test]
fn every_fault_is_named_at_once() {
    let wrong = with(with(filing(), "/channel", json!("")), "/amount/amount", json!("x"));
    let wrong = with(wrong, "/query_responses/1/attempt", json!(""));
    let expected = [
        ("channel", FieldCode::TooShort),
        ("amount.amount", FieldCode::BadAmount),
        ("query_responses[1].attempt", FieldCode::TooShort),
    ];
    assert_eq!(faults(check(wrong)), expected.map(|(field, code)| (field.to_owned(), code)));
}

#[test]
fn what_was_expected_is_said_in_the_readers_language() {
    let request = serde_json::from_value(with(filing(), "/order_number", json!("9".repeat(65)))).unwrap();
    for (lang, expected) in [(Lang::En, "at most 64 characters"), (Lang::Zh, "至多64个字符")] {
        assert_eq!(check_filing(&request, now(), lang).unwrap_err()[0].expected, expected);
    }
}

#[cfg(feature = "reading")]
#[test]
fn a_filing_that_names_another_attempt_says_nothing_of_its_age() {
    let filing = check(with(filing(), "/query_responses/0/attempt", json!("P2"))).unwrap();
    assert_eq!(answer(&filing.evidence[1]).answer(&filing.facts).sent_at, None);
    assert_eq!(answer(&filing.evidence[0]).answer(&filing.facts).sent_at, Some(filing.facts.sent_at));
}

#[test]
fn added_evidence_is_checked_against_the_case() {
    let facts = check(filing()).unwrap().facts;
    let body = json!({"text": "x"});
    for (kind, response, expected) in [
        (
            "query_response",
            json!({"body": body, "received_at": "2026-05-01T11:00:00Z"}),
            Ok(EvidenceKind::QueryResponse),
        ),
        ("return_notice", json!({"body": body, "received_at": "2026-05-01T11:00:00Z"}), Ok(EvidenceKind::ReturnNotice)),
        (
            "query_response",
            json!({"no_response": {"phase": "send"}, "received_at": "2026-05-01T11:00:00Z"}),
            Ok(EvidenceKind::NoResponse),
        ),
        (
            "return_notice",
            json!({"no_response": {"phase": "send"}, "received_at": "2026-05-01T11:00:00Z"}),
            Err(("response.no_response", FieldCode::Conflict)),
        ),
        (
            "query_response",
            json!({"body": body, "received_at": "2026-05-01T09:00:00Z"}),
            Err(("response.received_at", FieldCode::TooEarly)),
        ),
        ("query_response", json!({"received_at": "2026-05-01T11:00:00Z"}), Err(("response", FieldCode::Conflict))),
    ] {
        let request = serde_json::from_value(json!({"kind": kind, "response": response})).unwrap();
        let checked = check_evidence(&request, &facts, now(), Lang::En);
        match expected {
            Ok(kind) => assert_eq!(answer(&checked.unwrap()).kind, kind),
            Err((field, code)) => assert_eq!(faults(checked), [(field.to_owned(), code)]),
        }
    }
}

fn observation() -> Value {
    json!({
        "kind": "portal_check", "looked_up": "P1", "shown": "not_found", "reference": "S-9",
        "note": "第一行\n第二行", "observed_at": "2026-05-01T11:59:00Z", "attachments": []
    })
}

fn file(content: &[u8]) -> Value {
    json!({"name": "screen.png", "content_base64": STANDARD.encode(content)})
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

fn observe(document: Value) -> Result<CheckedObservation, Vec<FieldProblem>> {
    let request: ObservationRequest = serde_json::from_value(document).unwrap();
    check_observation(&request, &check(filing()).unwrap().facts, now(), Lang::En)
}

#[test]
fn a_file_is_what_its_content_is() {
    for (content, media_type) in
        [(PNG, "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"%PDF-1.7", "application/pdf")]
    {
        let seen = observe(with(observation(), "/attachments", json!([file(content)]))).unwrap();
        assert_eq!(seen.observation.attachments[0].media_type, media_type);
        assert_eq!(seen.observation.attachments[0].sha256, Digest::of(content));
        assert_eq!(seen.contents, [content.to_vec()]);
    }
}

#[test]
fn an_observation_at_fault_is_named_with_its_code() {
    use FieldCode::*;
    let content = "attachments[0].content_base64";
    let none: Value = json!([]);
    let big = [PNG, &vec![0; ATTACHMENT_MAX_BYTES]].concat();
    let named = |name: &str| json!([{"name": name, "content_base64": STANDARD.encode(PNG)}]);
    for (pointer, value, field, code) in [
        ("/looked_up", json!(" "), "looked_up", TooShort),
        ("/reference", Value::Null, "reference", Missing),
        ("/reference", json!(""), "reference", TooShort),
        ("/note", json!("a\u{7}"), "note", BadCharacters),
        ("/note", json!("长".repeat(2001)), "note", TooLong),
        ("/kind", json!("document"), "attachments", Missing),
        ("/observed_at", json!("2026-05-01T12:05:01Z"), "observed_at", InTheFuture),
        ("/observed_at", json!("2026-05-01T09:59:59Z"), "observed_at", TooEarly),
        ("/attachments", json!(vec![file(PNG); 6]), "attachments", TooMany),
        ("/attachments", json!([file(b"<svg onload=alert(1)>")]), content, BadFile),
        ("/attachments", json!([file(b"")]), content, BadFile),
        ("/attachments", json!([file(&big)]), content, TooLong),
        ("/attachments", json!([{"name": "a", "content_base64": "?"}]), content, BadBase64),
        ("/attachments", named("../../etc/x.png"), "attachments[0].name", BadCharacters),
        ("/attachments", named("a\r\nb"), "attachments[0].name", BadCharacters),
    ] {
        let found = faults(observe(with(with(observation(), "/attachments", none.clone()), pointer, value)));
        assert_eq!(found, [(field.to_owned(), code)], "{pointer}");
    }
}

#[test]
fn an_observation_is_never_later_than_now() {
    let ahead = observe(with(observation(), "/observed_at", json!("2026-05-01T12:04:00Z"))).unwrap();
    assert_eq!(ahead.observed_at, now());
    let seen = observe(observation()).unwrap();
    assert_eq!(seen.observed_at, now() - chrono::Duration::minutes(1));
    assert_eq!((seen.kind, seen.attempt.as_str()), (EvidenceKind::PortalCheck, "P1"));
    assert_eq!(seen.observation.note.as_deref(), Some("第一行\n第二行"));
}
