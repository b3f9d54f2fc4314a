//! Every way in which a body can be wrong, and what is said of it.

use serde::Deserialize;
use serde_json::json;
use shared::api::commands::ResolveRequest;
use shared::api::exceptions::FilingRequest;
use shared::api::problem::Code;
use shared::text::Lang;

use super::{read, read_parameters};
use crate::error::Error;

fn filing() -> serde_json::Value {
    json!({
        "kind": "payout_unknown",
        "source_system": "core",
        "source_reference": "P-1",
        "channel": "wechat_transfer",
        "merchant": { "id": "m1", "name": "茶叶店" },
        "amount": { "amount": "1280.00", "currency": "CNY" },
        "order_number": "O-1",
        "sent_at": "2026-05-01T09:30:00+08:00",
        "first_response": { "no_response": { "phase": "read" }, "received_at": "2026-05-01T09:30:30+08:00" },
    })
}

/// The filing with a text replaced; the text must be there.
fn with(from: &str, to: &str) -> String {
    let text = filing().to_string();
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1)
}

/// `code`, or `code: field field_code, …`.
fn told(error: &Error) -> String {
    let problem = error.problem(Lang::En, None);
    let faults: Vec<_> = problem.errors.iter().map(|fault| format!("{} {}", fault.field, fault.code.name())).collect();
    [vec![problem.code.name().to_owned()], faults].concat().join(": ")
}

#[test]
fn each_fault_of_a_filing_is_told_with_its_field() {
    let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
    let very_deep = "[".repeat(100_000);
    for (text, expected) in [
        (filing().to_string(), "read"),
        (String::new(), "bad_json"),
        ("{".to_owned(), "bad_json"),
        (with("\"O-1\"", "NaN"), "bad_json"),
        (with("\"O-1\"", "'O-1'"), "bad_json"),
        (with("\"O-1\"", "\"O-1\","), "bad_json"),
        (with("\"O-1\"", "\"\\ud800\""), "bad_json"),
        (with("\"O-1\"", "1e999"), "bad_json"),
        (filing().to_string() + "{}", "bad_json"),
        ("\u{feff}".to_owned() + &filing().to_string(), "bad_json"),
        (with("\"O-1\"", &deep), "bad_json"),
        (with("\"O-1\"", &very_deep), "bad_json"),
        ("[]".to_owned(), "invalid_fields: $ wrong_type"),
        ("null".to_owned(), "invalid_fields: $ wrong_type"),
        ("1".to_owned(), "invalid_fields: $ wrong_type"),
        (with("\"order_number\":\"O-1\",", ""), "invalid_fields: order_number missing"),
        (with("\"name\":\"茶叶店\"", ""), "bad_json"),
        (with(",\"name\":\"茶叶店\"", ""), "invalid_fields: merchant.name missing"),
        (
            with("{\"amount\":\"1280.00\"", "{\"amuont\":\"1\",\"amount\":\"1280.00\""),
            "invalid_fields: amount.amuont unknown_field",
        ),
        (with("\"kind\"", "\"colour\":1,\"kind\""), "invalid_fields: colour unknown_field"),
        (with("\"kind\"", "\"kind\":\"payout_unknown\",\"kind\""), "invalid_fields: kind duplicate"),
        (with("\"phase\"", "\"phase\":1,\"phase\""), "invalid_fields: first_response.no_response.phase duplicate"),
        (with("\"1280.00\"", "1280.00"), "invalid_fields: amount.amount amount_not_text"),
        (with("\"1280.00\"", "1280"), "invalid_fields: amount.amount amount_not_text"),
        (with("\"1280.00\"", "-1"), "invalid_fields: amount.amount amount_not_text"),
        (with("\"1280.00\"", "null"), "invalid_fields: amount.amount wrong_type"),
        (with("09:30:00+08:00", "09:30:00"), "invalid_fields: sent_at time_without_zone"),
        (with("2026-05-01T09:30:00+08:00", "yesterday"), "invalid_fields: sent_at not_a_time"),
        (with("\"2026-05-01T09:30:00+08:00\"", "1777599000"), "invalid_fields: sent_at wrong_type"),
        (with("payout_unknown", "payout_lost"), "invalid_fields: kind unknown_value"),
        (with("\"read\"", "\"think\""), "invalid_fields: first_response.no_response.phase unknown_value"),
        (
            with("\"received_at\"", "\"http_status\":-1,\"received_at\""),
            "invalid_fields: first_response.http_status out_of_range",
        ),
        (
            with("\"received_at\"", "\"http_status\":70000,\"received_at\""),
            "invalid_fields: first_response.http_status out_of_range",
        ),
        (
            with("\"received_at\"", "\"http_status\":200.5,\"received_at\""),
            "invalid_fields: first_response.http_status wrong_type",
        ),
        (
            with("\"received_at\"", "\"http_status\":\"200\",\"received_at\""),
            "invalid_fields: first_response.http_status wrong_type",
        ),
        (with("\"O-1\"", "\"O\\u0000\""), "invalid_fields: order_number bad_characters"),
        (with("\"kind\"", "\"ki\\u0000nd\":1,\"kind\""), "invalid_fields: kind bad_characters"),
        (with("\"O-1\"", "{}"), "invalid_fields: order_number wrong_type"),
    ] {
        let outcome = read::<FilingRequest>(text.as_bytes()).map_or_else(|error| told(&error), |_| "read".to_owned());
        assert_eq!(outcome, expected, "{}", text.chars().take(400).collect::<String>());
    }
}

