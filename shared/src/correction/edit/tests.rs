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
        assert_eq!(edited(&order(cause, OrderState::Drafted), &edit, &balance, None), expected, "{edit:?}");
    }
}

#[test]
fn an_edit_leaves_nothing_in_no_order() {
    let amount = |minor| Edit { amount: Some(cny(minor)), ..Edit::default() };
    let with_fee = |minor, fee| Edit { return_fee: Some(cny(fee)), ..amount(minor) };
    let left_out = |minor| Err(EditRefusal::NotAsTold { how: NotAsTold::LeftOut { rest: cny(minor) } });
    let above = || Err(EditRefusal::NotAsTold { how: NotAsTold::Above { at_most: cny(500) } });
    let refund = || bounce(500, 0, 0, 0);
    for (cause, edit, fee_beside, expected) in [
        (refund(), amount(499), 0, left_out(1)),
        (refund(), amount(501), 0, above()),
        (refund(), with_fee(490, 10), 0, Ok(bounce(490, 10, 0, 0))),
        (refund(), with_fee(490, 9), 0, left_out(1)),
        // The fee was kept beside what is told: it is no part of that.
        (refund(), with_fee(490, 10), 10, left_out(10)),
        (refund(), with_fee(490, 20), 10, Ok(bounce(490, 20, 0, 0))),
        (late_success(500, 500), amount(499), 0, Err(EditRefusal::Faulty { fault: CauseFault::PartAboveWhole })),
        (late_success(500, 100), amount(400), 0, left_out(100)),
    ] {
        let told = Told { amount: cny(500), fee_beside: cny(fee_beside) };
        let balance = balance(&cause);
        assert_eq!(edited(&order(cause, OrderState::Drafted), &edit, &balance, Some(told)), expected, "{edit:?}");
    }
}

#[test]
fn what_the_payout_has_no_room_for_is_left_out_by_nobody() {
    // Of 1000 others use up 300: of the 900 that are told no order could book more than 700.
    let told = Some(Told { amount: cny(900), fee_beside: cny(0) });
    let amount = |minor| Edit { amount: Some(cny(minor)), ..Edit::default() };
    let cause = late_success(600, 0);
    let drafted = order(cause.clone(), OrderState::Drafted);
    assert_eq!(edited(&drafted, &amount(700), &balance(&cause), told), Ok(late_success(700, 0)));
    let rest = NotAsTold::LeftOut { rest: cny(1) };
    assert_eq!(edited(&drafted, &amount(699), &balance(&cause), told), Err(EditRefusal::NotAsTold { how: rest }));
}

#[test]
fn a_refused_recovery_may_be_reduced_and_nothing_that_is_decided_may_be_edited() {
    let at = chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    let failed = OrderState::Failed { at, attempt: 1, reason: "balance too low".into() };
    let edit = Edit { from_balance: Some(cny(0)), ..Edit::default() };
    let cause = late_success(500, 500);
    let told = Told { amount: cny(500), fee_beside: cny(0) };
    let reduced = edited(&order(cause.clone(), failed), &edit, &balance(&cause), Some(told));
    assert_eq!(reduced, Ok(late_success(500, 0)));
    for state in [
        OrderState::Proposed { proposal: 1, maker: "lin".into() },
        OrderState::Approved { at },
        OrderState::Sent { at, attempt: 1 },
        OrderState::Posted { at, attempt: 1, voucher: "V".into() },
    ] {
        let name = state.name();
        let refused = edited(&order(cause.clone(), state), &edit, &balance(&cause), None);
        assert_eq!(refused, Err(EditRefusal::NotEditable { state: name }));
    }
}
