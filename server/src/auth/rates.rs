//! How often API clients may call: each by its own rate. A burst of a minute's worth is let through.
//!
//! Each call uses up time: at 600 a minute, a tenth of a second. What is used up may lie a minute ahead of the clock. Every
//! server counts by itself, without a word to the database; now and then they put together what they counted (see
//! [`Rates::take`]), so that a client's rate holds over all of them. Until then one server does not know what another has let
//! through; it learns it afterwards, and the client waits the longer. Without the database each goes on by itself.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

/// A minute in microseconds: how far ahead of the clock calls may use up time.
const MINUTE: i64 = 60_000_000;
/// What is used up further ahead than that is forgiven: it comes of several servers at once, or of a clock put back.
const AHEAD_MAX: i64 = 2 * MINUTE;

/// The calls of every client, counted.
#[derive(Default)]
pub struct Rates(Mutex<HashMap<String, Used>>);

/// What a client has used up, in microseconds since 1970.
#[derive(Clone, Copy, Default)]
struct Used {
    /// Until when, by all that this server knows of.
    until: i64,
    /// How much of it the other servers have not been told.
    untold: i64,
    /// When the first call of that came.
    untold_from: i64,
}

/// What one server has counted and the others do not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// The client.
    pub client: String,
    /// When the first of these calls came.
    pub from: i64,
    /// How much they used up.
    pub used: i64,
}

impl Rates {
    /// Counts one call of a client; where it is one too many, answers how long to wait.
    pub fn check(&self, client: &str, per_minute: u32, now: DateTime<Utc>) -> Result<(), Duration> {
        let (now, cost) = (now.timestamp_micros(), MINUTE / i64::from(per_minute.max(1)));
        let mut clients = self.clients();
        let used = match clients.get_mut(client) {
            Some(used) => used,
            None => clients.entry(client.to_owned()).or_default(),
        };
        let until = used.until.clamp(now, now + AHEAD_MAX) + cost;
        let wait = until - now - MINUTE;
        if wait > 0 {
            return Err(Duration::from_micros(wait.unsigned_abs()));
        }
        used.until = until;
        if used.untold == 0 {
            used.untold_from = now;
        }
        used.untold += cost;
        Ok(())
    }

    /// What the other servers have not been told, by client's name; from here on it counts as told.
    pub fn take(&self) -> Vec<Untold> {
        let mut clients = self.clients();
        let untold = clients.iter_mut().filter(|(_, used)| used.untold > 0).map(|(client, used)| Untold {
            client: client.clone(),
            from: used.untold_from,
            used: std::mem::take(&mut used.untold),
        });
        let mut untold: Vec<Untold> = untold.collect();
        untold.sort_unstable_by(|one, other| one.client.cmp(&other.client));
        untold
    }

    /// Takes back what could not be told.
    pub fn keep(&self, untold: &[Untold]) {
        let mut clients = self.clients();
        for Untold { client, from, used } in untold {
            let own = clients.entry(client.clone()).or_default();
            (own.untold, own.untold_from) = (own.untold + used, *from);
        }
    }

    /// Learns until when all servers together have used up a client's time.
    pub fn learn(&self, all: &[(String, i64)]) {
        let mut clients = self.clients();
        for (client, until) in all {
            let used = clients.entry(client.clone()).or_default();
            used.until = used.until.max(until + used.untold);
        }
    }

    fn clients(&self) -> MutexGuard<'_, HashMap<String, Used>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::Duration::days(20_000) + chrono::Duration::seconds(seconds)
    }

    fn wait(seconds: u64) -> Result<(), Duration> {
        Err(Duration::from_secs(seconds))
    }

    #[test]
    fn each_client_has_its_own_rate() {
        let rates = Rates::default();
        for (client, per_minute, second, expected) in [
            ("core", 2, 0, Ok(())),
            ("core", 2, 0, Ok(())),
            ("core", 2, 0, wait(30)),
            ("other", 2, 0, Ok(())),
            ("core", 2, 10, wait(20)),
            ("core", 2, 30, Ok(())),
            ("core", 2, 30, wait(30)),
            ("core", 3, 30, wait(20)),
            ("core", 3, 50, Ok(())),
            ("core", 2, 500, Ok(())),
            ("core", 2, 500, Ok(())),
            ("core", 2, 500, wait(30)),
        ] {
            assert_eq!(rates.check(client, per_minute, at(second)), expected, "{client} {per_minute} {second}");
        }
    }

    #[test]
    fn a_clock_put_back_keeps_nobody_out_for_long() {
        let rates = Rates::default();
        assert_eq!(rates.check("core", 1, at(100_000)), Ok(()));
        assert_eq!(rates.check("core", 1, at(0)), wait(120));
        assert_eq!(rates.check("core", 1, at(120)), wait(120), "until the clock is where it was, or nothing is used");
    }

    /// What the database does with what servers tell.
    fn exchange(stored: &mut i64, rates: &Rates) {
        let untold = rates.take();
        let learnt = untold.iter().map(|untold| {
            *stored = (*stored).max(untold.from) + untold.used;
            (untold.client.clone(), *stored)
        });
        rates.learn(&learnt.collect::<Vec<_>>());
    }

    fn calls(rates: &Rates, tries: u32, second: i64) -> u32 {
        (0..tries).map(|_| u32::from(rates.check("core", 60, at(second)).is_ok())).sum()
    }

    #[test]
    fn one_rate_holds_over_two_servers() {
        let (one, other, mut stored) = (Rates::default(), Rates::default(), 0);
        assert_eq!(calls(&one, 40, 0), 40);
        exchange(&mut stored, &one);
        assert_eq!(calls(&other, 10, 0), 10, "it does not know yet");
        exchange(&mut stored, &other);
        assert_eq!(calls(&other, 40, 0), 10, "of sixty a minute fifty were used");
        exchange(&mut stored, &other);
        assert_eq!(calls(&one, 5, 0), 5, "nor did the other know of those");
        exchange(&mut stored, &one);
        assert_eq!((calls(&one, 9, 0), calls(&one, 9, 4)), (0, 0), "what was too much is waited for");
        assert_eq!(calls(&one, 9, 8), 3, "65 calls leave three after eight seconds");
    }

    #[test]
    fn what_could_not_be_told_is_told_later() {
        let (one, other, mut stored) = (Rates::default(), Rates::default(), 0);
        assert_eq!(calls(&one, 40, 0), 40);
        let untold = one.take();
        assert_eq!(calls(&one, 5, 0), 5, "it goes on by itself");
        one.keep(&untold);
        exchange(&mut stored, &one);
        assert_eq!(calls(&other, 1, 0), 1);
        exchange(&mut stored, &other);
        assert_eq!(calls(&other, 60, 0), 14);
    }
}
