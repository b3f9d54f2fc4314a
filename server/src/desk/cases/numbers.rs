//! Case numbers, taken from the store in blocks: a filing does not wait for a counter that everyone writes.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use shared::case::CaseNumber;
use tokio::sync::Mutex;

use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// How many numbers a server takes at once. What it has not given out when it stops is never given out.
const BLOCK: i64 = 64;
/// How many it takes while they are used up fast.
const BLOCK_MAX: i64 = 1024;
/// A block that lasted no longer than this was used up fast: the next one is twice as large.
const FAST: TimeDelta = TimeDelta::seconds(1);

/// The numbers that this server has taken and not yet given out.
#[derive(Default)]
pub struct Numbers(Mutex<Taken>);

#[derive(Default)]
struct Taken {
    left: Range<i64>,
    block: i64,
    at: DateTime<Utc>,
}

struct TakeNumbers(i64);

impl Command for TakeNumbers {
    type Outcome = i64;

    async fn run(&self, tx: &mut Tx<'_>, _: &Desk) -> Result<i64, Error> {
        Ok(tx.take_numbers("case", self.0).await?)
    }
}

impl Desk {
    /// The next `count` case numbers.
    pub async fn next_numbers(self: &Arc<Self>, count: usize) -> Result<Vec<CaseNumber>, Error> {
        let mut taken = self.numbers.0.lock().await;
        let mut numbers = Vec::with_capacity(count);
        while numbers.len() < count {
            if taken.left.is_empty() {
                let now = self.clock.now();
                let block = taken.next_block(now);
                let wanted = i64::try_from(count - numbers.len()).unwrap_or(block).max(block);
                let first = self.execute(TakeNumbers(wanted)).await?;
                *taken = Taken { left: first..first + wanted, block, at: now };
            }
            numbers.extend(taken.left.next().map(CaseNumber));
        }
        Ok(numbers)
    }
}

impl Taken {
    fn next_block(&self, now: DateTime<Utc>) -> i64 {
        if now - self.at <= FAST { (self.block * 2).clamp(BLOCK, BLOCK_MAX) } else { BLOCK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_grow_while_they_are_used_up_fast() {
        let at = |seconds| DateTime::UNIX_EPOCH + TimeDelta::days(1) + TimeDelta::seconds(seconds);
        for (block, second, expected) in
            [(0, 0, 64), (64, 1, 128), (512, 1, 1024), (1024, 1, 1024), (1024, 2, 64), (128, -60, 256)]
        {
            let taken = Taken { left: 0..0, block, at: at(0) };
            assert_eq!(taken.next_block(at(second)), expected, "{block} {second}");
        }
        assert_eq!(Taken::default().next_block(at(0)), 64, "the first");
    }
}
