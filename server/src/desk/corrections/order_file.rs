//! An order taken out of the store to be changed, beside its case.

use serde_json::json;
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::correction::{
    CorrectionOrder, OrderChange, OrderEvent, OrderEventKind, OrderNumber, OrderRefusal, PayoutBalance, PayoutKey,
};
use shared::text::{Lang, Text};
use shared::webhook::{CorrectionChanged, Occurrence};

use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::trail::Happening;
use crate::error::Error;
use crate::store::{OrderFilter, Tx};

/// How many orders a case has at most.
const ORDERS_MAX: i64 = 1000;

/// Takes an order out of the store with its case; nobody else changes either before the transaction ends. The case is
/// locked first, always.
pub async fn open(
    tx: &mut Tx<'_>,
    desk: &Desk,
    caller: &Caller,
    number: OrderNumber,
) -> Result<(CaseFile, CorrectionOrder), Error> {
    let seen = tx.correction_order(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
    let file = CaseFile::open(tx, desk, caller, seen.case).await?;
    let order = of_case(tx, number).await?;
    Ok((file, order))
}

/// The same for a caller who has seen the order: refuses where it has changed since.
pub async fn open_as_seen(
    tx: &mut Tx<'_>,
    desk: &Desk,
    caller: &Caller,
    (number, version): (OrderNumber, i64),
) -> Result<(CaseFile, CorrectionOrder), Error> {
    let (file, order) = open(tx, desk, caller, number).await?;
    if order.version == version { Ok((file, order)) } else { Err(Error::refuse(Code::OrderChanged)) }
}

/// Every order of a case, the newest first.
pub async fn all_of(tx: &mut Tx<'_>, case: CaseNumber) -> Result<Vec<CorrectionOrder>, Error> {
    let filter = OrderFilter { case: Some(case), ..OrderFilter::default() };
    Ok(tx.correction_orders(&filter, None, ORDERS_MAX).await?)
}

/// An order of a case that is open already.
pub async fn of_case(tx: &mut Tx<'_>, number: OrderNumber) -> Result<CorrectionOrder, Error> {
    tx.correction_order_for_update(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))
}

/// Changes an order's state, or says why it may not change so.
pub async fn change(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    order: &mut CorrectionOrder,
    (kind, change): (OrderEventKind, OrderChange),
) -> Result<(), Error> {
    order.state = order.state.after(change, file.now)?;
    put(tx, file, order, kind).await
}

/// Writes an order's next version, with what happened.
pub async fn put(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    order: &mut CorrectionOrder,
    kind: OrderEventKind,
) -> Result<(), Error> {
    order.version += 1;
    order.updated_at = file.now;
    tx.update_correction_order(order).await?;
    note(tx, file, order, kind).await
}

/// Writes what happened to an order: into its history, into its case's chain, and into what other systems are told.
pub async fn note(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    order: &CorrectionOrder,
    kind: OrderEventKind,
) -> Result<(), Error> {
    let by_the_desk = matches!(
        kind,
        OrderEventKind::Sent | OrderEventKind::FundsBack | OrderEventKind::Raised | OrderEventKind::ProposalEnded
    );
    let caller = if by_the_desk { file.caller.by_the_desk() } else { file.caller.clone() };
    let event = OrderEvent {
        seq: order.version,
        at: file.now,
        actor: caller.actor.clone(),
        kind,
        revision: order.revision,
        state: order.state.clone(),
    };
    tx.insert_order_event(order.number, &event).await?;
    let after = json!({
        "order": order.number, "version": order.version, "revision": order.revision, "state": order.state,
        "kind": order.kind(), "principal": order.principal(), "content": order.digest(),
    });
    file.happened_as(&caller, Happening::of(kind.action(), after));
    // As it stands now: the same change may go on with it.
    let (order, by) = (order.clone(), caller.actor);
    file.announce(move |case| Occurrence::of_order(kind, CorrectionChanged { case, order, by }));
    Ok(())
}

/// How much of the case's payout is corrected; nobody else corrects more of it before the transaction ends.
pub async fn balance_of(tx: &mut Tx<'_>, file: &CaseFile) -> Result<PayoutBalance, Error> {
    let facts = &file.case.facts;
    let payout = PayoutKey::of(facts);
    tx.insert_payout_balance(&PayoutBalance::untouched(payout.clone(), facts.amount)).await?;
    let balance = tx.payout_balance_for_update(&payout).await?;
    let balance = balance.ok_or_else(|| Error::Internal(format!("{payout:?} has no balance")))?;
    if balance.amount != facts.amount {
        return Err(Error::explain(
            Code::CorrectionRefused,
            format!("Another case has this payout as {}: settle first which is right.", balance.amount),
            format!("另有异常单记载该代付金额为 {}，请先核实。", balance.amount),
        ));
    }
    Ok(balance)
}

impl From<OrderRefusal> for Error {
    fn from(refusal: OrderRefusal) -> Self {
        let (en, zh) = (refusal.state.text(Lang::En), refusal.state.text(Lang::Zh));
        Self::explain(Code::OrderState, format!("The order is: {en}."), format!("差错订单状态：{zh}。"))
    }
}
