//! What each kind of filing needs of its own, and what is told field by field.

use super::*;
use crate::evidence::Details;

fn bounce() -> Value {
    let returned = json!({
        "reference": "RT-1", "reason_code": "AC01", "amount": {"amount": "1280.00", "currency": "CNY"},
        "fee": {"amount": {"amount": "2.00", "currency": "CNY"}, "given_back": false},
        "returned_at": "2026-05-01T11:00:00Z"
    });
    let mut bounce = with(filing(), "/kind", json!("payout_bounced"));
    bounce["returns"] = json!([returned]);
    bounce.as_object_mut().unwrap().remove("first_response");
    with(bounce, "/query_responses", json!([]))
}

fn duplicate() -> Value {
    let line = |reference: &str| {
        let amount = json!({"amount": "1280.00", "currency": "CNY"});
        json!({"reference": reference, "amount": amount, "settled_at": "2026-05-01T11:00:00Z"})
    };
    let mut duplicate = with(bounce(), "/kind", json!("duplicate_payout"));
    duplicate.as_object_mut().unwrap().remove("returns");
    duplicate["settlement_lines"] = json!([line("L-1"), line("L-2")]);
    duplicate
}

#[test]
fn each_kind_brings_what_it_is_about() {
    let told = |filing: &Filing| -> Vec<(EvidenceKind, String)> {
        let tell = |recorded: &Recorded| match recorded {
            Recorded::Answer(received) => (received.kind, received.attempt.clone()),
            Recorded::Told(kind, told) => (*kind, told.attempt.clone()),
        };
        filing.evidence.iter().map(tell).collect()
    };
    use EvidenceKind::{FirstResponse, NoResponse, ReturnNotice, StatementLine};
    let notice = json!([{"body": {"text": "{}"}, "received_at": "2026-05-01T11:00:00Z"}]);
    let by_notice = with(with(bounce(), "/returns", json!([])), "/return_notices", notice.clone());
    let both = with(bounce(), "/return_notices", notice);
    let of_another = with(bounce(), "/returns/0/attempt", json!("P2"));
    let answered = json!({"body": {"text": "{}"}, "received_at": "2026-05-01T10:00:30Z"});
    let with_answer = with(duplicate(), "/first_response", answered);
    for (document, kind, expected) in [
        (
            filing(),
            CaseKind::PayoutUnknown,
            vec![(NoResponse, "P1"), (EvidenceKind::QueryResponse, "P1"), (NoResponse, "P1")],
        ),
        (bounce(), CaseKind::PayoutBounced, vec![(ReturnNotice, "P1")]),
        (by_notice, CaseKind::PayoutBounced, vec![(ReturnNotice, "P1")]),
        (both, CaseKind::PayoutBounced, vec![(ReturnNotice, "P1"), (ReturnNotice, "P1")]),
        (of_another, CaseKind::PayoutBounced, vec![(ReturnNotice, "P2")]),
        (duplicate(), CaseKind::DuplicatePayout, vec![(StatementLine, "P1"), (StatementLine, "P1")]),
        (
            with_answer,
            CaseKind::DuplicatePayout,
            vec![(FirstResponse, "P1"), (StatementLine, "P1"), (StatementLine, "P1")],
        ),
    ] {
        let filing = check(document).unwrap();
        let expected: Vec<_> = expected.into_iter().map(|(kind, attempt)| (kind, attempt.to_owned())).collect();
        assert_eq!((filing.kind, told(&filing)), (kind, expected));
    }
}

