//! Bad input: each kind has its own clear refusal that names the field and what was expected; nothing is kept of it.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use shared::api::exceptions::FiledView;
use shared::api::problem::{Code, FieldCode, Problem};
use tests::caller::{Failure, read};
use tests::payout::payout;
use tests::{Caller, Desk, on_both_engines, refused};

use super::faults;

on_both_engines! {
    shared:
        each_fault_is_named_with_its_field,
        every_fault_is_named_at_once,
        what_is_not_json_is_refused,
        what_is_too_large_is_refused,
        only_json_is_taken,
        keys_are_visible_characters,
        problems_speak_the_readers_language,
        only_clients_with_the_scope_file,
        nobody_files_in_the_desks_own_name;
}

/// Files a payout with one change; nothing may be kept of it.
async fn with_change(core: &Caller, change: impl FnOnce(&mut Value)) -> Result<Problem> {
    let filing = payout();
    let mut json = filing.json();
    change(&mut json);
    let problem = match core.file_json(&json).await {
        Err(Failure::Refused(problem)) => *problem,
        other => anyhow::bail!("not refused: {other:?}"),
    };
    assert_eq!((problem.status, problem.code), (422, Code::InvalidFields), "{json}");
    assert_eq!(core.list(&[("q", filing.order_number())]).await?.items, [], "half a case");
    Ok(problem)
}

async fn each_fault_is_named_with_its_field(desk: &Desk) -> Result<()> {
    use FieldCode::{
        AmountNotText, BadAmount, BadBase64, BadCharacters, Conflict, InTheFuture, Missing, NotATime, NotPositive,
        OutOfRange, TimeWithoutZone, TooEarly, TooLong, TooManyDigits, TooShort, UnknownCurrency, UnknownField,
        UnknownValue, WrongType,
    };
    let core = desk.core().await?;
    let future = (tests::payout::now() + chrono::Duration::hours(1)).to_rfc3339();
    let body = |body: Value| json!({ "body": body, "received_at": tests::payout::now() });
    let table: Vec<(&str, Value, &str, FieldCode)> = vec![
        ("/amount/amount", json!(1280.5), "amount.amount", AmountNotText),
        ("/amount/amount", json!(1280), "amount.amount", AmountNotText),
        ("/amount/amount", json!("1280.005"), "amount.amount", TooManyDigits),
        ("/amount", json!({ "amount": "100.5", "currency": "JPY" }), "amount.amount", TooManyDigits),
        ("/amount/amount", json!("1e3"), "amount.amount", BadAmount),
        ("/amount/amount", json!("1,280.00"), "amount.amount", BadAmount),
        ("/amount/amount", json!("NaN"), "amount.amount", BadAmount),
        ("/amount/amount", json!("0.00"), "amount.amount", NotPositive),
        ("/amount/amount", json!("-1.00"), "amount.amount", NotPositive),
        ("/amount/amount", json!("99999999999999999999"), "amount.amount", OutOfRange),
        ("/amount/currency", json!("RMB"), "amount.currency", UnknownCurrency),
        ("/sent_at", json!("2026-05-01T09:30:00"), "sent_at", TimeWithoutZone),
        ("/sent_at", json!("yesterday"), "sent_at", NotATime),
        ("/sent_at", json!(1_777_599_000), "sent_at", WrongType),
        ("/first_response/received_at", json!(future), "first_response.received_at", InTheFuture),
        ("/first_response/received_at", json!("2020-01-01T00:00:00Z"), "first_response.received_at", TooEarly),
        ("/kind", json!("discrepancy"), "kind", UnknownValue),
        ("/colour", json!("red"), "colour", UnknownField),
        ("/merchant/colour", json!("red"), "merchant.colour", UnknownField),
        ("/channel", json!("WeChat Pay"), "channel", BadCharacters),
        ("/source_system", json!("a/b"), "source_system", BadCharacters),
        ("/source_reference", json!(""), "source_reference", TooShort),
        ("/source_reference", json!("r".repeat(129)), "source_reference", TooLong),
        ("/order_number", json!("A\u{0}B"), "order_number", BadCharacters),
        ("/merchant/name", json!("line\nline"), "merchant.name", BadCharacters),
        ("/merchant", json!("Yunshan"), "merchant", WrongType),
        ("/first_response/http_status", json!(99), "first_response.http_status", OutOfRange),
        ("/first_response/no_response/phase", json!("dns"), "first_response.no_response.phase", UnknownValue),
        ("/first_response", body(json!({ "base64": "*" })), "first_response.body.base64", BadBase64),
        ("/first_response", body(json!({})), "first_response.body", Conflict),
        ("/first_response", body(json!({ "text": "x", "base64": "eA==" })), "first_response.body", Conflict),
        ("/first_response/body", json!({ "text": "x" }), "first_response", Conflict),
        ("/query_responses", json!([body(json!({}))]), "query_responses[0].body", Conflict),
        ("/query_responses", json!({}), "query_responses", WrongType),
    ];
    for (pointer, value, field, code) in table {
        let problem = with_change(&core, |filing| set(filing, pointer, value.clone())).await?;
        assert_eq!(faults(&problem), [(field, code)], "{pointer} = {value}");
    }
    for field in
        ["kind", "source_system", "source_reference", "channel", "merchant", "amount", "sent_at", "first_response"]
    {
        let problem = with_change(&core, |filing| {
            filing.as_object_mut().and_then(|filing| filing.remove(field));
        });
        assert_eq!(faults(&problem.await?), [(field, Missing)]);
    }
    Ok(())
}

