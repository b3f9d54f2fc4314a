//! The payout's own case: where the sides disagree on whether a payout was made, that is for its case to decide, by its proofs.
//!
//! The rule: no side is right by being a side. A disagreement joins the case of its payout that is open, and opens none beside it; what
//! comes up after that was closed is linked to it.

use shared::case::CaseNumber;
use shared::recon::discrepancy::Discrepancy;
use shared::recon::{ChannelAccount, Disagreement};

use super::prove_payout::ProvePayout;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Where a payout is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayoutCase {
    /// In this case.
    Open(CaseNumber),
    /// It was, in this one, and in those that are linked to it.
    Closed(CaseNumber),
}

/// The case of the payout on whose status the sides disagree: the newest that is open, or the first.
pub async fn of(tx: &mut Tx<'_>, account: &ChannelAccount, found: &Disagreement) -> Result<Option<PayoutCase>, Error> {
    let Some(order) = found.order_number().filter(|_| found.is_of_status()) else { return Ok(None) };
    let first = tx.first_cases_of_payouts(&account.channel, &[order]).await?;
    let Some((_, first)) = first.into_iter().next() else { return Ok(None) };
    let Some(case) = tx.case(first).await?.filter(|case| case.facts.amount.currency() == found.amount.currency())
    else {
        return Ok(None);
    };
    let linked = tx.cases_linked_from(first).await?;
    let is_open = linked.iter().filter(|(_, kind, state)| kind.is_of_payout() && state.outcome().is_none());
    let open = is_open.map(|(number, ..)| *number).max();
    let open = open.or_else(|| case.state.outcome().is_none().then_some(first));
    Ok(Some(open.map_or(PayoutCase::Closed(first), PayoutCase::Open)))
}

/// Whether the payout of a disagreement has a case.
pub async fn is_known(tx: &mut Tx<'_>, account: &ChannelAccount, found: &Disagreement) -> Result<bool, Error> {
    let Some(order) = found.order_number() else { return Ok(false) };
    Ok(tx.first_case_of_payout(&account.channel, order).await?.is_some())
}

/// Takes what the channel's lines prove into the case of their payout.
pub async fn prove(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    (number, found): (CaseNumber, &Discrepancy),
) -> Result<(), Error> {
    let lines: Vec<_> = found.repeats.iter().chain(&found.channel).copied().collect();
    for line in tx.placed_lines_of_ids(&lines).await? {
        ProvePayout { account: account.clone(), number, line }.run(tx, desk).await?;
    }
    Ok(())
}
