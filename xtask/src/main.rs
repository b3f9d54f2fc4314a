//! Builds, runs and tests the whole: `cargo xtask run`, `cargo xtask test`.
//!
//! The rule here: whatever a fresh clone lacks is fetched, or named in one line.

mod run;
mod site;
mod wasm_target;
mod workspace;

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
    /// Build the browser app only, into target/site
    Site,
}

fn main() -> Result<()> {
    let workspace = workspace::Workspace::here();
    match Arguments::parse().command {
        Command::Run(run) => run.execute(&workspace),
        Command::Site => {
            wasm_target::ensure()?;
            site::build(&workspace)
        }
    }
}
