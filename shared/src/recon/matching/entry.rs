//! A line with its place in the books of the reconciliation.

use serde::{Deserialize, Serialize};

use super::Rule;
use crate::recon::{Line, LineStatus, Side};

/// Identifies a line among all that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineId(pub i64);

/// Identifies a match among all that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchId(pub i64);

/// Where a line was placed before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// Nowhere for good: new, held from an earlier day, or in a discrepancy whose case is open.
    Free,
    /// In a match of a day that is open.
    Matched {
        /// Which.
        id: MatchId,
        /// By which rule.
        by: Rule,
    },
    /// In a discrepancy: that an earlier pass of this run has found, in which case it is free again in the next run; or that a
    /// person made, who tied it together with what it differs from, in which case it stays there.
    Differs,
    /// For good: its day is closed, or the case of its discrepancy is.
    Final,
}

/// A line, who wrote it, and where it was placed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line's identifier.
    pub id: LineId,
    /// Who wrote it.
    pub side: Side,
    /// What it says.
    pub line: Line,
    /// Where it was placed before.
    pub placed: Placed,
}

impl Entry {
    /// Whether it may be placed.
    pub fn is_free(&self) -> bool {
        self.placed == Placed::Free
    }

    /// The match that a reference may undo, where it is in one.
    pub(super) fn undoable(&self) -> Option<MatchId> {
        match self.placed {
            Placed::Matched { id, by } if by.is_undone_by_references() => Some(id),
            Placed::Free | Placed::Matched { .. } | Placed::Differs | Placed::Final => None,
        }
    }

    /// Whether it moved money.
    pub(super) fn is_settled(&self) -> bool {
        self.line.status == LineStatus::Settled
    }
}
