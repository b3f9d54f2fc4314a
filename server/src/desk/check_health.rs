//! Whether the database answers.

use super::Desk;
use crate::error::Error;

impl Desk {
    /// Reads from the database; what is read does not matter.
    pub async fn check_health(&self) -> Result<(), Error> {
        let mut reader = self.store.reader().await?;
        reader.tx().audit_head("").await?;
        Ok(())
    }
}
