//! The orders themselves.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::case::CaseNumber;
use shared::correction::{
    Account, CorrectionKind, CorrectionOrder, Line, LineReason, OrderNumber, OrderState, PayoutKey, Side,
};
use shared::money::Money;
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::super::{Conn, Db, dialect};
use crate::store::{OrderFilter, PostedOrder, PostingPosition, StoreError};

const COLUMNS: &str = "o.number, o.case_number, o.version, o.channel, o.order_number, o.merchant, o.cause, o.revision, \
                       o.state, o.attempts, o.funds_back_at, o.replaces, o.drafted_by, o.drafted_at, o.updated_at";

/// Adds an order, without its lines.
pub async fn insert_correction_order(conn: &mut Conn, order: &CorrectionOrder) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO correction_orders (number, case_number, version, kind, channel, order_number, merchant, reference, \
         currency, capped_minor, cause, revision, state_name, state, attempts, funds_back_at, replaces, drafted_by, \
         drafted_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
         $18, $19, $20)",
    )
    .bind(order.number.0)
    .bind(order.case.0)
    .bind(order.version)
    .bind(order.kind().name())
    .bind(order.payout.channel.as_str())
    .bind(order.payout.order_number.as_str())
    .bind(Json(&order.merchant))
    .bind(order.cause.reference())
    .bind(order.cause.currency().code())
    .bind(capped_minor(order)?)
    .bind(Json(&order.cause))
    .bind(order.revision)
    .bind(order.state.name().name())
    .bind(Json(&order.state))
    .bind(order.attempts)
    .bind(order.funds_back_at)
    .bind(order.replaces.map(|number| number.0))
    .bind(order.drafted_by.as_str())
    .bind(order.drafted_at)
    .bind(order.updated_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes what changed of an order; the version that it had is one below.
pub async fn update_correction_order(conn: &mut Conn, order: &CorrectionOrder) -> Result<(), StoreError> {
    let written = sqlx::query(
        "UPDATE correction_orders SET version = $1, capped_minor = $2, cause = $3, revision = $4, state_name = $5, \
         state = $6, attempts = $7, funds_back_at = $8, updated_at = $9 WHERE number = $10 AND version = $1 - 1",
    )
    .bind(order.version)
    .bind(capped_minor(order)?)
    .bind(Json(&order.cause))
    .bind(order.revision)
    .bind(order.state.name().name())
    .bind(Json(&order.state))
    .bind(order.attempts)
    .bind(order.funds_back_at)
    .bind(order.updated_at)
    .bind(order.number.0)
    .execute(conn)
    .await?;
    match written.rows_affected() {
        1 => Ok(()),
        rows => Err(bad(order.number, format!("version {} was written to {rows} rows", order.version))),
    }
}

/// Adds the lines of an order's revision.
pub async fn insert_correction_lines(conn: &mut Conn, order: &CorrectionOrder) -> Result<(), StoreError> {
    if order.lines.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::<Db>::new(
        "INSERT INTO correction_lines (number, revision, seq, account, side, amount_minor, reason) ",
    );
    insert.push_values(&order.lines, |mut row, line| {
        row.push_bind(order.number.0)
            .push_bind(order.revision)
            .push_bind(line.seq)
            .push_bind(line.account.name())
            .push_bind(line.side.name())
            .push_bind(line.amount.minor())
            .push_bind(line.reason.name());
    });
    insert.build().execute(conn).await?;
    Ok(())
}

/// An order.
pub async fn correction_order(conn: &mut Conn, number: OrderNumber) -> Result<Option<CorrectionOrder>, StoreError> {
    find(conn, number, "").await
}

/// An order, which nobody else changes before this transaction ends.
pub async fn correction_order_for_update(
    conn: &mut Conn,
    number: OrderNumber,
) -> Result<Option<CorrectionOrder>, StoreError> {
    find(conn, number, dialect::for_update()).await
}

async fn find(conn: &mut Conn, number: OrderNumber, lock: &str) -> Result<Option<CorrectionOrder>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM correction_orders o WHERE o.number = "));
    let rows = query.push_bind(number.0).push(lock).build().fetch_all(&mut *conn).await?;
    Ok(with_lines(conn, &rows).await?.pop())
}

