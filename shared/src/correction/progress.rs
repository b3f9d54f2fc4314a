//! How far the orders of a case have put it right, and by which of them it ends.
//!
//! The rule: not before every return that was reported or is back, and every settlement line but one, has its posted order, and none
//! is still under way; what was credited ahead of its funds stands in transit no more; and what is posted of returns is what they are
//! told to be by then. A fee that is adjusted beside them puts
//! nothing right by itself.

use super::transit::is_under_way;
use super::{BookedOtherwise, CorrectionOrder, OrderStateName, booked_otherwise};
use crate::case::{Case, CaseKind};

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// An order is under way, or none was posted.
    Open,
    /// Some were posted, none is under way, and something is still to be put right.
    Remaining,
    /// All is put right but that what this one credited ahead of its funds is still in transit.
    InTransit(&'a CorrectionOrder),
    /// Each was posted, the last of them this one, and the returns are told otherwise by now.
    BookedOtherwise(&'a CorrectionOrder, BookedOtherwise),
    /// All is put right; the case ends by the order that did the last of it.
    Done(&'a CorrectionOrder),
}

/// How far the orders of a case, the newest first, have put right what it is about. Where all of the payout is corrected, no line
/// of its settlement can be any more.
pub fn progress<'a>(case: &Case, orders: &'a [CorrectionOrder], has_room: bool) -> Progress<'a> {
    let (kind, matter) = (case.kind, &case.matter);
    let posted = || orders.iter().filter(|order| order.state.name() == OrderStateName::Posted);
    if orders.iter().any(|order| order.state.name().is_unsettled()) || posted().next().is_none() {
        return Progress::Open;
    }
    let settling: Vec<&CorrectionOrder> = posted().filter(|order| order.kind().settles(kind)).collect();
    let is_put_right = |reference: &str| settling.iter().any(|order| order.cause.reference() == reference);
    let is_whole = match kind {
        CaseKind::PayoutBounced => matter.returns().iter().all(|known| is_put_right(&known.reference)),
        CaseKind::DuplicatePayout => {
            let left = matter.lines().iter().filter(|line| !is_put_right(&line.reference)).count();
            left <= 1 || !has_room
        }
        CaseKind::PayoutUnknown | CaseKind::LateSuccess | CaseKind::Discrepancy | CaseKind::BalanceBreak => true,
    };
    let in_transit = settling.iter().copied().find(|order| is_under_way(orders, order.cause.reference()));
    match (settling.first(), in_transit) {
        (Some(_), Some(order)) if is_whole => Progress::InTransit(order),
        (Some(last), None) if is_whole => match booked_otherwise(case, orders) {
            Some(found) => Progress::BookedOtherwise(last, found),
            None => Progress::Done(last),
        },
        _ => Progress::Remaining,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Back, Line, Matter, Reported, Return};
    use crate::correction::example::{ahead, bounce, case, clearing, cny, duplicate, order};
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
        returns_of(references, 100)
    }

    fn returns_of(references: &[&str], minor: i64) -> Matter {
        let one = |reference: &&str| Return {
            reference: (*reference).to_owned(),
            reported: Some(Reported {
                evidence: 1,
                read: false,
                reason_code: None,
                reason: None,
                amount: cny(minor),
                fee: None,
                returned_at: at(),
            }),
            back: None,
        };
        Matter::Bounce { returns: references.iter().map(one).collect() }
    }

    fn and_back(matter: Matter, reference: &str) -> Matter {
        let back = Back { evidence: vec![2], amount: cny(100), booked_at: at() };
        let unreported = Return { reference: reference.to_owned(), reported: None, back: Some(back) };
        Matter::Bounce { returns: [matter.returns(), &[unreported]].concat() }
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
        match progress(&case(kind, matter.clone()), orders, true) {
            Progress::Open => Err("open"),
            Progress::Remaining => Err("remaining"),
            Progress::InTransit(_) => Err("in transit"),
            Progress::BookedOtherwise(..) => Err("booked otherwise"),
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
            // Money that came back without a report is somebody's, too.
            (PayoutBounced, and_back(returns(&["R1"]), "R2"), vec![refund("R1", posted())], Err("remaining")),
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
        let three = case(CaseKind::DuplicatePayout, lines(&["L1", "L2", "L3"]));
        assert_eq!(progress(&three, &orders, true), Progress::Remaining);
        assert_eq!(progress(&three, &orders, false), Progress::Done(&orders[0]));
    }

    #[test]
    fn a_case_whose_return_is_told_otherwise_after_its_posting_is_not_done() {
        let refund = |booked, fee| of(bounce(booked, fee, 0, 0), "R1", posted());
        let adjusted = |direction, minor| {
            order(Cause::FeeAdjustment { reference: "F".into(), direction, amount: cny(minor) }, posted())
        };
        let more = |minor| adjusted(AdjustmentDirection::Long, minor);
        let less = |minor| adjusted(AdjustmentDirection::Short, minor);
        let otherwise = || Err("booked otherwise");
        for (told_now, orders, expected) in [
            (100, vec![refund(100, 0)], Ok(0)),
            (120, vec![refund(100, 0)], otherwise()),
            (80, vec![refund(100, 0)], otherwise()),
            // The fee that was kept of it was booked too.
            (100, vec![refund(98, 2)], Ok(0)),
            (98, vec![refund(98, 2)], Ok(0)),
            (97, vec![refund(98, 2)], otherwise()),
            (101, vec![refund(98, 2)], otherwise()),
            (100, vec![refund(98, 0)], otherwise()),
            (100, vec![more(1), refund(98, 0)], otherwise()),
            (100, vec![more(2), refund(98, 0)], Ok(1)),
            (100, vec![less(2), refund(98, 0)], otherwise()),
            (98, vec![less(2), refund(100, 0)], Ok(1)),
            // What is told beyond the payout, no order could book.
            (1300, vec![refund(1280, 0)], Ok(0)),
        ] {
            let matter = returns_of(&["R1"], told_now);
            assert_eq!(told(CaseKind::PayoutBounced, &matter, &orders), expected, "{told_now} {orders:?}");
        }
    }

    #[test]
    fn a_case_of_which_more_came_than_was_reported_is_not_done() {
        let refund = || of(bounce(100, 0, 0, 0), "R1", posted());
        let more = |minor| {
            let cause = Cause::FeeAdjustment {
                reference: "F".into(),
                direction: AdjustmentDirection::Long,
                amount: cny(minor),
            };
            order(cause, posted())
        };
        for (came, orders, expected) in [
            (100, vec![refund()], Ok(0)),
            (90, vec![refund()], Ok(0)),
            (130, vec![refund()], Err("booked otherwise")),
            (130, vec![more(29), refund()], Err("booked otherwise")),
            (130, vec![more(30), refund()], Ok(1)),
        ] {
            let Matter::Bounce { mut returns } = returns(&["R1"]) else { panic!("a bounce") };
            returns[0].back = Some(Back { evidence: vec![2], amount: cny(came), booked_at: at() });
            assert_eq!(told(CaseKind::PayoutBounced, &Matter::Bounce { returns }, &orders), expected, "{came}");
        }
    }

    #[test]
    fn what_was_credited_ahead_of_its_funds_is_done_when_it_is_cleared() {
        let clears = |state| order(clearing(100, 90), state);
        let ahead = || order(ahead(100), posted());
        for (orders, expected) in [
            (vec![ahead()], Err("in transit")),
            (vec![clears(OrderState::Drafted), ahead()], Err("open")),
            (
                vec![clears(OrderState::Rejected { at: at(), by: "wu".into(), reason: "r".into() }), ahead()],
                Err("in transit"),
            ),
            // The case ends by the refund, not by what clears it.
            (vec![clears(posted()), ahead()], Ok(1)),
            (vec![order(bounce(100, 0, 0, 0), posted())], Ok(0)),
        ] {
            let matter = returns(&["RET-1"]);
            assert_eq!(told(CaseKind::PayoutBounced, &matter, &orders), expected, "{orders:?}");
        }
    }
}
