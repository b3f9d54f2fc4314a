//! Correction orders.

use gloo_net::http::Method;
use shared::api::correction_orders::{
    EditOrderRequest, OrderCounts, OrderList, OrderView, ProposeOrderRequest, WithdrawOrderRequest,
};
use shared::case::CaseNumber;
use shared::correction::{Edit, OrderNumber, OrderStateName};

use super::Api;
use crate::failure::Failure;

impl Api {
    /// A page of orders in a state, or in any, the newest first.
    pub async fn orders(self, state: Option<OrderStateName>, cursor: Option<String>) -> Result<OrderList, Failure> {
        let state = state.map(|state| format!("&state={}", state.name())).unwrap_or_default();
        let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        self.get(&format!("/correction-orders?limit=50{state}{cursor}")).await
    }

    /// The orders of a case.
    pub async fn orders_of(self, case: CaseNumber) -> Result<OrderList, Failure> {
        self.get(&format!("/correction-orders?limit=200&case={case}")).await
    }

    /// How many orders stand in each state.
    pub async fn order_counts(self) -> Result<OrderCounts, Failure> {
        self.get("/correction-orders/counts").await
    }

    /// An order with its history.
    pub async fn order(self, number: OrderNumber) -> Result<OrderView, Failure> {
        self.get(&format!("/correction-orders/{number}")).await
    }

    /// Changes a draft.
    pub async fn edit_order(self, number: OrderNumber, version: i64, changes: Edit) -> Result<OrderView, Failure> {
        let request = EditOrderRequest { version, changes };
        self.send(Method::PATCH, &format!("/correction-orders/{number}"), &request).await
    }

    /// Puts an order to checkers.
    pub async fn propose_order(
        self,
        number: OrderNumber,
        (version, case_version): (i64, Option<i64>),
        reason: String,
    ) -> Result<OrderView, Failure> {
        let request = ProposeOrderRequest { version, case_version, reason };
        self.post(&format!("/correction-orders/{number}/proposal"), &request).await
    }

    /// Takes an order back.
    pub async fn withdraw_order(self, number: OrderNumber, version: i64, reason: String) -> Result<OrderView, Failure> {
        let request = WithdrawOrderRequest { version, reason };
        self.post(&format!("/correction-orders/{number}/withdraw"), &request).await
    }
}
