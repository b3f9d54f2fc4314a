//! How far the orders of a case have put it right, and by which of them it ends.
//!
//! The rule: not before every return that was reported, and every settlement line but one, has its posted order, and none
//! is still under way. A fee that is adjusted beside them puts nothing right by itself.

use super::{CorrectionOrder, OrderStateName};
use crate::case::{CaseKind, Matter};

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// An order is under way, or none was posted.
    Open,
    /// Some were posted, none is under way, and something is still to be put right.
    Remaining,
    /// All is put right; the case ends by the order that did the last of it.
    Done(&'a CorrectionOrder),
}

/// How far the orders of a case of this kind, the newest first, have put right what it is about. Where all of the payout is
/// corrected, no line of its settlement can be any more.
pub fn progress<'a>(kind: CaseKind, matter: &Matter, orders: &'a [CorrectionOrder], has_room: bool) -> Progress<'a> {
    let posted = || orders.iter().filter(|order| order.state.name() == OrderStateName::Posted);
    if orders.iter().any(|order| order.state.name().is_unsettled()) || posted().next().is_none() {
        return Progress::Open;
    }
    let settling: Vec<&CorrectionOrder> = posted().filter(|order| order.kind().settles(kind)).collect();
    let is_put_right = |reference: &str| settling.iter().any(|order| order.cause.reference() == reference);
    let is_whole = match kind {
        CaseKind::PayoutBounced => {
            let mut reported = matter.returns().iter().filter(|known| known.reported.is_some());
            reported.all(|known| is_put_right(&known.reference))
        }
        CaseKind::DuplicatePayout => {
            let left = matter.lines().iter().filter(|line| !is_put_right(&line.reference)).count();
            left <= 1 || !has_room
        }
        CaseKind::PayoutUnknown | CaseKind::LateSuccess | CaseKind::Discrepancy | CaseKind::BalanceBreak => true,
    };
    match settling.first() {
        Some(last) if is_whole => Progress::Done(last),
        _ => Progress::Remaining,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Line, Reported, Return};
    use crate::correction::example::{bounce, cny, duplicate, order};
    use crate::correction::{AdjustmentDirection, Cause, OrderState};

    fn at() -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap()
    }

    fn posted() -> OrderState {
        OrderState::Posted { at: at(), attempt: 1, voucher: "V".into() }
    }

    fn of(mut cause: Cause, reference: &str, state: OrderState) -> CorrectionOrder {
        match &mut cause {
            Cause::BounceRefund { return_reference: place, .. }
            | Cause::DuplicateRecovery { line_reference: place, .. }
            | Cause::FeeAdjustment { reference: place, .. } => place.replace_range(.., reference),
            other => panic!("{other:?}"),
        }
        order(cause, state)
    }

    fn fee(state: OrderState) -> CorrectionOrder {
        let cause =
            Cause::FeeAdjustment { reference: "F".into(), direction: AdjustmentDirection::Short, amount: cny(3) };
        order(cause, state)
    }

    fn returns(references: &[&str]) -> Matter {
        let one = |reference: &&str| Return {
            reference: (*reference).to_owned(),
            reported: Some(Reported {
                evidence: 1,
                read: false,
                reason_code: None,
                reason: None,
                amount: cny(100),
                fee: None,
                returned_at: at(),
            }),
            back: None,
        };
        Matter::Bounce { returns: references.iter().map(one).collect() }
    }

    fn lines(references: &[&str]) -> Matter {
        let one = |reference: &&str| Line {
            reference: (*reference).to_owned(),
            attempt: "P-1".into(),
            amount: cny(100),
            settled_at: at(),
            evidence: 1,
        };
        Matter::Duplicate { lines: references.iter().map(one).collect() }
    }

    /// Where it stands, and by which place in the list it ends.
    fn told(kind: CaseKind, matter: &Matter, orders: &[CorrectionOrder]) -> Result<usize, &'static str> {
        match progress(kind, matter, orders, true) {
            Progress::Open => Err("open"),
            Progress::Remaining => Err("remaining"),
            Progress::Done(last) => Ok(orders.iter().position(|order| std::ptr::eq(order, last)).unwrap()),
        }
    }

    #[test]
    fn a_case_is_done_when_all_of_it_is_posted() {
        use CaseKind::{DuplicatePayout, LateSuccess, PayoutBounced};
        let refund = |reference: &str, state| of(bounce(100, 0, 0, 0), reference, state);
        let recovery = |reference: &str, state| of(duplicate(100, 100), reference, state);
        let withdrawn = || OrderState::Withdrawn { at: at(), by: "lin".into(), reason: "r".into() };
        for (kind, matter, orders, expected) in [
            (PayoutBounced, returns(&["R1"]), vec![], Err("open")),
            (PayoutBounced, returns(&["R1"]), vec![refund("R1", OrderState::Drafted)], Err("open")),
            (PayoutBounced, returns(&["R1"]), vec![refund("R1", withdrawn())], Err("open")),
            (PayoutBounced, returns(&["R1"]), vec![refund("R1", posted())], Ok(0)),
            (PayoutBounced, returns(&["R1", "R2"]), vec![refund("R1", posted())], Err("remaining")),
            (PayoutBounced, returns(&["R1", "R2"]), vec![refund("R2", posted()), refund("R1", posted())], Ok(0)),
            // A fee beside it is under way, then posted: the refund is what the case ends by.
            (
                PayoutBounced,
                returns(&["R1"]),
                vec![fee(OrderState::Approved { at: at() }), refund("R1", posted())],
                Err("open"),
            ),
            (PayoutBounced, returns(&["R1"]), vec![fee(posted()), refund("R1", posted())], Ok(1)),
            // A fee alone puts nothing right.
            (PayoutBounced, returns(&["R1"]), vec![fee(posted())], Err("remaining")),
            (LateSuccess, Matter::Payout, vec![fee(posted())], Err("remaining")),
            (DuplicatePayout, lines(&["L1", "L2"]), vec![fee(posted())], Err("remaining")),
            (DuplicatePayout, lines(&["L1", "L2"]), vec![recovery("L2", posted())], Ok(0)),
            // Of three lines two are too many.
            (DuplicatePayout, lines(&["L1", "L2", "L3"]), vec![recovery("L2", posted())], Err("remaining")),
            (
                DuplicatePayout,
                lines(&["L1", "L2", "L3"]),
                vec![recovery("L3", posted()), recovery("L2", posted())],
                Ok(0),
            ),
        ] {
            assert_eq!(told(kind, &matter, &orders), expected, "{kind:?} {matter:?} {orders:?}");
        }
    }

    #[test]
    fn a_payout_that_is_corrected_whole_waits_for_no_further_line() {
        let orders = [of(duplicate(100, 100), "L2", posted())];
        let three = lines(&["L1", "L2", "L3"]);
        assert_eq!(progress(CaseKind::DuplicatePayout, &three, &orders, true), Progress::Remaining);
        assert_eq!(progress(CaseKind::DuplicatePayout, &three, &orders, false), Progress::Done(&orders[0]));
    }
}
