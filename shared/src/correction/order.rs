//! A correction order: one movement of money, with its lines and where it stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Cause, CorrectionKind, Line, OrderNumber, OrderState};
use crate::case::{CaseNumber, Facts, Merchant};
use crate::digest::Digest;
use crate::money::Money;

/// How many days the funds of a return are waited for before its case is looked at again: returns settle within the longest
/// holidays.
pub const FUNDS_DAYS_MAX: i64 = 12;

/// The payout that is corrected: its channel and our order number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayoutKey {
    /// The channel that carried it.
    pub channel: String,
    /// Our order number of it.
    pub order_number: String,
}

impl PayoutKey {
    /// The payout that a case is about.
    pub fn of(facts: &Facts) -> Self {
        Self { channel: facts.channel.clone(), order_number: facts.order_number.clone() }
    }
}

/// A correction order as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionOrder {
    /// Short, readable, unique.
    pub number: OrderNumber,
    /// The case that it puts right.
    pub case: CaseNumber,
    /// Counts the changes; whoever acts names the version they saw.
    pub version: i64,
    /// The payout.
    pub payout: PayoutKey,
    /// Whose payout it was.
    pub merchant: Merchant,
    /// What it puts right, with the amounts.
    pub cause: Cause,
    /// Counts the changes of its content.
    pub revision: i32,
    /// The lines of this revision, computed from the cause.
    pub lines: Vec<Line>,
    /// Where it stands.
    pub state: OrderState,
    /// How often it was sent to accounting.
    pub attempts: i32,
    /// When the funds that it waits for were back; absent where they are not, or it waits for none.
    pub funds_back_at: Option<DateTime<Utc>>,
    /// The order that this one stands in for, where accounting refused that one.
    pub replaces: Option<OrderNumber>,
    /// Who drafted it.
    pub drafted_by: String,
    /// When.
    pub drafted_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// Everything of an order that an approval binds to.
#[derive(Serialize)]
struct Content<'a> {
    number: OrderNumber,
    case: CaseNumber,
    payout: &'a PayoutKey,
    merchant: &'a str,
    revision: i32,
    cause: &'a Cause,
    lines: &'a [Line],
}

impl CorrectionOrder {
    /// Its kind.
    pub fn kind(&self) -> CorrectionKind {
        self.cause.kind()
    }

    /// The digest of its content: what an approval of it binds to. Where it stands is no part of it.
    pub fn digest(&self) -> Digest {
        let content = Content {
            number: self.number,
            case: self.case,
            payout: &self.payout,
            merchant: &self.merchant.id,
            revision: self.revision,
            cause: &self.cause,
            lines: &self.lines,
        };
        // Plain data with text keys: writing it as JSON cannot fail, and an empty text would match no other digest.
        Digest::of(&serde_json::to_vec(&content).unwrap_or_default())
    }

    /// The sum that is put right.
    pub fn principal(&self) -> Money {
        // A cause whose sum cannot be counted has no lines, and so makes no order.
        self.cause.principal().unwrap_or(Money::from_minor(0, self.cause.currency()))
    }

    /// All that it moves, where fees that are given back make that more than what is put right.
    pub fn moved_with_fees(&self) -> Option<Money> {
        self.cause.moved().ok().filter(|moved| *moved != self.principal())
    }

    /// Whether its funds are still awaited. Of an order that was taken back or rejected nothing is awaited any more.
    pub fn awaits_funds(&self) -> bool {
        self.cause.waits_for_funds() && self.funds_back_at.is_none() && self.state.name().is_unsettled()
    }

    /// Whether an approved order may be sent now: the funds are back, or it waits for none. What goes ahead of the funds
    /// needed two approvals to be approved at all.
    pub fn may_be_sent(&self) -> bool {
        matches!(self.state, OrderState::Approved { .. })
            && (!self.cause.waits_for_funds() || self.funds_back_at.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::example::{self, ahead, bounce, late_success};

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_780_000_000, 0).unwrap()
    }

    fn order(cause: Cause) -> CorrectionOrder {
        example::order(cause, OrderState::Approved { at: at() })
    }

    #[test]
    fn a_refund_is_sent_only_when_funds_are_back_or_ahead_of_them() {
        for (cause, funds_back, expected) in [
            (bounce(100, 0, 0, 0), false, false),
            (bounce(100, 0, 0, 0), true, true),
            (ahead(100), false, true),
            (late_success(100, 100), false, true),
        ] {
            let mut order = order(cause);
            order.funds_back_at = funds_back.then(at);
            assert_eq!(order.may_be_sent(), expected, "{:?}", order.cause);
            order.state = OrderState::Drafted;
            assert!(!order.may_be_sent(), "nothing is sent before it is approved");
        }
    }

    #[test]
    fn funds_are_awaited_until_they_are_back_or_nothing_is_sent_any_more() {
        let (by, reason) = (String::from("lin"), String::from("because"));
        for (state, expected) in [
            (OrderState::Drafted, true),
            (OrderState::Proposed { proposal: 1, maker: by.clone() }, true),
            (OrderState::Approved { at: at() }, true),
            (OrderState::Rejected { at: at(), by: by.clone(), reason: reason.clone() }, false),
            (OrderState::Withdrawn { at: at(), by, reason }, false),
        ] {
            let waiting = example::order(bounce(100, 0, 0, 0), state.clone());
            assert_eq!(waiting.awaits_funds(), expected, "{state:?}");
            let back = CorrectionOrder { funds_back_at: Some(at()), ..waiting };
            assert!(!back.awaits_funds(), "{state:?}: they are back");
            assert!(!example::order(late_success(100, 100), state).awaits_funds(), "a recovery waits for none");
        }
    }

    #[test]
    fn an_approval_binds_to_the_content_and_not_to_where_it_stands() {
        let one = order(late_success(100, 100));
        let moved = CorrectionOrder { state: OrderState::Drafted, version: 7, updated_at: at(), ..one.clone() };
        assert_eq!(one.digest(), moved.digest());
        for other in [
            CorrectionOrder { revision: 2, ..one.clone() },
            CorrectionOrder { cause: late_success(100, 99), ..one.clone() },
            CorrectionOrder { lines: vec![], ..one.clone() },
            CorrectionOrder { number: OrderNumber(1002), ..one.clone() },
        ] {
            assert_ne!(one.digest(), other.digest());
        }
    }
}
