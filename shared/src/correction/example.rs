//! Causes for tests.

use proptest::prelude::*;

use super::{AdjustmentDirection, Cause, CorrectionOrder, OrderNumber, OrderState, PayoutKey, WrittenOff, lines_of};
use crate::case::{Case, CaseKind, CaseNumber, Facts, Matter, Merchant, Outlook, Source, State};
use crate::evidence::Verdict;
use crate::evidence::example::sent_at;
use crate::money::{Currency, Money};
use crate::resolution::Policy;

pub(super) fn cny(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

pub(super) fn bounce(returned: i64, fee: i64, fee_on_us: i64, given_back: i64) -> Cause {
    Cause::BounceRefund {
        return_reference: "RET-1".into(),
        returned: cny(returned),
        return_fee: cny(fee),
        return_fee_on_us: cny(fee_on_us),
        channel_fee_given_back: cny(0),
        payout_fee_given_back: cny(given_back),
        ahead_of_funds: false,
    }
}

pub(super) fn late_success(amount: i64, from_balance: i64) -> Cause {
    Cause::LateSuccessRecovery { attempt: "P-1".into(), amount: cny(amount), from_balance: cny(from_balance) }
}

pub(super) fn duplicate(amount: i64, from_balance: i64) -> Cause {
    Cause::DuplicateRecovery { line_reference: "L-2".into(), amount: cny(amount), from_balance: cny(from_balance) }
}

pub(super) fn ahead(returned: i64) -> Cause {
    let mut cause = bounce(returned, 0, 0, 0);
    if let Cause::BounceRefund { ahead_of_funds, .. } = &mut cause {
        *ahead_of_funds = true;
    }
    cause
}

pub(super) fn clearing(credited: i64, came: i64) -> Cause {
    Cause::TransitClearing { return_reference: "RET-1".into(), credited: cny(credited), came: cny(came) }
}

/// A case of a payout of ¥12.80 that is about this.
pub(super) fn case(kind: CaseKind, matter: Matter) -> Case {
    let amount = cny(1280);
    Case {
        number: CaseNumber(1),
        kind,
        version: 1,
        matter,
        facts: Facts {
            source: Source { system: "core".into(), reference: "R-1".into() },
            channel: "test".into(),
            merchant: Merchant { id: "M-1".into(), name: "Pine".into() },
            amount,
            order_number: "P-1".into(),
            channel_order_number: None,
            beneficiary: None,
            sent_at: sent_at(),
        },
        state: State::Open,
        verdict: Verdict::of("P-1", &[]),
        outlook: Outlook::of(kind, amount, &Policy::built_in(), sent_at(), None),
        filed_at: sent_at(),
        updated_at: sent_at(),
        channel_version: 0,
        linked_from: None,
    }
}

/// An order of this cause, in this state.
pub(super) fn order(cause: Cause, state: OrderState) -> CorrectionOrder {
    let at = chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    CorrectionOrder {
        number: OrderNumber(1001),
        case: CaseNumber(1001),
        version: 1,
        payout: PayoutKey { channel: "wechat_transfer".into(), order_number: "P-1".into() },
        merchant: Merchant { id: "M-1".into(), name: "Pine".into() },
        lines: lines_of(&cause).unwrap(),
        cause,
        revision: 1,
        state,
        attempts: 0,
        funds_back_at: None,
        replaces: None,
        drafted_by: "lin".into(),
        drafted_at: at,
        updated_at: at,
    }
}

/// Any cause that adds up.
pub(super) fn any_cause() -> impl Strategy<Value = Cause> {
    let whole_and_part = || (1_i64..1_000_000_000).prop_flat_map(|whole| (Just(whole), 0..=whole));
    let direction = || prop_oneof![Just(AdjustmentDirection::Long), Just(AdjustmentDirection::Short)];
    let reference = || "[A-Z0-9]{1,12}";
    prop_oneof![
        (1_i64..1_000_000_000, whole_and_part(), 0_i64..1000, 0_i64..9, any::<bool>(), reference()).prop_map(
            |(returned, (fee, on_us), given_back, channel_fee, ahead_of_funds, return_reference)| Cause::BounceRefund {
                return_reference,
                returned: cny(returned),
                return_fee: cny(fee),
                return_fee_on_us: cny(on_us),
                channel_fee_given_back: cny(channel_fee),
                payout_fee_given_back: cny(given_back),
                ahead_of_funds,
            }
        ),
        whole_and_part().prop_map(|(amount, part)| late_success(amount, part)),
        whole_and_part().prop_map(|(amount, part)| duplicate(amount, part)),
        whole_and_part().prop_map(|(credited, came)| clearing(credited, came)),
        (1_i64..1_000_000, direction(), reference()).prop_map(|(amount, direction, reference)| {
            Cause::DiscrepancyAdjustment { reference, direction, amount: cny(amount) }
        }),
        (1_i64..1_000_000, direction(), reference()).prop_map(|(amount, direction, reference)| {
            Cause::FeeAdjustment { reference, direction, amount: cny(amount) }
        }),
        (1_i64..1_000_000, 0..WrittenOff::ALL.len(), reference()).prop_map(|(amount, what, reference)| {
            Cause::WriteOff { reference, amount: cny(amount), what: WrittenOff::ALL[what] }
        }),
    ]
}
