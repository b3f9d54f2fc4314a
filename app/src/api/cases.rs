//! Cases: the queue, one case with its evidence, and what people do with it.

use gloo_net::http::Method;
use serde_json::{Value, json};
use shared::api::commands::{
    ApproveRequest, ClaimRequest, NoteRequest, ObservationRequest, PayAgainRequest, ReasonRequest, ReleaseRequest,
    ResolveRequest, RevealView, WaitRequest,
};
use shared::api::correction_orders::{DraftOrderRequest, OrderView};
use shared::api::exceptions::{AuditView, CaseList, CaseView, CountsView, RawEvidenceView};
use shared::api::presence::{Doing, PresenceRequest, PresenceView};
use shared::case::CaseNumber;
use shared::digest::Digest;

use super::Api;
use crate::failure::Failure;

impl Api {
    /// A page of the queue; `query` holds the filters and the cursor.
    pub async fn cases(self, query: &str) -> Result<CaseList, Failure> {
        self.get(&format!("/exceptions?{query}")).await
    }

    /// How many cases the reader's own views hold.
    pub async fn counts(self) -> Result<CountsView, Failure> {
        self.get("/exceptions/counts").await
    }

    /// One case with all that a decision looks at.
    pub async fn case(self, number: CaseNumber) -> Result<CaseView, Failure> {
        self.get(&format!("/exceptions/{number}")).await
    }

    /// A piece of evidence with its raw body.
    pub async fn evidence(self, number: CaseNumber, seq: i32) -> Result<RawEvidenceView, Failure> {
        self.get(&format!("/exceptions/{number}/evidence/{seq}")).await
    }

    /// The case's trail.
    pub async fn trail(self, number: CaseNumber) -> Result<AuditView, Failure> {
        self.get(&format!("/exceptions/{number}/audit")).await
    }

    /// The beneficiary unmasked; the server records it.
    pub async fn reveal(self, number: CaseNumber) -> Result<RevealView, Failure> {
        self.post(&format!("/exceptions/{number}/reveal"), &json!({})).await
    }

    /// Says that the reader has the case open before them; answers who else has.
    pub async fn be_present(self, number: CaseNumber, doing: Doing) -> Result<PresenceView, Failure> {
        self.send(Method::PUT, &format!("/exceptions/{number}/presence"), &PresenceRequest { doing }).await
    }

    /// Says that the reader has it open no longer.
    pub async fn leave(self, number: CaseNumber) -> Result<(), Failure> {
        self.delete(&format!("/exceptions/{number}/presence")).await
    }

    /// Has the channel asked at once.
    pub async fn query(self, number: CaseNumber) -> Result<(), Failure> {
        self.command(number, "query", &json!({})).await
    }

    /// Takes a case.
    pub async fn claim(self, number: CaseNumber, request: &ClaimRequest) -> Result<(), Failure> {
        self.command(number, "claim", request).await
    }

    /// Gives a case back.
    pub async fn release(self, number: CaseNumber, request: &ReleaseRequest) -> Result<(), Failure> {
        self.command(number, "release", request).await
    }

    /// Keeps waiting for the channel.
    pub async fn wait(self, number: CaseNumber, request: &WaitRequest) -> Result<(), Failure> {
        self.command(number, "wait", request).await
    }

    /// Writes a note.
    pub async fn note(self, number: CaseNumber, request: &NoteRequest) -> Result<(), Failure> {
        self.command(number, "notes", request).await
    }

    /// Records a portal check or a document.
    pub async fn observe(self, number: CaseNumber, request: &ObservationRequest) -> Result<(), Failure> {
        self.command(number, "observations", request).await
    }

    /// Settles a case, or proposes to.
    pub async fn resolve(self, number: CaseNumber, request: &ResolveRequest) -> Result<(), Failure> {
        self.command(number, "resolutions", request).await
    }

    /// Agrees with a proposal.
    pub async fn approve(self, number: CaseNumber, proposal: i32, request: &ApproveRequest) -> Result<(), Failure> {
        self.command(number, &format!("proposals/{proposal}/approve"), request).await
    }

    /// Rejects a proposal.
    pub async fn reject(self, number: CaseNumber, proposal: i32, request: &ReasonRequest) -> Result<(), Failure> {
        self.command(number, &format!("proposals/{proposal}/reject"), request).await
    }

    /// Takes one's own proposal back.
    pub async fn withdraw(self, number: CaseNumber, proposal: i32, request: &ReasonRequest) -> Result<(), Failure> {
        self.command(number, &format!("proposals/{proposal}/withdraw"), request).await
    }

    /// Asks the sending system to pay again.
    pub async fn pay_again(self, number: CaseNumber, request: &PayAgainRequest) -> Result<(), Failure> {
        self.command(number, "pay-again", request).await
    }

    /// Drafts the correction order that puts a case right.
    pub async fn draft_order(self, number: CaseNumber, request: &DraftOrderRequest) -> Result<OrderView, Failure> {
        self.post(&format!("/exceptions/{number}/correction-orders"), request).await
    }

    /// Every command is followed by reading the case anew, so its own answer is not looked at.
    async fn command(self, number: CaseNumber, verb: &str, request: &impl serde::Serialize) -> Result<(), Failure> {
        self.post::<Value>(&format!("/exceptions/{number}/{verb}"), request).await.map(drop)
    }
}

/// Where a file that belongs to an observation is served.
pub fn attachment_address(number: CaseNumber, file: Digest) -> String {
    format!("/api/v1/exceptions/{number}/attachments/{file}")
}
