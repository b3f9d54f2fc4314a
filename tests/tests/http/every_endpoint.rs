//! Every operation that the server describes: called by nobody, with bad credentials, and by those to whom it is not open.

use anyhow::Result;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use shared::api::problem::Code;
use shared::role::{Role, Scope};
use tests::caller::read;
use tests::payout::payout;
use tests::{Caller, Desk, refused};

use super::description::{OpenTo, Operation, operations};

tests::on_both_engines! {
    shared: nobody_gets_anywhere, a_session_changes_nothing_without_its_token, each_operation_is_closed_to_all_others;
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
            let answer = read::<Value>(sound(operation, request).send().await?).await;
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
        refused(read::<Value>(sound(&operation, request).send().await?).await, Code::CsrfFailed);
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
    for (name, scope) in
        [("only-files", Scope::ExceptionsWrite), ("only-adds", Scope::EvidenceWrite), ("only-reads", Scope::CasesRead)]
    {
        all.push(Known { caller: desk.system(name, &[scope])?, role: None, scope: Some(scope) });
    }
    let number = desk.core().await?.number_of(payout()).await?;
    for operation in operations(desk).await? {
        for known in &all {
            let request = known.caller.request(operation.method.clone(), &operation.path_for(number));
            if !known.may(&operation) {
                refused(read::<Value>(sound(&operation, request).send().await?).await, Code::Forbidden);
            } else if operation.method == Method::GET {
                let status = request.send().await?.status();
                assert!(matches!(status.as_u16(), 200 | 404), "{} for {}: {status}", operation.name, known.caller.name);
            }
        }
    }
    assert_eq!(desk.wu().await?.case(number).await?.case.version, 1);
    Ok(())
}

/// The request with a body that is sound, so that nothing but the caller can be wrong.
fn sound(operation: &Operation, request: RequestBuilder) -> RequestBuilder {
    if operation.takes_body { request.json(&body(&operation.name)) } else { request }
}

fn body(name: &str) -> Value {
    let response = json!({ "no_response": { "phase": "read" }, "received_at": "2026-05-01T09:30:00+08:00" });
    match name {
        "file_exception" => payout().json(),
        "file_batch" => json!([payout().json()]),
        "add_evidence" => json!({ "kind": "query_response", "response": response }),
        "claim" | "release" => json!({ "version": 1 }),
        "wait" => json!({ "version": 1, "until": "2026-05-01T09:30:00+08:00", "reason": "the statement" }),
        "write_note" => json!({ "text": "asked the channel" }),
        "record_observation" => json!({
            "kind": "portal_check", "looked_up": "the order", "shown": "paid", "reference": "P-1",
            "observed_at": "2026-05-01T09:30:00+08:00",
        }),
        "resolve" => json!({ "version": 1, "resolution": "confirm_paid" }),
        "approve" => json!({ "binds_to": "0".repeat(64) }),
        "reject" | "withdraw" => json!({ "reason": "no" }),
        "change_password" => json!({ "current": "not the password", "new": "correct horse battery" }),
        "read_notices" => json!({ "up_to": 0 }),
        "save_view" => json!({ "name": "nobody-of-that-name", "query": "" }),
        "make_user" => json!({ "name": "intruder", "display_name": "Intruder", "roles": ["admin"] }),
        "make_client" => json!({ "name": "intruder", "scopes": ["cases:read"] }),
        "change_user" | "change_client" => json!({ "disabled": true }),
        "rotate_key" => json!({ "overlap_hours": 0 }),
        other => panic!("what does {other} take?"),
    }
}
