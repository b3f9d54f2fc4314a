//! PostgreSQL without the desk: its own `pgbench` with the transaction of one filing, the same rows and the same sizes.

use std::fmt::Write;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use tests::postgres::own::OwnPostgres;
use tests::postgres::programs;

use crate::filing::CONNECTIONS;
use crate::server::Server;

/// Columns by which a filing is told from others, beside its number.
const TELLING: [&str; 4] = ["source_reference", "order_number", "term", "entry"];

/// Runs as many transactions as there were filings; answers how many a second.
pub async fn run(engine: &OwnPostgres, desk: &str, server: &Server, filings: usize) -> Result<f64> {
    let direct = engine.url().rsplit_once('/').map(|(base, _)| format!("{base}/direct"));
    let direct = direct.context("an address without a database")?;
    server.execute(&["migrate", "--database", &direct])?;
    let mut connection = PgConnection::connect(&direct).await?;
    let script = tempfile::NamedTempFile::new()?;
    std::fs::write(script.path(), script_of(&mut PgConnection::connect(desk).await?).await?)?;
    let before = count(&mut connection).await?;
    // Beside the server's own programs, wherever links to those may stand.
    let program = programs()?.join("postgres").canonicalize()?.with_file_name("pgbench");
    let mut pgbench = Command::new(program);
    // A space of numbers for each round, so that none is met twice.
    pgbench.args(["--no-vacuum", "--protocol=prepared", "--jobs=2", "-D", "i=0"]).arg(format!("-Dround={before}"));
    pgbench.arg(format!("--client={CONNECTIONS}")).arg(format!("--transactions={}", filings / CONNECTIONS));
    pgbench.arg("--file").arg(script.path()).arg(&direct);
    let output = pgbench.output().context("pgbench could not be started")?;
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "pgbench failed:\n{said}{errors}");
    let written = count(&mut connection).await? - before;
    ensure!(written == i64::try_from(filings)?, "pgbench wrote {written} cases instead of {filings}:\n{errors}");
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")).context("pgbench named no rate")?;
    Ok(rate.split(' ').next().unwrap_or_default().parse()?)
}

async fn count(connection: &mut PgConnection) -> Result<i64> {
    Ok(sqlx::query("SELECT COUNT(*) FROM cases").fetch_one(connection).await?.get(0))
}

/// The rows of the newest filing as a script: another filing each time it is run.
async fn script_of(connection: &mut PgConnection) -> Result<String> {
    let newest: i64 = sqlx::query("SELECT MAX(number) FROM cases").fetch_one(&mut *connection).await?.get(0);
    let mut script =
        String::from("\\set i :i + 1\n\\set n :round * 1000 + 10000000000 * (:client_id + 1) + :i\nBEGIN;\n");
    let tables = "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                  WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY c.oid";
    for table in sqlx::query(tables).fetch_all(&mut *connection).await? {
        let table: String = table.get(0);
        let columns = columns_of(connection, &table).await?;
        let case = match () {
            () if columns.iter().any(|(name, _)| name == "number") => format!("number = {newest}"),
            () if table == "audit" => format!("subject = 'EX-{newest}'"),
            () => continue,
        };
        let values: Vec<String> = columns.iter().map(|(name, of_type)| written(name, of_type)).collect();
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let query = format!("SELECT concat_ws(', ', {}) FROM {table} WHERE {case}", values.join(", "));
        for row in sqlx::query(AssertSqlSafe(query)).fetch_all(&mut *connection).await? {
            let values: String = row.get(0);
            writeln!(script, "INSERT INTO {table} ({}) VALUES ({values});", names.join(", "))?;
        }
    }
    script.push_str("END;\n");
    Ok(script)
}

/// The columns that are not given by the engine itself, with their types.
async fn columns_of(connection: &mut PgConnection, table: &str) -> Result<Vec<(String, String)>> {
    let query = "SELECT column_name::text, udt_name::text FROM information_schema.columns \
                 WHERE table_schema = 'public' AND table_name = $1 AND is_identity = 'NO' \
                 AND is_generated = 'NEVER' AND column_default IS NULL ORDER BY ordinal_position";
    let rows = sqlx::query(query).bind(table).fetch_all(connection).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// An expression that makes the text by which the script writes a column.
fn written(name: &str, of_type: &str) -> String {
    // A colon and letters would be a variable to pgbench: they are kept apart.
    let quoted = format!("replace(quote_nullable({name}::text), ':', ''' || chr(58) || ''')");
    match name {
        "number" => "':n'".to_owned(),
        "subject" => "'''EX-'' || :n::text'".to_owned(),
        _ if TELLING.contains(&name) => format!("'(' || {quoted} || ' || ''-'' || :n::text)'"),
        _ => format!("'(' || {quoted} || ')::{of_type}'"),
    }
}
