//! Giving an approved order to accounting: from then on it is in the list that accounting fetches. The case waits.

use chrono::Duration;
use shared::case::{Change, State, WaitsFor};
use shared::correction::{CorrectionOrder, FUNDS_DAYS_MAX, OrderChange, OrderEventKind, OrderStateName};
use shared::text::{Lang, corrections as words};

use super::order_file::change;
use crate::desk::cases::case_file::CaseFile;
use crate::error::Error;
use crate::store::Tx;

/// Sends an approved order where the funds are back, or it waits for none; puts its case to wait for what comes next.
pub async fn send_if_it_may(tx: &mut Tx<'_>, file: &mut CaseFile, order: &mut CorrectionOrder) -> Result<(), Error> {
    let until = if order.may_be_sent() {
        order.attempts += 1;
        let attempt = order.attempts;
        change(tx, file, order, (OrderEventKind::Sent, OrderChange::Send { attempt })).await?;
        file.now + Duration::hours(file.policy.posting_hours)
    } else {
        file.now + Duration::days(FUNDS_DAYS_MAX)
    };
    let is_sent = order.state.name() == OrderStateName::Sent;
    let words = if is_sent { words::waits_for_accounting } else { words::waits_for_funds };
    let reason = format!("{} · {} / {}", order.number, words(Lang::En), words(Lang::Zh));
    // Whoever has taken the case meanwhile keeps it.
    match file.case.state {
        State::Proposed { .. } | State::Waiting { on: WaitsFor::Accounting, .. } => {
            file.change(&Change::AwaitAccounting { until, reason })
        }
        _ => Ok(()),
    }
}
