//! Where a page of the return watch begins, as its cursor says it.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use shared::case::CaseNumber;

use crate::store::WatchRecord;

/// Behind which watch a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchPosition {
    /// One that ends then.
    Counted(DateTime<Utc>, CaseNumber),
    /// One whose end cannot be counted yet.
    Uncounted(CaseNumber),
}

impl WatchPosition {
    /// The position of a watch.
    pub fn behind(record: &WatchRecord) -> Self {
        record.watch.until.map_or(Self::Uncounted(record.number), |until| Self::Counted(until, record.number))
    }
}

impl fmt::Display for WatchPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counted(until, number) => write!(f, "{}-{}", until.timestamp_micros(), number.0),
            Self::Uncounted(number) => write!(f, "uncounted-{}", number.0),
        }
    }
}

/// That a text is no such position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPosition;

impl FromStr for WatchPosition {
    type Err = NoPosition;

    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let plain = |text: &str| (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let (at, number) = text.split_once('-').filter(|(_, number)| plain(number)).ok_or(NoPosition)?;
        let number = CaseNumber(number.parse().map_err(|_| NoPosition)?);
        if at == "uncounted" {
            return Ok(Self::Uncounted(number));
        }
        let micros = Some(at).filter(|at| plain(at)).and_then(|at| at.parse().ok()).ok_or(NoPosition)?;
        // The databases hold no later time.
        let latest = DateTime::from_timestamp(32_503_680_000, 0);
        let until = DateTime::from_timestamp_micros(micros).filter(|at| Some(*at) < latest).ok_or(NoPosition)?;
        Ok(Self::Counted(until, number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_back_and_rubbish_does_not() {
        let until = DateTime::from_timestamp_micros(1_780_000_000_000_001).unwrap();
        for position in [WatchPosition::Counted(until, CaseNumber(1001)), WatchPosition::Uncounted(CaseNumber(7))] {
            assert_eq!(position.to_string().parse(), Ok(position));
        }
        for rubbish in ["", "-", "1", "1-", "-1", "x-1", "1-x", "uncounted-", "+1-1", "999999999999999999-1"] {
            assert_eq!(rubbish.parse::<WatchPosition>(), Err(NoPosition), "{rubbish}");
        }
    }
}
