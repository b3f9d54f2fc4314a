//! `/correction-orders`: drafting, editing, proposing and withdrawing orders at the desk; fetching and acknowledging them
//! by accounting.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseNumber;
use crate::correction::{
    Acknowledgement, AdjustmentDirection, Answer, CorrectionKind, CorrectionOrder, Edit, OrderEvent, OrderNumber,
    OrderStateName, PayoutBalance, Told, WrittenOff,
};
use crate::money::Money;
use crate::resolution::Approvals;

/// `POST /exceptions/{number}/correction-orders`: a draft with its lines, computed from the case. What is absent is taken
/// from the case, where the case says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftOrderRequest {
    /// The version of the case that was seen.
    pub version: i64,
    /// What is put right.
    pub kind: CorrectionKind,
    /// What it refers to: the return, the attempt that was paid, the settlement line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub reference: Option<String>,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Of an adjustment: which side has more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<AdjustmentDirection>,
    /// Of a write-off: what is written off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_off: Option<WrittenOff>,
    /// The order that accounting refused and that this one stands in for; it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<OrderNumber>,
}

/// `PATCH /correction-orders/{number}`: the changes of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditOrderRequest {
    /// The version of the order that was seen.
    pub version: i64,
    /// What is changed.
    pub changes: Edit,
}

/// `POST /correction-orders/{number}/proposal`: the order is put to checkers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposeOrderRequest {
    /// The version of the order that was seen.
    pub version: i64,
    /// The version of its case that was seen; where it is named and the case has changed since, the order is not proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_version: Option<i64>,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// `POST /correction-orders/{number}/withdraw`: the order is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawOrderRequest {
    /// The version of the order that was seen.
    pub version: i64,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// `POST /correction-orders/{number}/acknowledgement`: what accounting says of a sending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcknowledgementRequest {
    /// Which sending, as the order's `attempts` named it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub attempt: i32,
    /// How it went.
    pub outcome: AcknowledgedOutcome,
    /// With `posted`: the voucher number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub voucher: Option<String>,
    /// With `failed`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: Option<String>,
}

/// How a sending went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AcknowledgedOutcome {
    /// It is in the books.
    Posted,
    /// It was refused.
    Failed,
}

/// What an acknowledgement is answered: the same for the same, for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcknowledgementView {
    /// The order.
    pub number: OrderNumber,
    /// The case that it puts right.
    pub case: CaseNumber,
    /// Which sending.
    pub attempt: i32,
    /// How it went.
    pub answer: Answer,
    /// When that was said first.
    pub received_at: DateTime<Utc>,
}

/// A page of orders, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderList {
    /// The orders.
    pub items: Vec<CorrectionOrder>,
    /// What to send as `cursor` for the next page; absent on the last.
    pub next: Option<String>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// An order with its history and what accounting said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderView {
    /// The order.
    pub order: CorrectionOrder,
    /// The approvals that its content needs.
    pub approvals: Approvals,
    /// Who approved it, where it was.
    pub approved_by: Vec<String>,
    /// How much of the payout is corrected.
    pub balance: PayoutBalance,
    /// How much the evidence tells of what it puts right: what it has to book. Absent where the evidence names no amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// What happened to it, in order.
    pub events: Vec<OrderEvent>,
    /// What accounting said, by sending.
    pub acknowledgements: Vec<Acknowledgement>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// How many orders stand in each state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderCounts {
    /// Each state with its count.
    pub states: Vec<OrderCount>,
}

/// How many orders stand in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderCount {
    /// The state.
    pub state: OrderStateName,
    /// How many.
    pub count: i64,
}

impl AcknowledgementRequest {
    /// What accounting says, where the fields fit each other.
    pub fn answer(&self) -> Option<Answer> {
        let words = |text: &Option<String>, max: usize| {
            let text = text.as_deref()?.trim();
            (!text.is_empty() && text.chars().count() <= max).then(|| text.to_owned())
        };
        match (self.outcome, &self.voucher, &self.reason) {
            (AcknowledgedOutcome::Posted, voucher, None) => Some(Answer::Posted { voucher: words(voucher, 64)? }),
            (AcknowledgedOutcome::Failed, None, reason) => Some(Answer::Failed { reason: words(reason, 500)? }),
            _ => None,
        }
    }
}
