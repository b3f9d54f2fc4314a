//! Whoever reads and goes away before they are answered spoils nothing for those who come after.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use server::caller::Caller;
use server::desk::clients::make_client::MakeClient;
use shared::api::clients::NewClientRequest;
use shared::role::Scope;
use tests::{Dice, Engine, LocalDesk, on_both_engines};

on_both_engines! {
    alone: a_read_that_is_given_up_spoils_no_write;
}

async fn a_read_that_is_given_up_spoils_no_write(engine: Engine) -> Result<()> {
    let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
    let mut dice = Dice::new(23);
    for index in 0..150 {
        for _ in 0..4 {
            let patience = Duration::from_micros(dice.below(1000));
            tokio::select! {
                _ = desk.store.reader() => {}
                () = passed(patience) => {}
            }
        }
        let client = NewClientRequest {
            name: format!("client-{index}"),
            scopes: Scope::ALL.to_vec(),
            allowlist: vec![],
            rate_per_minute: 60,
        };
        let made = desk.execute(MakeClient { caller: Caller::command_line(), client }).await;
        made.with_context(|| format!("write {index}"))?;
    }
    Ok(())
}

/// Waits more exactly than a timer does.
async fn passed(time: Duration) {
    let began = Instant::now();
    while began.elapsed() < time {
        tokio::task::yield_now().await;
    }
}
