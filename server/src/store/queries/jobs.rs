//! Jobs and their leases.

use chrono::{DateTime, Utc};
use shared::case::CaseNumber;
use sqlx::{QueryBuilder, Row};

use super::{Conn, Db, Rows, dialect};
use crate::store::{Job, JobKind, JobName, Lease, Started, StoreError};

const ROWS_PER_INSERT: usize = 500;
const COLUMNS: &str = "kind, subject, run_at, failures, leased_by, leased_until, started_at, started_about";

/// Adds jobs that nobody has run yet; those that are there already stay as they are.
pub async fn insert_jobs(conn: &mut Conn, jobs: &[Job]) -> Result<(), StoreError> {
    for jobs in jobs.chunks(ROWS_PER_INSERT) {
        let mut insert = Rows::after("INSERT INTO jobs (kind, subject, run_at, failures)")
            .column(jobs.iter().map(|job| job.name.kind.name()))
            .column(jobs.iter().map(|job| job.name.subject.as_str()))
            .column(jobs.iter().map(|job| job.run_at))
            .column(jobs.iter().map(|_| 0));
        insert.before(" ON CONFLICT DO NOTHING").execute(&mut *conn).await?;
    }
    Ok(())
}

/// Leases jobs that are due and nobody's, those that have waited longest first; answers them with their new lease.
pub async fn claim_jobs(
    conn: &mut Conn,
    lease: &Lease,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Job>, StoreError> {
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT kind, subject FROM jobs \
         WHERE run_at <= $1 AND (leased_until IS NULL OR leased_until <= $1) ORDER BY run_at LIMIT $2{}) \
         UPDATE jobs SET leased_by = $3, leased_until = $4 \
         WHERE (kind, subject) IN (SELECT kind, subject FROM due) RETURNING {COLUMNS}",
        dialect::for_update_of_what_is_free()
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(now)
        .bind(limit)
        .bind(lease.holder.as_str())
        .bind(lease.until)
        .fetch_all(conn)
        .await?;
    rows.iter().map(read_job).collect()
}

/// A job.
pub async fn job(conn: &mut Conn, name: &JobName) -> Result<Option<Job>, StoreError> {
    find(conn, name, "").await
}

/// A job, which nobody else changes before this transaction ends.
pub async fn job_for_update(conn: &mut Conn, name: &JobName) -> Result<Option<Job>, StoreError> {
    find(conn, name, dialect::for_update()).await
}

async fn find(conn: &mut Conn, name: &JobName, lock: &str) -> Result<Option<Job>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(format!("SELECT {COLUMNS} FROM jobs WHERE kind = "));
    query.push_bind(name.kind.name()).push(" AND subject = ").push_bind(name.subject.as_str()).push(lock);
    let row = query.build().fetch_optional(conn).await?;
    row.as_ref().map(read_job).transpose()
}

/// Writes what changed of a job.
pub async fn update_job(conn: &mut Conn, job: &Job) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE jobs SET run_at = $1, failures = $2, leased_by = $3, leased_until = $4, started_at = $5, \
         started_about = $6 WHERE kind = $7 AND subject = $8",
    )
    .bind(job.run_at)
    .bind(job.failures)
    .bind(job.lease.as_ref().map(|lease| lease.holder.as_str()))
    .bind(job.lease.as_ref().map(|lease| lease.until))
    .bind(job.started.as_ref().map(|started| started.at))
    .bind(job.started.as_ref().map(|started| started.about.as_str()))
    .bind(job.name.kind.name())
    .bind(job.name.subject.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes a job.
pub async fn delete_job(conn: &mut Conn, name: &JobName) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM jobs WHERE kind = $1 AND subject = $2")
        .bind(name.kind.name())
        .bind(name.subject.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Unknown payouts of these channels that are not settled and that nobody is to ask about, up to `limit`.
pub async fn cases_never_asked_about(
    conn: &mut Conn,
    channels: &[String],
    limit: i64,
) -> Result<Vec<CaseNumber>, StoreError> {
    if channels.is_empty() {
        return Ok(vec![]);
    }
    let mut query = QueryBuilder::<Db>::new(
        "SELECT number FROM queue WHERE state <> 'closed' AND kind = 'payout_unknown' AND NOT EXISTS (SELECT 1 FROM jobs \
         WHERE jobs.kind = 'follow_up_query' AND jobs.subject = CAST(queue.number AS TEXT)) AND channel IN (",
    );
    let mut wanted = query.separated(", ");
    for channel in channels {
        wanted.push_bind(channel.as_str());
    }
    query.push(") ORDER BY due_at, number LIMIT ").push_bind(limit);
    numbers(&query.build().fetch_all(conn).await?)
}

/// Cases that are overdue, not settled, and of which nobody was told, up to `limit`.
pub async fn overdue_cases(conn: &mut Conn, now: DateTime<Utc>, limit: i64) -> Result<Vec<CaseNumber>, StoreError> {
    let sql = "SELECT number FROM queue WHERE state <> 'closed' AND due_at < $1 AND NOT EXISTS \
               (SELECT 1 FROM escalations WHERE escalations.number = queue.number) ORDER BY due_at, number LIMIT $2";
    numbers(&sqlx::query(sql).bind(now).bind(limit).fetch_all(conn).await?)
}

/// Notes that supervisors were told of an overdue case; answers whether they had not been told before.
pub async fn insert_escalation(conn: &mut Conn, number: CaseNumber, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "INSERT INTO escalations (number, escalated_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(sqlx::query(sql).bind(number.0).bind(at).execute(conn).await?.rows_affected() > 0)
}

fn numbers(rows: &[<Db as sqlx::Database>::Row]) -> Result<Vec<CaseNumber>, StoreError> {
    rows.iter().map(|row| Ok(CaseNumber(row.try_get("number")?))).collect()
}

fn read_job(row: &<Db as sqlx::Database>::Row) -> Result<Job, StoreError> {
    let (kind, subject): (&str, String) = (row.try_get("kind")?, row.try_get("subject")?);
    let kind =
        JobKind::from_name(kind).ok_or_else(|| StoreError::bad_data("jobs", &subject, format!("no kind {kind}")))?;
    let (holder, until): (Option<String>, Option<DateTime<Utc>>) =
        (row.try_get("leased_by")?, row.try_get("leased_until")?);
    let (at, about): (Option<DateTime<Utc>>, Option<String>) =
        (row.try_get("started_at")?, row.try_get("started_about")?);
    Ok(Job {
        name: JobName { kind, subject },
        run_at: row.try_get("run_at")?,
        failures: row.try_get("failures")?,
        lease: holder.zip(until).map(|(holder, until)| Lease { holder, until }),
        started: at.zip(about).map(|(at, about)| Started { at, about }),
    })
}
