//! The funds of a return are back: orders that wait for them are sent, where they are approved; what was credited ahead of them can be
//! cleared.
//!
//! The rule: an order waits for all that it books, whatever was reported since; and it is sent only while the evidence tells just
//! what was approved. Otherwise somebody has to take it back, and is told.

use shared::api::notices::Notice;
use shared::correction::{
    Cause, CorrectionOrder, OrderEventKind, OrderStateName, came_of, check_told, funds_back_at, in_transit,
};
use shared::evidence::Details;
use shared::money::Money;

use super::order_file::{all_of, balance_of, of_case, put};
use super::raise_order::{put_back_to_work, tell_of_order};
use super::send_order::send_if_it_may;
use crate::desk::cases::case_file::CaseFile;
use crate::error::Error;
use crate::store::{OrderFilter, Tx};

/// How many orders a case has at most that still wait.
const ORDERS_MAX: i64 = 200;

/// Looks anew at what the orders of a case wait for, after a piece of evidence.
pub async fn note_funds_back(tx: &mut Tx<'_>, file: &mut CaseFile) -> Result<(), Error> {
    if file.case.matter.returns().iter().all(|known| known.back.is_none()) {
        return Ok(());
    }
    let states = vec![OrderStateName::Drafted, OrderStateName::Proposed, OrderStateName::Approved];
    let filter = OrderFilter { case: Some(file.case.number), states, ..OrderFilter::default() };
    for order in tx.correction_orders(&filter, None, ORDERS_MAX).await? {
        let back_at = funds_back_at(&order.cause, file.case.matter.returns());
        let is_news = back_at.is_some() && order.funds_back_at.is_none();
        if !is_news && !order.may_be_sent() {
            continue;
        }
        let mut order = of_case(tx, order.number).await?;
        if is_news {
            order.funds_back_at = back_at;
            put(tx, file, &mut order, OrderEventKind::FundsBack).await?;
        }
        if order.may_be_sent() {
            send_as_told(tx, file, &mut order, is_news).await?;
        }
    }
    tell_of_arrival(tx, file).await
}

/// Puts a case back to work whose latest piece tells that money came of what stands in transit.
async fn tell_of_arrival(tx: &mut Tx<'_>, file: &mut CaseFile) -> Result<(), Error> {
    let Some(Details::FundsBack(funds)) = file.evidence.last().and_then(|piece| piece.details.clone()) else {
        return Ok(());
    };
    let orders = all_of(tx, file.case.number).await?;
    if file.case.state.outcome().is_some() {
        return tell_of_what_came_after_all(tx, file, &orders).await;
    }
    if !in_transit(&orders).iter().any(|(reference, _)| *reference == funds.return_reference) {
        return Ok(());
    }
    let is_ahead =
        |order: &&CorrectionOrder| order.cause.is_ahead_of_funds() && order.cause.reference() == funds.return_reference;
    match orders.iter().find(is_ahead) {
        Some(order) => put_back_to_work(tx, file, order, &Notice::FundsArrived { order: order.number }).await,
        None => Ok(()),
    }
}

/// Tells the people of a clearing of which more came than it booked. What is posted stays: reconciliation finds the money.
pub async fn tell_of_what_came_after_all(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    orders: &[CorrectionOrder],
) -> Result<(), Error> {
    let posted = orders.iter().filter(|order| order.state.name() == OrderStateName::Posted);
    let clearings = posted.filter_map(|order| match &order.cause {
        Cause::TransitClearing { return_reference, credited, came } => {
            let told = came_of(file.case.matter.returns(), return_reference, *credited);
            let more = told.minor().saturating_sub(came.minor());
            (more > 0).then(|| (order, Money::from_minor(more, came.currency())))
        }
        _ => None,
    });
    let found: Vec<(&CorrectionOrder, Money)> = clearings.collect();
    for (order, amount) in found {
        tell_of_order(tx, file, order, &Notice::CameAfterAll { order: order.number, amount }).await?;
    }
    Ok(())
}

/// Sends an approved order whose funds are back, where the evidence tells what it books. Where it does not, its people are told, once.
async fn send_as_told(
    tx: &mut Tx<'_>,
    file: &mut CaseFile,
    order: &mut CorrectionOrder,
    is_news: bool,
) -> Result<(), Error> {
    let room = balance_of(tx, file).await?.room();
    if check_told(&order.cause, &file.case, &file.evidence, room).is_ok() {
        return send_if_it_may(tx, file, order).await;
    }
    if is_news {
        put_back_to_work(tx, file, order, &Notice::OrderNotAsTold { order: order.number }).await?;
    }
    Ok(())
}
