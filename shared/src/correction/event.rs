//! What happened to an order, one event a change. Nothing of it is ever rewritten.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::OrderState;
use crate::actor::Actor;
use crate::audit::Action;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OrderEventKind {
    /// It was drafted.
    Drafted,
    /// Its content was changed.
    Edited,
    /// It was proposed.
    Proposed,
    /// Its proposal was voided or taken back: it is a draft again.
    ProposalEnded,
    /// Enough approved.
    Approved,
    /// A checker rejected it.
    Rejected,
    /// It was taken back.
    Withdrawn,
    /// The funds that it waits for are back.
    FundsBack,
    /// It was given to accounting.
    Sent,
    /// Accounting has not said for too long how it went: its case was raised again.
    Raised,
    /// Accounting posted it.
    Posted,
    /// Accounting refused it.
    Failed,
}

impl OrderEventKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Drafted,
        Self::Edited,
        Self::Proposed,
        Self::ProposalEnded,
        Self::Approved,
        Self::Rejected,
        Self::Withdrawn,
        Self::FundsBack,
        Self::Sent,
        Self::Raised,
        Self::Posted,
        Self::Failed,
    ];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Edited => "edited",
            Self::Proposed => "proposed",
            Self::ProposalEnded => "proposal_ended",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::FundsBack => "funds_back",
            Self::Sent => "sent",
            Self::Raised => "raised",
            Self::Posted => "posted",
            Self::Failed => "failed",
        }
    }

    /// What the trail calls it.
    pub fn action(self) -> Action {
        match self {
            Self::Drafted => Action::CorrectionDrafted,
            Self::Edited => Action::CorrectionEdited,
            Self::Proposed => Action::CorrectionProposed,
            Self::ProposalEnded => Action::CorrectionProposalEnded,
            Self::Approved => Action::CorrectionApproved,
            Self::Rejected => Action::CorrectionRejected,
            Self::Withdrawn => Action::CorrectionWithdrawn,
            Self::FundsBack => Action::CorrectionFundsBack,
            Self::Sent => Action::CorrectionSent,
            Self::Raised => Action::CorrectionRaised,
            Self::Posted => Action::CorrectionPosted,
            Self::Failed => Action::CorrectionFailed,
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One event of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderEvent {
    /// Its number within the order, from 1; the order's version with it.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What.
    pub kind: OrderEventKind,
    /// The revision of the content at that time.
    pub revision: i32,
    /// The state after it.
    pub state: OrderState,
}