/// The order that puts right a return, an attempt or a line, neither rejected nor withdrawn. What clears a
/// return's money in transit stands beside the order of the return.
pub async fn live_order_of_reference(
    conn: &mut Conn,
    channel: &str,
    (kind, reference): (CorrectionKind, &str),
) -> Result<Option<OrderNumber>, StoreError> {
    let row = sqlx::query(
        "SELECT number FROM correction_orders WHERE channel = $1 AND reference = $2 \
         AND state_name NOT IN ('rejected', 'withdrawn') AND (kind = 'transit_clearing') = $3",
    )
    .bind(channel)
    .bind(reference)
    .bind(kind == CorrectionKind::TransitClearing)
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok(OrderNumber(row.try_get("number")?))).transpose()
}

/// A page of at most `limit` orders that pass `filter`, the newest first, behind `after`.
pub async fn correction_orders(
    conn: &mut Conn,
    filter: &OrderFilter,
    after: Option<OrderNumber>,
    limit: i64,
) -> Result<Vec<CorrectionOrder>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM correction_orders o WHERE 1 = 1"));
    push_filter(&mut query, filter);
    if let Some(after) = after {
        query.push(" AND o.number < ").push_bind(after.0);
    }
    query.push(" ORDER BY o.number DESC LIMIT ").push_bind(limit);
    let rows = query.build().fetch_all(&mut *conn).await?;
    with_lines(conn, &rows).await
}

/// How many orders pass `filter`.
pub async fn count_correction_orders(conn: &mut Conn, filter: &OrderFilter) -> Result<i64, StoreError> {
    let mut query = QueryBuilder::<Db>::new("SELECT COUNT(*) AS counted FROM correction_orders o WHERE 1 = 1");
    push_filter(&mut query, filter);
    Ok(query.build().fetch_one(conn).await?.try_get("counted")?)
}

fn push_filter(query: &mut QueryBuilder<Db>, filter: &OrderFilter) {
    push_any(query, "o.state_name", filter.states.iter().map(|state| state.name()));
    push_any(query, "o.kind", filter.kinds.iter().map(|kind| kind.name()));
    if let Some(case) = filter.case {
        query.push(" AND o.case_number = ").push_bind(case.0);
    }
    if let Some(channel) = &filter.channel {
        query.push(" AND o.channel = ").push_bind(channel.clone());
    }
    if let Some(merchant) = &filter.merchant {
        let place = if dialect::is_postgres() { " AND o.merchant->>'id' = " } else { " AND o.merchant ->> '$.id' = " };
        query.push(place).push_bind(merchant.clone());
    }
}

fn push_any(query: &mut QueryBuilder<Db>, column: &'static str, names: impl ExactSizeIterator<Item = &'static str>) {
    if names.len() > 0 {
        query.push(" AND ").push(column).push(" IN (");
        let mut wanted = query.separated(", ");
        for name in names {
            wanted.push_bind(name);
        }
        query.push(")");
    }
}

/// Orders that were sent before `before` and of which accounting has said nothing, with their cases, the longest first.
/// An order's last change after it was sent is that its case was raised: so each is found again only after as long.
pub async fn orders_sent_before(
    conn: &mut Conn,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(OrderNumber, CaseNumber)>, StoreError> {
    let rows = sqlx::query(
        "SELECT number, case_number FROM correction_orders WHERE state_name = 'sent' AND updated_at < $1 \
         ORDER BY updated_at, number LIMIT $2",
    )
    .bind(before)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((OrderNumber(row.try_get("number")?), CaseNumber(row.try_get("case_number")?)))).collect()
}

