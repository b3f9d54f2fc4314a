//! The only place that knows SQL.
//!
//! The query files under `queries/` are written once and compiled for each engine; [`Tx`] chooses at run time. The rule:
//! every write goes through [`Store::write`], which gives a unit of work one transaction, whole or not at all.

mod error;
mod group_commit;
mod postgres;
mod records;
mod sqlite;
mod tx;
mod warm;

use std::future::Future;

pub use error::StoreError;
pub use records::*;
pub use tx::Tx;

/// The database: SQLite in one file, or PostgreSQL. Clones share it.
#[derive(Clone)]
pub enum Store {
    /// An embedded SQLite file.
    Sqlite(sqlite::Engine),
    /// A PostgreSQL server.
    Postgres(postgres::Engine),
}

/// What happens in one transaction. It may be run again from the start when the database asks for it, so it touches
/// nothing but the transaction.
pub trait Work: Send + Sync + 'static {
    /// What it answers.
    type Outcome: Send + 'static;
    /// How it refuses or fails; then nothing of it is kept.
    type Error: From<StoreError> + Retryable + Send + 'static;

    /// Does it.
    fn run(&self, tx: &mut Tx<'_>) -> impl Future<Output = Result<Self::Outcome, Self::Error>> + Send;
}

/// An error that may pass when the same is tried again.
pub trait Retryable {
    /// Whether it may.
    fn is_retryable(&self) -> bool;
}

impl Store {
    /// Opens the database that `url` names: `sqlite://PATH` (made when it is not there) or `postgres://…`.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            postgres::Engine::open(url).await.map(Self::Postgres)
        } else if url.starts_with("sqlite:") {
            sqlite::Engine::open(url).await.map(Self::Sqlite)
        } else {
            Err(StoreError::BadUrl)
        }
    }

    /// Brings the schema up to date; doing so twice, or from two servers at once, does no harm.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(engine) => engine.migrate().await,
            Self::Postgres(engine) => engine.migrate().await,
        }
    }

    /// Runs a unit of work in one transaction and answers once it is durable.
    pub async fn write<W: Work>(&self, work: W) -> Result<W::Outcome, W::Error> {
        match self {
            Self::Sqlite(engine) => engine.write(work).await,
            Self::Postgres(engine) => engine.write(work).await,
        }
    }

    /// How many transactions are worth having under way at once; SQLite has one writer.
    pub fn writers(&self) -> usize {
        match self {
            Self::Sqlite(_) => 1,
            Self::Postgres(_) => 2,
        }
    }

    /// A connection to read one consistent state from.
    pub async fn reader(&self) -> Result<Reader, StoreError> {
        match self {
            Self::Sqlite(engine) => engine.reader().await.map(Reader::Sqlite),
            Self::Postgres(engine) => engine.reader().await.map(Reader::Postgres),
        }
    }

    /// A connection to ask one query, which sees one state of the database by itself: on the way of every request, a
    /// transaction around it would be more to wait for than the answer.
    pub async fn glance(&self) -> Result<Glance, StoreError> {
        match self {
            Self::Sqlite(engine) => Ok(Glance::Sqlite(engine.glance().await?, engine.clone())),
            Self::Postgres(engine) => Ok(Glance::Postgres(engine.glance().await?, engine.clone())),
        }
    }
}

/// A connection for one query that reads.
pub enum Glance {
    /// On SQLite.
    Sqlite(sqlx::pool::PoolConnection<sqlx::Sqlite>, sqlite::Engine),
    /// On PostgreSQL.
    Postgres(sqlx::pool::PoolConnection<sqlx::Postgres>, postgres::Engine),
}

impl Glance {
    /// The queries; one of them is to be asked.
    pub fn tx(&mut self) -> Tx<'_> {
        match self {
            Self::Sqlite(connection, _) => Tx::Sqlite(connection),
            Self::Postgres(connection, _) => Tx::Postgres(connection),
        }
    }

    /// Keeps the connection at hand, once it has answered.
    pub fn keep(self) {
        match self {
            Self::Sqlite(connection, engine) => engine.keep(connection),
            Self::Postgres(connection, engine) => engine.keep(connection),
        }
    }
}

/// A transaction that only reads, and sees one state of the database throughout.
pub enum Reader {
    /// On SQLite.
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

impl Reader {
    /// The queries.
    pub fn tx(&mut self) -> Tx<'_> {
        match self {
            Self::Sqlite(transaction) => Tx::Sqlite(transaction),
            Self::Postgres(transaction) => Tx::Postgres(transaction),
        }
    }
}
