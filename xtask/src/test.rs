//! `cargo xtask test`: everything that a change must pass, in order, stopping at the first failure.

mod counts;
mod suite;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::site;
use crate::tools;
use crate::workspace::{HOST, Workspace, run};
use counts::Counts;

/// Checks and tests the whole.
#[derive(Args)]
pub struct Test {
    /// Only this step; may be given more than once
    #[arg(long, value_name = "STEP")]
    only: Vec<Step>,
    /// Handed on to `cargo nextest run`, or to `cargo test` where nextest is not installed
    #[arg(last = true)]
    suite_arguments: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Install or name what the tests need
    Tools,
    /// Formatting
    Format,
    /// Lints, for this machine and for the browser
    Lint,
    /// Build the browser app
    App,
    /// Build the binaries
    Server,
    /// Run the tests
    Tests,
}

impl Test {
    /// Runs the steps.
    pub fn execute(&self, workspace: &Workspace) -> Result<()> {
        let began = Instant::now();
        let mut counts = None;
        for step in Step::value_variants() {
            if !self.only.is_empty() && !self.only.contains(step) {
                continue;
            }
            println!("== {}", step.heading());
            let step_began = Instant::now();
            match step {
                Step::Tools => tools::ensure(workspace)?,
                Step::Format => run(workspace.cargo().args(["fmt", "--all", "--check"]))?,
                Step::Lint => lint(workspace)?,
                Step::App => site::build(workspace)?,
                Step::Server => run(workspace.cargo().args(["build", "--bins"]).args(HOST))?,
                Step::Tests => counts = Some(suite::run(workspace, &self.suite_arguments)?),
            }
            println!("== {}: {}\n", step.heading(), spoken(step_began.elapsed()));
        }
        conclude(counts, began.elapsed())
    }
}

impl Step {
    fn heading(self) -> &'static str {
        match self {
            Self::Tools => "Tools",
            Self::Format => "Format",
            Self::Lint => "Lint",
            Self::App => "Browser app",
            Self::Server => "Server",
            Self::Tests => "Tests",
        }
    }
}

fn lint(workspace: &Workspace) -> Result<()> {
    let strict = ["--", "-D", "warnings"];
    run(workspace.cargo().args(["clippy", "--all-targets"]).args(HOST).args(strict))?;
    run(workspace.cargo().arg("clippy").args(site::cargo_arguments(workspace)).args(strict))
}

fn conclude(counts: Option<Counts>, took: Duration) -> Result<()> {
    let took = spoken(took);
    match counts {
        None => println!("Passed in {took}."),
        Some(Counts { failed: 0, passed: 0, .. }) => bail!("no test ran"),
        Some(Counts { failed: 0, passed, skipped }) => {
            println!("Passed in {took}: {passed} tests passed, 0 failed, {skipped} skipped.");
        }
        Some(Counts { passed, failed, skipped }) => {
            bail!("tests failed after {took}: {passed} passed, {failed} failed, {skipped} skipped");
        }
    }
    Ok(())
}

fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}
