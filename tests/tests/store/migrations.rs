//! A database that older versions filled is brought up to date: every row stands as it stood, and what the database refused
//! it still refuses.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use server::store::Store;
use shared::case::{CaseKind, CaseNumber, Matter};
use shared::evidence::Claim;
use shared::resolution::Outcome;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tests::{Database, Engine, on_both_engines};

use super::recon::account;
use super::{Connection, case};

on_both_engines! {
    alone:
        kinds_of_case_are_added_to_a_filled_desk,
        lines_of_a_filled_desk_are_found_by_their_payout;
}

/// Before kinds of case were added.
const BEFORE_KINDS: &str = "0008";

/// A database as it was before the migration of this number, and a connection to it.
async fn before(engine: Engine, number: &str) -> Result<(Database, Connection, tempfile::TempDir)> {
    let folder = match engine {
        Engine::Sqlite => "../migrations/sqlite",
        Engine::Postgres => "../migrations/postgres",
    };
    let earlier = tempfile::tempdir()?;
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))? {
        let file: PathBuf = file?.path();
        let name = file.file_name().context("a name")?;
        if name.to_string_lossy().as_ref() < number {
            fs::copy(&file, earlier.path().join(name))?;
        }
    }
    let migrator = Migrator::new(earlier.path()).await?;
    let database = Database::new(engine).await?;
    let connection = match engine {
        Engine::Sqlite => {
            let options: sqlx::sqlite::SqliteConnectOptions = database.url().parse()?;
            let mut connection = SqliteConnection::connect_with(&options.create_if_missing(true)).await?;
            migrator.run(&mut connection).await?;
            Connection::Sqlite(connection)
        }
        Engine::Postgres => {
            let mut connection = PgConnection::connect(database.url()).await?;
            migrator.run(&mut connection).await?;
            Connection::Postgres(connection)
        }
    };
    Ok((database, connection, earlier))
}

/// Runs statements that both engines understand; `DIGEST` stands for 32 bytes.
async fn run(connection: &mut Connection, sql: &str) -> Result<()> {
    match connection {
        Connection::Sqlite(connection) => {
            let sql = AssertSqlSafe(sql.replace("DIGEST", "zeroblob(32)"));
            sqlx::raw_sql(sql).execute(connection).await?;
        }
        Connection::Postgres(connection) => {
            let sql = AssertSqlSafe(sql.replace("DIGEST", "decode(repeat('00', 32), 'hex')"));
            sqlx::raw_sql(sql).execute(connection).await?;
        }
    }
    Ok(())
}

/// A closed case, what came back of it, a late success of another, each with evidence and all that points at cases.
fn rows() -> Result<String> {
    let time = "'2026-05-01T00:00:00.000000Z'";
    let mut sql = String::new();
    for (number, kind, state, linked) in
        [(1, "payout_unknown", "closed", "NULL"), (2, "payout_bounced", "open", "1"), (3, "late_success", "open", "1")]
    {
        let json = |value: serde_json::Value| value.to_string().replace('\'', "''");
        let stored = case(number);
        let (facts, verdict) =
            (json(serde_json::to_value(&stored.facts)?), json(serde_json::to_value(&stored.verdict)?));
        let outlook = json(serde_json::to_value(stored.outlook)?);
        let state_json = match state {
            "closed" => {
                r#"{"name":"closed","outcome":"confirmed_paid","closed_at":"2026-05-01T00:00:00Z","closed_by":"user:lin"}"#
            }
            _ => r#"{"name":"open"}"#,
        };
        sql += &format!(
            "INSERT INTO cases (number, version, kind, source_system, source_reference, filing_digest, facts, state_name, state, \
             verdict, outlook, filed_at, updated_at, linked_from, channel_version) VALUES ({number}, 3, '{kind}', 'core', \
             'R{number}', DIGEST, '{facts}', '{state}', '{state_json}', '{verdict}', '{outlook}', {time}, {time}, {linked}, 1);\n\
             INSERT INTO queue VALUES ({number}, 3, '{kind}', 'wechat_transfer', 'M', 100, 'CNY', 'P-{number}', 'unknown', \
             '{state}', NULL, NULL, 'normal', {time}, {time}, {time}, NULL);\n\
             INSERT INTO search_terms VALUES ('p-{number}', {number});\n\
             INSERT INTO evidence (number, seq, kind, attempt, received_at, recorded_at, recorded_by, transport, size_bytes, \
             sha256, claim, rule) VALUES ({number}, 1, 'query_response', 'P-{number}', {time}, {time}, 'client:core', \
             '{{}}', 0, DIGEST, 'proves_paid', '{{\"rule\":\"not_described\"}}');\n\
             INSERT INTO escalations VALUES ({number}, {time});\n"
        );
    }
    sql += &format!(
        "INSERT INTO closings VALUES (1, 'confirmed_paid', 'confirm_paid', {time}, 'user:lin', NULL, NULL, DIGEST, \
         'wechat_transfer', 1, 1);\n\
         INSERT INTO code_endings VALUES ('wechat_transfer', 'query', '/state', 'SUCCESS', 1, 'confirmed_paid');\n"
    );
    Ok(sql)
}

