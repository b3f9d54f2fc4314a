//! Every operation that the server describes: called by nobody, with bad credentials, and by those to whom it is not open.

use anyhow::Result;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use shared::api::problem::Code;
use shared::role::{Role, Scope};
use tests::caller::read;
use tests::payout::payout;
use tests::{Caller, Desk, refused};

use super::description::{OpenTo, Operation, operations};

tests::on_both_engines! {
    shared: names_are_described_as_they_are_sent, nobody_gets_anywhere, a_session_changes_nothing_without_its_token, each_operation_is_closed_to_all_others;
}

/// Rust's own names of what is sent under another name would be refused.
async fn names_are_described_as_they_are_sent(desk: &Desk) -> Result<()> {
    fn names<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => {
                found.extend(
                    fields.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str),
                );
                fields.values().for_each(|value| names(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| names(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let description: Value = desk.nobody()?.get("/openapi.json").await?;
    let mut found = Vec::new();
    names(&description, &mut found);
    let is_rusts = |name: &&str| name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    assert_eq!(found.iter().copied().filter(|name| is_rusts(name)).collect::<Vec<_>>(), [""; 0]);
    assert!(found.len() > 100, "{found:?}");
    Ok(())
}

async fn nobody_gets_anywhere(desk: &Desk) -> Result<()> {
    let number = desk.core().await?.number_of(payout()).await?;
    let strangers = [
        desk.nobody()?,
        desk.nobody()?.with("authorization", "Bearer hf_0000000000000000_00"),
        desk.nobody()?.with("authorization", "Bearer"),
        desk.nobody()?.with("authorization", "Basic cm9vdDpyb290"),
        desk.nobody()?.with("cookie", &format!("holdfast_session={}", "0".repeat(64))),
        desk.nobody()?.with("x-csrf-token", "0"),
    ];
    for operation in operations(desk).await?.iter().filter(|operation| operation.open_to() != OpenTo::Anybody) {
        for stranger in &strangers {
            let request = stranger.request(operation.method.clone(), &operation.path_for(number));
            let answer = read::<Value>(with_rubbish(operation, request).send().await?).await;
            refused(answer, Code::Unauthenticated);
        }
    }
    Ok(())
}

async fn a_session_changes_nothing_without_its_token(desk: &Desk) -> Result<()> {
    let number = desk.core().await?.number_of(payout()).await?;
    let forged = desk.wu().await?.with("x-csrf-token", &"0".repeat(64));
    for operation in operations(desk).await? {
        if operation.open_to() == OpenTo::Anybody || operation.method == Method::GET {
            continue;
        }
        let request = forged.request(operation.method.clone(), &operation.path_for(number));
        refused(read::<Value>(with_rubbish(&operation, request).send().await?).await, Code::CsrfFailed);
    }
    assert_eq!(desk.wu().await?.case(number).await?.case.version, 1);
    Ok(())
}

/// Someone who calls, and what they are.
struct Known {
    caller: Caller,
    role: Option<Role>,
    scope: Option<Scope>,
}

impl Known {
    fn may(&self, operation: &Operation) -> bool {
        match operation.open_to() {
            OpenTo::Anybody => true,
            OpenTo::Persons => self.role.is_some(),
            OpenTo::Holders(permission) => {
                permission.is_given_to_roles(self.role.as_slice())
                    || permission.is_given_to_scopes(self.scope.as_slice())
            }
        }
    }
}

async fn each_operation_is_closed_to_all_others(desk: &Desk) -> Result<()> {
    let person = |caller, role| Known { caller, role: Some(role), scope: None };
    let mut all = vec![
        person(desk.lin().await?, Role::Operator),
        person(desk.wu().await?, Role::Supervisor),
        person(desk.gu().await?, Role::Auditor),
        person(desk.root().await?, Role::Admin),
    ];
    for (name, scope) in [
        ("only-files", Scope::ExceptionsWrite),
        ("only-adds", Scope::EvidenceWrite),
        ("only-reads", Scope::CasesRead),
        ("only-posts", Scope::PostingsWrite),
        ("only-books", Scope::LedgerWrite),
        ("only-sends", Scope::StatementsWrite),
    ] {
        all.push(Known { caller: desk.system(name, &[scope])?, role: None, scope: Some(scope) });
    }
    let number = desk.core().await?.number_of(payout()).await?;
    for operation in operations(desk).await? {
        for known in &all {
            let request = known.caller.request(operation.method.clone(), &operation.path_for(number));
            if !known.may(&operation) {
                refused(read::<Value>(with_rubbish(&operation, request).send().await?).await, Code::Forbidden);
            } else if operation.method == Method::GET {
                let status = request.send().await?.status();
                assert!(matches!(status.as_u16(), 200 | 404), "{} for {}: {status}", operation.name, known.caller.name);
            }
        }
    }
    assert_eq!(desk.wu().await?.case(number).await?.case.version, 1);
    Ok(())
}

/// The request with a body that nobody can read: who may not is told so all the same, before anything is read.
fn with_rubbish(operation: &Operation, request: RequestBuilder) -> RequestBuilder {
    if operation.takes_body { request.header("content-type", "application/json").body("{") } else { request }
}
