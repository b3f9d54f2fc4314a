//! What other systems do: file exceptions and add evidence to them.

use serde_json::Value;
use shared::api::exceptions::{
    AddedKind, BatchView, EvidenceRequest, FiledView, FilingRequest, RecordedView, ResponseRequest,
};
use shared::case::CaseNumber;

use super::{Answer, Caller};
use crate::returned::Told;

impl Caller {
    /// Files an exception.
    pub async fn file(&self, filing: impl Into<FilingRequest>) -> Answer<FiledView> {
        self.post("/exceptions", &filing.into()).await
    }

    /// Files an exception; answers its number.
    pub async fn number_of(&self, filing: impl Into<FilingRequest>) -> Answer<CaseNumber> {
        Ok(self.file(filing).await?.number)
    }

    /// Files whatever this is.
    pub async fn file_json(&self, filing: &Value) -> Answer<FiledView> {
        self.post("/exceptions", filing).await
    }

    /// Files many as a JSON array.
    pub async fn file_batch(&self, filings: &[Value]) -> Answer<BatchView> {
        self.post("/exceptions/batch", &filings).await
    }

    /// Adds what the channel answered to a query.
    pub async fn add_query(&self, number: CaseNumber, response: impl Into<ResponseRequest>) -> Answer<RecordedView> {
        self.add(number, AddedKind::QueryResponse, response).await
    }

    /// Adds a channel's notice of a return.
    pub async fn add_notice(&self, number: CaseNumber, response: impl Into<ResponseRequest>) -> Answer<RecordedView> {
        self.add(number, AddedKind::ReturnNotice, response).await
    }

    /// Adds what is told field by field.
    pub async fn tell(&self, number: CaseNumber, told: Told) -> Answer<RecordedView> {
        self.post(&format!("/exceptions/{number}/evidence"), &EvidenceRequest::from(told)).await
    }

    async fn add(
        &self,
        number: CaseNumber,
        kind: AddedKind,
        response: impl Into<ResponseRequest>,
    ) -> Answer<RecordedView> {
        let response = Some(response.into());
        let request = EvidenceRequest { kind, response, returned: None, funds_back: None, settlement_line: None };
        self.post(&format!("/exceptions/{number}/evidence"), &request).await
    }
}
