//! `holdfast audit verify`: checks the whole trail against itself and against what is stored.

use anyhow::bail;
use clap::{Args, Subcommand};

use crate::app::open_desk;
use crate::config::Database;

/// What `holdfast audit` takes.
#[derive(Subcommand)]
pub enum Audit {
    /// Check every chain, every piece of evidence and every closing
    Verify(Verify),
}

/// What `holdfast audit verify` takes.
#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    database: Database,
}

impl Audit {
    /// Says what was checked; fails where anything is wrong.
    pub async fn execute(self) -> anyhow::Result<()> {
        let Self::Verify(Verify { database }) = self;
        let report = open_desk(&database).await?.verify_trail().await.map_err(super::spoken)?;
        for fault in &report.faults {
            println!("{fault}");
        }
        let (chains, entries, evidence) = (report.chains, report.entries, report.evidence);
        println!("Checked {entries} entries in {chains} chains and {evidence} pieces of evidence.");
        match report.faults.len() {
            0 => println!("Nothing is wrong."),
            faults => bail!("the trail has {faults} faults"),
        }
        Ok(())
    }
}
