//! Cases: the whole of each, and the narrow row beside it that lists read.

use chrono::{DateTime, Utc};
use shared::case::{Case, CaseKind, CaseNumber, Facts, Matter, Outlook, Source, State};
use shared::evidence::Verdict;
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::audit::digest;
use super::{Conn, Db, Rows, dialect};
use crate::store::{FiledCase, NewCase, StoreError};

/// How many rows one INSERT carries; at most 18 values each, well under both engines' limits.
const ROWS_PER_INSERT: usize = 500;

/// Takes `count` numbers from a sequence; answers the first.
pub async fn take_numbers(conn: &mut Conn, sequence: &str, count: i64) -> Result<i64, StoreError> {
    let row = sqlx::query(
        "UPDATE sequences SET next_value = next_value + $1 WHERE name = $2 RETURNING next_value - $1 AS first",
    )
    .bind(count)
    .bind(sequence)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get("first")?)
}

/// The cases that were filed under these source references.
pub async fn filed_cases(conn: &mut Conn, sources: &[Source]) -> Result<Vec<FiledCase>, StoreError> {
    let mut found = Vec::new();
    for sources in sources.chunks(ROWS_PER_INSERT) {
        let mut query = Rows::after("WITH wanted (system, reference) AS (")
            .column(sources.iter().map(|source| source.system.as_str()))
            .column(sources.iter().map(|source| source.reference.as_str()));
        // Joined in this order every reference is looked up in the index; as a list of pairs SQLite reads the whole table.
        let found_under = ") SELECT number, kind, source_system, source_reference, filed_at, filing_digest \
            FROM wanted CROSS JOIN cases \
            WHERE cases.source_system = wanted.system AND cases.source_reference = wanted.reference";
        for row in query.before(found_under).fetch_all(&mut *conn).await? {
            let number: i64 = row.try_get("number")?;
            found.push(FiledCase {
                number: CaseNumber(number),
                kind: kind(number, row.try_get("kind")?)?,
                source: Source { system: row.try_get("source_system")?, reference: row.try_get("source_reference")? },
                filed_at: row.try_get("filed_at")?,
                filing_digest: digest("cases", number, row.try_get("filing_digest")?)?,
            });
        }
    }
    Ok(found)
}

/// Inserts cases, but for those whose source reference is taken; answers the numbers of those inserted.
pub async fn insert_cases(conn: &mut Conn, cases: &[NewCase]) -> Result<Vec<CaseNumber>, StoreError> {
    let mut inserted = Vec::with_capacity(cases.len());
    for cases in cases.chunks(ROWS_PER_INSERT) {
        let of = || cases.iter().map(|new| &new.case);
        let mut insert = Rows::after(
            "INSERT INTO cases (number, version, kind, source_system, source_reference, filing_digest, facts, matter, state_name, state, \
             verdict, outlook, filed_at, updated_at, channel_version, linked_from)",
        )
        .column(of().map(|case| case.number.0))
        .column(of().map(|case| case.version))
        .column(of().map(|case| case.kind.name()))
        .column(of().map(|case| case.facts.source.system.as_str()))
        .column(of().map(|case| case.facts.source.reference.as_str()))
        .column(cases.iter().map(|new| new.filing_digest.0.to_vec()))
        .column(of().map(|case| Json(&case.facts)))
        .column(of().map(|case| Json(&case.matter)))
        .column(of().map(|case| case.state.stored_name()))
        .column(of().map(|case| Json(&case.state)))
        .column(of().map(|case| Json(&case.verdict)))
        .column(of().map(|case| Json(&case.outlook)))
        .column(of().map(|case| case.filed_at))
        .column(of().map(|case| case.updated_at))
        .column(of().map(|case| case.channel_version))
        .column(of().map(|case| case.linked_from.map(|number| number.0)));
        let insert = insert.before(" ON CONFLICT DO NOTHING RETURNING number");
        for row in insert.fetch_all(&mut *conn).await? {
            inserted.push(CaseNumber(row.try_get("number")?));
        }
    }
    Ok(inserted)
}