async fn kinds_of_case_are_added_to_a_filled_desk(engine: Engine) -> Result<()> {
    let (database, mut connection, _earlier) = before(engine, BEFORE_KINDS).await?;
    run(&mut connection, &rows()?).await?;
    Store::open(database.url()).await?.migrate().await?;

    let bounce = Matter::Bounce { returns: vec![] };
    for (number, kind, matter, linked) in [
        (1, CaseKind::PayoutUnknown, Matter::Payout, None),
        (2, CaseKind::PayoutBounced, bounce, Some(CaseNumber(1))),
        (3, CaseKind::LateSuccess, Matter::Payout, Some(CaseNumber(1))),
    ] {
        let mut tx = connection.tx();
        let kept = tx.case(CaseNumber(number)).await?.context("it is gone")?;
        assert_eq!((kept.kind, kept.matter, kept.linked_from), (kind, matter, linked));
        assert_eq!((kept.version, kept.channel_version, kept.facts), (3, 1, case(number).facts));
        let evidence = tx.evidence(CaseNumber(number)).await?;
        let told: Vec<_> = evidence.iter().map(|piece| (piece.claim, piece.details.clone())).collect();
        assert_eq!(told, [(Claim::ProvesPaid, None)]);
    }
    let closing = connection.tx().closing(CaseNumber(1)).await?.context("its closing is gone")?;
    assert_eq!(closing.outcome, Outcome::ConfirmedPaid);
    if let Connection::Sqlite(connection) = &mut connection {
        let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *connection).await?;
        assert!(broken.is_empty(), "{} rows point nowhere", broken.len());
    }

    for refused in [
        "DELETE FROM cases WHERE number = 3",
        "UPDATE cases SET kind = 'late_success' WHERE number = 2",
        "UPDATE cases SET state_name = 'open' WHERE number = 1",
        "UPDATE closings SET outcome = 'corrected' WHERE number = 1",
        "DELETE FROM closings WHERE number = 1",
        "INSERT INTO cases (number, version, kind, source_system, source_reference, filing_digest, facts, matter, state_name, \
         state, verdict, outlook, filed_at, updated_at) SELECT 9, 1, 'mischief', 'core', 'R9', DIGEST, facts, matter, \
         'open', state, verdict, outlook, filed_at, updated_at FROM cases WHERE number = 2",
        "INSERT INTO closings SELECT 2, 'forgotten', resolution, closed_at, closed_by, reason, proposal, binds_to, channel, \
         channel_version, policy_version FROM closings WHERE number = 1",
        "INSERT INTO notes VALUES (77, 1, 'lin', '2026-05-01T00:00:00Z', 'of no case')",
    ] {
        assert!(run(&mut connection, refused).await.is_err(), "{refused}");
    }
    run(
        &mut connection,
        "INSERT INTO cases (number, version, kind, source_system, source_reference, filing_digest, facts, matter, state_name, \
         state, verdict, outlook, filed_at, updated_at) SELECT 9, 1, 'duplicate_payout', 'core', 'R9', DIGEST, facts, \
         '{\"name\":\"duplicate\",\"lines\":[]}', 'open', state, verdict, outlook, filed_at, updated_at FROM cases \
         WHERE number = 2; \
         INSERT INTO closings SELECT 9, 'not_duplicate', resolution, closed_at, closed_by, reason, proposal, binds_to, \
         channel, channel_version, policy_version FROM closings WHERE number = 1",
    )
    .await?;
    let added = connection.tx().case(CaseNumber(9)).await?.context("a case")?;
    assert_eq!(added.matter, Matter::Duplicate { lines: vec![] });
    Ok(())
}

/// Before lines told of a payout by a column of their own.
const BEFORE_PAYOUTS: &str = "0022";

async fn lines_of_a_filled_desk_are_found_by_their_payout(engine: Engine) -> Result<()> {
    let (database, mut connection, _earlier) = before(engine, BEFORE_PAYOUTS).await?;
    connection.tx().insert_channel_account(&account("a")).await?;
    let mut sql = String::new();
    for (number, side, direction, order, original) in [
        (1, "channel", "out", "P-1", "null"),
        (2, "channel", "in", "R-1", "\"P-2\""),
        (3, "channel", "in", "P-3", "null"),
        (4, "ours", "out", "P-1", "null"),
    ] {
        sql += &format!(
            "INSERT INTO recon_lines (account, side, day, date, position, source_system, source_line, match_key, line) VALUES \
             ('a', '{side}', '2026-03-02', '2026-03-02', 1, 'core', '{number}', '{order}', \
             '{{\"position\":0,\"kind\":\"other\",\"direction\":\"{direction}\",\"status\":\"settled\",\"date\":\"2026-03-02\",\
             \"amount\":{{\"amount\":\"12.80\",\"currency\":\"CNY\"}},\
             \"references\":{{\"order_number\":\"{order}\",\"original_order_number\":{original}}}}}');\n"
        );
    }
    run(&mut connection, &sql).await?;
    Store::open(database.url()).await?.migrate().await?;
    let channel = account("a").account.channel;
    for (order, expected) in [("P-1", 1), ("P-2", 1), ("P-3", 1), ("R-1", 0)] {
        let found = connection.tx().lines_telling_of(&channel, &[order]).await?;
        assert_eq!(found.len(), expected, "{order}");
    }
    // What is booked is not written again.
    assert!(run(&mut connection, "UPDATE recon_lines SET payout = 'P-9'").await.is_err());
    Ok(())
}
