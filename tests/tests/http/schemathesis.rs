//! Schemathesis reads the description and tries whatever it can think of: no server error, no answer that is not described,
//! nothing taken that the description forbids, nothing given to whom it is not open.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use shared::api::session::{SessionView, SignInRequest};
use shared::role::Scope;
use tests::holdfast::http_client;
use tests::payout::payout;
use tests::{Desk, Engine, scenario, tools};

/// The same cases on every run.
const SEED: &str = "20261122";
const EXAMPLES_MAX: &str = "100";
/// What our rules refuse although its form is right is no fault: a reason of blanks, a time that has passed.
const CHECKS_LEFT_OUT: &str = "positive_data_acceptance";
/// Whoever ends its own session, or changes its own password, sees nothing more.
const ENDS_ITSELF: [&str; 3] = ["sign_out", "end_session", "change_password"];
/// A stream has no end to wait for.
const NEVER_ENDS: [&str; 1] = ["follow_changes"];
/// Takes line after line and answers for each by itself.
const LINE_BY_LINE: [&str; 1] = ["send_ledger_lines"];
/// How lines are sent, which schemathesis does not know by itself.
const LINES_HOOK: &str = r#"
import json, schemathesis

@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    return json.dumps(value).encode()
"#;
/// A line at fault is refused in an answer that is right: the scenarios of our lines look at each.
const LINES_CHECKS_LEFT_OUT: &str = "positive_data_acceptance,negative_data_rejection";
/// What only systems do.
const BY_SYSTEMS: [&str; 5] = ["file_exception", "file_batch", "add_evidence", "acknowledge_order", "end_ledger_day"];
/// What systems may read.
const READ_BY_SYSTEMS: [&str; 11] = [
    "list_exceptions",
    "get_exception",
    "get_choices",
    "get_trail",
    "list_evidence",
    "get_evidence",
    "get_attachment",
    "list_approvals",
    "list_channels",
    "get_channel",
    "list_correction_orders",
];

#[test]
fn a_person_finds_no_fault_in_the_work_on_cases() {
    scenario::run(async {
        let desk = filled(Engine::Sqlite).await?;
        let headers = person(&desk, "everything", "operator,supervisor,auditor").await?;
        let others = options("--exclude-tag", &["users", "clients", "webhooks"]);
        let not = options(
            "--exclude-operation-id",
            &[ENDS_ITSELF.as_slice(), &NEVER_ENDS, &LINE_BY_LINE, &BY_SYSTEMS].concat(),
        );
        try_all(&desk, &headers, &[others, not].concat())
    });
}

#[test]
fn an_admin_finds_no_fault_in_people_clients_and_webhooks() {
    scenario::run(async {
        let desk = filled(Engine::Postgres).await?;
        let headers = person(&desk, "chief", "admin").await?;
        try_all(&desk, &headers, &options("--include-tag", &["users", "clients", "webhooks"]))
    });
}

#[test]
fn a_system_finds_no_fault_in_filing() {
    scenario::run(async {
        let desk = filled(Engine::Postgres).await?;
        let scopes = Scope::ALL.map(Scope::name);
        let key = desk.holdfast.api_client("prober", &scopes)?.key;
        let own = [BY_SYSTEMS.as_slice(), &READ_BY_SYSTEMS].concat();
        try_all(&desk, &[format!("Authorization: Bearer {key}")], &options("--include-operation-id", &own))
    });
}

#[test]
fn a_system_finds_no_fault_in_sending_lines() {
    scenario::run(async {
        let desk = filled(Engine::Sqlite).await?;
        let key = desk.holdfast.api_client("books", &Scope::ALL.map(Scope::name))?.key;
        let lines = options("--include-operation-id", &LINE_BY_LINE);
        let checks = options("--exclude-checks", &[LINES_CHECKS_LEFT_OUT]);
        try_hooked(&desk, &[format!("Authorization: Bearer {key}")], &[lines, checks].concat(), LINES_HOOK)
    });
}

fn options(option: &str, values: &[&str]) -> Vec<String> {
    values.iter().flat_map(|value| [option.to_owned(), (*value).to_owned()]).collect()
}

/// A desk with a few cases to meet.
async fn filled(engine: Engine) -> Result<Desk> {
    let desk = Desk::open(engine).await?;
    for _ in 0..3 {
        desk.core().await?.file(payout()).await?;
    }
    Ok(desk)
}

/// The headers of somebody who has signed in.
async fn person(desk: &Desk, name: &str, roles: &str) -> Result<Vec<String>> {
    let person = desk.holdfast.person(name, roles)?;
    let request = SignInRequest { name: person.name, password: person.password };
    let answer = http_client()?.post(desk.holdfast.url("/api/v1/session")).json(&request).send().await?;
    let cookie = answer.headers().get("set-cookie").context("no cookie")?.to_str()?.to_owned();
    let session: SessionView = answer.json().await?;
    let cookie = cookie.split(';').next().unwrap_or_default();
    Ok(vec![format!("Cookie: {cookie}"), format!("X-CSRF-Token: {}", session.csrf_token)])
}

/// Tries the chosen operations with these headers.
fn try_all(desk: &Desk, headers: &[String], choice: &[String]) -> Result<()> {
    try_hooked(desk, headers, choice, "")
}

/// Tries the chosen operations with these headers, with a Python module that teaches schemathesis something.
fn try_hooked(desk: &Desk, headers: &[String], choice: &[String], hook: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new(tools::schemathesis()?);
    fs::write(folder.path().join("hooks.py"), hook)?;
    command
        .current_dir(&folder)
        .env("SCHEMATHESIS_HOOKS", "hooks")
        .arg("--config-file")
        .arg(configuration(folder.path())?);
    command.arg("run").arg(desk.holdfast.url("/api/v1/openapi.json"));
    command.args(["--seed", SEED, "--max-examples", EXAMPLES_MAX, "--exclude-checks", CHECKS_LEFT_OUT]);
    command.args(["--phases", "examples,coverage,fuzzing", "--generation-database", "none", "--continue-on-failure"]);
    for header in headers {
        command.args(["--header", header]);
    }
    let output = command.args(choice).env("NO_PROXY", "127.0.0.1").output().context("schemathesis did not start")?;
    let report = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
    // Operations that nobody was let in to would have been tried in vain.
    ensure!(!report.contains("Authentication failed"), "{report}");
    println!("{report}");
    Ok(())
}

/// Cases that are there, beside those that schemathesis makes up. No made-up key beside a good session: it is refused whatever
/// else is sent. And nothing learnt from answers: whoever reads their own name in a list must not try what happens when it is
/// locked out.
fn configuration(folder: &Path) -> Result<std::path::PathBuf> {
    let path = folder.join("schemathesis.toml");
    let text = r#"
[dictionaries.numbers]
values = ["EX-1001", "EX-1002", "EX-1003"]
[dictionaries.places]
values = [1, 2]
[parameters]
"path.number" = { dictionary = "numbers", probability = 0.7 }
"path.seq" = { dictionary = "places", probability = 0.7 }
[generation]
with-security-parameters = false
[phases.coverage.extra-data-sources]
responses = false
[phases.fuzzing.extra-data-sources]
responses = false
"#;
    fs::write(&path, text)?;
    Ok(path)
}
