//! Holdfast against the same engine used directly: rates, pages, memory and waiting, each beside what it is measured by.
//!
//! The rule here: what is compared is measured in one run, on one machine, over the same rows; a figure counts only
//! where every 2xx answer has its row and every chain holds.

#![allow(clippy::float_arithmetic, reason = "rates and times are measured, not money")]

mod against;
mod figures;
mod filing;
mod lists;
mod machine;
mod pgbench;
mod plain_loop;
mod server;
mod steady;
mod wire;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, ValueEnum};

use against::Against;
use figures::Figures;
use server::Server;

/// What to measure.
#[derive(Clone, Debug, Parser)]
#[command(name = "cargo xtask bench", about = "Measures Holdfast against the same engine used directly")]
pub struct Options {
    /// How many cases the lists are read from
    #[arg(long, default_value_t = 1_000_000)]
    pub cases: usize,
    /// Only this engine
    #[arg(long)]
    pub engine: Option<Engine>,
    /// Fewer of everything: to see that it works, not how well
    #[arg(long)]
    pub quick: bool,
    /// The server's binary
    #[arg(long, hide = true)]
    pub server: PathBuf,
    /// Where the databases are put while it runs
    #[arg(long, hide = true)]
    pub folder: PathBuf,
}

/// A database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server, started for this.
    Postgres,
}

impl Options {
    /// How many filings one round measures.
    pub fn filings(&self) -> usize {
        if self.quick { 800 } else { 8_000 }
    }

    /// How many pages are read of each kind.
    pub fn pages(&self) -> usize {
        if self.quick { 100 } else { 1_000 }
    }

    /// How many cases the lists are read from.
    pub fn stored(&self) -> usize {
        if self.quick { self.cases.min(10_000) } else { self.cases }
    }

    /// How long the steady load lasts, in seconds.
    pub fn steady_seconds(&self) -> u64 {
        if self.quick { 3 } else { 20 }
    }
}

/// How often each comparison is made; the median counts.
pub const ROUNDS: usize = 3;

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    machine::print();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if options.engine.is_none_or(|only| only == engine) {
            let against = Against::start(engine, &options).await?;
            println!("\n{}", against.version().await?);
            let mut figures = Figures::default();
            measure(&options, &against, &mut figures).await?;
            figures.print();
        }
    }
    Ok(())
}

async fn measure(options: &Options, against: &Against, figures: &mut Figures) -> Result<()> {
    let mut server = Server::start(options, against.url()).await?;
    server::idle(&mut server, figures).await?;
    let peak = filing::compare(options, &server, against, figures).await?;
    filing::fill(options, &server).await?;
    lists::compare(options, &server, against, figures).await?;
    steady::run(options, &server, peak / 2.0, figures).await?;
    let largest = server.largest_mib()?;
    figures.add("memory under load, largest", format!("{largest:.0} MiB"), "< 150 MiB", largest < 150.0);
    server.stop()?;
    server::check(&server, against, figures).await
}
