//! What can go wrong in the store, told apart by what the caller can do about it.

use std::fmt::Display;
use std::io;

use sqlx::error::{DatabaseError, ErrorKind};

use super::Retryable;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or cannot take anything in now: it is away, locked by someone else, or full.
    #[error("the database is not available: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// Another transaction was in the way; the same may succeed when tried again.
    #[error("another transaction was in the way: {0}")]
    Conflict(#[source] sqlx::Error),
    /// A constraint of the database refused: the second lock behind the rules in code.
    #[error("the database refused: {0}")]
    Refused(#[source] sqlx::Error),
    /// A stored value cannot be read.
    #[error("{table} {row}: stored data cannot be read: {reason}")]
    BadData {
        /// The table.
        table: &'static str,
        /// Which row.
        row: String,
        /// Why.
        reason: String,
    },
    /// The address of the database is neither `sqlite:` nor `postgres:`.
    #[error("the database's address begins with sqlite: or postgres:")]
    BadUrl,
    /// The schema cannot be brought up to date.
    #[error("the schema cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The unit of work panicked; its changes were rolled back.
    #[error("a unit of work panicked")]
    Panicked,
    /// Anything else.
    #[error(transparent)]
    Other(sqlx::Error),
}

impl StoreError {
    /// Stored data that cannot be read.
    pub fn bad_data(table: &'static str, row: impl ToString, reason: impl ToString) -> Self {
        Self::BadData { table, row: row.to_string(), reason: reason.to_string() }
    }

    /// Another transaction was in the way, in words of our own.
    pub fn in_the_way(reason: impl Display) -> Self {
        Self::Conflict(sqlx::Error::Protocol(reason.to_string()))
    }

    /// The database is not available, in words of our own.
    pub fn unavailable(reason: impl Display) -> Self {
        Self::Unavailable(sqlx::Error::Io(io::Error::other(reason.to_string())))
    }
}

impl Retryable for StoreError {
    fn is_retryable(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
            sqlx::Error::Database(database) => match kind(&**database) {
                Kind::Unavailable => Self::Unavailable(error),
                Kind::Conflict => Self::Conflict(error),
                Kind::Refused => Self::Refused(error),
                Kind::Other => Self::Other(error),
            },
            _ => Self::Other(error),
        }
    }
}

enum Kind {
    Unavailable,
    Conflict,
    Refused,
    Other,
}

fn kind(error: &dyn DatabaseError) -> Kind {
    let code = error.code().unwrap_or_default();
    // A SQLSTATE has five characters; SQLite's codes are shorter numbers.
    let by_code = if code.len() == 5 { sqlstate(&code) } else { code.parse().map_or(Kind::Other, sqlite_code) };
    match (by_code, error.kind()) {
        // Numbers within a case or a chain are taken by counting; whoever was first has the number.
        (Kind::Other, ErrorKind::UniqueViolation) => Kind::Conflict,
        (Kind::Other, ErrorKind::CheckViolation | ErrorKind::ForeignKeyViolation | ErrorKind::NotNullViolation) => {
            Kind::Refused
        }
        (known, _) => known,
    }
}

/// PostgreSQL, appendix "Error Codes".
fn sqlstate(code: &str) -> Kind {
    match code {
        "40001" | "40P01" | "55P03" => Kind::Conflict,
        "23001" => Kind::Refused,
        // A standby, or a server that ran out of connections, memory or disk.
        "25006" | "53000" | "53100" | "53200" | "53300" => Kind::Unavailable,
        // 08 connection, 57P the server goes or is gone, 58 input and output.
        _ if ["08", "57P", "58"].iter().any(|class| code.starts_with(class)) => Kind::Unavailable,
        _ => Kind::Other,
    }
}

/// SQLite, "Result and Error Codes". The lowest byte is the primary code.
fn sqlite_code(code: i32) -> Kind {
    const CONSTRAINT_TRIGGER: i32 = 1811;
    match code & 0xff {
        // Busy, locked, read-only, input and output, full, cannot be opened.
        5 | 6 | 8 | 10 | 13 | 14 => Kind::Unavailable,
        _ if code == CONSTRAINT_TRIGGER => Kind::Refused,
        _ => Kind::Other,
    }
}
