//! What the process says about its work: to standard error, so that standard output holds only what was asked for.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::fmt;

/// How much is logged, and in which form.
#[derive(Args)]
pub struct Log {
    /// What to log: a level, or levels by module, such as `info,server=debug`
    #[arg(long = "log", env = "HOLDFAST_LOG", value_name = "FILTER", default_value = "info,sqlx=warn", global = true)]
    filter: String,
    /// The form of the log
    #[arg(long = "log-format", env = "HOLDFAST_LOG_FORMAT", value_enum, default_value = "text", global = true)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

impl Log {
    /// Begins to log.
    pub fn start(&self) {
        let log = fmt().with_env_filter(EnvFilter::new(&self.filter)).with_writer(std::io::stderr);
        match self.format {
            Format::Text => log.with_ansi(std::io::stderr().is_terminal()).with_target(false).init(),
            Format::Json => log.json().flatten_event(true).init(),
        }
    }
}
