//! `/changes`: what happens at the desk while one listens, as server-sent events.
//!
//! The rule here: an event says what is, not what was done, so hearing one twice, or only the last of several, does no harm.

use serde::{Deserialize, Serialize};

/// What an event is called, on the wire as in `addEventListener`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventName {
    /// A case changed: the data is its row as lists show it.
    Changed,
    /// More changed than is told one by one: read anew what shows. There is no data.
    ReadAnew,
    /// The listener's notices changed: the data is an [`UnreadView`].
    Notices,
    /// Other people look at a case, or do something else with it, or left: the data is a
    /// [`PresenceView`](super::presence::PresenceView).
    Presence,
    /// Nothing happened: it shows that the stream is alive, and from when on to go on. There is no data.
    Alive,
}

impl EventName {
    /// Every name.
    pub const ALL: [Self; 5] = [Self::Changed, Self::ReadAnew, Self::Notices, Self::Presence, Self::Alive];

    /// The name as it stands on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::ReadAnew => "read_anew",
            Self::Notices => "notices",
            Self::Presence => "presence",
            Self::Alive => "alive",
        }
    }
}

/// How a person's notices stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnreadView {
    /// How many are unread.
    pub unread: i64,
    /// The newest of those, by its number; 0 where there is none.
    pub newest: i64,
}
