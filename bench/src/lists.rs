//! A filtered page of fifty, as a caller reads it, against its bare query on a connection of its own.
//!
//! The two are asked in turn, so that whatever else the machine does falls on both.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::against::Against;
use crate::figures::{Figures, Waited, median};
use crate::server::Server;
use crate::{Options, ROUNDS};

const COLUMNS: &str = "number, version, kind, channel, merchant, amount_minor, currency, order_number, verdict, state, \
                       owner, hold_until, priority, filed_at, due_at, updated_at, outcome";
/// A page and the row by which the desk knows that there is another.
const ROWS: usize = 51;

/// How long a round may take once so many pages were read.
const ROUND_TIME_MAX: Duration = Duration::from_secs(15);
const PAGES_MIN: usize = 100;

/// A connection past the desk.
enum Direct {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// One page: as the desk is asked, and as the engine is.
struct Page {
    path: String,
    condition: String,
    word: Option<String>,
}

/// How long pages took in a round, and how many rows the shortest had.
struct Round {
    desk: Vec<Duration>,
    bare: Vec<Duration>,
    rows: usize,
}

/// Reads pages of each kind and compares them.
pub async fn compare(options: &Options, server: &Server, against: &Against, figures: &mut Figures) -> Result<()> {
    let mut direct = match against {
        Against::Sqlite(_, url) => Direct::Sqlite(SqliteConnection::connect(url).await?),
        Against::Postgres(_, url) => Direct::Postgres(PgConnection::connect(url).await?),
    };
    direct.settle().await?;
    figures.note("cases that pages are read from", format!("{}", against.cases().await?));
    for (what, page) in [
        ("page: open, one channel", of_channel as fn(usize, &Direct) -> Page),
        ("page: unsettled, urgent", urgent),
        ("page: found by a word", found),
    ] {
        let (mut desks, mut bares, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        let mut fewest = ROWS;
        for _ in 0..ROUNDS {
            let Round { desk, bare, rows } = read(options, server, &mut direct, page).await?;
            fewest = fewest.min(rows);
            let (desk, bare) = (Waited::of(desk), Waited::of(bare));
            ratios.push(desk.ms(99) / bare.ms(99));
            desks.push(desk);
            bares.push(bare);
        }
        let middle = |waited: &[Waited], percent| median(waited.iter().map(|waited| waited.ms(percent)).collect());
        let written = |waited: &[Waited]| format!("{:.2} / {:.2} ms", middle(waited, 50), middle(waited, 99));
        figures.note(&format!("{what}, p50 / p99"), format!("{}, bare {}", written(&desks), written(&bares)));
        let ratio = median(ratios);
        let what = format!("{what}, ratio of the p99");
        if fewest == ROWS {
            figures.add(&what, format!("{ratio:.2}"), "<= 3", ratio <= 3.0);
        } else {
            figures.note(&what, format!("{ratio:.2}, of pages with {fewest} rows: too few cases for a page of fifty"));
        }
    }
    Ok(())
}

async fn read(
    options: &Options,
    server: &Server,
    direct: &mut Direct,
    page: fn(usize, &Direct) -> Page,
) -> Result<Round> {
    let mut wire = server.wire().await?;
    let (mut desk, mut bare, mut fewest) = (Vec::new(), Vec::new(), ROWS);
    let round = Instant::now();
    for index in 0..options.pages() {
        // A page that takes long tells as much when it is read less often.
        if round.elapsed() > ROUND_TIME_MAX && index >= PAGES_MIN {
            break;
        }
        let page = page(index, direct);
        let began = Instant::now();
        let status = wire.get(&page.path).await?;
        desk.push(began.elapsed());
        ensure!(status == 200, "a page was answered {status}: {}", String::from_utf8_lossy(&wire.body));
        let began = Instant::now();
        let rows = direct.read(&page).await?;
        bare.push(began.elapsed());
        fewest = fewest.min(rows);
        let shown = String::from_utf8_lossy(&wire.body).matches("\"order_number\"").count();
        ensure!(shown == rows.min(ROWS - 1), "the desk shows {shown} rows, the engine finds {rows}: {}", page.path);
    }
    Ok(Round { desk, bare, rows: fewest })
}

fn of_channel(index: usize, direct: &Direct) -> Page {
    let channel = ["wechat_transfer", "alipay_transfer", "unionpay_payout"][index % 3];
    let condition = format!("{} AND channel IN ('{channel}')", direct.open());
    Page { path: format!("/api/v1/exceptions?state=open&channel={channel}"), condition, word: None }
}

fn urgent(_: usize, direct: &Direct) -> Page {
    let open = direct.open();
    let condition = format!(
        "({open} OR (state = 'working' AND hold_until > {now}) OR (state = 'waiting' AND hold_until > {now}) \
         OR state = 'proposed') AND state <> 'closed' AND priority IN ('urgent') AND priority <> 'normal'",
        now = direct.now()
    );
    let path = "/api/v1/exceptions?state=open,working,waiting,proposed&priority=urgent".to_owned();
    Page { path, condition, word: None }
}

fn found(index: usize, _: &Direct) -> Page {
    let word = format!("m-{}", index * 31 % 5_000);
    let condition = "number IN (SELECT number FROM search_terms WHERE term >= $1 AND term < $2)".to_owned();
    Page { path: format!("/api/v1/exceptions?q={word}"), condition, word: Some(word) }
}

impl Direct {
    fn now(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
            Self::Postgres(_) => "now()",
        }
    }

    fn open(&self) -> String {
        let now = self.now();
        format!("((state = 'open' OR (state IN ('working', 'waiting') AND hold_until <= {now})) AND state <> 'closed')")
    }

    /// What a server that runs for longer does by itself: it knows how its tables are filled.
    async fn settle(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(_) => {}
            Self::Postgres(connection) => {
                for statement in ["VACUUM ANALYZE", "CHECKPOINT"] {
                    sqlx::query(statement).execute(&mut *connection).await?;
                }
            }
        }
        Ok(())
    }

    async fn read(&mut self, page: &Page) -> Result<usize> {
        let query =
            format!("SELECT {COLUMNS} FROM queue WHERE {} ORDER BY due_at, number LIMIT {ROWS}", page.condition);
        let words = page.word.iter().flat_map(|word| [word.clone(), format!("{word}\u{10FFFF}")]);
        Ok(match self {
            Self::Sqlite(connection) => words
                .fold(sqlx::query(AssertSqlSafe(query)), sqlx::query::Query::bind)
                .fetch_all(connection)
                .await?
                .len(),
            Self::Postgres(connection) => words
                .fold(sqlx::query(AssertSqlSafe(query)), sqlx::query::Query::bind)
                .fetch_all(connection)
                .await?
                .len(),
        })
    }
}
