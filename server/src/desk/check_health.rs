//! Whether the database answers, and takes changes.

use std::sync::Arc;

use super::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Takes its turn among those who write, and writes nothing.
struct TakeTurn;

impl Command for TakeTurn {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, _: &Desk) -> Result<(), Error> {
        // What is read does not matter.
        tx.audit_head("").await?;
        Ok(())
    }
}

impl Desk {
    /// Fails where reading or writing would fail.
    pub async fn check_health(self: &Arc<Self>) -> Result<(), Error> {
        self.store.reader().await?.tx().audit_head("").await?;
        self.execute(TakeTurn).await
    }
}
