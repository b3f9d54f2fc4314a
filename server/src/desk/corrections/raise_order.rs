//! Accounting has not answered for too long: the case is raised again. And what brings a case back to work.

use chrono::Duration;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::case::{CaseNumber, Change, Outlook, Priority, State};
use shared::correction::{CorrectionOrder, OrderEventKind, OrderNumber, OrderStateName};
use shared::role::Role;

use super::order_file::{open, put};
use crate::caller::Caller;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::cases::tell::tell;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// How soon a case that is back at work should be settled.
const DUE_HOURS: i64 = 2;
/// How many orders are looked for at once.
const ORDERS_MAX: i64 = 100;

/// Raises the case of an order that nobody answered for.
#[derive(Debug)]
pub struct RaiseOrder {
    /// Which order.
    pub number: OrderNumber,
}

impl Command for RaiseOrder {
    /// Whether it was raised; not where accounting has answered meanwhile, or it was raised a short time ago.
    type Outcome = bool;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<bool, Error> {
        let (mut file, mut order) = open(tx, desk, &Caller::nobody(), self.number).await?;
        let waited_since = file.now - Duration::hours(file.policy.posting_hours);
        if order.state.name() != OrderStateName::Sent || order.updated_at >= waited_since {
            return Ok(false);
        }
        put(tx, &mut file, &mut order, OrderEventKind::Raised).await?;
        put_back_to_work(tx, &mut file, &order, &Notice::OrderUnanswered { order: order.number }).await?;
        file.save(tx).await?;
        Ok(true)
    }
}

/// Makes a case urgent again, ends its wait, and tells whoever had a hand in the order, and the supervisors.
pub async fn put_back_to_work(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    order: &CorrectionOrder,
    notice: &Notice,
) -> Result<(), Error> {
    if matches!(file.case.state, State::Waiting { .. }) {
        file.change(&Change::EndWait)?;
        file.happened(Action::CaseWaitEnded, serde_json::json!({ "order": order.number }));
    }
    let due_at = file.now + Duration::hours(DUE_HOURS);
    file.case.outlook = Outlook { priority: Priority::Urgent, due_at };
    tell_of_order(tx, file, order, notice).await
}

/// Tells whoever had a hand in an order, and the supervisors.
pub async fn tell_of_order(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    order: &CorrectionOrder,
    notice: &Notice,
) -> Result<(), Error> {
    let users = tx.users().await?;
    let supervisors =
        users.iter().filter(|user| !user.disabled && user.roles.contains(&Role::Supervisor)).map(|user| &user.name);
    let proposals = tx.proposals(order.case).await?;
    let makers = proposals.iter().filter(|it| it.correction == Some(order.number)).map(|it| &it.maker);
    let people: Vec<&str> =
        std::iter::once(&order.drafted_by).chain(makers).chain(supervisors).map(String::as_str).collect();
    tell(tx, file, &people, notice).await
}

impl Desk {
    /// Orders for which accounting has not answered in the time that the policy gives it; some of them.
    pub async fn unanswered_orders(&self) -> Result<Vec<(OrderNumber, CaseNumber)>, Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let policy = self.policies.in_force(&mut tx).await?;
        let before = self.clock.now() - Duration::hours(policy.posting_hours);
        Ok(tx.orders_sent_before(before, ORDERS_MAX).await?)
    }
}
