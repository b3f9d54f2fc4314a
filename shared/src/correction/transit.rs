//! What was credited to a merchant ahead of its funds, and stands in transit until they come.
//!
//! The rule: each refund that was posted so is cleared once and whole, by what came of it; what never came is given up as a loss.

use super::{Cause, CorrectionKind, CorrectionOrder, OrderStateName};
use crate::case::Return;
use crate::money::Money;

/// What stands in transit by these orders, by the reference of the return: posted ahead of its funds, and no live order clears it.
pub fn in_transit(orders: &[CorrectionOrder]) -> Vec<(&str, Money)> {
    let is_cleared = |reference: &str| clears(orders, reference, |state| state.is_live());
    ahead(orders).filter(|(reference, _)| !is_cleared(reference)).collect()
}

/// The same with what an order is about to clear: all that the books still have as under way.
pub fn still_in_transit(orders: &[CorrectionOrder]) -> Vec<(&str, Money)> {
    ahead(orders).filter(|(reference, _)| is_under_way(orders, reference)).collect()
}

/// Whether what was credited of a return ahead of its funds is still in the books as under way: nothing that clears it was posted.
pub(super) fn is_under_way(orders: &[CorrectionOrder], reference: &str) -> bool {
    let is_posted = |state| state == OrderStateName::Posted;
    ahead(orders).any(|(known, _)| known == reference) && !clears(orders, reference, is_posted)
}

/// How much came of a return, of what was credited ahead of it.
pub fn came_of(returns: &[Return], reference: &str, credited: Money) -> Money {
    let back = returns.iter().find(|known| known.reference == reference).and_then(|known| known.back.as_ref());
    let minor = back.filter(|back| back.amount.currency() == credited.currency()).map_or(0, |back| back.amount.minor());
    Money::from_minor(minor.min(credited.minor()), credited.currency())
}

fn ahead(orders: &[CorrectionOrder]) -> impl Iterator<Item = (&str, Money)> {
    orders.iter().filter(|order| order.state.name() == OrderStateName::Posted).filter_map(|order| match &order.cause {
        Cause::BounceRefund { return_reference, returned, ahead_of_funds: true, .. } => {
            Some((return_reference.as_str(), *returned))
        }
        _ => None,
    })
}

fn clears(orders: &[CorrectionOrder], reference: &str, is_in: impl Fn(OrderStateName) -> bool) -> bool {
    orders.iter().any(|order| {
        order.kind() == CorrectionKind::TransitClearing
            && order.cause.reference() == reference
            && is_in(order.state.name())
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::api::correction_orders::DraftOrderRequest;
    use crate::case::{Back, CaseKind, Matter};
    use crate::correction::example::{ahead, bounce, case, clearing, cny, order};
    use crate::correction::{DraftRefusal, OrderState, cause_of};

    fn posted(cause: Cause) -> CorrectionOrder {
        order(cause, OrderState::Posted { at: DateTime::UNIX_EPOCH, attempt: 1, voucher: "V".into() })
    }

    fn of_return(reference: &str, mut cause: Cause) -> Cause {
        if let Cause::BounceRefund { return_reference, .. } | Cause::TransitClearing { return_reference, .. } =
            &mut cause
        {
            reference.clone_into(return_reference);
        }
        cause
    }

    #[test]
    fn in_transit_is_what_was_posted_ahead_and_nothing_clears() {
        let withdrawn = OrderState::Withdrawn { at: DateTime::UNIX_EPOCH, by: "lin".into(), reason: "r".into() };
        for (orders, expected) in [
            (vec![], vec![]),
            (vec![posted(bounce(100, 0, 0, 0))], vec![]),
            (vec![order(ahead(100), OrderState::Drafted)], vec![]),
            (vec![posted(ahead(100))], vec![("RET-1", cny(100))]),
            (vec![posted(ahead(100)), order(clearing(100, 100), OrderState::Drafted)], vec![]),
            (vec![posted(ahead(100)), order(clearing(100, 100), withdrawn)], vec![("RET-1", cny(100))]),
            (vec![posted(ahead(100)), posted(clearing(100, 60))], vec![]),
            (vec![posted(ahead(100)), posted(of_return("RET-2", clearing(70, 70)))], vec![("RET-1", cny(100))]),
        ] {
            assert_eq!(in_transit(&orders), expected, "{orders:?}");
            // What is about to be cleared is there until that is posted.
            let is_drafted =
                orders.iter().any(|order| order.state == OrderState::Drafted && order.cause.came().is_some());
            let still = if is_drafted { vec![("RET-1", cny(100))] } else { expected };
            assert_eq!(still_in_transit(&orders), still, "{orders:?}");
        }
    }

    #[test]
    fn what_came_is_what_is_cleared_and_the_rest_is_given_up() {
        let both = vec![posted(ahead(100)), posted(of_return("RET-2", ahead(70)))];
        let bounced = |came: i64| {
            let evidence = vec![2];
            let back = Back { evidence, amount: cny(came), booked_at: DateTime::UNIX_EPOCH };
            let back = Some(back).filter(|_| came > 0);
            case(
                CaseKind::PayoutBounced,
                Matter::Bounce { returns: vec![Return { reference: "RET-1".into(), reported: None, back }] },
            )
        };
        let asked = |reference: Option<&str>| DraftOrderRequest {
            version: 1,
            kind: CorrectionKind::TransitClearing,
            reference: reference.map(str::to_owned),
            amount: None,
            direction: None,
            written_off: None,
            replaces: None,
        };
        let one = [posted(ahead(100))];
        for (came, orders, reference, expected) in [
            (100, &one[..], None, Ok(clearing(100, 100))),
            (60, &one, None, Ok(clearing(100, 60))),
            (0, &one, None, Ok(clearing(100, 0))),
            // More came than was credited: what is beyond it stands in no transit.
            (120, &one, Some("RET-1"), Ok(clearing(100, 100))),
            (100, &both, Some("RET-1"), Ok(clearing(100, 100))),
            (100, &both, Some("RET-2"), Ok(of_return("RET-2", clearing(70, 0)))),
            (100, &both, None, Err(DraftRefusal::ReferenceNeeded)),
            (100, &one, Some("RET-9"), Err(DraftRefusal::NothingInTransit)),
            (100, &[], None, Err(DraftRefusal::NothingInTransit)),
        ] {
            assert_eq!(cause_of(&bounced(came), &[], orders, &asked(reference)), expected, "{came} {reference:?}");
        }
        let unknown = case(CaseKind::LateSuccess, Matter::Payout);
        assert_eq!(cause_of(&unknown, &[], &one, &asked(None)), Err(DraftRefusal::NotOfThisCase));
    }
}
