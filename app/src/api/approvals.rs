//! Proposals that wait for checkers: as their makers saw them, and what checkers say.

use shared::api::approvals::{ApprovalList, DecisionResults, DecisionsRequest, SeenView};
use shared::case::CaseNumber;

use super::Api;
use crate::failure::Failure;

impl Api {
    /// The proposals that wait, riskiest and oldest first.
    pub async fn approvals(self) -> Result<ApprovalList, Failure> {
        self.get("/approvals").await
    }

    /// A proposal as its maker saw the case, and what has happened since.
    pub async fn proposal_as_seen(self, number: CaseNumber, seq: i32) -> Result<SeenView, Failure> {
        self.get(&format!("/exceptions/{number}/proposals/{seq}")).await
    }

    /// Approves or rejects proposals whose proof is the same, each checked by itself.
    pub async fn decide(self, request: &DecisionsRequest) -> Result<DecisionResults, Failure> {
        self.post("/approvals/decisions", request).await
    }
}
