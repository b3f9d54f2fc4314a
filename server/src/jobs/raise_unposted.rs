//! Raises the cases of correction orders for which accounting has not answered in time. Run again, it raises none twice: an
//! order that was raised is found again only after as long.

use std::sync::Arc;

use chrono::Duration;

use crate::desk::Desk;
use crate::desk::corrections::raise_order::RaiseOrder;
use crate::error::Error;

/// How soon after its time a case is raised, at the latest.
const EVERY: Duration = Duration::minutes(1);

/// Raises all that are to be raised; answers when to look again.
pub async fn run(desk: &Arc<Desk>) -> Result<Duration, Error> {
    loop {
        let mut raised = 0;
        for (number, _) in desk.unanswered_orders().await? {
            raised += usize::from(desk.execute(RaiseOrder { number }).await?);
        }
        if raised == 0 {
            return Ok(EVERY);
        }
    }
}
