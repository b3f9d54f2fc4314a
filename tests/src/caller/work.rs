//! What people do with a case. Each reads the case first, as a page does, and acts on the version that it saw.

use chrono::{DateTime, Utc};
use shared::api::commands::{
    ApproveRequest, ClaimRequest, NoteRequest, ObservationRequest, PayAgainRequest, ReasonRequest, ReleaseRequest,
    ResolveRequest, RevealView, WaitRequest,
};
use shared::api::exceptions::{CaseView, NoteView, RecordedView};
use shared::case::{Beneficiary, CaseNumber};
use shared::digest::Digest;
use shared::resolution::{Proposal, Resolution};

use super::{Answer, Caller};

impl Caller {
    /// Takes a case that nobody has.
    pub async fn claim(&self, number: CaseNumber) -> Answer<CaseView> {
        self.claim_seen(number, self.case(number).await?.case.version).await
    }

    /// Takes a case as it was at a version.
    pub async fn claim_seen(&self, number: CaseNumber, version: i64) -> Answer<CaseView> {
        self.work(number, "claim", &ClaimRequest { version, take_over: false }).await
    }

    /// Takes a case from whoever has it.
    pub async fn take_over(&self, number: CaseNumber) -> Answer<CaseView> {
        let version = self.case(number).await?.case.version;
        self.work(number, "claim", &ClaimRequest { version, take_over: true }).await
    }

    /// Gives a case back.
    pub async fn release(&self, number: CaseNumber) -> Answer<CaseView> {
        let version = self.case(number).await?.case.version;
        self.work(number, "release", &ReleaseRequest { version }).await
    }

    /// Puts a case to wait.
    pub async fn wait(&self, number: CaseNumber, until: DateTime<Utc>) -> Answer<CaseView> {
        let version = self.case(number).await?.case.version;
        let request = WaitRequest { version, until, reason: "the channel's statement comes then".to_owned() };
        self.work(number, "wait", &request).await
    }

    /// Writes a note.
    pub async fn note(&self, number: CaseNumber, text: &str) -> Answer<NoteView> {
        self.post(&format!("/exceptions/{number}/notes"), &NoteRequest { text: text.to_owned() }).await
    }

    /// Records a portal check or a document.
    pub async fn observe(
        &self,
        number: CaseNumber,
        observation: impl Into<ObservationRequest>,
    ) -> Answer<RecordedView> {
        self.post(&format!("/exceptions/{number}/observations"), &observation.into()).await
    }

    /// Asks the sending system to pay again, under that order number.
    pub async fn pay_again(&self, number: CaseNumber, order_number: &str) -> Answer<CaseView> {
        let beneficiary = Beneficiary {
            name: "张小明".to_owned(),
            account: "6222020200012345670".to_owned(),
            ..Beneficiary::default()
        };
        let version = self.case(number).await?.case.version;
        let (order_number, reason) = (order_number.to_owned(), "The account number had a digit wrong.".to_owned());
        self.work(number, "pay-again", &PayAgainRequest { version, order_number, beneficiary, reason }).await
    }

    /// Settles a case, or proposes to, without a word.
    pub async fn resolve(&self, number: CaseNumber, resolution: Resolution) -> Answer<CaseView> {
        self.resolve_seen(number, self.case(number).await?.case.version, resolution, None).await
    }

    /// Settles a case, or proposes to, and says why.
    pub async fn resolve_because(&self, number: CaseNumber, resolution: Resolution, reason: &str) -> Answer<CaseView> {
        self.resolve_seen(number, self.case(number).await?.case.version, resolution, Some(reason)).await
    }

    /// Settles a case as it was at a version, or proposes to.
    pub async fn resolve_seen(
        &self,
        number: CaseNumber,
        version: i64,
        resolution: Resolution,
        reason: Option<&str>,
    ) -> Answer<CaseView> {
        let request = ResolveRequest { version, resolution, reason: reason.map(str::to_owned) };
        self.work(number, "resolutions", &request).await
    }

    /// Approves the newest proposal of a case, as it stands.
    pub async fn approve(&self, number: CaseNumber) -> Answer<CaseView> {
        let proposal = self.newest_proposal(number).await?;
        self.approve_seen(number, proposal.seq, proposal.binds_to).await
    }

    /// Approves a proposal that was seen to bind to `binds_to`.
    pub async fn approve_seen(&self, number: CaseNumber, proposal: i32, binds_to: Digest) -> Answer<CaseView> {
        self.work(number, &format!("proposals/{proposal}/approve"), &ApproveRequest { binds_to, reason: None }).await
    }

    /// Rejects the newest proposal of a case.
    pub async fn reject(&self, number: CaseNumber, reason: &str) -> Answer<CaseView> {
        let proposal = self.newest_proposal(number).await?.seq;
        self.work(number, &format!("proposals/{proposal}/reject"), &ReasonRequest { reason: reason.to_owned() }).await
    }

    /// Takes the newest proposal of a case back.
    pub async fn withdraw(&self, number: CaseNumber, reason: &str) -> Answer<CaseView> {
        let proposal = self.newest_proposal(number).await?.seq;
        let request = ReasonRequest { reason: reason.to_owned() };
        self.work(number, &format!("proposals/{proposal}/withdraw"), &request).await
    }

    /// The newest proposal of a case.
    pub async fn newest_proposal(&self, number: CaseNumber) -> Answer<Proposal> {
        let newest = self.case(number).await?.proposals.pop();
        Ok(newest.ok_or_else(|| anyhow::anyhow!("{number} has no proposal"))?)
    }

    /// Sees the beneficiary unmasked.
    pub async fn reveal(&self, number: CaseNumber) -> Answer<RevealView> {
        super::read(self.request(reqwest::Method::POST, &format!("/exceptions/{number}/reveal")).send().await?).await
    }

    async fn work(&self, number: CaseNumber, verb: &str, request: &impl serde::Serialize) -> Answer<CaseView> {
        self.post(&format!("/exceptions/{number}/{verb}"), request).await
    }
}
