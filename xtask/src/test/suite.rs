//! All tests of this machine's packages, against one PostgreSQL for the whole run.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use super::counts::Counts;
use crate::workspace::{HOST, Workspace};

/// Runs the suite; answers what its summaries counted.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<Counts> {
    let runner: &[&str] = match has_nextest(workspace) {
        true => &["nextest", "run", "--no-fail-fast"],
        false => &["test", "--no-fail-fast"],
    };
    let with_postgres = workspace.binary("debug", "with-postgres");
    let mut command = workspace.command(&with_postgres);
    command.arg(workspace.cargo().get_program()).args(runner).args(HOST).args(arguments);
    command.env("HOLDFAST_BIN", workspace.binary("debug", "holdfast"));
    command.env("CARGO_TERM_COLOR", "never");
    let (status, counts) = reading_counts(command)?;
    if !status.success() && counts.failed == 0 {
        bail!("the tests could not be run ({status})");
    }
    Ok(counts)
}

fn has_nextest(workspace: &Workspace) -> bool {
    let mut asked = workspace.cargo();
    asked.args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}

/// Runs the command, showing all that it prints.
fn reading_counts(mut command: Command) -> Result<(ExitStatus, Counts)> {
    let (reader, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().context("the tests could not be started")?;
    // It holds the writing end too, and reading would never end.
    drop(command);
    let mut counts = Counts::default();
    for line in BufReader::new(reader).split(b'\n') {
        let line = line?;
        let mut output = io::stdout().lock();
        output.write_all(&line)?;
        output.write_all(b"\n")?;
        counts.read(&String::from_utf8_lossy(&line));
    }
    Ok((child.wait()?, counts))
}
