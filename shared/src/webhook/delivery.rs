//! How a delivery goes: its tries, and where it stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeliveryState {
    /// It is tried until it gets through, or until it is given up.
    Pending,
    /// The endpoint answered in the two hundreds.
    Delivered,
    /// It was tried for days in vain, while others got through. It can be sent anew by hand.
    GivenUp,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Delivered, Self::GivenUp];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::GivenUp => "given_up",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// Why nothing is sent to an endpoint. What happens meanwhile is kept for it, and sent once it is enabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Disabled {
    /// An admin said so.
    ByHand,
    /// For days nothing got through.
    Failing,
    /// It answered that it is gone (410).
    Gone,
}

impl Disabled {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::ByHand, Self::Failing, Self::Gone];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::Failing => "failing",
            Self::Gone => "gone",
        }
    }

    /// The reason of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// Why no answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Failure {
    /// The address names no host that could be found.
    NoSuchHost,
    /// The host is in a private network, and nothing was sent.
    AddressRefused,
    /// No connection was made.
    NoConnection,
    /// The connection broke before an answer came.
    Broken,
    /// No answer came in time.
    TimedOut,
}

impl Failure {
    /// Every failure.
    pub const ALL: [Self; 5] =
        [Self::NoSuchHost, Self::AddressRefused, Self::NoConnection, Self::Broken, Self::TimedOut];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoSuchHost => "no_such_host",
            Self::AddressRefused => "address_refused",
            Self::NoConnection => "no_connection",
            Self::Broken => "broken",
            Self::TimedOut => "timed_out",
        }
    }

    /// The failure of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.name() == name)
    }
}

/// One try of a delivery, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    /// Which try, from 1.
    pub attempt: i32,
    /// The identifier of the request, sent as `X-Request-Id`: another for each try.
    pub request_id: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub latency_ms: i64,
    /// The status that the endpoint answered.
    pub http_status: Option<u16>,
    /// Why no answer came.
    pub failure: Option<Failure>,
    /// The beginning of the answer's body, up to a kilobyte.
    pub answer: Option<String>,
}

impl Attempt {
    /// Whether the event got through: the endpoint answered in the two hundreds. A redirection is not followed.
    pub fn is_success(&self) -> bool {
        self.http_status.is_some_and(|status| (200..300).contains(&status))
    }

    /// Whether the endpoint said that it wants nothing any more.
    pub fn is_gone(&self) -> bool {
        self.http_status == Some(410)
    }
}
