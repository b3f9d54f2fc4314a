//! A case as other systems are told of it: never its beneficiary.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::case::{Case, CaseKind, CaseNumber, Merchant, Priority, Source, Standing};
use crate::evidence::Verdict;
use crate::money::Money;
use crate::resolution::Outcome;

/// How a case stood when an event happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseSnapshot {
    /// The case's number.
    pub number: CaseNumber,
    /// What went wrong.
    pub kind: CaseKind,
    /// Counts the changes: of two events of a case the one with the higher version is the later.
    pub version: i64,
    /// The system that filed it, and its reference.
    pub source: Source,
    /// The channel that carried the payout.
    pub channel: String,
    /// Whose payout it is.
    pub merchant: Merchant,
    /// How much was to be paid.
    pub amount: Money,
    /// Our order number of the payout.
    pub order_number: String,
    /// The channel's order number, where it gave one.
    pub channel_order_number: Option<String>,
    /// When the payout was sent to the channel.
    pub sent_at: DateTime<Utc>,
    /// Where the case stands.
    pub standing: Standing,
    /// How it ended, once it is closed.
    pub outcome: Option<Outcome>,
    /// What all the evidence says together.
    pub verdict: Verdict,
    /// How urgent it is.
    pub priority: Priority,
    /// When it is due.
    pub due_at: DateTime<Utc>,
    /// When it was filed or opened.
    pub filed_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The case whose later evidence opened this one.
    pub linked_from: Option<CaseNumber>,
}

impl CaseSnapshot {
    /// How the case stands at its last change.
    pub fn of(case: &Case) -> Self {
        let facts = &case.facts;
        Self {
            number: case.number,
            kind: case.kind,
            version: case.version,
            source: facts.source.clone(),
            channel: facts.channel.clone(),
            merchant: facts.merchant.clone(),
            amount: facts.amount,
            order_number: facts.order_number.clone(),
            channel_order_number: facts.channel_order_number.clone(),
            sent_at: facts.sent_at,
            standing: case.state.standing(case.updated_at),
            outcome: case.state.outcome(),
            verdict: case.verdict.clone(),
            priority: case.outlook.priority,
            due_at: case.outlook.due_at,
            filed_at: case.filed_at,
            updated_at: case.updated_at,
            linked_from: case.linked_from,
        }
    }
}
