//! Runs a command with one PostgreSQL for all the tests in it: `with-postgres cargo nextest run`.

use std::env;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use tests::postgres::{Cluster, HANDED_OVER};

fn main() -> Result<ExitCode> {
    let mut words = env::args_os().skip(1);
    let program = words.next().context("a command is missing")?;
    let cluster = Cluster::start()?;
    let status = Command::new(program).args(words).env(HANDED_OVER, cluster.address()).status()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
