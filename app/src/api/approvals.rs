//! Proposals that wait for checkers.

use shared::api::approvals::ApprovalList;

use super::Api;
use crate::failure::Failure;

impl Api {
    /// The proposals that wait, riskiest and oldest first.
    pub async fn approvals(self) -> Result<ApprovalList, Failure> {
        self.get("/approvals").await
    }
}
