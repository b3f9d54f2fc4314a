//! Reading orders: one with its history, lists, counts, postings. Nothing here changes anything.

use chrono::{DateTime, Utc};
use shared::api::correction_orders::{OrderCount, OrderCounts, OrderView};
use shared::api::problem::Code;
use shared::correction::{CorrectionOrder, OrderNumber, OrderStateName, PayoutBalance, Told, approvals_needed};
use shared::resolution::ProposalState;
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;

pub use crate::store::{OrderFilter, PostedOrder, PostingPosition};

impl Desk {
    /// An order with its history and what accounting said of it.
    pub async fn read_order(&self, caller: &Caller, number: OrderNumber) -> Result<OrderView, Error> {
        caller.require(Permission::ReadCorrections)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let order = tx.correction_order(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let balance = tx.payout_balance(&order.payout).await?;
        let proposals = tx.proposals(order.case).await?;
        let policy = self.policies.in_force(&mut tx).await?;
        let approved_by = proposals
            .into_iter()
            .rfind(|it| it.correction == Some(number) && matches!(it.state, ProposalState::Approved { .. }))
            .map(|it| it.decisions.into_iter().filter(|it| it.approved).map(|it| it.checker).collect())
            .unwrap_or_default();
        let case = tx.case(order.case).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let evidence = tx.evidence(order.case).await?;
        Ok(OrderView {
            told: Told::of(&order.cause, &case, &evidence),
            approvals: approvals_needed(&order.cause, &policy)?,
            approved_by,
            balance: balance.unwrap_or_else(|| PayoutBalance::untouched(order.payout.clone(), order.principal())),
            events: tx.order_events(number).await?,
            acknowledgements: tx.acknowledgements(number).await?,
            order,
            now: self.clock.now(),
        })
    }

    /// A page of orders, the newest first.
    pub async fn list_orders(
        &self,
        caller: &Caller,
        filter: &OrderFilter,
        after: Option<OrderNumber>,
        limit: i64,
    ) -> Result<Vec<CorrectionOrder>, Error> {
        caller.require(Permission::ReadCorrections)?;
        Ok(self.store.reader().await?.tx().correction_orders(filter, after, limit).await?)
    }

    /// How many orders stand in each state.
    pub async fn count_orders(&self, caller: &Caller) -> Result<OrderCounts, Error> {
        caller.require(Permission::ReadCorrections)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut states = Vec::with_capacity(OrderStateName::ALL.len());
        for state in OrderStateName::ALL {
            let filter = OrderFilter { states: vec![state], ..OrderFilter::default() };
            states.push(OrderCount { state, count: tx.count_correction_orders(&filter).await? });
        }
        Ok(OrderCounts { states })
    }

    /// A page of what accounting posted from `from` on and before `to`, in the order of the postings.
    pub async fn read_postings(
        &self,
        caller: &Caller,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        after: Option<PostingPosition>,
        limit: i64,
    ) -> Result<Vec<PostedOrder>, Error> {
        caller.require(Permission::ReadCorrections)?;
        Ok(self.store.reader().await?.tx().posted_orders(from, to, after, limit).await?)
    }
}
