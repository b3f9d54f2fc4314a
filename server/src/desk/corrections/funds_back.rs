//! The funds of a return are back: orders that wait for them are sent, where they are approved.
//!
//! The rule: an order waits for all that it books, whatever was reported since.

use shared::correction::{OrderEventKind, OrderStateName, funds_back_at};

use super::order_file::{of_case, put};
use super::send_order::send_if_it_may;
use crate::desk::cases::case_file::CaseFile;
use crate::error::Error;
use crate::store::{OrderFilter, Tx};

/// How many orders a case has at most that still wait.
const ORDERS_MAX: i64 = 200;

/// Notes that funds are back, for every order of the case that waits for them.
pub async fn note_funds_back(tx: &mut Tx<'_>, file: &mut CaseFile) -> Result<(), Error> {
    if file.case.matter.returns().iter().all(|known| known.back.is_none()) {
        return Ok(());
    }
    let states = vec![OrderStateName::Drafted, OrderStateName::Proposed, OrderStateName::Approved];
    let filter = OrderFilter { case: Some(file.case.number), states, ..OrderFilter::default() };
    for order in tx.correction_orders(&filter, None, ORDERS_MAX).await? {
        let back_at = funds_back_at(&order.cause, file.case.matter.returns());
        if back_at.is_none() || order.funds_back_at.is_some() {
            continue;
        }
        let mut order = of_case(tx, order.number).await?;
        order.funds_back_at = back_at;
        put(tx, file, &mut order, OrderEventKind::FundsBack).await?;
        if order.state.name() == OrderStateName::Approved {
            send_if_it_may(tx, file, &mut order).await?;
        }
    }
    Ok(())
}
