//! A stream of changes, as a browser hears it (server-sent events).

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use reqwest::{Method, Response};
use serde_json::Value;
use shared::api::exceptions::CaseRow;
use tokio::time::{Instant, timeout};

use crate::caller::{Answer, Caller, read};

/// How long an event may take on a machine that is busy with other tests.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// One event.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Its name.
    pub name: String,
    /// Its data.
    pub data: Value,
}

/// An open stream.
pub struct Stream {
    response: Response,
    unread: Vec<u8>,
    /// The `id` that was heard last.
    pub last_id: Option<String>,
}

impl Caller {
    /// Listens to what happens, behind an event that was heard on an earlier stream if it is named.
    pub async fn listen(&self, last_id: Option<&str>) -> Answer<Stream> {
        let mut request = self.request(Method::GET, "/changes");
        if let Some(last_id) = last_id {
            request = request.header("last-event-id", last_id);
        }
        let response = request.send().await?;
        if !response.status().is_success() {
            read::<Value>(response).await?;
            return Err(anyhow::anyhow!("a success that is none").into());
        }
        let mut stream = Stream { response, unread: Vec::new(), last_id: None };
        stream.open().await?;
        Ok(stream)
    }
}

impl Stream {
    /// The answer that the stream came with.
    pub fn response(&self) -> &Response {
        &self.response
    }

    /// The first thing on a stream says from when on it tells.
    async fn open(&mut self) -> Result<()> {
        let block = self.block(PATIENCE).await?.context("a stream that ended at once")?;
        let is_alive = block.name == "alive";
        ensure!(self.last_id.is_some() && is_alive, "the stream began with {block:?}");
        Ok(())
    }

    /// The next thing that happened; nothing where the stream ended.
    pub async fn next(&mut self) -> Result<Option<Heard>> {
        loop {
            match self.block(PATIENCE).await? {
                Some(heard) if heard.name == "alive" => {}
                other => return Ok(other),
            }
        }
    }

    /// Waits for an event that fits.
    pub async fn until(&mut self, what: &str, mut fits: impl FnMut(&Heard) -> bool) -> Result<Heard> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let heard = self.next().await?.with_context(|| format!("the stream ended before {what}"))?;
            if fits(&heard) {
                return Ok(heard);
            }
            ensure!(Instant::now() < deadline, "waited in vain for {what}");
        }
    }

    /// Waits for a case at that version or above.
    pub async fn case(&mut self, number: shared::case::CaseNumber, version: i64) -> Result<CaseRow> {
        let what = format!("{number} at version {version}");
        let heard =
            self.until(&what, |heard| heard.row().is_some_and(|row| row.number == number && row.version >= version));
        heard.await?.row().context("a row")
    }

    /// Waits for the end of the stream.
    pub async fn end(&mut self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.next().await?.is_some() {
            ensure!(Instant::now() < deadline, "the stream does not end");
        }
        Ok(())
    }

    /// All that is told within a time.
    pub async fn all_within(&mut self, time: Duration) -> Result<Vec<Heard>> {
        let (mut all, deadline) = (Vec::new(), Instant::now() + time);
        loop {
            match timeout(deadline.saturating_duration_since(Instant::now()), self.next()).await {
                Ok(heard) => all.extend(heard?),
                Err(_) => return Ok(all),
            }
        }
    }

    /// The next event, whatever it is; nothing where the stream ended. Whoever stops waiting loses nothing.
    async fn block(&mut self, patience: Duration) -> Result<Option<Heard>> {
        loop {
            if let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = self.unread.drain(..end + 2).collect();
                return Ok(Some(self.take(std::str::from_utf8(&block)?)?));
            }
            match timeout(patience, self.response.chunk()).await {
                Ok(Ok(Some(chunk))) => self.unread.extend_from_slice(&chunk),
                // A server that is killed ends its streams in the middle.
                Ok(Ok(None) | Err(_)) => return Ok(None),
                Err(_) => bail!("nothing came, not even a sign of life"),
            }
        }
    }

    fn take(&mut self, block: &str) -> Result<Heard> {
        let (mut name, mut data) = (String::new(), Value::Null);
        for (field, value) in block.lines().filter_map(|line| line.split_once(':')) {
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "event" => value.clone_into(&mut name),
                "data" => data = serde_json::from_str(value).with_context(|| value.to_owned())?,
                "id" => self.last_id = Some(value.to_owned()),
                _ => {}
            }
        }
        Ok(Heard { name, data })
    }
}

impl Heard {
    /// The row of a case that changed.
    pub fn row(&self) -> Option<CaseRow> {
        (self.name == "changed").then(|| serde_json::from_value(self.data.clone()).ok()).flatten()
    }
}
