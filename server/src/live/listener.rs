//! Someone who listens: told what comes, for as long as they may know it.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::admission::Admitted;
use super::{Cursor, News, Who, Word};
use crate::auth::key::Key;
use crate::auth::token::Token;
use crate::desk::Desk;

/// How often a stream shows that it is alive when nothing happens.
const BEATS_EVERY: Duration = Duration::from_secs(15);
/// How often it is asked whether the listener may still listen.
const ASKED_EVERY: Duration = Duration::from_secs(2);

/// By what someone listens; asked again and again, for a stream must not outlive its session or its key.
pub enum Pass {
    /// A session.
    Session(Token),
    /// A client's key, and from where it is used.
    Key(Key, Option<IpAddr>),
}

impl Pass {
    /// Whether it is good now. Where that cannot be found out it is taken as it was: what happens cannot be read either.
    async fn is_good(&self, desk: &Arc<Desk>) -> bool {
        let admits = match self {
            Self::Session(token) => desk.admits_session(token).await,
            Self::Key(key, address) => desk.admits_key(key, *address).await,
        };
        admits.unwrap_or(true)
    }
}

/// What a listener is told next.
#[derive(Debug)]
pub struct Heard {
    /// How far they have listened before this.
    pub cursor: Cursor,
    /// What happened; nothing where it is only shown that the stream is alive.
    pub news: Option<Arc<News>>,
}

/// Someone who listens.
pub struct Listener {
    desk: Arc<Desk>,
    who: Who,
    pass: Pass,
    words: broadcast::Receiver<Word>,
    ended: watch::Receiver<bool>,
    beats: Interval,
    asked: Interval,
    cursor: Cursor,
    first: VecDeque<Option<Arc<News>>>,
    _admitted: Admitted,
}

impl Listener {
    pub(super) fn new(
        desk: Arc<Desk>,
        (who, pass): (Who, Pass),
        admitted: Admitted,
        (words, ended): (broadcast::Receiver<Word>, watch::Receiver<bool>),
        (cursor, first): (Cursor, Vec<Arc<News>>),
    ) -> Self {
        // An empty word comes first: whoever opens the stream knows at once that it is open, and from when on.
        let first = std::iter::once(None).chain(first.into_iter().map(Some)).collect();
        let (beats, asked) = (every(BEATS_EVERY), every(ASKED_EVERY));
        Self { desk, who, pass, words, ended, beats, asked, cursor, first, _admitted: admitted }
    }

    /// What comes next; nothing where the stream is to end.
    pub async fn next(&mut self) -> Option<Heard> {
        if let Some(news) = self.first.pop_front() {
            return Some(self.heard(news));
        }
        loop {
            // The order counts: what ends the stream is not kept waiting by what comes in.
            tokio::select! {
                biased;
                () = end(&mut self.ended) => return None,
                _ = self.asked.tick() => {
                    let is_good = self.pass.is_good(&self.desk).await;
                    // Where the answer took long the next question waits all the same: it must not keep out what comes in.
                    self.asked.reset();
                    if !is_good {
                        return None;
                    }
                },
                _ = self.beats.tick() => return Some(self.heard(None)),
                word = self.words.recv() => match word {
                    Ok(Word::News(news)) if news.is_for(&self.who) => return Some(self.heard(Some(news))),
                    Ok(Word::News(_)) => {}
                    Ok(Word::LookedUpTo(cursor)) => self.cursor = cursor,
                    Err(broadcast::error::RecvError::Lagged(_)) => {
                        return Some(self.heard(Some(Arc::new(News::read_anew()))));
                    }
                    Ok(Word::CutOff) | Err(broadcast::error::RecvError::Closed) => return None,
                },
            }
        }
    }

    fn heard(&mut self, news: Option<Arc<News>>) -> Heard {
        self.beats.reset();
        Heard { cursor: self.cursor, news }
    }
}

/// Waits until the server is about to end.
async fn end(ended: &mut watch::Receiver<bool>) {
    // An error says that nobody can say so any more; that is the end too.
    let _ = ended.wait_for(|ended| *ended).await;
}

fn every(period: Duration) -> Interval {
    let mut interval = interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
