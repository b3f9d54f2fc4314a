//! What the desk tells a person. That a notice was read concerns nobody else, so it is not in the trail.

use shared::api::notices::NoticeList;
use shared::api::problem::FieldCode;

use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

const NOTICES_MAX: i64 = 100;

impl Desk {
    /// The caller's notices, the newest first.
    pub async fn notices(&self, caller: &Caller) -> Result<NoticeList, Error> {
        let user = caller.user()?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        Ok(NoticeList { items: tx.notices(user, NOTICES_MAX).await?, unread: tx.unread_notices(user).await? })
    }
}

/// Marks the caller's notices as read.
pub struct ReadNotices {
    /// Whose.
    pub caller: Caller,
    /// All up to this number.
    pub up_to: i64,
}

impl Command for ReadNotices {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let user = self.caller.user()?;
        let mut faults = Faults::default();
        faults.unless(self.up_to >= 0, "up_to", FieldCode::OutOfRange);
        faults.refuse()?;
        Ok(tx.read_notices(user, self.up_to, desk.clock.now()).await?)
    }
}
