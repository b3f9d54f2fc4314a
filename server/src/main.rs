//! `holdfast`: reads the command line and hands over. Each command is a file under `cli/`; what `serve` answers begins
//! in `http`.

use std::process::ExitCode;

use clap::Parser;
use server::cli::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    Cli::parse().execute().await
}
