//! Two servers on one database: every job runs, and each on one of them.

use anyhow::Result;
use chrono::Duration;
use futures::future::join3;
use shared::audit::Action;
use shared::role::Role;
use tests::payout::payout;
use tests::{Engine, on_both_engines};

use super::stub::{Asking, PATIENCE, asking};

on_both_engines! {
    alone: no_call_is_made_twice_by_three_servers;
}

/// How many cases.
const MANY: usize = 40;

async fn no_call_is_made_twice_by_three_servers(engine: Engine) -> Result<()> {
    let there = Asking::on(engine, PATIENCE).await?;
    let wu = there.bench.person("wu", Role::Supervisor).await?;
    let (second, third) = (
        there.bench.beside(asking(there.address, PATIENCE)).await?,
        there.bench.beside(asking(there.address, PATIENCE)).await?,
    );
    let payouts: Vec<_> = (0..MANY).map(|_| payout().ending("-stuck")).collect();
    let mut numbers = Vec::new();
    for payout in &payouts {
        numbers.push(there.bench.file(payout).await?);
    }
    for round in 1..=4 {
        let (one, two, three) = join3(there.bench.runner().run_due(), second.run_due(), third.run_due()).await;
        let ran = [one?, two?, three?];
        for (payout, number) in payouts.iter().zip(&numbers) {
            assert_eq!(there.stub.asked(payout.order_number()), round, "{ran:?}");
            assert_eq!(there.bench.case(*number).await?.evidence.len(), 1 + round as usize);
        }
        there.bench.local.clock.advance(Duration::hours(9));
    }
    for number in numbers {
        assert_eq!(there.bench.times(number, Action::CaseEscalated).await?, 1);
    }
    assert_eq!(there.bench.told(&wu).await?.len(), MANY);
    Ok(())
}
