//! `/exceptions/{number}/presence`: who looks at a case now. It is forgotten within half a minute, and never kept.

use serde::{Deserialize, Serialize};

use crate::case::CaseNumber;

/// What someone does with a case that is open before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Doing {
    /// They look.
    #[default]
    Looking,
    /// They write a note, or record what they found.
    Writing,
    /// They are about to decide.
    Deciding,
}

impl Doing {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Looking, Self::Writing, Self::Deciding];

    /// Its name on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Looking => "looking",
            Self::Writing => "writing",
            Self::Deciding => "deciding",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doing| doing.name() == name)
    }
}

/// `PUT /exceptions/{number}/presence`: sent when a case is opened, and every 10 seconds for as long as it shows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresenceRequest {
    /// What the sender does.
    pub doing: Doing,
}

/// Someone who looks at a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Present {
    /// The user name.
    pub name: String,
    /// What they do.
    pub doing: Doing,
}

/// Everybody who looks at a case, by name; the reader too, where they do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresenceView {
    /// The case.
    pub number: CaseNumber,
    /// Who.
    pub people: Vec<Present>,
}
