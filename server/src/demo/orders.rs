//! What becomes of correction orders in the demo: people draft, change, propose and withdraw them, and accounting answers.

use anyhow::{Context, Result};
use serde_json::{Value, to_value};
use shared::api::correction_orders::{
    AcknowledgedOutcome, AcknowledgementRequest, DraftOrderRequest, EditOrderRequest, OrderList, ProposeOrderRequest,
    WithdrawOrderRequest,
};
use shared::api::exceptions::CaseView;
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, CorrectionOrder, Edit};

use super::cast::LEDGER;
use super::door::{Door, Who};

/// What may be done with the newest order of a case.
#[derive(Clone, Copy, Debug)]
pub enum OrderAct {
    /// Someone drafts one.
    Draft(CorrectionKind),
    /// Someone drafts a write-off that stands in for the one that accounting refused.
    WriteOff,
    /// Someone has the merchant credited ahead of the funds.
    Ahead,
    /// Someone puts it to checkers.
    Propose(&'static str),
    /// Someone takes it back.
    Withdraw(&'static str),
    /// Accounting posts it, with this voucher.
    Post(&'static str),
    /// Accounting refuses it.
    Refuse(&'static str),
}

/// Does it to the newest order of the case.
pub async fn act(door: &mut Door, case: CaseNumber, by: &'static str, act: OrderAct) -> Result<()> {
    let who = Who::Person(by);
    let newest = newest(door, who, case).await?;
    let order = || newest.clone().context("there is no order");
    let path = |order: &CorrectionOrder, verb: &str| format!("/correction-orders/{}{verb}", order.number);
    let _: Value = match act {
        OrderAct::Draft(kind) => {
            let request = draft(door, who, case, kind).await?;
            door.post(who, &format!("/exceptions/{case}/correction-orders"), &request).await?
        }
        OrderAct::WriteOff => {
            let request = draft(door, who, case, CorrectionKind::WriteOff).await?;
            let request = DraftOrderRequest { replaces: Some(order()?.number), ..request };
            door.post(who, &format!("/exceptions/{case}/correction-orders"), &request).await?
        }
        OrderAct::Ahead => {
            let (order, changes) = (order()?, Edit { ahead_of_funds: Some(true), ..Edit::default() });
            let request = EditOrderRequest { version: order.version, changes };
            door.patch(who, &path(&order, ""), &request).await?
        }
        OrderAct::Propose(reason) => {
            let order = order()?;
            let request = ProposeOrderRequest { version: order.version, case_version: None, reason: reason.to_owned() };
            door.post(who, &path(&order, "/proposal"), &request).await?
        }
        OrderAct::Withdraw(reason) => {
            let order = order()?;
            let request = WithdrawOrderRequest { version: order.version, reason: reason.to_owned() };
            door.post(who, &path(&order, "/withdraw"), &request).await?
        }
        OrderAct::Post(_) | OrderAct::Refuse(_) => {
            let order = order()?;
            let said = said(&order, act)?;
            door.post(Who::Client(LEDGER), &path(&order, "/acknowledgement"), &said).await?
        }
    };
    Ok(())
}

async fn newest(door: &mut Door, who: Who, case: CaseNumber) -> Result<Option<CorrectionOrder>> {
    let list: OrderList = door.get(who, &format!("/correction-orders?case={case}&limit=1")).await?;
    Ok(list.items.into_iter().next())
}

async fn draft(door: &mut Door, who: Who, case: CaseNumber, kind: CorrectionKind) -> Result<DraftOrderRequest> {
    let seen: CaseView = door.get(who, &format!("/exceptions/{case}")).await?;
    // Of what was settled twice the last line is one too many; of all else the case knows what is meant.
    let reference = seen.case.matter.lines().last().map(|line| line.reference.clone());
    let version = seen.case.version;
    Ok(DraftOrderRequest { version, kind, reference, amount: None, direction: None, written_off: None, replaces: None })
}

fn said(order: &CorrectionOrder, act: OrderAct) -> Result<Value> {
    let (outcome, voucher, reason) = match act {
        OrderAct::Post(voucher) => (AcknowledgedOutcome::Posted, Some(voucher.to_owned()), None),
        OrderAct::Refuse(reason) => (AcknowledgedOutcome::Failed, None, Some(reason.to_owned())),
        _ => anyhow::bail!("accounting does not {act:?}"),
    };
    Ok(to_value(AcknowledgementRequest { attempt: order.attempts, outcome, voucher, reason })?)
}
