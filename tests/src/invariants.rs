//! What must hold in the database whatever happened, told from its rows and chains alone: none of the server's rules are
//! asked, so that a rule that is wrong is found.

mod chains;
mod rows;

use anyhow::Result;

use crate::database::Database;
pub use chains::Proofs;

/// What does not hold, each in a sentence; empty where all does.
pub async fn broken(database: &Database, proofs: &Proofs) -> Result<Vec<String>> {
    let mut found = rows::broken(database).await?;
    found.extend(chains::broken(database, proofs).await?);
    Ok(found)
}
