//! Which edits are taken, and why the others are not.

use super::*;
use crate::correction::example::{bounce, cny, late_success, order};
use crate::correction::{OrderState, PayoutKey};
use crate::money::Currency;

/// A payout of 1000 of which other orders use up 300, and this one what its cause says.
fn balance(cause: &Cause) -> PayoutBalance {
    let payout = PayoutKey { channel: "wechat_transfer".into(), order_number: "P-1".into() };
    PayoutBalance { payout, amount: cny(1000), corrected: cny(300 + cause.capped().unwrap().minor()) }
}

#[test]
fn the_table_of_edits() {
    use EditRefusal::{AboveCap, Faulty, NoSuchField, Unchanged};
    let amount = |minor| Edit { amount: Some(cny(minor)), ..Edit::default() };
    let on_us = |minor| Edit { return_fee_on_us: Some(cny(minor)), ..Edit::default() };
    let given_back = Edit { payout_fee_given_back: Some(cny(3)), ..Edit::default() };
    let from_balance = |minor| Edit { from_balance: Some(cny(minor)), ..Edit::default() };
    let usd = Edit { amount: Some(Money::from_minor(5, Currency::from_code("USD").unwrap())), ..Edit::default() };
    let refund = || bounce(490, 10, 10, 0);
    let recovery = || late_success(500, 500);
    let table = [
        (refund(), amount(690), Ok(bounce(690, 10, 10, 0))),
        (refund(), amount(691), Err(AboveCap { at_most: cny(700) })),
        (refund(), on_us(4), Ok(bounce(490, 10, 4, 0))),
        (refund(), on_us(11), Err(Faulty { fault: CauseFault::PartAboveWhole })),
        (refund(), on_us(-1), Err(Faulty { fault: CauseFault::Negative })),
        (refund(), given_back.clone(), Ok(bounce(490, 10, 10, 3))),
        (refund(), usd, Err(Faulty { fault: CauseFault::Currencies })),
        (refund(), amount(490), Err(Unchanged)),
        (refund(), Edit::default(), Err(Unchanged)),
        (refund(), from_balance(1), Err(NoSuchField { field: EditableField::FromBalance })),
        (recovery(), from_balance(120), Ok(late_success(500, 120))),
        (recovery(), from_balance(501), Err(Faulty { fault: CauseFault::PartAboveWhole })),
        (recovery(), given_back, Err(NoSuchField { field: EditableField::PayoutFeeGivenBack })),
    ];
    for (cause, edit, expected) in table {
        let balance = balance(&cause);
        assert_eq!(edited(&order(cause, OrderState::Drafted), &edit, &balance), expected, "{edit:?}");
    }
}

#[test]
fn a_refused_recovery_may_be_reduced_and_nothing_that_is_decided_may_be_edited() {
    let at = chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    let failed = OrderState::Failed { at, attempt: 1, reason: "balance too low".into() };
    let edit = Edit { from_balance: Some(cny(0)), ..Edit::default() };
    let cause = late_success(500, 500);
    let reduced = edited(&order(cause.clone(), failed), &edit, &balance(&cause));
    assert_eq!(reduced, Ok(late_success(500, 0)));
    for state in [
        OrderState::Proposed { proposal: 1, maker: "lin".into() },
        OrderState::Approved { at },
        OrderState::Sent { at, attempt: 1 },
        OrderState::Posted { at, attempt: 1, voucher: "V".into() },
    ] {
        let name = state.name();
        let refused = edited(&order(cause.clone(), state), &edit, &balance(&cause));
        assert_eq!(refused, Err(EditRefusal::NotEditable { state: name }));
    }
}
