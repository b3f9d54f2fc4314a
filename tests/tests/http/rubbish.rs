//! Rubbish, everywhere: always a refusal of ours, never a failure.

use anyhow::Result;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use shared::api::problem::Code;
use tests::caller::{Failure, read};
use tests::payout::payout;
use tests::{Desk, refused};

use super::description::operations;

tests::on_both_engines! {
    shared: rubbish_bodies_are_refused, rubbish_paths_are_refused, rubbish_parameters_are_refused;
}

const JSON: &str = "application/json";

fn rubbish() -> Vec<(&'static str, Vec<u8>)> {
    let noise = (0_u32..4096).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let texts = [
        "",
        " ",
        "{",
        "null",
        "true",
        "1",
        "1e400",
        "NaN",
        "\"x\"",
        "[]",
        "{}",
        "{\"\":1}",
        "{\"version\":-1}",
        "{\"version\":99999999999999999999}",
        "{\"version\":1,\"version\":1}",
        "{\"reason\":\"\\u0000\"}",
        "{\"name\":\"\\ud800\"}",
        "{} {}",
        "\u{feff}{}",
        "<xml/>",
    ];
    let mut bodies: Vec<_> = texts.iter().map(|text| (JSON, text.as_bytes().to_vec())).collect();
    bodies.push((JSON, b"{\"text\":\"\xff\xfe\"}".to_vec()));
    bodies.push((JSON, b"[".repeat(200_000)));
    bodies.push((JSON, b"{\"a\":".repeat(100_000)));
    bodies.push((JSON, noise));
    bodies.push(("text/plain", b"{}".to_vec()));
    bodies.push(("application/json; charset=utf-16", b"{\0}\0".to_vec()));
    bodies.push(("\u{1F600}", b"{}".to_vec()));
    bodies
}

async fn rubbish_bodies_are_refused(desk: &Desk) -> Result<()> {
    let number = desk.core().await?.number_of(payout()).await?;
    for operation in operations(desk).await?.iter().filter(|operation| operation.takes_body) {
        let caller = operation.caller(desk).await?;
        for (media_type, body) in rubbish() {
            let request = caller.request(operation.method.clone(), &operation.path_for(number));
            let shown: String = String::from_utf8_lossy(&body).chars().take(80).collect();
            let request = request.header(CONTENT_TYPE, media_type.as_bytes()).body(body);
            expect_refusal(&format!("{} {shown}", operation.name), read(request.send().await?).await);
        }
    }
    Ok(())
}

async fn rubbish_paths_are_refused(desk: &Desk) -> Result<()> {
    let long = "a".repeat(4000);
    let parts = [
        "%00",
        "a%00b",
        "%ff%fe",
        "EX-0",
        "EX-",
        "EX-99999999999999999999",
        "-1",
        "0",
        "99999999999999999999",
        "..%2f..%2fetc%2fpasswd",
        "%F0%9F%98%80",
        "%27%20OR%201%3D1",
        "%E2%80%AE",
        &long,
    ];
    for operation in operations(desk).await?.iter().filter(|operation| operation.path.contains('{')) {
        let caller = operation.caller(desk).await?;
        for part in parts {
            let path: Vec<_> =
                operation.path.split('/').map(|own| if own.starts_with('{') { part } else { own }).collect();
            let path = path.join("/");
            let mut request = caller.request(operation.method.clone(), &path);
            if operation.takes_body {
                request = request.header(CONTENT_TYPE, JSON).body("{}");
            }
            expect_refusal(&format!("{} {path}", operation.name), read(request.send().await?).await);
        }
    }
    Ok(())
}

async fn rubbish_parameters_are_refused(desk: &Desk) -> Result<()> {
    let lin = desk.lin().await?;
    for query in [
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=ten",
        "limit=",
        "limit=1.0",
        "limit=99999999999999999999",
        "limit=1&limit=2",
        "cursor=",
        "cursor=x",
        "cursor=1-",
        "cursor=99999999999999999-1",
        "order=newest,due",
        "order=",
        "state=lost",
        "kind=x",
        "verdict=maybe",
        "priority=low",
        "due_before=yesterday",
        "due_before=2026-05-01T09:30:00",
        "updated_after=0000-01-01T00:00:00Z",
        "q=%00",
        "q=%ff",
        "owner=%00",
        "channel=a%00",
        "colour=red",
        "=",
        "%00=1",
    ] {
        let request = lin.request(Method::GET, &format!("/exceptions?{query}"));
        let problem = refused(read::<Value>(request.send().await?).await, Code::InvalidParameter);
        assert!(!problem.errors.is_empty(), "{query}");
        assert!(problem.errors.iter().all(|fault| !fault.expected.is_empty()), "{query}: {problem:?}");
    }
    Ok(())
}

fn expect_refusal(place: &str, answer: Result<Value, Failure>) {
    match answer {
        Err(Failure::Refused(problem)) if (400..500).contains(&problem.status) => {}
        other => panic!("{place}: {other:?}"),
    }
}
