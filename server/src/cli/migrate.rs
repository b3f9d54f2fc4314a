//! `holdfast migrate`: the schema, and nothing else.

use clap::Args;

use crate::config::Database;

/// What `holdfast migrate` takes.
#[derive(Args)]
pub struct Migrate {
    #[command(flatten)]
    database: Database,
}

impl Migrate {
    /// Brings the schema up to date; where it is so already, nothing happens.
    pub async fn execute(self) -> anyhow::Result<()> {
        self.database.open().await?;
        println!("The schema is up to date.");
        Ok(())
    }
}
