//! Holdfast against the same engine used directly: rates, pages, memory and waiting, each beside what it is measured by.
//!
//! The rule here: what is compared is measured in one run, on one machine, over the same rows; a figure counts only
//! where every 2xx answer has its row and every chain holds.

#![allow(clippy::float_arithmetic, reason = "rates and times are measured, not money")]

mod against;
mod figures;
mod filing;
mod first_load;
mod lists;
mod machine;
mod pgbench;
mod plain_loop;
mod recon;
mod server;
mod steady;
mod wire;

use std::path::PathBuf;

use anyhow::{Result, ensure};
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
    /// Only file, one by one
    #[arg(long)]
    pub filing_only: bool,
    /// Only reconcile
    #[arg(long, conflicts_with = "filing_only")]
    pub recon_only: bool,
    /// How many lines a side a day has that is reconciled
    #[arg(long, default_value_t = 1_000_000)]
    pub lines: usize,
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
        if self.quick { 800 } else { 16_000 }
    }

    /// How many pages are read of each kind in a round.
    pub fn pages(&self) -> usize {
        if self.quick { 50 } else { 500 }
    }

    /// How many cases the lists are read from.
    pub fn stored(&self) -> usize {
        if self.quick { self.cases.min(10_000) } else { self.cases }
    }

    /// How many lines a side are reconciled.
    pub fn reconciled(&self) -> usize {
        if self.quick { self.lines.min(20_000) } else { self.lines }
    }

    /// How long the steady load lasts, in seconds.
    pub fn steady_seconds(&self) -> u64 {
        if self.quick { 3 } else { 20 }
    }
}

/// How often each comparison is made; the median counts.
pub const ROUNDS: usize = 3;

/// An engine, the desk on it, and what was found.
struct Subject {
    against: Against,
    server: Server,
    figures: Figures,
    peak: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    machine::print();
    let mut subjects = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if options.engine.is_none_or(|only| only == engine) {
            subjects.push(Subject::start(engine, &options).await?);
        }
    }
    if !options.recon_only {
        step("filing, on an empty desk");
        for subject in &mut subjects {
            subject.file(&options).await?;
        }
    }
    if !options.filing_only && !options.recon_only {
        step("filling");
        for subject in &mut subjects {
            filing::fill(&options, &subject.server).await?;
        }
        step("reading, and filing at a fixed rate");
        for subject in &mut subjects {
            subject.read(&options).await?;
        }
    }
    if !options.filing_only {
        step("reconciling a day");
        for subject in &mut subjects {
            subject.reconcile(&options).await?;
        }
    }
    step("checking");
    let mut sound = true;
    for subject in &mut subjects {
        sound &= subject.check().await?;
    }
    for subject in &subjects {
        println!("\n{}", subject.against.version().await?);
        subject.figures.print();
    }
    ensure!(sound, "the figures count for nothing: rows are missing, or the trail has faults");
    Ok(())
}

/// Says how far it has come.
fn step(what: &str) {
    eprintln!("== {what}");
}

impl Subject {
    async fn start(engine: Engine, options: &Options) -> Result<Self> {
        let against = Against::start(engine, options).await?;
        let server = Server::start(options, against.url()).await?;
        Ok(Self { against, server, figures: Figures::default(), peak: 0.0 })
    }

    async fn file(&mut self, options: &Options) -> Result<()> {
        eprintln!("{}", self.against.version().await?);
        server::idle(&mut self.server, "empty", &mut self.figures).await?;
        self.peak = filing::compare(options, &self.server, &self.against, &mut self.figures).await?;
        Ok(())
    }

    async fn read(&mut self, options: &Options) -> Result<()> {
        eprintln!("{}", self.against.version().await?);
        let filling = self.server.largest_mib()?;
        server::idle(&mut self.server, "filled", &mut self.figures).await?;
        first_load::measure(&self.server, &mut self.figures).await?;
        lists::compare(options, &self.server, &self.against, &mut self.figures).await?;
        steady::run(options, &self.server, self.peak / 2.0, &mut self.figures).await?;
        let largest = self.server.largest_mib()?.max(filling);
        self.figures.add("memory under load, largest", format!("{largest:.0} MiB"), "< 150 MiB", largest < 150.0);
        self.server.stop()
    }

    async fn reconcile(&mut self, options: &Options) -> Result<()> {
        eprintln!("{}", self.against.version().await?);
        self.server.restart()?;
        recon::compare(options, &self.server, &self.against, &mut self.figures).await?;
        self.server.stop()
    }

    async fn check(&mut self) -> Result<bool> {
        server::check(&self.server, &self.against, &mut self.figures).await
    }
}
