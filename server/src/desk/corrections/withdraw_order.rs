//! Taking an order back: before it was sent, or after accounting refused it. Its history stays.

use shared::case::Change;
use shared::correction::{OrderChange, OrderEventKind, OrderNumber};
use shared::role::Permission;

use super::finish_case::finish_if_done;
use super::order_file::{change, open_as_seen};
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// The holder of the case takes an order back.
#[derive(Debug)]
pub struct WithdrawOrder {
    /// Who.
    pub caller: Caller,
    /// Which order.
    pub number: OrderNumber,
    /// The version that they saw.
    pub version: i64,
    /// Why.
    pub reason: String,
}

impl Command for WithdrawOrder {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkCases)?;
        let by = self.caller.user()?.to_owned();
        let (mut file, mut order) = open_as_seen(tx, desk, &self.caller, (self.number, self.version)).await?;
        file.change(&Change::Renew { by: by.clone() })?;
        let withdraw = OrderChange::Withdraw { by, reason: self.reason.clone() };
        change(tx, &mut file, &mut order, (OrderEventKind::Withdrawn, withdraw)).await?;
        finish_if_done(tx, &mut file).await?;
        file.save(tx).await
    }
}
