//! Every query of the store, on both engines, with the same expectations.

mod cases;
mod channels;
mod corrections;
mod decisions;
mod evidence;
mod jobs;
mod live;
mod migrations;
mod people;
mod policies;
mod queue;
mod recon;
mod recon_days;
mod recon_places;
mod trail;
mod watches;
mod webhooks;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Duration, Utc};
use server::store::{NewCase, Store, Tx};
use shared::case::{
    Beneficiary, Case, CaseKind, CaseNumber, Facts, Matter, Merchant, Outlook, Priority, Source, State,
};
use shared::digest::Digest;
use shared::evidence::{UnknownReason, Verdict};
use shared::money::{Currency, Money};
use sqlx::{ConnectOptions, PgConnection, SqliteConnection};
use tests::{Database, Engine};

/// A database of its own, and a connection to it.
struct Bench {
    connection: Connection,
    database: Database,
}

enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Bench {
    async fn open(engine: Engine) -> Result<Self> {
        let database = Database::new(engine).await?;
        Store::open(database.url()).await?.migrate().await?;
        let connection = match engine {
            Engine::Sqlite => {
                let options: sqlx::sqlite::SqliteConnectOptions = database.url().parse()?;
                Connection::Sqlite(options.connect().await?)
            }
            Engine::Postgres => {
                let options: sqlx::postgres::PgConnectOptions = database.url().parse()?;
                Connection::Postgres(options.connect().await?)
            }
        };
        Ok(Self { connection, database })
    }

    /// With these cases, each with its row in the queue.
    async fn with(engine: Engine, cases: &[Case]) -> Result<Self> {
        let mut bench = Self::open(engine).await?;
        let new: Vec<NewCase> = cases.iter().map(new_case).collect();
        ensure!(bench.tx().insert_cases(&new).await?.len() == cases.len(), "not all are new");
        bench.tx().insert_queue(cases).await?;
        Ok(bench)
    }

    fn tx(&mut self) -> Tx<'_> {
        self.connection.tx()
    }

    /// Runs a statement as somebody with the database's password could.
    async fn run(&self, statement: &str) -> Result<()> {
        Ok(self.database.execute(statement).await?)
    }
}

impl Connection {
    fn tx(&mut self) -> Tx<'_> {
        match self {
            Self::Sqlite(connection) => Tx::Sqlite(connection),
            Self::Postgres(connection) => Tx::Postgres(connection),
        }
    }
}

/// A moment, to the microsecond: both engines keep that much.
fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000 + seconds, 123_456_000).expect("a time")
}

fn new_case(case: &Case) -> NewCase {
    NewCase { case: case.clone(), filing_digest: Digest::of(case.facts.source.reference.as_bytes()) }
}

/// A case that is open; due an hour after the one before it.
fn case(number: i64) -> Case {
    Case {
        number: CaseNumber(number),
        kind: CaseKind::PayoutUnknown,
        version: 1,
        facts: Facts {
            source: Source { system: "core".to_owned(), reference: format!("R-{number} 云'\"\\") },
            channel: "wechat_transfer".to_owned(),
            merchant: Merchant { id: "M-1".to_owned(), name: "北京云杉".to_owned() },
            amount: Money::from_minor(128_000 + number, Currency::CNY),
            order_number: format!("P-{number}"),
            channel_order_number: None,
            beneficiary: Some(Beneficiary {
                name: "李".to_owned(),
                account: "6222".to_owned(),
                ..Beneficiary::default()
            }),
            sent_at: at(-3600),
        },
        matter: Matter::Payout,
        state: State::Open,
        verdict: Verdict::Unknown { reason: UnknownReason::NothingKnown },
        outlook: Outlook { priority: Priority::Normal, due_at: at(3600 * number) },
        filed_at: at(number),
        updated_at: at(number),
        channel_version: 1,
        linked_from: None,
    }
}

fn working(owner: &str, until: DateTime<Utc>) -> State {
    State::Working { owner: owner.to_owned(), lease_until: until }
}

fn hours(hours: i64) -> Duration {
    Duration::hours(hours)
}

#[test]
fn every_query_is_called_in_this_suite() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: PathBuf| -> Result<String> {
        let mut text = String::new();
        for file in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            text.push_str(&fs::read_to_string(file?.path())?);
        }
        Ok(text)
    };
    let (queries, suite) = (read(root.join("../server/src/store/tx"))?, read(root.join("tests/store"))?);
    let names = queries.lines().filter_map(|line| line.trim().strip_prefix("fn ")?.split('(').next());
    let names: Vec<&str> = names.collect();
    ensure!(names.len() > 50, "the queries are listed elsewhere by now");
    let missing: Vec<&str> = names.into_iter().filter(|name| !suite.contains(&format!(".{name}("))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    Ok(())
}