/// Inserts what lists read of new cases.
pub async fn insert_queue(conn: &mut Conn, cases: &[Case]) -> Result<(), StoreError> {
    for cases in cases.chunks(ROWS_PER_INSERT) {
        let mut insert = Rows::after(
            "INSERT INTO queue (number, version, kind, channel, merchant, amount_minor, currency, order_number, verdict, state, owner, \
             hold_until, priority, filed_at, due_at, updated_at, outcome)",
        )
        .column(cases.iter().map(|case| case.number.0))
        .column(cases.iter().map(|case| case.version))
        .column(cases.iter().map(|case| case.kind.name()))
        .column(cases.iter().map(|case| case.facts.channel.as_str()))
        .column(cases.iter().map(|case| case.facts.merchant.name.as_str()))
        .column(cases.iter().map(|case| case.facts.amount.minor()))
        .column(cases.iter().map(|case| case.facts.amount.currency().code()))
        .column(cases.iter().map(|case| case.facts.order_number.as_str()))
        .column(cases.iter().map(|case| case.verdict.name()))
        .column(cases.iter().map(|case| case.state.stored_name()))
        .column(cases.iter().map(|case| case.state.stored_owner()))
        .column(cases.iter().map(|case| case.state.held_until()))
        .column(cases.iter().map(|case| case.outlook.priority.name()))
        .column(cases.iter().map(|case| case.filed_at))
        .column(cases.iter().map(|case| case.outlook.due_at))
        .column(cases.iter().map(|case| case.updated_at))
        .column(cases.iter().map(|case| case.state.outcome().map(|outcome| outcome.name())));
        insert.before("").execute(&mut *conn).await?;
    }
    Ok(())
}

/// Inserts the words by which cases are found.
pub async fn insert_search_terms(conn: &mut Conn, terms: &[(CaseNumber, String)]) -> Result<(), StoreError> {
    for terms in terms.chunks(ROWS_PER_INSERT * 4) {
        let mut insert = Rows::after("INSERT INTO search_terms (term, number)")
            .column(terms.iter().map(|(_, term)| term.as_str()))
            .column(terms.iter().map(|(number, _)| number.0));
        insert.before(" ON CONFLICT DO NOTHING").execute(&mut *conn).await?;
    }
    Ok(())
}

const CASE: &str = "SELECT number, version, kind, facts, matter, state, verdict, outlook, filed_at, updated_at, channel_version, \
                    linked_from FROM cases WHERE number = ";

/// A case.
pub async fn case(conn: &mut Conn, number: CaseNumber) -> Result<Option<Case>, StoreError> {
    let row = QueryBuilder::<Db>::new(CASE).push_bind(number.0).build().fetch_optional(conn).await?;
    row.map(|row| read_case(&row)).transpose()
}

/// These cases, by number.
pub async fn cases(conn: &mut Conn, numbers: &[CaseNumber]) -> Result<Vec<Case>, StoreError> {
    if numbers.is_empty() {
        return Ok(vec![]);
    }
    let mut query = QueryBuilder::<Db>::new(CASE.trim_end_matches("= "));
    query.push("IN (");
    let mut wanted = query.separated(", ");
    for number in numbers {
        wanted.push_bind(number.0);
    }
    let rows = query.push(") ORDER BY number").build().fetch_all(conn).await?;
    rows.iter().map(read_case).collect()
}

/// A case, which nobody else changes before this transaction ends.
pub async fn case_for_update(conn: &mut Conn, number: CaseNumber) -> Result<Option<Case>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(CASE);
    query.push_bind(number.0).push(dialect::for_update());
    let row = query.build().fetch_optional(conn).await?;
    row.map(|row| read_case(&row)).transpose()
}

