//! Lists: they read the narrow table `queue` only.

use chrono::{DateTime, Utc};
use shared::api::exceptions::{CaseRow, CountsView};
use shared::case::{CaseNumber, Priority, Standing};
use shared::money::{Currency, Money};
use shared::resolution::Outcome;
use sqlx::{QueryBuilder, Row};

use super::cases::kind;
use super::{Conn, Db};
use crate::store::{ListFilter, ListOrder, ListPosition, StoreError};

const COLUMNS: &str = "number, version, kind, channel, merchant, amount_minor, currency, order_number, verdict, state, \
                       owner, hold_until, priority, filed_at, due_at, updated_at, outcome";
/// Beyond this the reader is told "more than".
const COUNTED_MAX: i64 = 1000;

/// A page of at most `limit` cases that pass `filter`, behind `after`.
pub async fn list_cases(
    conn: &mut Conn,
    filter: &ListFilter,
    order: ListOrder,
    after: Option<ListPosition>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<CaseRow>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM queue WHERE 1 = 1"));
    push_filter(&mut query, filter, now);
    if let Some(ListPosition { at, number }) = after {
        match order {
            ListOrder::Due => {
                query.push(" AND (due_at, number) > (").push_bind(at).push(", ").push_bind(number.0).push(")")
            }
            ListOrder::Updated => {
                query.push(" AND (updated_at, number) < (").push_bind(at).push(", ").push_bind(number.0).push(")")
            }
            ListOrder::Newest => query.push(" AND number < ").push_bind(number.0),
        };
    }
    query.push(match order {
        ListOrder::Due => " ORDER BY due_at, number LIMIT ",
        ListOrder::Updated => " ORDER BY updated_at DESC, number DESC LIMIT ",
        ListOrder::Newest => " ORDER BY number DESC LIMIT ",
    });
    let rows = query.push_bind(limit).build().fetch_all(conn).await?;
    rows.iter().map(|row| read_row(row, now)).collect()
}

/// The rows of these cases.
pub async fn case_rows(
    conn: &mut Conn,
    numbers: &[CaseNumber],
    now: DateTime<Utc>,
) -> Result<Vec<CaseRow>, StoreError> {
    if numbers.is_empty() {
        return Ok(vec![]);
    }
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM queue WHERE number IN ("));
    let mut wanted = query.separated(", ");
    for number in numbers {
        wanted.push_bind(number.0);
    }
    let rows = query.push(")").build().fetch_all(conn).await?;
    rows.iter().map(|row| read_row(row, now)).collect()
}

/// How many cases each of a person's own views holds, and how many proposals they may decide.
pub async fn count_views(
    conn: &mut Conn,
    user: &str,
    soon: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<CountsView, StoreError> {
    use Standing::{Open, Proposed, Waiting, Working};
    let of = |standings: &[Standing]| ListFilter { standings: standings.to_vec(), ..ListFilter::default() };
    let mine = ListFilter { owner: Some(user.to_owned()), ..of(&[Working, Waiting, Proposed]) };
    let due_soon = ListFilter { due_before: Some(soon), ..of(&[Open, Working, Waiting, Proposed]) };
    Ok(CountsView {
        mine: count(conn, &mine, now).await?,
        unassigned: count(conn, &of(&[Open]), now).await?,
        due_soon: count(conn, &due_soon, now).await?,
        waiting: count(conn, &of(&[Waiting]), now).await?,
        awaiting_approval: count_decidable(conn, user).await?,
    })
}

async fn count(conn: &mut Conn, filter: &ListFilter, now: DateTime<Utc>) -> Result<i64, StoreError> {
    let mut query = QueryBuilder::<Db>::new("SELECT COUNT(*) AS counted FROM (SELECT 1 FROM queue WHERE 1 = 1");
    push_filter(&mut query, filter, now);
    query.push(" LIMIT ").push_bind(COUNTED_MAX).push(") AS found");
    Ok(query.build().fetch_one(conn).await?.try_get("counted")?)
}

async fn count_decidable(conn: &mut Conn, user: &str) -> Result<i64, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS counted FROM proposals p WHERE p.state_name = 'open' AND p.maker <> $1 AND NOT EXISTS \
         (SELECT 1 FROM decisions d WHERE d.number = p.number AND d.proposal = p.seq AND d.checker = $1)",
    )
    .bind(user)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get("counted")?)
}

