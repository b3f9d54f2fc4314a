//! Case numbers, taken from the store in blocks: a filing does not wait for a counter that everyone writes.

use std::ops::Range;
use std::sync::Arc;

use shared::case::CaseNumber;
use tokio::sync::Mutex;

use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// How many numbers a server takes at once. What it has not given out when it stops is never given out.
const BLOCK: i64 = 64;

/// The numbers that this server has taken and not yet given out.
#[derive(Default)]
pub struct Numbers(Mutex<Range<i64>>);

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
        let mut range = self.numbers.0.lock().await;
        let mut numbers = Vec::with_capacity(count);
        while numbers.len() < count {
            if range.is_empty() {
                let wanted = i64::try_from(count - numbers.len()).unwrap_or(BLOCK).max(BLOCK);
                let first = self.execute(TakeNumbers(wanted)).await?;
                *range = first..first + wanted;
            }
            numbers.extend(range.next().map(CaseNumber));
        }
        Ok(numbers)
    }
}