/// Writes what changed of a case, and the row that lists read.
pub async fn update_case(conn: &mut Conn, case: &Case) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE cases SET version = $1, state_name = $2, state = $3, verdict = $4, outlook = $5, updated_at = $6, \
         channel_version = $7, matter = $8 WHERE number = $9",
    )
    .bind(case.version)
    .bind(case.state.stored_name())
    .bind(Json(&case.state))
    .bind(Json(&case.verdict))
    .bind(Json(&case.outlook))
    .bind(case.updated_at)
    .bind(case.channel_version)
    .bind(Json(&case.matter))
    .bind(case.number.0)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "UPDATE queue SET version = $1, verdict = $2, state = $3, owner = $4, hold_until = $5, priority = $6, \
         due_at = $7, updated_at = $8, outcome = $9 WHERE number = $10",
    )
    .bind(case.version)
    .bind(case.verdict.name())
    .bind(case.state.stored_name())
    .bind(case.state.stored_owner())
    .bind(case.state.held_until())
    .bind(case.outlook.priority.name())
    .bind(case.outlook.due_at)
    .bind(case.updated_at)
    .bind(case.state.outcome().map(|outcome| outcome.name()))
    .bind(case.number.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// The cases that were opened from this one.
pub async fn cases_linked_from(
    conn: &mut Conn,
    number: CaseNumber,
) -> Result<Vec<(CaseNumber, CaseKind, State)>, StoreError> {
    let rows = sqlx::query("SELECT number, kind, state FROM cases WHERE linked_from = $1 ORDER BY number")
        .bind(number.0)
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            let number: i64 = row.try_get("number")?;
            let Json(state) = row.try_get("state")?;
            Ok((CaseNumber(number), kind(number, row.try_get("kind")?)?, state))
        })
        .collect()
}

/// The first case of a payout that no other case was linked from: by its channel and order number.
pub async fn first_case_of_payout(
    conn: &mut Conn,
    channel: &str,
    order_number: &str,
) -> Result<Option<CaseNumber>, StoreError> {
    let row = sqlx::query(
        "SELECT c.number FROM queue q JOIN cases c ON c.number = q.number \
         WHERE q.order_number = $1 AND q.channel = $2 AND c.linked_from IS NULL ORDER BY c.number LIMIT 1",
    )
    .bind(order_number)
    .bind(channel)
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok(CaseNumber(row.try_get("number")?))).transpose()
}

/// The first case of each of these payouts of a channel, with its order number, where there is one.
pub async fn first_cases_of_payouts(
    conn: &mut Conn,
    channel: &str,
    order_numbers: &[&str],
) -> Result<Vec<(String, CaseNumber)>, StoreError> {
    let mut found = Vec::new();
    for orders in order_numbers.chunks(ROWS_PER_INSERT) {
        let mut query = QueryBuilder::<Db>::new(
            "SELECT q.order_number, MIN(c.number) AS number FROM queue q JOIN cases c ON c.number = q.number \
             WHERE c.linked_from IS NULL AND q.kind NOT IN ('discrepancy', 'balance_break') AND q.channel = ",
        );
        query.push_bind(channel).push(" AND q.order_number IN (");
        let mut wanted = query.separated(", ");
        for order in orders {
            wanted.push_bind(*order);
        }
        query.push(") GROUP BY q.order_number");
        for row in query.build().fetch_all(&mut *conn).await? {
            found.push((row.try_get("order_number")?, CaseNumber(row.try_get("number")?)));
        }
    }
    Ok(found)
}

fn read_case(row: &<Db as sqlx::Database>::Row) -> Result<Case, StoreError> {
    let number: i64 = row.try_get("number")?;
    let Json(facts): Json<Facts> = row.try_get("facts")?;
    let Json(matter): Json<Matter> = row.try_get("matter")?;
    let Json(state): Json<State> = row.try_get("state")?;
    let Json(verdict): Json<Verdict> = row.try_get("verdict")?;
    let Json(outlook): Json<Outlook> = row.try_get("outlook")?;
    let (filed_at, updated_at): (DateTime<Utc>, DateTime<Utc>) = (row.try_get("filed_at")?, row.try_get("updated_at")?);
    let linked_from: Option<i64> = row.try_get("linked_from")?;
    Ok(Case {
        number: CaseNumber(number),
        kind: kind(number, row.try_get("kind")?)?,
        version: row.try_get("version")?,
        facts,
        matter,
        state,
        verdict,
        outlook,
        filed_at,
        updated_at,
        channel_version: row.try_get("channel_version")?,
        linked_from: linked_from.map(CaseNumber),
    })
}

pub(super) fn kind(number: i64, name: &str) -> Result<CaseKind, StoreError> {
    CaseKind::from_name(name).ok_or_else(|| StoreError::bad_data("cases", number, format!("no kind {name}")))
}