#[test]
fn what_a_kind_lacks_or_does_not_have_is_named() {
    use FieldCode::*;
    let returns = bounce()["returns"].clone();
    let lines = duplicate()["settlement_lines"].clone();
    let twice = json!([returns[0], returns[0]]);
    let same_line = json!([lines[0], lines[0]]);
    let many = json!(vec![returns[0].clone(); PARTICULARS_MAX + 1]);
    let dollars = json!({"amount": "1.00", "currency": "USD"});
    let none = json!([{"no_response": {"phase": "read"}, "received_at": "2026-05-01T11:00:00Z"}]);
    let long = json!("长".repeat(65));
    for (document, pointer, value, field, code) in [
        (filing(), "/first_response", Value::Null, "first_response", Missing),
        (filing(), "/returns", returns.clone(), "returns", Conflict),
        (filing(), "/settlement_lines", lines.clone(), "settlement_lines", Conflict),
        (filing(), "/return_notices", filing()["query_responses"].clone(), "return_notices", Conflict),
        (bounce(), "/returns", json!([]), "returns", Missing),
        (bounce(), "/returns", twice, "returns[1].reference", Duplicate),
        (bounce(), "/returns", many, "returns", TooMany),
        (bounce(), "/return_notices", none, "return_notices[0].no_response", Conflict),
        (bounce(), "/settlement_lines", lines.clone(), "settlement_lines", Conflict),
        (bounce(), "/returns/0/reference", json!(" "), "returns[0].reference", TooShort),
        (bounce(), "/returns/0/reference", long, "returns[0].reference", TooLong),
        (bounce(), "/returns/0/reason_code", json!("AC 01"), "returns[0].reason_code", BadCharacters),
        (bounce(), "/returns/0/amount/amount", json!("0"), "returns[0].amount.amount", NotPositive),
        (bounce(), "/returns/0/amount/amount", json!("1.234"), "returns[0].amount.amount", TooManyDigits),
        (bounce(), "/returns/0/amount", dollars.clone(), "returns[0].amount.currency", Conflict),
        (bounce(), "/returns/0/fee/amount", dollars, "returns[0].fee.amount.currency", Conflict),
        (bounce(), "/returns/0/returned_at", json!("2026-05-01T09:54:59Z"), "returns[0].returned_at", TooEarly),
        (bounce(), "/returns/0/returned_at", json!("2026-05-01T12:05:01Z"), "returns[0].returned_at", InTheFuture),
        (duplicate(), "/settlement_lines", json!([]), "settlement_lines", Missing),
        (duplicate(), "/settlement_lines", json!([lines[0]]), "settlement_lines", TooShort),
        (duplicate(), "/settlement_lines", same_line, "settlement_lines[1].reference", Duplicate),
        (duplicate(), "/returns", returns, "returns", Conflict),
    ] {
        let found = check(with(document, pointer, value));
        // A notice that is not of this kind may be at fault by itself, too.
        let found: Vec<_> = faults(found).into_iter().filter(|(at, _)| !at.starts_with("return_notices[1]")).collect();
        assert!(found.contains(&(field.to_owned(), code)), "{pointer}: {found:?}");
    }
}

#[test]
fn evidence_of_each_kind_needs_its_own_particulars() {
    use FieldCode::*;
    let facts = check(filing()).unwrap().facts;
    let response = json!({"body": {"text": "{}"}, "received_at": "2026-05-01T11:00:00Z"});
    let returned = bounce()["returns"][0].clone();
    let line = duplicate()["settlement_lines"][0].clone();
    let funds = json!({
        "return_reference": "RT-1", "reference": "ST-1", "amount": {"amount": "1280.00", "currency": "CNY"},
        "booked_at": "2026-05-01T11:30:00Z"
    });
    for (request, expected) in [
        (json!({"kind": "return_notice", "returned": returned}), Ok(EvidenceKind::ReturnNotice)),
        (json!({"kind": "funds_back", "funds_back": funds}), Ok(EvidenceKind::FundsBack)),
        (json!({"kind": "statement_line", "settlement_line": line}), Ok(EvidenceKind::StatementLine)),
        (json!({"kind": "query_response"}), Err(vec![("response", Missing)])),
        (json!({"kind": "return_notice"}), Err(vec![("response", Missing)])),
        (
            json!({"kind": "return_notice", "response": response, "returned": returned}),
            Err(vec![("response", Conflict)]),
        ),
        (json!({"kind": "funds_back"}), Err(vec![("funds_back", Missing)])),
        (json!({"kind": "funds_back", "response": response, "funds_back": funds}), Err(vec![("response", Conflict)])),
        (
            json!({"kind": "statement_line", "returned": returned, "settlement_line": line}),
            Err(vec![("returned", Conflict)]),
        ),
    ] {
        let checked = check_evidence(&serde_json::from_value(request).unwrap(), &facts, now(), Lang::En);
        match expected {
            Ok(kind) => assert!(matches!(checked, Ok(Recorded::Told(told, _)) if told == kind), "{kind:?}"),
            Err(expected) => {
                let expected: Vec<_> = expected.into_iter().map(|(field, code)| (field.to_owned(), code)).collect();
                assert_eq!(faults(checked), expected);
            }
        }
    }
}

#[test]
fn a_person_tells_of_a_return_field_by_field() {
    use FieldCode::*;
    let returned = bounce()["returns"][0].clone();
    let told = with(with(observation(), "/kind", json!("return_notice")), "/shown", json!("returned"));
    let told = with(told, "/reference", Value::Null);
    let seen = observe(with(told.clone(), "/returned", returned.clone())).unwrap();
    assert_eq!((seen.kind, seen.attempt.as_str()), (EvidenceKind::ReturnNotice, "P1"));
    assert!(matches!(seen.details, Some(Details::Return(ref known)) if known.reference == "RT-1"));
    for (document, expected) in [
        (told.clone(), vec![("returned", Missing)]),
        (with(with(told.clone(), "/returned", returned.clone()), "/shown", json!("paid")), vec![("shown", Conflict)]),
        (
            with(with(told, "/returned", returned.clone()), "/kind", json!("portal_check")),
            vec![("returned", Conflict), ("reference", Missing)],
        ),
        (with(observation(), "/returned", returned), vec![("returned", Conflict)]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(field, code)| (field.to_owned(), code)).collect();
        assert_eq!(faults(observe(document)), expected);
    }
}
