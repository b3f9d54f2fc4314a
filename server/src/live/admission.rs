//! How many may listen at this server, and for whom it looks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use shared::api::problem::Code;

use super::{Live, feed};
use crate::desk::Desk;
use crate::error::Error;

/// How many streams one session or client may have open: one for each window that shows.
const STREAMS_OF_ONE_MAX: usize = 16;
/// How many streams one server keeps open: about half of the connections that it takes at all, so that there is always room
/// for requests.
const STREAMS_MAX: usize = 400;
/// When to try again.
const LATER: Duration = Duration::from_secs(10);

/// Who listens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// A person, by their session.
    Session {
        /// Its number.
        id: i64,
        /// Whose it is.
        user: String,
    },
    /// Another system, by its name.
    Client(String),
}

impl Who {
    /// The person's user name.
    pub fn user(&self) -> Option<&str> {
        match self {
            Self::Session { user, .. } => Some(user),
            Self::Client(_) => None,
        }
    }
}

/// Who listens now.
#[derive(Default)]
pub struct Admission(Mutex<Listening>);

#[derive(Default)]
struct Listening {
    streams: HashMap<Who, usize>,
    is_fed: bool,
}

impl Admission {
    /// Lets one more listen, and has the feed run.
    pub fn admit(&self, live: &Arc<Live>, desk: &Arc<Desk>, who: &Who) -> Result<Admitted, Error> {
        if live.is_ended() {
            return Err(Error::later(Code::Unavailable, LATER));
        }
        let mut listening = self.listening();
        let of_one = listening.streams.get(who).copied().unwrap_or(0);
        if of_one >= STREAMS_OF_ONE_MAX || listening.streams.values().sum::<usize>() >= STREAMS_MAX {
            return Err(Error::later(Code::TooManyStreams, LATER));
        }
        listening.streams.insert(who.clone(), of_one + 1);
        if !std::mem::replace(&mut listening.is_fed, true) {
            tokio::spawn(feed::run(Arc::clone(live), Arc::clone(desk)));
        }
        Ok(Admitted { live: Arc::clone(live), who: who.clone() })
    }

    /// The users who listen; nothing where nobody listens any more, and then the feed is done.
    pub fn users(&self) -> Option<Vec<String>> {
        let mut listening = self.listening();
        if listening.streams.is_empty() {
            listening.is_fed = false;
            return None;
        }
        let mut users: Vec<String> = listening.streams.keys().filter_map(Who::user).map(str::to_owned).collect();
        users.sort_unstable();
        users.dedup();
        Some(users)
    }

    fn listening(&self) -> MutexGuard<'_, Listening> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to listen; given back when dropped.
pub struct Admitted {
    live: Arc<Live>,
    who: Who,
}

impl Drop for Admitted {
    fn drop(&mut self) {
        let mut listening = self.live.admission.listening();
        let left = listening.streams.get(&self.who).map_or(0, |streams| streams - 1);
        if left == 0 {
            listening.streams.remove(&self.who);
        } else {
            listening.streams.insert(self.who.clone(), left);
        }
    }
}
