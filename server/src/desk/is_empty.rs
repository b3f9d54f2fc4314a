//! Whether anything is at the desk at all.

use super::Desk;
use crate::desk::people::first_admin::FIRST_ADMIN;
use crate::error::Error;
use crate::store::{ListFilter, ListOrder};

impl Desk {
    /// Whether there is no case, and nobody but the first admin whom the first start made and who never came in.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let cases = tx.list_cases(&ListFilter::default(), ListOrder::default(), None, 1, self.clock.now()).await?;
        let users = tx.users().await?;
        let nobody_came = users.iter().all(|user| user.name == FIRST_ADMIN && user.password_hash.is_none());
        Ok(cases.is_empty() && nobody_came)
    }
}
