//! Of which disagreements the facts of a payout can be told.

use serde_json::{Value, json};

use super::super::account::example;
use super::*;

fn line(id: i64, kind: &str, order: Option<&str>, status: &str) -> Value {
    json!({
        "id": id,
        "line": {
            "position": 1, "kind": kind, "direction": "out", "status": status, "date": "2026-03-01",
            "amount": { "amount": "12.80", "currency": "CNY" }, "at": "2026-03-01T02:00:00Z",
            "references": { "order_number": order, "channel_number": "C-1" },
            "counterparty": "张小明", "counterparty_account": "6222",
        },
    })
}

fn found(kind: &str, ours: (&str, Option<&str>), channel: (&str, Option<&str>)) -> Disagreement {
    let money = json!({ "amount": "12.80", "currency": "CNY" });
    serde_json::from_value(json!({
        "account": "wechat-cny", "date": "2026-03-01", "kind": kind, "differs": [], "causes": [],
        "ours": [line(1, ours.0, ours.1, "pending")], "channel": [line(2, channel.0, channel.1, "settled")],
        "amount": money, "surplus": money, "tolerance": money,
    }))
    .unwrap()
}

fn source() -> Source {
    Source { system: "@holdfast".to_owned(), reference: "r".to_owned() }
}

#[test]
fn a_payout_is_known_by_lines_that_name_it_and_disagree_on_its_status() {
    let long = "P".repeat(65);
    for (kind, ours, channel, expected) in [
        ("status_mismatch", ("payout", Some("P-1")), ("payout", Some("P-1")), Some("P-1")),
        ("status_mismatch", ("payout", Some("P-1")), ("other", None), Some("P-1")),
        ("status_mismatch", ("payout", None), ("payout", None), None),
        ("status_mismatch", ("payout", Some(long.as_str())), ("payout", None), None),
        ("status_mismatch", ("bounce", Some("P-1")), ("bounce", Some("P-1")), None),
        ("status_mismatch", ("receipt", Some("P-1")), ("receipt", Some("P-1")), None),
        ("amount_mismatch", ("payout", Some("P-1")), ("payout", Some("P-1")), None),
    ] {
        let facts = facts_of_payout(&found(kind, ours, channel), &example(None), source());
        let order = facts.map(|facts| facts.order_number);
        assert_eq!(order.as_deref(), expected, "{kind} {ours:?} {channel:?}");
    }
}

#[test]
fn its_facts_are_what_the_lines_say_of_it() {
    let found = found("status_mismatch", ("payout", Some("P-1")), ("payout", Some("P-1")));
    let facts = facts_of_payout(&found, &example(None), source()).unwrap();
    assert_eq!((facts.amount.minor(), facts.channel.as_str()), (1_280, "wechat_transfer"));
    assert_eq!(facts.channel_order_number.as_deref(), Some("C-1"));
    assert_eq!(facts.sent_at.to_rfc3339(), "2026-03-01T02:00:00+00:00");
    assert_eq!(facts.beneficiary.map(|it| (it.name, it.account)), Some(("张小明".to_owned(), "6222".to_owned())));
}
