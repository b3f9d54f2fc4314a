//! What can go wrong in the store, told apart by what the caller can do about it.

use super::Retryable;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
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
}

impl Retryable for StoreError {
    fn is_retryable(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::error::ErrorKind;
        match &error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unavailable(error)
            }
            sqlx::Error::Database(database) => {
                // SQLSTATE: 40xxx transaction rollback, 57Pxx and 08xxx the server goes or is gone.
                match (database.code().as_deref(), database.kind()) {
                    (Some("40001" | "40P01"), _) => Self::Conflict(error),
                    (Some(code), _) if code.starts_with("57P") || code.starts_with("08") => Self::Unavailable(error),
                    // Numbers within a case or a chain are taken by counting; whoever was first has the number.
                    (_, ErrorKind::UniqueViolation) => Self::Conflict(error),
                    (_, ErrorKind::CheckViolation | ErrorKind::ForeignKeyViolation | ErrorKind::NotNullViolation) => {
                        Self::Refused(error)
                    }
                    (Some("23001" | "1811"), _) => Self::Refused(error),
                    _ => Self::Other(error),
                }
            }
            _ => Self::Other(error),
        }
    }
}
