//! One thing that happened, written once for all who are told.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use shared::api::changes::{EventName, UnreadView};
use shared::api::presence::PresenceView;

use super::Who;
use crate::desk::look_around::Sight;

/// How late a transaction may commit after it wrote the time of its change, and how far the servers' clocks may lie apart:
/// together no more than this.
pub const LATE_MAX: Duration = Duration::seconds(60);

/// How far someone has listened: the moment of the look by which they were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor(pub DateTime<Utc>);

impl Cursor {
    /// Reads what a listener sends back: microseconds since 1970.
    pub fn read(text: &str) -> Option<Self> {
        let is_plain = (1..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let micros = text.parse().ok().filter(|_| is_plain)?;
        DateTime::from_timestamp_micros(micros).map(Self)
    }

    /// From when on changes may not have been told: what commits late bears a time from before.
    pub fn looking_back(self) -> DateTime<Utc> {
        self.0 - LATE_MAX
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.timestamp_micros())
    }
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum To {
    Everybody,
    People,
    Person(String),
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What it is called.
    pub name: EventName,
    /// What there is to say, as JSON; empty where the name says it all.
    pub data: String,
    to: To,
}

impl News {
    /// That more changed than is told one by one.
    pub fn read_anew() -> Self {
        Self { name: EventName::ReadAnew, data: "{}".to_owned(), to: To::Everybody }
    }

    /// How a person's notices stand.
    pub fn notices(user: &str, unread: UnreadView) -> Self {
        Self { name: EventName::Notices, data: json(&unread), to: To::Person(user.to_owned()) }
    }

    /// Who looks at a case.
    pub fn presence(view: &PresenceView) -> Self {
        Self { name: EventName::Presence, data: json(view), to: To::People }
    }

    /// Whether this is told to that listener.
    pub fn is_for(&self, who: &Who) -> bool {
        match &self.to {
            To::Everybody => true,
            To::People => who.user().is_some(),
            To::Person(user) => who.user() == Some(user),
        }
    }
}

/// What changed of cases.
pub fn of_cases(sight: &Sight) -> Vec<Arc<News>> {
    if sight.is_too_much {
        return vec![Arc::new(News::read_anew())];
    }
    let changed = |row| Arc::new(News { name: EventName::Changed, data: json(row), to: To::Everybody });
    sight.rows.iter().map(changed).collect()
}

/// What someone is told who begins to listen.
pub fn of_sight(sight: &Sight, own: Option<(&str, Option<&UnreadView>)>) -> Vec<Arc<News>> {
    let mut news = of_cases(sight);
    if own.is_some() {
        news.extend(sight.present.iter().map(|view| Arc::new(News::presence(view))));
    }
    news.extend(own.map(|(user, unread)| Arc::new(News::notices(user, unread.copied().unwrap_or_default()))));
    news
}

/// What the desk answers can always be written as JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_nothing_else_does() {
        for text in ["0", "1780000000123456"] {
            assert_eq!(Cursor::read(text).map(|cursor| cursor.to_string()).as_deref(), Some(text));
        }
        for text in ["", "-1", "+1", " 1", "1.5", "1e3", "99999999999999999", "１"] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
    }
}
