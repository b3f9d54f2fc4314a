//! Reconciliation: accounts, lines of our books, statement files.

use std::time::{Duration, Instant};

use anyhow::ensure;
use reqwest::Method;
use serde_json::{Value, json};
use shared::api::recon::{
    AccountView, DayView, DiscrepancyList, DiscrepancyView, LedgerAnswer, StatementState, StatementView,
};

use super::{Answer, Caller, read};
use crate::ledger;

/// How long a file may take to be read, on a machine that is busy with other tests.
const WAIT_MAX: Duration = Duration::from_secs(90);

impl Caller {
    /// Makes an account of a name of its own; answers that.
    pub async fn new_account(&self, changes: Value) -> Answer<String> {
        let mut account = ledger::account(&ledger::account_name());
        for (field, value) in changes.as_object().into_iter().flatten() {
            account[field] = value.clone();
        }
        let made: AccountView = self.post("/channel-accounts", &json!({ "account": account })).await?;
        Ok(made.account.id.to_string())
    }

    /// Sends lines of our books.
    pub async fn send_lines(&self, lines: &[Value]) -> Answer<LedgerAnswer> {
        let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.send("/ledger-lines", "application/x-ndjson", body.into_bytes()).await
    }

    /// Sends a file of the channel's.
    pub async fn send_statement(&self, account: &str, bytes: Vec<u8>) -> Answer<StatementView> {
        self.send(&format!("/statements?account={account}&name=statement.sta"), "application/octet-stream", bytes).await
    }

    /// A file once it was read, or refused.
    pub async fn statement_when_read(&self, id: i64) -> Answer<StatementView> {
        let began = Instant::now();
        loop {
            let view: StatementView = self.get(&format!("/statements/{id}")).await?;
            if !matches!(view.state, StatementState::Reading { .. }) {
                return Ok(view);
            }
            let check = || {
                ensure!(began.elapsed() < WAIT_MAX, "file {id} is not read");
                Ok(())
            };
            check()?;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Books a file as it is now.
    pub async fn book(&self, id: i64) -> Answer<StatementView> {
        let version = self.get::<StatementView>(&format!("/statements/{id}")).await?.version;
        self.post(&format!("/statements/{id}/book"), &json!({ "version": version })).await
    }

    /// Sends a file and books it once it was read.
    pub async fn send_and_book(&self, account: &str, bytes: Vec<u8>) -> Answer<StatementView> {
        let id = self.send_statement(account, bytes).await?.id;
        self.statement_when_read(id).await?;
        self.book(id).await
    }

    /// A day as it stands.
    pub async fn day(&self, account: &str, date: &str) -> Answer<DayView> {
        self.get(&format!("/days/{account}/{date}")).await
    }

    /// A day once it was matched since something came into it.
    pub async fn day_when_run(&self, account: &str, date: &str) -> Answer<DayView> {
        let began = Instant::now();
        loop {
            let day = self.day(account, date).await?;
            if !day.is_stale {
                return Ok(day);
            }
            let check = || {
                ensure!(began.elapsed() < WAIT_MAX, "{account} {date} is not matched");
                Ok(())
            };
            check()?;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Has a day matched anew; answers it once it was.
    pub async fn run_day(&self, account: &str, date: &str) -> Answer<DayView> {
        let response = self.request(Method::POST, &format!("/days/{account}/{date}/run")).send().await?;
        if !response.status().is_success() {
            return read(response).await;
        }
        self.day_when_run(account, date).await
    }

    /// The discrepancies of an account that stand so.
    pub async fn discrepancies(&self, account: &str, state: &str) -> Answer<Vec<DiscrepancyView>> {
        let list: DiscrepancyList = self.get(&format!("/discrepancies?account={account}&state={state}")).await?;
        Ok(list.items)
    }

    /// Says that our books are complete up to a day.
    pub async fn end_ledger_day(&self, account: &str, date: &str) -> Answer<()> {
        let request = self.request(Method::POST, "/ledger-days").json(&json!({ "account": account, "date": date }));
        let response = request.send().await?;
        if response.status().is_success() { Ok(()) } else { read(response).await }
    }

    /// Proposes to close a day as it is now.
    pub async fn propose_closing(&self, account: &str, date: &str) -> Answer<DayView> {
        let seen = self.day(account, date).await?.seen;
        self.post(&format!("/days/{account}/{date}/closing"), &json!({ "seen": seen })).await
    }

    /// Approves that a day is closed, as it is now.
    pub async fn approve_closing(&self, account: &str, date: &str) -> Answer<DayView> {
        let seen = self.day(account, date).await?.seen;
        self.post(&format!("/days/{account}/{date}/closing/approve"), &json!({ "seen": seen })).await
    }

    /// Puts something where it should be.
    pub async fn put<T: serde::de::DeserializeOwned>(&self, path: &str, body: &Value) -> Answer<T> {
        read(self.request(Method::PUT, path).json(body).send().await?).await
    }
}
