//! What must hold in the database whatever happened, told from its rows and chains alone: none of the server's rules are
//! asked, so that a rule that is wrong is found.

mod books;
mod chains;
mod orders;
mod outbox;
mod policies;
mod records;
mod rows;
mod tables;

use anyhow::Result;

use crate::database::Database;
pub use books::{Account, posted_by_account};
pub use chains::Proofs;
pub use outbox::{Outgoing, outgoing};
pub use tables::read;

/// What does not hold, each in a sentence; empty where all does.
pub async fn broken(database: &Database, proofs: &Proofs) -> Result<Vec<String>> {
    let mut found = rows::broken(database).await?;
    found.extend(chains::broken(database, proofs).await?);
    found.extend(outbox::broken(database).await?);
    found.extend(policies::broken(database).await?);
    let orders = records::orders(database).await?;
    found.extend(orders::broken(database, &orders).await?);
    found.extend(books::broken(database, &orders).await?);
    Ok(found)
}