fn push_filter(query: &mut QueryBuilder<Db>, filter: &ListFilter, now: DateTime<Utc>) {
    if !filter.standings.is_empty() {
        query.push(" AND (1 = 0");
        for standing in &filter.standings {
            push_standing(query, *standing, now);
        }
        query.push(")");
        // Said once more in the index's own words, so that lists of unsettled cases never walk the settled ones.
        if !filter.standings.contains(&Standing::Closed) {
            query.push(" AND state <> 'closed'");
        }
    }
    push_any(query, "kind", filter.kinds.iter().map(|kind| kind.name().to_owned()));
    push_any(query, "channel", filter.channels.iter().cloned());
    push_any(query, "verdict", filter.verdicts.iter().cloned());
    push_any(query, "priority", filter.priorities.iter().map(|priority| priority.name().to_owned()));
    // In the words of its index, as above.
    if !filter.priorities.is_empty() && !filter.priorities.contains(&Priority::Normal) {
        query.push(" AND priority <> 'normal'");
    }
    if let Some(owner) = &filter.owner {
        query.push(" AND owner = ").push_bind(owner.clone());
    }
    if let Some(due_before) = filter.due_before {
        query.push(" AND due_at < ").push_bind(due_before);
    }
    if let Some(updated_after) = filter.updated_after {
        query.push(" AND updated_at > ").push_bind(updated_after);
    }
    for word in &filter.words {
        query.push(" AND number IN (SELECT number FROM search_terms WHERE term >= ").push_bind(word.clone());
        query.push(" AND term < ").push_bind(format!("{word}\u{10FFFF}")).push(")");
    }
}

/// The same as [`shared::case::State::standing`], over columns.
fn push_standing(query: &mut QueryBuilder<Db>, standing: Standing, now: DateTime<Utc>) {
    match standing {
        Standing::Open => query
            .push(" OR state = 'open' OR (state IN ('working', 'waiting') AND hold_until <= ")
            .push_bind(now)
            .push(")"),
        Standing::Working | Standing::Waiting => {
            query.push(" OR (state = ").push_bind(standing.name()).push(" AND hold_until > ").push_bind(now).push(")")
        }
        Standing::Proposed | Standing::Closed => query.push(" OR state = ").push_bind(standing.name()),
    };
}

fn push_any(query: &mut QueryBuilder<Db>, column: &'static str, values: impl ExactSizeIterator<Item = String>) {
    if values.len() > 0 {
        query.push(" AND ").push(column).push(" IN (");
        let mut wanted = query.separated(", ");
        for value in values {
            wanted.push_bind(value);
        }
        query.push(")");
    }
}

/// Reads a row of [`COLUMNS`], in their order: found by name, seventeen names for each row of a page cost more than the values.
fn read_row(row: &<Db as sqlx::Database>::Row, now: DateTime<Utc>) -> Result<CaseRow, StoreError> {
    let number: i64 = row.try_get(0)?;
    let bad = |what: &str| StoreError::bad_data("queue", number, format!("{what} cannot be read"));
    let currency = Currency::from_code(row.try_get(6)?).ok_or_else(|| bad("currency"))?;
    let stored = Standing::from_name(row.try_get(9)?).ok_or_else(|| bad("state"))?;
    let owner: Option<String> = row.try_get(10)?;
    let standing = stored.at(row.try_get(11)?, now);
    let outcome: Option<&str> = row.try_get(16)?;
    Ok(CaseRow {
        number: CaseNumber(number),
        version: row.try_get(1)?,
        kind: kind(number, row.try_get(2)?)?,
        channel: row.try_get(3)?,
        merchant: row.try_get(4)?,
        amount: Money::from_minor(row.try_get(5)?, currency),
        order_number: row.try_get(7)?,
        verdict: row.try_get(8)?,
        standing,
        owner: owner.filter(|_| standing != Standing::Open),
        priority: Priority::from_name(row.try_get(12)?).ok_or_else(|| bad("priority"))?,
        filed_at: row.try_get(13)?,
        due_at: row.try_get(14)?,
        updated_at: row.try_get(15)?,
        outcome: outcome.map(|name| Outcome::from_name(name).ok_or_else(|| bad("outcome"))).transpose()?,
    })
}
