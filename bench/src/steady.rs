//! Filings at a fixed rate, and how long each waits from when it was due: a server that halts makes those wait that were
//! due meanwhile, and they are counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use futures::future::try_join_all;
use tests::payout::payout;
use tokio::time::{Instant, sleep_until};

use crate::Options;
use crate::figures::{Figures, Waited};
use crate::server::Server;

/// How many may be on their way at once: more than are at this rate, unless the server halts.
const CONNECTIONS: usize = 64;

/// Files at that rate and notes the waiting.
pub async fn run(options: &Options, server: &Server, rate: f64, figures: &mut Figures) -> Result<()> {
    let apart = Duration::from_secs_f64(1.0 / rate.max(1.0));
    let last = Duration::from_secs(options.steady_seconds());
    let next = Arc::new(AtomicU32::new(0));
    let mut wires = Vec::new();
    for _ in 0..CONNECTIONS {
        wires.push(server.wire().await?);
    }
    let began = Instant::now() + Duration::from_millis(50);
    let filing = wires.into_iter().map(|mut wire| {
        let next = Arc::clone(&next);
        tokio::spawn(async move {
            let mut waited = Vec::new();
            loop {
                let due = apart * next.fetch_add(1, Ordering::Relaxed);
                if due >= last {
                    return Ok(waited);
                }
                let body = payout().json().to_string();
                sleep_until(began + due).await;
                let status = wire.post("/api/v1/exceptions", &body).await?;
                ensure!(status == 201, "a filing was answered {status}");
                waited.push((began + due).elapsed());
            }
        })
    });
    let mut waited = Vec::new();
    for outcome in try_join_all(filing).await? {
        waited.extend(outcome?);
    }
    server.count(waited.len());
    let (filed, waited) = (waited.len(), Waited::of(waited));
    let found = format!("{:.1} / {:.1} / {:.1} ms", waited.ms(50), waited.ms(99), waited.ms(100));
    figures.note(&format!("{filed} filings at {rate:.0} a second, half the peak, p50 / p99 / longest"), found);
    Ok(())
}
