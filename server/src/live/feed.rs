//! The feed: looks at what changed, several times a second for as long as anybody listens, and tells what it has not told.
//!
//! A change bears the time at which its transaction wrote it, and can be seen only once that has committed. So each look
//! goes back over what it has seen already: a little every time, and now and then as far as a transaction may be late.
//! What was told is known by case and version.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use shared::api::changes::UnreadView;
use shared::api::presence::PresenceView;
use shared::case::CaseNumber;
use tokio::time::{MissedTickBehavior, interval};

use super::news::{LATE_MAX, of_cases};
use super::{Cursor, Live, News, Word};
use crate::desk::Desk;
use crate::desk::look_around::{Look, Sight};
use crate::error::Error;

/// How often it looks.
const LOOKS_EVERY: Duration = Duration::from_millis(250);
/// How far each look goes back: most transactions commit within milliseconds.
const BACK_USUALLY: TimeDelta = TimeDelta::seconds(2);
/// Every so many looks go back as far as a transaction may be late.
const FAR_BACK_EVERY: u32 = 16;
/// How many changes are looked at; beyond that listeners are told to read anew.
const CASES_MAX: i64 = 4000;
/// How many cases are told one by one after one look.
const TOLD_MAX: usize = 200;
/// How often in a row looking may fail before the streams end. Those who listen then learn what is wrong when they come
/// back, rather than believe that nothing happens.
const FAILURES_MAX: u32 = 2;

/// Runs until nobody listens.
pub async fn run(live: Arc<Live>, desk: Arc<Desk>) {
    let mut looks = interval(LOOKS_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut feed = Feed::default();
    let mut failures = 0;
    loop {
        looks.tick().await;
        let Some(users) = live.admission.users() else { return };
        match feed.look(&desk, &users).await {
            Ok(words) => {
                failures = 0;
                for word in words {
                    live.tell(word);
                }
            }
            Err(error) => {
                failures += 1;
                tracing::warn!(%error, failures, "what changed cannot be read");
                if failures >= FAILURES_MAX {
                    live.tell(Word::CutOff);
                }
            }
        }
    }
}

/// What was told.
#[derive(Default)]
struct Feed {
    looks: u32,
    looked_at: Option<DateTime<Utc>>,
    /// The version of each case that was told last, and when that was.
    told: HashMap<CaseNumber, (i64, DateTime<Utc>)>,
    unread: HashMap<String, UnreadView>,
    present: Vec<PresenceView>,
}

impl Feed {
    async fn look(&mut self, desk: &Desk, users: &[String]) -> Result<Vec<Word>, Error> {
        let now = desk.clock.now();
        let is_far = self.looks.is_multiple_of(FAR_BACK_EVERY);
        // From the look before: the clock may have jumped since, or this process have been held up.
        let from = self.looked_at.unwrap_or(now).min(now);
        let since = from - if is_far { LATE_MAX } else { BACK_USUALLY };
        let told = &self.told;
        let is_known = |number, version| told.get(&number).is_some_and(|(known, _)| *known >= version);
        let names: Vec<&str> = users.iter().map(String::as_str).collect();
        let look = Look { since, cases_max: CASES_MAX, rows_max: TOLD_MAX, is_known: &is_known, users: &names };
        let sight = desk.look_around(&look).await?;
        self.looks = self.looks.wrapping_add(1);
        self.looked_at = Some(now);
        let mut words: Vec<Word> = self.take_in(&sight, users).into_iter().map(Word::News).collect();
        self.told.extend(sight.changed.into_iter().map(|(number, version)| (number, (version, now))));
        if is_far {
            // What was told longer ago than any look goes back is not met again.
            self.told.retain(|_, (_, told_at)| now - *told_at <= LATE_MAX * 2);
        }
        if is_far || !words.is_empty() {
            words.push(Word::LookedUpTo(Cursor(now)));
        }
        Ok(words)
    }

    /// What there is to tell of what was seen.
    fn take_in(&mut self, sight: &Sight, users: &[String]) -> Vec<Arc<News>> {
        let mut news = of_cases(sight);
        let stands = |user: &String| (user.clone(), sight.unread.get(user).copied().unwrap_or_default());
        let unread: HashMap<String, UnreadView> = users.iter().map(stands).collect();
        let changed = unread.iter().filter(|(user, stands)| self.unread.get(*user) != Some(stands));
        news.extend(changed.map(|(user, stands)| Arc::new(News::notices(user, *stands))));
        self.unread = unread;
        let moved = sight.present.iter().filter(|view| !self.present.contains(view));
        news.extend(moved.map(|view| Arc::new(News::presence(view))));
        let is_left = |view: &&PresenceView| !sight.present.iter().any(|seen| seen.number == view.number);
        let left = self.present.iter().filter(is_left);
        let nobody = |view: &PresenceView| PresenceView { number: view.number, people: vec![] };
        news.extend(left.map(|view| Arc::new(News::presence(&nobody(view)))));
        self.present.clone_from(&sight.present);
        news
    }
}
