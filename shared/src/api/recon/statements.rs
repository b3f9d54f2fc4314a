//! `/statements`: files of the channel's lines, and of ours, from their arrival until they are booked or discarded.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::digest::Digest;
use crate::recon::{AccountId, Fault, FaultKind, Line, Side, Statement};

/// How large a file may be, in bytes.
pub const STATEMENT_BYTES_MAX: u64 = 1 << 30;

/// A file as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementView {
    /// Its number.
    pub id: i64,
    /// Its version: what changes it names the one that was seen.
    pub version: i64,
    /// The account.
    pub account: AccountId,
    /// Whose lines it holds.
    pub side: Side,
    /// Its name as it was uploaded.
    pub name: String,
    /// How large it is.
    pub size_bytes: i64,
    /// The digest of its bytes: the same file is never taken twice for one account.
    pub sha256: Digest,
    /// The mapping by which it is read, where one was named.
    pub mapping: Option<String>,
    /// Where it stands.
    pub state: StatementState,
    /// What was understood; absent until it was read.
    pub statement: Option<Statement>,
    /// Who sent it.
    pub received_by: Actor,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// Where a file stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StatementState {
    /// It is read just now, or waits for it.
    Reading {
        /// How many lines were read so far.
        lines: i64,
    },
    /// It was read and can be booked.
    Read,
    /// It is at fault, and refused whole. It can be read again, by another mapping, or discarded.
    Refused {
        /// Where, and how: at least once, and as often as could be told.
        faults: Vec<Fault>,
    },
    /// Its lines are in the days.
    Booked {
        /// Who booked it.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
        /// How many lines went into the first open day after their own, which is closed.
        moved: i64,
    },
    /// It was put aside; its lines count for nothing.
    Discarded {
        /// Who did.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
    },
}

/// The name of a file's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StatementStateName {
    /// It is read just now, or waits for it.
    Reading,
    /// It was read and can be booked.
    Read,
    /// It is at fault.
    Refused,
    /// Its lines are in the days.
    Booked,
    /// It was put aside.
    Discarded,
}

impl StatementStateName {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Reading, Self::Read, Self::Refused, Self::Booked, Self::Discarded];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Read => "read",
            Self::Refused => "refused",
            Self::Booked => "booked",
            Self::Discarded => "discarded",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl StatementState {
    /// Whether nothing is wrong with it but that nobody has said yet which of its columns is what.
    pub fn is_of_new_shape(&self) -> bool {
        let lacks = |fault: &Fault| fault.kind == FaultKind::NeedsMapping && fault.place.found.is_none();
        matches!(self, Self::Refused { faults } if faults.iter().all(lacks))
    }

    /// Its name.
    pub fn name(&self) -> StatementStateName {
        match self {
            Self::Reading { .. } => StatementStateName::Reading,
            Self::Read => StatementStateName::Read,
            Self::Refused { .. } => StatementStateName::Refused,
            Self::Booked { .. } => StatementStateName::Booked,
            Self::Discarded { .. } => StatementStateName::Discarded,
        }
    }
}

/// `GET /statements`, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementList {
    /// The files.
    pub items: Vec<StatementView>,
    /// What to send as `cursor` for the next page; absent on the last.
    pub next: Option<String>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// `GET /statements/{id}/lines`: what was understood, line by line.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementLineList {
    /// The lines, in the order of the file.
    pub items: Vec<Line>,
    /// What to send as `cursor` for the next page; absent on the last.
    pub next: Option<String>,
}

/// `GET /statements/{id}/days`: what the file holds of each business day.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementDays {
    /// The days, the first first.
    pub items: Vec<StatementDay>,
}

/// What a file holds of a business day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementDay {
    /// The day.
    pub date: NaiveDate,
    /// How many lines.
    pub count: i64,
    /// Into which day they go: the first open one after it where it is closed.
    pub booked_on: NaiveDate,
}

/// `POST /statements/{id}/read`: read it again, by another mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadAgainRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// The saved mapping by which to read it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z0-9_.-]{1,64}$"))]
    pub mapping: Option<String>,
}

/// `POST /statements/{id}/book`: its lines go into the days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// That a person has seen the file's doubts and books it all the same; a file with doubts is refused otherwise.
    #[serde(default)]
    pub despite_doubts: bool,
}

/// `POST /statements/{id}/discard`: it is put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscardRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_states_read_back() {
        assert!(StatementStateName::ALL.iter().all(|it| StatementStateName::from_name(it.name()) == Some(*it)));
        let reading = serde_json::to_value(StatementState::Reading { lines: 0 }).unwrap();
        assert_eq!(reading["name"], StatementStateName::Reading.name());
    }
}
