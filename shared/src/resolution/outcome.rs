//! What may be chosen for a case, and how a case may end.

use serde::{Deserialize, Serialize};

use crate::case::CaseKind;

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// The payout was paid. Nothing ever takes this back.
    ConfirmedPaid,
    /// The payout was not paid.
    ConfirmedNotPaid,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 2] = [Self::ConfirmedPaid, Self::ConfirmedNotPaid];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConfirmedPaid => "confirmed_paid",
            Self::ConfirmedNotPaid => "confirmed_not_paid",
        }
    }

    /// The outcome of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// The kind of case that opens when a claim of this sort comes up after the case was closed so.
    pub fn contradicted_by(self, claim: crate::evidence::Claim) -> Option<CaseKind> {
        use crate::evidence::Claim::{ProvesNotPaid, ProvesPaid, Returned};
        match (self, claim) {
            // A success that is denied later is under the same suspicion as one that came back.
            (Self::ConfirmedPaid, Returned | ProvesNotPaid) => Some(CaseKind::PayoutBounced),
            (Self::ConfirmedNotPaid, ProvesPaid | Returned) => Some(CaseKind::LateSuccess),
            _ => None,
        }
    }
}

/// What may be chosen for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Resolution {
    /// Close as paid.
    ConfirmPaid,
    /// Close as not paid, on the channel's own word.
    ConfirmNotPaid,
    /// Close as not paid, on what a person saw.
    ConfirmNotPaidWithoutProof,
    /// Wait for the channel until a time.
    KeepWaiting,
}

impl Resolution {
    /// Every resolution.
    pub const ALL: [Self; 4] =
        [Self::ConfirmPaid, Self::ConfirmNotPaid, Self::ConfirmNotPaidWithoutProof, Self::KeepWaiting];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConfirmPaid => "confirm_paid",
            Self::ConfirmNotPaid => "confirm_not_paid",
            Self::ConfirmNotPaidWithoutProof => "confirm_not_paid_without_proof",
            Self::KeepWaiting => "keep_waiting",
        }
    }

    /// The resolution of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|resolution| resolution.name() == name)
    }

    /// How the case ends by it; waiting ends nothing.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::ConfirmPaid => Some(Outcome::ConfirmedPaid),
            Self::ConfirmNotPaid | Self::ConfirmNotPaidWithoutProof => Some(Outcome::ConfirmedNotPaid),
            Self::KeepWaiting => None,
        }
    }

    /// What may be chosen for a case of this kind. Bounces and late successes end in corrections, not here.
    pub fn of_kind(kind: CaseKind) -> &'static [Self] {
        match kind {
            CaseKind::PayoutUnknown => &Self::ALL,
            CaseKind::PayoutBounced | CaseKind::LateSuccess | CaseKind::DuplicatePayout => &[Self::KeepWaiting],
        }
    }
}
