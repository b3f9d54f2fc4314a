//! What happens at the desk, told to whoever listens at this server.
//!
//! The rule here: the database is the only source, and it is looked at anew several times a second for as long as anybody
//! listens; so it makes no difference which server a change came through, and nothing has to be written for it. What is told
//! twice does no harm, what is told never would: when in doubt, it is told again.

mod admission;
mod feed;
mod listener;
mod news;

use std::sync::Arc;

use tokio::sync::{broadcast, watch};

pub use admission::Who;
pub use listener::{Heard, Listener, Pass};
pub use news::{Cursor, News};

use crate::desk::Desk;
use crate::desk::look_around::Look;
use crate::error::Error;
use admission::Admission;

/// How much may be waiting for a listener that is slow to take it; one that falls behind is told to read anew.
const WAITING_MAX: usize = 1024;
/// How many cases are told one by one to someone who comes or comes back.
const CAUGHT_UP_MAX: usize = 500;

/// What the feed hands to all listeners.
#[derive(Clone)]
enum Word {
    /// Something happened.
    News(Arc<News>),
    /// All that could be seen at that moment has been told.
    LookedUpTo(Cursor),
    /// What happens cannot be seen: the streams end.
    CutOff,
}

/// Where those who listen at this server are told what happens.
pub struct Live {
    words: broadcast::Sender<Word>,
    admission: Admission,
    ended: watch::Sender<bool>,
}

impl Default for Live {
    fn default() -> Self {
        let (words, _) = broadcast::channel(WAITING_MAX);
        Self { words, admission: Admission::default(), ended: watch::Sender::new(false) }
    }
}

impl Live {
    /// Begins to tell someone what happens: what changed since `after`, or just now, and whatever comes.
    pub async fn listen(
        self: &Arc<Self>,
        desk: &Arc<Desk>,
        (who, pass): (Who, Pass),
        after: Option<Cursor>,
    ) -> Result<Listener, Error> {
        let admitted = self.admission.admit(self, desk, &who)?;
        // Subscribed before the look back: what comes up meanwhile is told by both rather than by neither.
        let (words, ended) = (self.words.subscribe(), self.ended.subscribe());
        let now = Cursor(desk.clock.now());
        let since = after.unwrap_or(now).min(now).looking_back();
        let users: Vec<&str> = who.user().into_iter().collect();
        let cases_max = i64::try_from(CAUGHT_UP_MAX).unwrap_or(i64::MAX);
        let is_known = &|_, _| false;
        let look = Look { since, cases_max, rows_max: CAUGHT_UP_MAX, is_known, users: &users };
        let sight = desk.look_around(&look).await?;
        let first = news::of_sight(&sight, who.user().map(|user| (user, sight.unread.get(user))));
        Ok(Listener::new(Arc::clone(desk), (who, pass), admitted, (words, ended), (now, first)))
    }

    /// Ends every stream and lets none begin: the server is about to end.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// Hands on to all listeners; whoever has just gone does not hear it.
    fn tell(&self, word: Word) {
        let _ = self.words.send(word);
    }

    fn is_ended(&self) -> bool {
        *self.ended.borrow()
    }
}
