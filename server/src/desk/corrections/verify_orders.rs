//! Checking orders against what their cases' chains say of them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared::case::CaseNumber;
use shared::correction::is_balanced;

use crate::error::Error;
use crate::store::{OrderFilter, Tx};

/// How many orders a case has at most.
const ORDERS_MAX: i64 = 10_000;

/// What a chain says last of each order: by its number, the entry's content.
pub type OrdersTold = BTreeMap<String, Value>;

/// Notes what an entry says of an order.
pub fn note_order(told: &mut OrdersTold, after: &Value) {
    if let Some(number) = after["order"].as_str().filter(|_| after["content"].is_string()) {
        told.insert(number.to_owned(), after.clone());
    }
}

/// What differs between the orders of a case and what its chain says of them, each in a sentence.
pub async fn check_orders(tx: &mut Tx<'_>, number: CaseNumber, mut told: OrdersTold) -> Result<Vec<String>, Error> {
    let mut faults = Vec::new();
    let filter = OrderFilter { case: Some(number), ..OrderFilter::default() };
    for order in tx.correction_orders(&filter, None, ORDERS_MAX).await? {
        let is = json!({
            "order": order.number, "version": order.version, "revision": order.revision, "state": order.state,
            "kind": order.kind(), "principal": order.principal(), "content": order.digest(),
        });
        if told.remove(&order.number.to_string()).as_ref() != Some(&is) {
            faults.push(format!("{number}: {} is not what the trail says", order.number));
        }
        if !is_balanced(&order.lines) {
            faults.push(format!("{number}: the lines of {} do not balance", order.number));
        }
        if tx.order_events(order.number).await?.last().map(|event| event.seq) != Some(order.version) {
            faults.push(format!("{number}: the history of {} does not end with its version", order.number));
        }
    }
    faults.extend(told.into_keys().map(|order| format!("{number}: {order} is in the trail and gone from the store")));
    Ok(faults)
}
