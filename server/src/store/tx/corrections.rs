//! Correction orders.

use chrono::{DateTime, Utc};
use shared::case::CaseNumber;
use shared::correction::{
    Acknowledgement, CorrectionKind, CorrectionOrder, OrderEvent, OrderNumber, PayoutBalance, PayoutKey,
};

use super::queries;
use crate::store::{OrderFilter, PostedOrder, PostingPosition};

queries! {
    corrections:
    fn payout_balance_for_update(payout: &PayoutKey) -> Option<PayoutBalance>;
    fn payout_balance(payout: &PayoutKey) -> Option<PayoutBalance>;
    fn insert_payout_balance(balance: &PayoutBalance) -> ();
    fn insert_correction_order(order: &CorrectionOrder) -> ();
    fn update_correction_order(order: &CorrectionOrder) -> ();
    fn insert_correction_lines(order: &CorrectionOrder) -> ();
    fn correction_order(number: OrderNumber) -> Option<CorrectionOrder>;
    fn correction_order_for_update(number: OrderNumber) -> Option<CorrectionOrder>;
    fn live_order_of_reference(channel: &str, about: (CorrectionKind, &str)) -> Option<OrderNumber>;
    fn correction_orders(filter: &OrderFilter, after: Option<OrderNumber>, limit: i64) -> Vec<CorrectionOrder>;
    fn count_correction_orders(filter: &OrderFilter) -> i64;
    fn orders_sent_before(before: DateTime<Utc>, limit: i64) -> Vec<(OrderNumber, CaseNumber)>;
    fn insert_order_event(number: OrderNumber, event: &OrderEvent) -> ();
    fn order_events(number: OrderNumber) -> Vec<OrderEvent>;
    fn insert_acknowledgement(number: OrderNumber, said: &Acknowledgement) -> ();
    fn acknowledgements(number: OrderNumber) -> Vec<Acknowledgement>;
    fn posted_orders(
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        after: Option<PostingPosition>,
        limit: i64,
    ) -> Vec<PostedOrder>;
}
