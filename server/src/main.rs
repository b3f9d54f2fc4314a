//! `holdfast`: reads the command line and hands over. Each command is a file under `cli/`; what `serve` answers begins
//! in `http`.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use server::cli::Cli;

/// Gives back what is no longer held: with the system's own, what the start needs for a moment would stay for ever.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    Cli::parse().execute().await
}
