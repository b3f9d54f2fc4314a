//! `/approvals`: proposals that wait for checkers, how their makers saw them, and deciding several at once.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::exceptions::CaseRow;
use super::problem::Problem;
use crate::actor::Actor;
use crate::audit::Action;
use crate::case::CaseNumber;
use crate::correction::CorrectionOrder;
use crate::digest::Digest;
use crate::evidence::{Evidence, Verdict};
use crate::money::Money;
use crate::resolution::{NotApprover, Proposal};

/// The proposals that wait, riskiest and oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalList {
    /// The proposals; at most 200.
    pub items: Vec<ApprovalRow>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// One proposal that waits, with its case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalRow {
    /// The case.
    pub case: CaseRow,
    /// The proposal.
    pub proposal: Proposal,
    /// Whether the reader may decide it: not their own, and not decided by them already. What they may not approve they may
    /// still reject.
    pub may_decide: bool,
    /// Why the reader may not approve it; absent where they may, or may decide nothing at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_not_approve: Option<NotApprover>,
}

/// `GET /exceptions/{number}/proposals/{seq}`: a proposal as its maker saw the case, and what has happened since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenView {
    /// The proposal.
    pub proposal: Proposal,
    /// The amount of the payout.
    pub amount: Money,
    /// What the evidence said together.
    pub verdict: Verdict,
    /// The evidence that was there, saying what it said then.
    pub evidence: Vec<Evidence>,
    /// The correction order that was proposed, as it stands.
    pub order: Option<CorrectionOrder>,
    /// What has happened to the case since, in order.
    pub since: Vec<SinceView>,
}

/// Something that happened to a case since a proposal was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SinceView {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// The piece of evidence that was recorded, where one was.
    pub evidence: Option<i32>,
}

/// `POST /approvals/decisions`: decide several proposals at once, whose proof is the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionsRequest {
    /// Whether they are approved; rejected otherwise.
    pub approve: bool,
    /// A remark; with a rejection the reason, which must be there.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: Option<String>,
    /// Which, each as it was seen; 1 to 100.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub items: Vec<DecisionItem>,
}

/// One proposal that is to be decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionItem {
    /// The case.
    pub number: CaseNumber,
    /// The proposal's number within the case.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub proposal: i32,
    /// The digest that it binds to, as it was seen.
    pub binds_to: Digest,
}

/// What deciding several answers: one result for each, in order. Each was checked by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionResults {
    /// One result an item.
    pub results: Vec<DecisionResult>,
}

/// The result for one proposal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionResult {
    /// The case.
    pub number: CaseNumber,
    /// The proposal.
    pub proposal: i32,
    /// How many approvals are still missing; absent where it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<i32>,
    /// Why it was refused; absent where it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}
