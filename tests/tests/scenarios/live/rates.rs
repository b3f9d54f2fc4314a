//! A client's rate holds over all servers on one database.

use std::time::Duration;

use anyhow::Result;
use reqwest::Method;
use tests::holdfast::ApiClient;
use tests::{Caller, Desk, Engine};
use tokio::time::sleep;

/// Longer than it takes two servers to put together what they counted.
const SHARED: Duration = Duration::from_millis(1500);

/// How many of so many calls are let through.
async fn let_through(caller: &Caller, calls: usize) -> Result<usize> {
    let mut good = 0;
    for _ in 0..calls {
        match caller.request(Method::GET, "/channels").send().await?.status().as_u16() {
            200 => good += 1,
            status => assert_eq!(status, 429),
        }
    }
    Ok(good)
}

#[test]
fn one_rate_holds_over_two_servers() {
    tests::scenario::run(async {
        let one = Desk::open(Engine::Postgres).await?;
        let other = one.holdfast.beside().start()?;
        // Six a minute: what comes back while the test runs is next to nothing.
        let create = ["client", "create", "slow", "--scope", "cases:read", "--rate-per-minute", "6"];
        let printed = one.holdfast.execute(&create, "")?;
        let key = printed.lines().last().unwrap_or_default().trim();
        let at_one = Caller::system(&one.holdfast.url(""), "slow", &ApiClient::with_key(&one.holdfast, key))?;
        let at_other = Caller::system(&other.url(""), "slow", &ApiClient::with_key(&other, key))?;
        assert_eq!(let_through(&at_one, 3).await?, 3);
        sleep(SHARED).await;
        // The first call tells this server that the client is about; then it learns what the other let through.
        assert_eq!(let_through(&at_other, 1).await?, 1);
        sleep(SHARED).await;
        let rest = let_through(&at_other, 6).await?;
        assert!((2..=3).contains(&rest), "four of six were used, {rest} were let through");
        sleep(SHARED).await;
        assert!(let_through(&at_one, 6).await? <= 3, "it did not know of the last calls");
        sleep(SHARED).await;
        assert_eq!((let_through(&at_one, 3).await?, let_through(&at_other, 3).await?), (0, 0), "now both know");
        Ok(())
    });
}