/// Puts a value where the pointer says, new fields too.
fn set(filing: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    filing.pointer_mut(parent).expect("a place")[key] = value;
}

async fn every_fault_is_named_at_once(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let problem = with_change(&core, |filing| {
        set(filing, "/channel", json!(""));
        set(filing, "/merchant/name", json!(" "));
        set(filing, "/amount/amount", json!("0"));
    });
    let problem = problem.await?;
    let fields: Vec<&str> = problem.errors.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["channel", "merchant.name", "amount.amount"]);
    let future = tests::payout::now() + chrono::Duration::hours(1);
    let problem = with_change(&core, |filing| set(filing, "/sent_at", json!(future))).await?;
    let expected = [("sent_at", FieldCode::InTheFuture), ("first_response.received_at", FieldCode::TooEarly)];
    assert_eq!(faults(&problem), expected, "answered before it was sent");
    Ok(())
}

async fn what_is_not_json_is_refused(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let very_deep = "[".repeat(500_000);
    let mut bad_utf8 = payout().json().to_string().into_bytes();
    let place = bad_utf8.iter().position(|byte| *byte == b'Y').context("the merchant's name")?;
    bad_utf8[place] = 0xff;
    for body in [b"".to_vec(), b"{".to_vec(), b"{}{}".to_vec(), deep.into(), very_deep.into(), bad_utf8] {
        let shown = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
        let answer = core.send::<FiledView>("/exceptions", "application/json", body).await;
        assert_eq!(refused(answer, Code::BadJson).status, 400, "{shown}");
    }
    let twice = payout().json().to_string().replacen('{', r#"{"channel":"alipay_transfer","#, 1).into_bytes();
    let problem = refused(core.send::<FiledView>("/exceptions", "application/json", twice).await, Code::InvalidFields);
    assert_eq!(faults(&problem), [("channel", FieldCode::Duplicate)]);
    let problem =
        refused(core.send::<FiledView>("/exceptions", "application/json", b"[]".to_vec()).await, Code::InvalidFields);
    assert!(!problem.errors.is_empty());
    Ok(())
}

async fn what_is_too_large_is_refused(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let mut filing = payout().json();
    set(&mut filing, "/source_reference", json!("r".repeat(1 << 20)));
    assert_eq!(refused(core.file_json(&filing).await, Code::BodyTooLarge).status, 413);

    let filing = payout().first_response(tests::response::text(&"x".repeat(256 * 1024 + 1), "text/plain"));
    let problem = refused(core.file(filing).await, Code::InvalidFields);
    assert_eq!(faults(&problem), [("first_response.body.text", FieldCode::TooLong)]);
    Ok(())
}

async fn only_json_is_taken(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/xml"] {
        let body = payout().json().to_string().into_bytes();
        let problem =
            refused(core.send::<FiledView>("/exceptions", media_type, body.clone()).await, Code::UnsupportedMediaType);
        assert_eq!(problem.status, 415);
        let answer = core.send::<FiledView>("/exceptions/batch", media_type, body).await;
        refused(answer, Code::UnsupportedMediaType);
    }
    let bare = core.request(reqwest::Method::POST, "/exceptions").body(payout().json().to_string());
    refused(read::<FiledView>(bare.send().await?).await, Code::UnsupportedMediaType);
    Ok(())
}

