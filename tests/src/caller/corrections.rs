//! Correction orders: what people do with them, and what accounting says.

use reqwest::Method;
use serde_json::{Value, json};
use shared::api::correction_orders::{AcknowledgementView, OrderList, OrderView};
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, OrderNumber};

use super::{Answer, Caller, read};

impl Caller {
    /// Drafts an order from a case, as the case says.
    pub async fn draft(&self, case: CaseNumber, kind: CorrectionKind) -> Answer<OrderView> {
        self.draft_with(case, kind, json!({})).await
    }

    /// Drafts an order from a case, with what is asked for.
    pub async fn draft_with(&self, case: CaseNumber, kind: CorrectionKind, fields: Value) -> Answer<OrderView> {
        let mut request = json!({ "version": self.case(case).await?.case.version, "kind": kind });
        for (name, value) in fields.as_object().into_iter().flatten() {
            request[name] = value.clone();
        }
        self.post(&format!("/exceptions/{case}/correction-orders"), &request).await
    }

    /// Changes a draft.
    pub async fn edit_order(&self, number: OrderNumber, changes: Value) -> Answer<OrderView> {
        let version = self.order(number).await?.order.version;
        let request = self.request(Method::PATCH, &format!("/correction-orders/{number}"));
        read(request.json(&json!({ "version": version, "changes": changes })).send().await?).await
    }

    /// Puts an order to checkers.
    pub async fn propose_order(&self, number: OrderNumber) -> Answer<OrderView> {
        let version = self.order(number).await?.order.version;
        let request = json!({ "version": version, "reason": "as the channel reported" });
        self.post(&format!("/correction-orders/{number}/proposal"), &request).await
    }

    /// Takes an order back.
    pub async fn withdraw_order(&self, number: OrderNumber) -> Answer<OrderView> {
        let version = self.order(number).await?.order.version;
        let request = json!({ "version": version, "reason": "another way" });
        self.post(&format!("/correction-orders/{number}/withdraw"), &request).await
    }

    /// Says that a sending was posted.
    pub async fn posted(&self, number: OrderNumber, attempt: i32, voucher: &str) -> Answer<AcknowledgementView> {
        let said = json!({ "attempt": attempt, "outcome": "posted", "voucher": voucher });
        self.post(&format!("/correction-orders/{number}/acknowledgement"), &said).await
    }

    /// Says that a sending was refused.
    pub async fn failed(&self, number: OrderNumber, attempt: i32, reason: &str) -> Answer<AcknowledgementView> {
        let said = json!({ "attempt": attempt, "outcome": "failed", "reason": reason });
        self.post(&format!("/correction-orders/{number}/acknowledgement"), &said).await
    }

    /// An order.
    pub async fn order(&self, number: OrderNumber) -> Answer<OrderView> {
        self.get(&format!("/correction-orders/{number}")).await
    }

    /// A page of orders.
    pub async fn orders(&self, parameters: &[(&str, &str)]) -> Answer<OrderList> {
        self.get_with("/correction-orders", parameters).await
    }
}
