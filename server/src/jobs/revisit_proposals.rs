//! Holds open proposals against a policy that came into force. Run again, it finds none twice: each notes the version that it
//! was held against.

use std::sync::Arc;

use chrono::Duration;

use crate::desk::Desk;
use crate::desk::policies::revisit_proposals::RevisitProposal;
use crate::error::Error;

/// How soon after a policy came into force it is looked at the latest; whoever approves one has it looked at once.
const EVERY: Duration = Duration::minutes(1);

/// Holds all against the policy in force; answers when to look again.
pub async fn run(desk: &Arc<Desk>) -> Result<Duration, Error> {
    loop {
        let numbers = desk.proposals_to_revisit().await?;
        if numbers.is_empty() {
            return Ok(EVERY);
        }
        // One that fails keeps none of the others from their turn.
        let mut failed = None;
        for number in numbers {
            failed = failed.or(desk.execute(RevisitProposal { number }).await.err());
        }
        if let Some(error) = failed {
            return Err(error);
        }
    }
}
