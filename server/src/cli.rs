//! The command line, one command a file. Every command works on the same database as the server, beside it or without it.

mod audit;
mod client;
mod log;
mod migrate;
mod serve;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;

/// The exceptions desk for payouts.
#[derive(Parser)]
#[command(name = "holdfast", version)]
pub struct Cli {
    #[command(flatten)]
    log: log::Log,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the desk: the browser app and the API
    Serve(serve::Serve),
    /// Bring the database's schema up to date
    Migrate(migrate::Migrate),
    /// Check the audit trail
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Make people and let them in
    #[command(subcommand)]
    User(user::User),
    /// Let other systems in
    #[command(subcommand)]
    Client(client::Client),
}

impl Cli {
    /// Does what was asked for; a failure goes to standard error.
    pub async fn execute(self) -> ExitCode {
        self.log.start();
        match self.command.execute().await {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                eprintln!("holdfast: {failure:#}");
                ExitCode::FAILURE
            }
        }
    }
}

impl Command {
    async fn execute(self) -> anyhow::Result<()> {
        match self {
            Self::Serve(serve) => serve.execute().await,
            Self::Migrate(migrate) => migrate.execute().await,
            Self::Audit(audit) => audit.execute().await,
            Self::User(user) => user.execute().await,
            Self::Client(client) => client.execute().await,
        }
    }
}

/// A refusal as the person at the command line reads it, with every field at fault.
fn spoken(error: Error) -> anyhow::Error {
    use shared::text::Lang;

    let problem = error.problem(Lang::En, None);
    let fields = problem.errors.iter().map(|fault| format!("\n  {}: {}", fault.field, fault.expected));
    let detail = problem.detail.map(|detail| format!(" {detail}")).unwrap_or_default();
    match error {
        Error::Refused(_) => anyhow::anyhow!("{}{detail}{}", problem.title, fields.collect::<String>()),
        Error::Store(_) | Error::Internal(_) => anyhow::Error::new(error),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_commands_are_sound() {
        Cli::command().debug_assert();
    }
}