async fn keys_are_visible_characters(desk: &Desk) -> Result<()> {
    for key in ["", "two words", &"k".repeat(256)] {
        let keyed = desk.core().await?.with("idempotency-key", key);
        refused(keyed.file(payout()).await, Code::InvalidParameter);
    }
    let longest = format!("{:k<255}", payout().order_number());
    desk.core().await?.with("idempotency-key", &longest).file(payout()).await?;
    Ok(())
}

async fn problems_speak_the_readers_language(desk: &Desk) -> Result<()> {
    for (language, tag, is_chinese) in
        [("zh-CN,zh;q=0.9,en;q=0.8", "zh", true), ("en", "en", false), ("de", "en", false)]
    {
        let core = desk.core().await?.with("accept-language", language);
        let request = core.request(reqwest::Method::POST, "/exceptions").json(&payout().amount("1.005", "CNY").json());
        let response = request.send().await?;
        assert!(response.headers()["content-language"].to_str()?.starts_with(tag), "{language}");
        let problem = refused(read::<FiledView>(response).await, Code::InvalidFields);
        for words in [&problem.title, &problem.errors[0].expected] {
            assert_eq!(
                words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                is_chinese,
                "{language}: {words}"
            );
        }
    }
    Ok(())
}

async fn only_clients_with_the_scope_file(desk: &Desk) -> Result<()> {
    use shared::role::Scope::{CasesRead, EvidenceWrite};
    refused(desk.nobody()?.file(payout()).await, Code::Unauthenticated);
    let wrong_key = desk.nobody()?.with("authorization", "Bearer hf_0000_0000");
    refused(wrong_key.file(payout()).await, Code::Unauthenticated);
    for person in [desk.lin().await?, desk.wu().await?, desk.gu().await?, desk.root().await?] {
        refused(person.file(payout()).await, Code::Forbidden);
        refused(person.file_batch(&[payout().json()]).await, Code::Forbidden);
    }
    let name = format!("reader-{}", payout().order_number().to_lowercase());
    let reader = desk.system(&name, &[CasesRead, EvidenceWrite])?;
    refused(reader.file(payout()).await, Code::Forbidden);
    refused(reader.file_batch(&[payout().json()]).await, Code::Forbidden);
    Ok(())
}

/// Otherwise a filing could take the place of the linked case that the desk opens when proof comes late.
async fn nobody_files_in_the_desks_own_name(desk: &Desk) -> Result<()> {
    use shared::resolution::Resolution::ConfirmPaid;
    use tests::response::{text, wechat};

    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().channel("alipay_transfer").query(text(
        r#"{"alipay_fund_trans_common_query_response":{"code":"10000","status":"SUCCESS"}}"#,
        "application/json",
    )));
    let number = number.await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmPaid).await?;
    let mut taken = payout().query(wechat("SUCCESS")).json();
    set(&mut taken, "/source_system", json!("holdfast"));
    set(&mut taken, "/source_reference", json!(format!("{number}/payout_bounced")));
    core.file_json(&taken).await.ok();
    let refund = r#"{"alipay_fund_trans_common_query_response":{"code":"10000","status":"REFUND"}}"#;
    let recorded = core.add_query(number, text(refund, "application/json")).await?;
    assert!(recorded.opened.is_some(), "the linked case opens all the same");
    Ok(())
}
