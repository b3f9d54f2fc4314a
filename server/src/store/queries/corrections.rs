//! Correction orders: the whole of each with the lines of its revision, and how much of a payout is corrected.

#[path = "corrections/order.rs"]
mod order;
#[path = "corrections/said.rs"]
mod said;

pub use order::{
    correction_order, correction_order_for_update, correction_orders, count_correction_orders, insert_correction_lines,
    insert_correction_order, live_order_of_reference, orders_sent_before, posted_orders, update_correction_order,
};
pub use said::{acknowledgements, insert_acknowledgement, insert_order_event, order_events};

use shared::correction::{PayoutBalance, PayoutKey};
use shared::money::{Currency, Money};
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db, dialect};
use crate::store::StoreError;

/// How much of a payout is corrected; nobody else changes it before this transaction ends.
pub async fn payout_balance_for_update(
    conn: &mut Conn,
    payout: &PayoutKey,
) -> Result<Option<PayoutBalance>, StoreError> {
    find_balance(conn, payout, dialect::for_update()).await
}

/// How much of a payout is corrected.
pub async fn payout_balance(conn: &mut Conn, payout: &PayoutKey) -> Result<Option<PayoutBalance>, StoreError> {
    find_balance(conn, payout, "").await
}

/// Adds a payout of which nothing is corrected; one that is there stays.
pub async fn insert_payout_balance(conn: &mut Conn, balance: &PayoutBalance) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO payout_balances (channel, order_number, amount_minor, currency) VALUES ($1, $2, $3, $4) \
         ON CONFLICT DO NOTHING",
    )
    .bind(balance.payout.channel.as_str())
    .bind(balance.payout.order_number.as_str())
    .bind(balance.amount.minor())
    .bind(balance.amount.currency().code())
    .execute(conn)
    .await?;
    Ok(())
}

async fn find_balance(conn: &mut Conn, payout: &PayoutKey, lock: &str) -> Result<Option<PayoutBalance>, StoreError> {
    let mut query =
        QueryBuilder::<Db>::new("SELECT amount_minor, corrected_minor, currency FROM payout_balances WHERE channel = ");
    query.push_bind(payout.channel.as_str()).push(" AND order_number = ").push_bind(payout.order_number.as_str());
    let row = query.push(lock).build().fetch_optional(conn).await?;
    row.map(|row| {
        let currency = currency("payout_balances", &payout.order_number, row.try_get("currency")?)?;
        let money = |minor| Money::from_minor(minor, currency);
        let (amount, corrected) = (money(row.try_get("amount_minor")?), money(row.try_get("corrected_minor")?));
        Ok(PayoutBalance { payout: payout.clone(), amount, corrected })
    })
    .transpose()
}

fn currency(table: &'static str, row: impl ToString, code: &str) -> Result<Currency, StoreError> {
    Currency::from_code(code).ok_or_else(|| StoreError::bad_data(table, row, format!("no currency {code}")))
}
