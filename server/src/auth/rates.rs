//! How often API clients may call: each by its own rate. A burst of a minute's worth is let through.
//!
//! Each server counts by itself: with several beside each other a client may call that many times as often.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

/// Each client's limiter, with the rate that it was made for.
type Limiters<C> = HashMap<String, (u32, Arc<Limiter<C>>)>;
type Limiter<C> = RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// The calls of every client, counted.
pub struct Rates<C: Clock = DefaultClock> {
    clock: C,
    limiters: Mutex<Limiters<C>>,
}

impl Default for Rates {
    fn default() -> Self {
        Self::with_clock(DefaultClock::default())
    }
}

impl<C: Clock + Clone> Rates<C> {
    /// Counts by this clock.
    pub fn with_clock(clock: C) -> Self {
        Self { clock, limiters: Mutex::default() }
    }

    /// Counts one call of a client; where it is one too many, answers how long to wait.
    pub fn check(&self, client: &str, per_minute: u32) -> Result<(), Duration> {
        let refused = self.limiter(client, per_minute).check().err();
        refused.map_or(Ok(()), |until| Err(until.wait_time_from(self.clock.now())))
    }

    fn limiter(&self, client: &str, per_minute: u32) -> Arc<Limiter<C>> {
        let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
        match limiters.get(client) {
            Some((rate, limiter)) if *rate == per_minute => Arc::clone(limiter),
            // The client is new, or its rate was changed.
            _ => {
                let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
                let limiter = Arc::new(RateLimiter::direct_with_clock(quota, self.clock.clone()));
                limiters.insert(client.to_owned(), (per_minute, Arc::clone(&limiter)));
                limiter
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    #[test]
    fn each_client_has_its_own_rate() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::with_clock(clock.clone());
        let seconds = Duration::from_secs;
        assert_eq!(rates.check("core", 2), Ok(()));
        assert_eq!(rates.check("core", 2), Ok(()));
        assert_eq!(rates.check("core", 2), Err(seconds(30)));
        assert_eq!(rates.check("other", 2), Ok(()), "another client is not held back");
        clock.advance(seconds(10));
        assert_eq!(rates.check("core", 2), Err(seconds(20)));
        clock.advance(seconds(20));
        assert_eq!(rates.check("core", 2), Ok(()));
        assert_eq!(rates.check("core", 2), Err(seconds(30)));
        assert_eq!(rates.check("core", 3), Ok(()), "a changed rate holds at once");
    }
}
