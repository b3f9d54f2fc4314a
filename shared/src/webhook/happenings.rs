//! What is told of each thing that happens: the `data` of its event.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::snapshot::CaseSnapshot;
use crate::actor::Actor;
use crate::case::{Beneficiary, CaseNumber};
use crate::correction::CorrectionOrder;
use crate::digest::Digest;
use crate::evidence::{Claim, Evidence, EvidenceKind, Verdict};
use crate::money::Money;
use crate::recon::AccountId;
use crate::recon::balance::Movement;
use crate::resolution::{Outcome, Proposal, Resolution};

/// `case.opened`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseOpened {
    /// The case. Its `linked_from` names the closed case from which the desk opened it.
    pub case: CaseSnapshot,
}

/// `case.closed`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseClosed {
    /// The case.
    pub case: CaseSnapshot,
    /// How it ended.
    pub outcome: Outcome,
    /// What was chosen.
    pub resolution: Resolution,
    /// Who decided, or completed the approval.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub closed_by: Actor,
    /// Why, in words.
    pub reason: Option<String>,
    /// The proposal that it followed from.
    pub proposal: Option<i32>,
}

/// `case.contradicted`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseContradicted {
    /// The case that was closed; it stays as it is.
    pub case: CaseSnapshot,
    /// The case that was opened.
    pub opened: CaseNumber,
}

/// `evidence.recorded`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceRecorded {
    /// The case, with the evidence taken in.
    pub case: CaseSnapshot,
    /// The evidence.
    pub evidence: EvidenceSnapshot,
}

/// A piece of evidence, without its raw body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceSnapshot {
    /// Its number within the case.
    pub seq: i32,
    /// What sort of thing it is.
    pub kind: EvidenceKind,
    /// The order number of the payout attempt that it speaks of.
    pub attempt: String,
    /// What it claims of that attempt.
    pub claim: Claim,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// The digest of its raw body.
    pub sha256: Digest,
}

impl From<&Evidence> for EvidenceSnapshot {
    fn from(piece: &Evidence) -> Self {
        Self {
            seq: piece.seq,
            kind: piece.kind,
            attempt: piece.attempt.clone(),
            claim: piece.claim,
            received_at: piece.received_at,
            sha256: piece.sha256,
        }
    }
}

/// `verdict.changed`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerdictChanged {
    /// The case, with its verdict now.
    pub case: CaseSnapshot,
    /// The verdict before.
    pub before: Verdict,
}

/// `proposal.made`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposalMade {
    /// The case.
    pub case: CaseSnapshot,
    /// The proposal.
    pub proposal: Proposal,
}

/// `proposal.ended`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposalEnded {
    /// The case.
    pub case: CaseSnapshot,
    /// The proposal; its state says how it ended.
    pub proposal: Proposal,
}

/// `payout.pay_again_requested`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayAgainRequested {
    /// The case.
    pub case: CaseSnapshot,
    /// The new order number, under which to pay.
    pub order_number: String,
    /// How much to pay.
    pub amount: Money,
    /// Whom to pay: the beneficiary as corrected.
    pub beneficiary: Beneficiary,
    /// What was corrected, and why.
    pub reason: String,
    /// Who asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub requested_by: Actor,
}

/// `correction.…`: whatever happens to a correction order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionChanged {
    /// The case that the order puts right, as it stood at the end of the change.
    pub case: CaseSnapshot,
    /// The order as it stood just after this happened, its lines included. `version` counts its changes.
    pub order: CorrectionOrder,
    /// Who did it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub by: Actor,
}

/// `day.closed`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayClosed {
    /// The account.
    pub account: AccountId,
    /// The channel that it is at.
    pub channel: String,
    /// The date.
    pub date: NaiveDate,
    /// What the account held before the day.
    pub opening: Money,
    /// What moved it, by the channel's statement.
    pub movement: Movement,
    /// What it held after the day.
    pub closing: Money,
    /// Who proposed to close it.
    pub maker: String,
    /// Who approved it.
    pub checker: String,
    /// The digest of what both saw.
    pub binds_to: Digest,
}

/// `webhook.test`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookTest {
    /// The endpoint that is tried.
    pub endpoint: String,
    /// Who tries it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub sent_by: Actor,
}