/// A page of the orders that accounting posted from `from` on and before `to`, in the order of the postings.
pub async fn posted_orders(
    conn: &mut Conn,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    after: Option<PostingPosition>,
    limit: i64,
) -> Result<Vec<PostedOrder>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!(
        "SELECT {COLUMNS}, a.received_at, a.voucher FROM acknowledgements a JOIN correction_orders o \
         ON o.number = a.number WHERE a.outcome = 'posted' AND a.received_at >= "
    ));
    query.push_bind(from).push(" AND a.received_at < ").push_bind(to);
    if let Some((at, number)) = after {
        query.push(" AND (a.received_at, a.number) > (").push_bind(at).push(", ").push_bind(number.0).push(")");
    }
    query.push(" ORDER BY a.received_at, a.number LIMIT ").push_bind(limit);
    let rows = query.build().fetch_all(&mut *conn).await?;
    let orders = with_lines(conn, &rows).await?;
    rows.iter()
        .zip(orders)
        .map(|(row, order)| {
            Ok(PostedOrder { order, posted_at: row.try_get("received_at")?, voucher: row.try_get("voucher")? })
        })
        .collect()
}

/// The orders of these rows, each with the lines of its revision.
async fn with_lines(conn: &mut Conn, rows: &[<Db as sqlx::Database>::Row]) -> Result<Vec<CorrectionOrder>, StoreError> {
    let mut orders = rows.iter().map(read_order).collect::<Result<Vec<_>, _>>()?;
    if orders.is_empty() {
        return Ok(orders);
    }
    let mut query = QueryBuilder::<Db>::new(
        "SELECT number, revision, seq, account, side, amount_minor, reason FROM correction_lines WHERE number IN (",
    );
    let mut wanted = query.separated(", ");
    for order in &orders {
        wanted.push_bind(order.number.0);
    }
    let found = query.push(") ORDER BY number, seq").build().fetch_all(conn).await?;
    let mut places: HashMap<(i64, i32), &mut CorrectionOrder> =
        orders.iter_mut().map(|order| ((order.number.0, order.revision), order)).collect();
    for row in found {
        if let Some(order) = places.get_mut(&(row.try_get("number")?, row.try_get("revision")?)) {
            let line = read_line(order, &row)?;
            order.lines.push(line);
        }
    }
    drop(places);
    Ok(orders)
}

fn read_order(row: &<Db as sqlx::Database>::Row) -> Result<CorrectionOrder, StoreError> {
    let Json(merchant) = row.try_get("merchant")?;
    let Json(cause) = row.try_get("cause")?;
    let Json(state): Json<OrderState> = row.try_get("state")?;
    Ok(CorrectionOrder {
        number: OrderNumber(row.try_get("number")?),
        case: CaseNumber(row.try_get("case_number")?),
        version: row.try_get("version")?,
        payout: PayoutKey { channel: row.try_get("channel")?, order_number: row.try_get("order_number")? },
        merchant,
        cause,
        revision: row.try_get("revision")?,
        lines: vec![],
        state,
        attempts: row.try_get("attempts")?,
        funds_back_at: row.try_get("funds_back_at")?,
        replaces: row.try_get::<Option<i64>, _>("replaces")?.map(OrderNumber),
        drafted_by: row.try_get("drafted_by")?,
        drafted_at: row.try_get("drafted_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

fn read_line(order: &CorrectionOrder, row: &<Db as sqlx::Database>::Row) -> Result<Line, StoreError> {
    let (account, side, reason): (&str, &str, &str) =
        (row.try_get("account")?, row.try_get("side")?, row.try_get("reason")?);
    let unknown = |what: &str, name: &str| bad(order.number, format!("no {what} {name}"));
    Ok(Line {
        seq: row.try_get("seq")?,
        account: Account::from_name(account).ok_or_else(|| unknown("account", account))?,
        side: Side::from_name(side).ok_or_else(|| unknown("side", side))?,
        amount: Money::from_minor(row.try_get("amount_minor")?, order.cause.currency()),
        reason: LineReason::from_name(reason).ok_or_else(|| unknown("reason", reason))?,
    })
}

fn capped_minor(order: &CorrectionOrder) -> Result<i64, StoreError> {
    Ok(order.cause.capped().map_err(|fault| bad(order.number, fault))?.minor())
}

fn bad(number: OrderNumber, reason: impl ToString) -> StoreError {
    StoreError::bad_data("correction_orders", number, reason)
}
