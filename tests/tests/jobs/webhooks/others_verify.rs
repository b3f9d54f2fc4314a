//! A library of others, of another language, verifies what the desk sends.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::payout::payout;
use tests::{Engine, on_both_engines, tools};

use super::Telling;

on_both_engines! {
    alone: the_reference_library_verifies_a_delivery;
}

async fn the_reference_library_verifies_a_delivery(engine: Engine) -> Result<()> {
    let there = Telling::all(engine).await?;
    let number = there.file_and_tell(&payout().merchant("M-7", "北京云杉 & “Söhne”")).await?;
    let sent = there.receiver.taken().remove(0);
    let mut given = json!({ "secret": there.made.secret, "headers": sent.headers, "body": sent.body });
    let said = verify(&given)?;
    assert_eq!(said["data"]["case"]["number"], number.to_string());
    assert_eq!(said["type"], "case.opened");
    given["body"] = json!(sent.body.replace("1280.00", "1280.01"));
    assert!(verify(&given).is_err(), "another body is refused");
    Ok(())
}

/// Hands it to the library; answers what it took for verified.
fn verify(given: &serde_json::Value) -> Result<serde_json::Value> {
    const SCRIPT: &str = r#"
        const { Webhook } = require("standardwebhooks");
        const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
        process.stdout.write(JSON.stringify(new Webhook(given.secret).verify(given.body, given.headers)));
    "#;
    let mut node = Command::new("node");
    node.args(["-e", SCRIPT]).env("NODE_PATH", tools::node_modules()?);
    node.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = node.spawn().context("node did not start")?;
    child.stdin.take().context("no way in")?.write_all(given.to_string().as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}
