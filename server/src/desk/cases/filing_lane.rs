//! Filings that wait together are sent together: one transaction, one INSERT a table, one commit.

use std::sync::Arc;

use super::file_exceptions::{FileExceptions, Filed, Order};
use crate::desk::Desk;
use crate::desk::lane::{Outcomes, Together};
use crate::error::Error;

/// The filings of one transaction.
pub struct FilingGroup;

impl Together for FilingGroup {
    type Order = Order;
    type Outcome = Filed;
    const ORDERS_MAX: usize = 128;

    async fn execute(desk: &Arc<Desk>, orders: Arc<[Order]>) -> Result<Outcomes<Self>, Error> {
        desk.execute(FileExceptions { orders }).await
    }

    fn groups_at_once(desk: &Desk) -> usize {
        // While one waits for its commit the next one writes.
        desk.store.writers()
    }
}

impl Desk {
    /// Files one exception, together with whatever else is being filed at this moment.
    pub async fn file_exception(self: &Arc<Self>, order: Order) -> Result<Filed, Error> {
        self.filing_lane.send(self, order).await
    }
}
