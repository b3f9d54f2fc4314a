//! Builds, runs and tests the whole: `cargo xtask run`, `cargo xtask test`.
//!
//! The rule here: whatever a fresh clone lacks is fetched, or named in one line.

mod bench;
mod run;
mod screenshots;
mod site;
mod test;
mod tools;
mod wasm_target;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, runs and tests Holdfast")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve it on this machine
    Run(run::Run),
    /// Check and test everything, installing what the tests need
    Test(test::Test),
    /// Build the browser app only, into target/site
    Site,
    /// Measure it against the same engine used directly; takes a while
    Bench(bench::Bench),
    /// Take the README's pictures anew, or every page's, with Chromium and ChromeDriver
    Screenshots(screenshots::Screenshots),
}

fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<()> {
    let workspace = workspace::Workspace::here();
    match command {
        Command::Run(run) => run.execute(&workspace),
        Command::Test(test) => test.execute(&workspace),
        Command::Bench(bench) => bench.execute(&workspace),
        Command::Screenshots(screenshots) => screenshots.execute(&workspace),
        Command::Site => {
            wasm_target::ensure()?;
            site::build(&workspace)
        }
    }
}
