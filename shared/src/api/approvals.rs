//! `GET /approvals`: proposals that wait for checkers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::exceptions::CaseRow;
use crate::resolution::Proposal;

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
    /// Whether the reader may decide it: not their own, and not decided by them already.
    pub may_decide: bool,
}
