//! Filing one by one from sixteen connections, against the engine alone writing the same rows.

use std::time::Instant;

use anyhow::{Result, ensure};
use futures::future::try_join_all;
use tests::payout::payout;
use tests::returned::returned;

use crate::against::Against;
use crate::figures::{Figures, median};
use crate::server::Server;
use crate::{Options, ROUNDS, pgbench, plain_loop};

/// How many file at once.
pub const CONNECTIONS: usize = 16;
/// How many go in one batch, where only the rows matter.
const BATCH: usize = 1_000;
/// How many batches are on their way at once.
const BATCHES_AT_ONCE: usize = 2;

/// Files and compares; answers how many a second were filed.
pub async fn compare(options: &Options, server: &Server, against: &Against, figures: &mut Figures) -> Result<f64> {
    file(server, options.filings() / 4).await?;
    let (mut through, mut direct, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut processor, filed) = (0.0, ROUNDS * options.filings());
    for _ in 0..ROUNDS {
        let used = server.processor_seconds()?;
        through.push(file(server, options.filings()).await?);
        processor += server.processor_seconds()? - used;
        direct.push(match against {
            Against::Sqlite(folder, url) => plain_loop::run(folder.path(), url, server, options.filings()).await?,
            Against::Postgres(engine, url) => pgbench::run(engine, url, server, options.filings()).await?,
        });
        ratios.extend(through.last().zip(direct.last()).map(|(through, direct)| through / direct));
    }
    let (what, aim) = match against {
        Against::Sqlite(..) => ("a plain loop of one transaction each, filings a second", 2.0),
        Against::Postgres(..) => ("pgbench at 16 clients, filings a second", 0.8),
    };
    let peak = median(through);
    figures.note("over HTTP from 16 connections, filings a second", format!("{peak:.0}"));
    let each = processor * 1e6 / filed as f64;
    figures.note("processor time of the server a filing", format!("{each:.0} µs"));
    figures.note(what, format!("{:.0}", median(direct)));
    let ratio = median(ratios);
    figures.add("ratio of the two", format!("{ratio:.2}"), &format!(">= {aim}"), ratio >= aim);
    Ok(peak)
}

/// Files so many; answers how many a second.
async fn file(server: &Server, filings: usize) -> Result<f64> {
    // The bodies are made before: making them is not what is measured.
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        let bodies: Vec<String> = (0..filings / CONNECTIONS).map(|_| payout().json().to_string()).collect();
        connections.push((server.wire().await?, bodies));
    }
    let began = Instant::now();
    let filing = connections.into_iter().map(|(mut wire, bodies)| {
        tokio::spawn(async move {
            for body in &bodies {
                let status = wire.post("/api/v1/exceptions", body).await?;
                ensure!(status == 201, "a filing was answered {status}: {}", String::from_utf8_lossy(&wire.body));
            }
            Ok(bodies.len())
        })
    });
    let mut filed = 0;
    for outcome in try_join_all(filing).await? {
        filed += outcome?;
    }
    server.count(filed);
    Ok(filed as f64 / began.elapsed().as_secs_f64())
}

/// Files in batches until the desk holds as many cases as the lists are to be read from.
pub async fn fill(options: &Options, server: &Server) -> Result<()> {
    let stored = server.filed.load(std::sync::atomic::Ordering::Relaxed);
    let batches = options.stored().saturating_sub(stored).div_ceil(BATCH);
    let began = Instant::now();
    let filling = (0..BATCHES_AT_ONCE).map(|lane| async move {
        let mut wire = server.wire().await?;
        for batch in (lane..batches).step_by(BATCHES_AT_ONCE) {
            let items: Vec<String> = (0..BATCH).map(|item| varied(batch * BATCH + item)).collect();
            let status = wire.post("/api/v1/exceptions/batch", &format!("[{}]", items.join(","))).await?;
            ensure!(status == 200, "a batch was answered {status}: {}", String::from_utf8_lossy(&wire.body));
            let filed = String::from_utf8_lossy(&wire.body).matches("\"status\":201").count();
            ensure!(filed == BATCH, "{filed} of {BATCH} in a batch were filed");
            server.count(BATCH);
            if batch % 100 == 99 {
                eprintln!("  {} cases after {:.0} s", (batch + 1) * BATCH, began.elapsed().as_secs_f64());
            }
        }
        Ok(())
    });
    try_join_all(filling).await.map(drop)
}

/// A payout as a desk has them: of several channels, many merchants, amounts of every size. One in twenty came back, which is urgent.
fn varied(index: usize) -> String {
    let channels = ["wechat_transfer", "alipay_transfer", "unionpay_payout"];
    let merchant = index * 7_919 % 5_000;
    let amount = format!("{}.{:02}", 10 + index * 104_729 % 90_000, index % 100);
    let payout = payout()
        .channel(channels[index % channels.len()])
        .merchant(&format!("M-{merchant}"), &format!("Merchant {merchant}"))
        .amount(&amount, "CNY");
    let filed = match index % 20 {
        19 => payout.returned(returned(&format!("R-{index}"), &amount)),
        _ => payout,
    };
    filed.json().to_string()
}
