//! One day of an account, both sides of it, sent as other systems send them.

use std::fmt::Write;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use shared::api::recon::{DayView, LedgerAnswer, StatementState, StatementView};
use tests::ledger::DAY;

use super::Callers;
use crate::server::Server;

/// How many of our lines go in one request.
const LINES_PER_REQUEST: usize = 50_000;
/// Of how many lines one differs by a fen.
const DIFFERS_EACH: usize = 10_000;
/// How long anything is waited for.
const WAIT_MAX: Duration = Duration::from_secs(3_600);

/// A day of an account.
#[derive(Clone, Copy)]
pub struct Day {
    /// The account.
    pub account: &'static str,
    /// How many lines it has a side.
    pub lines: usize,
}

/// How long each part took.
#[derive(Clone, Copy, Default)]
pub struct Took {
    /// Our lines, until the last was answered.
    pub taken: Duration,
    /// The channel's file, until it could be booked.
    pub read: Duration,
    /// From booking it until the day stood.
    pub matched: Duration,
}

impl Took {
    /// All of it.
    pub fn all(&self) -> Duration {
        self.taken + self.read + self.matched
    }
}

impl Day {
    /// Sends both sides and waits until they are matched; the run fails where a line is lost.
    pub async fn reconcile(&self, callers: &Callers, server: &Server) -> Result<Took> {
        let began = Instant::now();
        for first in (0..self.lines).step_by(LINES_PER_REQUEST) {
            let body = self.ours(first..(first + LINES_PER_REQUEST).min(self.lines));
            let answer: LedgerAnswer =
                callers.system.send("/ledger-lines", "application/x-ndjson", body.into_bytes()).await?;
            ensure!(answer.refused == 0, "lines were refused: {answer:?}");
        }
        let taken = began.elapsed();
        eprintln!("  {} of our lines after {:.1} s", self.lines, taken.as_secs_f64());
        let statement = self.statement().into_bytes();
        let began = Instant::now();
        let mut file: StatementView = callers.system.send_statement(self.account, statement).await?;
        while matches!(file.state, StatementState::Reading { .. }) {
            patience(began, "the file is not read").await?;
            file = callers.system.get(&format!("/statements/{}", file.id)).await?;
        }
        ensure!(file.state == StatementState::Read, "the file is {:?}", file.state);
        let read = began.elapsed();
        eprintln!("  the channel's file after {:.1} s", read.as_secs_f64());
        let began = Instant::now();
        callers.system.book(file.id).await?;
        let day = loop {
            let day: DayView = callers.admin.day(self.account, DAY).await?;
            if !day.is_stale {
                break day;
            }
            patience(began, "the day is not matched").await?;
        };
        let matched = began.elapsed();
        eprintln!("  matched after {:.1} s", matched.as_secs_f64());
        self.check(&day, server)?;
        Ok(Took { taken, read, matched })
    }

    /// Every line is in exactly one place, and what differs is found.
    fn check(&self, day: &DayView, server: &Server) -> Result<()> {
        let differing = self.lines.div_ceil(DIFFERS_EACH);
        let expected = (2 * (self.lines - differing), 2 * differing);
        let found = (usize::try_from(day.lines.matched)?, usize::try_from(day.lines.in_open_cases)?);
        ensure!(found == expected, "matched and differing lines are {found:?}, not {expected:?}: {:?}", day.lines);
        // Each opened a case, of which the desk was told by no filing.
        server.count(differing);
        Ok(())
    }

    fn minor(index: usize) -> usize {
        100 + index * 104_729 % 9_000_000
    }

    fn ours(&self, range: std::ops::Range<usize>) -> String {
        let mut text = String::new();
        for index in range {
            let (account, minor) = (self.account, Self::minor(index));
            let _ = writeln!(
                text,
                "{{\"account\":\"{account}\",\"source_system\":\"core\",\"source_line\":\"{account}/{index}\",\"kind\":\"payout\",\
                 \"direction\":\"out\",\"amount\":{{\"amount\":\"{}.{:02}\",\"currency\":\"CNY\"}},\
                 \"references\":{{\"order_number\":\"P{index:08}\"}},\"date\":\"{DAY}\"}}",
                minor / 100,
                minor % 100
            );
        }
        text
    }

    /// A bank's statement, in another order than our books.
    fn statement(&self) -> String {
        let mut text = format!(":20:{}\r\n:25:62220001\r\n:28C:1/1\r\n:60F:C260302CNY0,00\r\n", self.account);
        let mut sum = 0;
        let step = stride(self.lines);
        for position in 0..self.lines {
            let index = position * step % self.lines;
            let minor = Self::minor(index) + usize::from(index.is_multiple_of(DIFFERS_EACH));
            sum += minor;
            let _ =
                write!(text, ":61:2603020302D{},{:02}NTRFP{index:08}//B{position:08}\r\n", minor / 100, minor % 100);
            let _ = write!(text, ":86:PAYOUT TO BENEFICIARY {index:08}\r\n");
        }
        let _ = write!(text, ":62F:D260302CNY{},{:02}\r\n-\r\n", sum / 100, sum % 100);
        text
    }
}

/// A number that has no factor in common with how many there are, so that each comes once.
fn stride(lines: usize) -> usize {
    let common = |mut one: usize, mut other: usize| {
        while other > 0 {
            (one, other) = (other, one % other);
        }
        one
    };
    (7_919..).find(|step| common(*step, lines) == 1).unwrap_or(1)
}

async fn patience(began: Instant, what: &str) -> Result<()> {
    if began.elapsed() > WAIT_MAX {
        bail!("{what} after {} s", WAIT_MAX.as_secs());
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    Ok(())
}