#[test]
fn a_fault_within_a_list_names_its_place() {
    let mut filing = filing();
    filing["query_responses"] = json!([filing["first_response"], { "received_at": "2026-05-01" }]);
    let error = read::<FilingRequest>(filing.to_string().as_bytes()).unwrap_err();
    assert_eq!(told(&error), "invalid_fields: query_responses[1].received_at not_a_time");
}

#[test]
fn what_may_stand_there_is_listed() {
    let text = with("payout_unknown", "payout_lost");
    let problem = read::<FilingRequest>(text.as_bytes()).unwrap_err().problem(Lang::Zh, None);
    assert_eq!(problem.errors[0].expected, "payout_unknown, payout_bounced, duplicate_payout");
    let problem = read::<FilingRequest>(with("\"O-1\"", "1").as_bytes()).unwrap_err().problem(Lang::Zh, None);
    assert_eq!(problem.errors[0].expected, "类型不符");
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    let mut bytes = filing().to_string().into_bytes();
    let at = bytes.iter().position(|byte| !byte.is_ascii()).unwrap();
    bytes[at] = 0xff;
    assert_eq!(read::<FilingRequest>(&bytes).unwrap_err().code(), Code::BadJson);
}

#[test]
fn a_list_is_no_object() {
    for text in ["[1]", "[1,\"confirm_paid\"]", "[1,\"confirm_paid\",null]"] {
        assert_eq!(
            told(&read::<ResolveRequest>(text.as_bytes()).unwrap_err()),
            "invalid_fields: $ wrong_type",
            "{text}"
        );
    }
    let text = with("{\"amount\":\"1280.00\",\"currency\":\"CNY\"}", "[\"1280.00\",\"CNY\"]");
    assert_eq!(told(&read::<FilingRequest>(text.as_bytes()).unwrap_err()), "invalid_fields: amount wrong_type");
}

#[test]
fn versions_are_whole_numbers() {
    for (version, expected) in [
        ("1", "read"),
        ("1.0", "invalid_fields: version wrong_type"),
        ("9223372036854775808", "invalid_fields: version out_of_range"),
        ("\"1\"", "invalid_fields: version wrong_type"),
    ] {
        let text = format!("{{\"version\":{version},\"resolution\":\"confirm_paid\"}}");
        let outcome = read::<ResolveRequest>(text.as_bytes()).map_or_else(|error| told(&error), |_| "read".to_owned());
        assert_eq!(outcome, expected, "{text}");
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    #[expect(dead_code)]
    limit: Option<u32>,
    #[expect(dead_code)]
    q: Option<String>,
}

#[test]
fn each_fault_of_an_address_is_told() {
    for (query, expected) in [
        ("", "read"),
        ("limit=5&q=%E8%8C%B6", "read"),
        ("limit=five", "invalid_parameter: limit wrong_type"),
        ("limit=", "invalid_parameter: limit wrong_type"),
        ("limit=-1", "invalid_parameter: limit wrong_type"),
        ("limit=5000000000", "invalid_parameter: limit out_of_range"),
        ("limit=1&limit=2", "invalid_parameter: limit duplicate"),
        ("colour=red", "invalid_parameter: colour unknown_field"),
        ("q=a%00b", "invalid_parameter: q bad_characters"),
        ("q=%ff", "invalid_parameter: q bad_characters"),
    ] {
        let outcome = read_parameters::<Parameters>(query).map_or_else(|error| told(&error), |_| "read".to_owned());
        assert_eq!(outcome, expected, "{query}");
    }
}
