//! Giving an approved order to accounting: from then on it is in the list that accounting fetches. The case waits.

use chrono::{DateTime, Duration, Utc};
use shared::case::{Change, State, WaitsFor};
use shared::correction::{CorrectionOrder, FUNDS_DAYS_MAX, OrderChange, OrderEventKind, OrderStateName};
use shared::resolution::Policy;
use shared::text::corrections as words;

use super::order_file::change;
use crate::desk::cases::case_file::CaseFile;
use crate::error::Error;
use crate::store::Tx;

/// Sends an approved order where the funds are back, or it waits for none; puts its case to wait for what comes next.
pub async fn send_if_it_may(tx: &mut Tx<'_>, file: &mut CaseFile, order: &mut CorrectionOrder) -> Result<(), Error> {
    if order.may_be_sent() {
        order.attempts += 1;
        let attempt = order.attempts;
        change(tx, file, order, (OrderEventKind::Sent, OrderChange::Send { attempt })).await?;
    }
    // Whoever has taken the case meanwhile keeps it.
    match file.case.state {
        State::Proposed { .. } | State::Waiting { on: WaitsFor::Accounting, .. } => {
            file.change(&awaiting(order, file.now, &file.policy))
        }
        _ => Ok(()),
    }
}

/// The wait for what an order needs next: accounting's word where it is sent, the funds otherwise.
pub fn awaiting(order: &CorrectionOrder, now: DateTime<Utc>, policy: &Policy) -> Change {
    let is_sent = order.state.name() == OrderStateName::Sent;
    let until = if is_sent { Duration::hours(policy.posting_hours) } else { Duration::days(FUNDS_DAYS_MAX) };
    let words = if is_sent { words::waits_for_accounting } else { words::waits_for_funds };
    Change::AwaitAccounting { until: now + until, reason: words::waits_by(order.number, words) }
}
