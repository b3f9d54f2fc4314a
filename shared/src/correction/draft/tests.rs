//! The lines of each cause, and what holds of all of them.

use proptest::prelude::*;

use super::*;
use crate::correction::example::{ahead, any_cause, bounce, clearing, cny, duplicate, late_success};
use crate::correction::{is_balanced, total};
use crate::money::Currency;
use Account::{
    ChannelFunds, FeeExpense, FeeIncome, MerchantPayable, PayoutInTransit, Receivable, Suspense, WriteOffGain,
    WriteOffLoss,
};
use Side::{Credit, Debit};

fn entries(cause: &Cause) -> Vec<(Side, Account, i64)> {
    let lines = lines_of(cause).unwrap();
    lines.into_iter().map(|line| (line.side, line.account, line.amount.minor())).collect()
}

fn with_channel_fee(mut cause: Cause, minor: i64) -> Cause {
    if let Cause::BounceRefund { channel_fee_given_back, .. } = &mut cause {
        *channel_fee_given_back = cny(minor);
    }
    cause
}

#[test]
fn the_table_of_lines() {
    let write_off = |what| Cause::WriteOff { reference: "L-1".into(), amount: cny(70), what };
    let discrepancy = |direction| Cause::DiscrepancyAdjustment { reference: "L-1".into(), direction, amount: cny(5) };
    let fee = |direction| Cause::FeeAdjustment { reference: "L-1".into(), direction, amount: cny(5) };
    let table = [
        (bounce(1000, 0, 0, 0), vec![(Debit, ChannelFunds, 1000), (Credit, MerchantPayable, 1000)]),
        (ahead(1000), vec![(Debit, PayoutInTransit, 1000), (Credit, MerchantPayable, 1000)]),
        (
            bounce(990, 10, 10, 0),
            vec![(Debit, ChannelFunds, 990), (Debit, FeeExpense, 10), (Credit, MerchantPayable, 1000)],
        ),
        (
            bounce(990, 10, 4, 2),
            vec![
                (Debit, ChannelFunds, 990),
                (Debit, FeeExpense, 4),
                (Debit, MerchantPayable, 6),
                (Credit, MerchantPayable, 1000),
                (Debit, FeeIncome, 2),
                (Credit, MerchantPayable, 2),
            ],
        ),
        (
            with_channel_fee(bounce(1000, 0, 0, 0), 7),
            vec![
                (Debit, ChannelFunds, 1000),
                (Credit, MerchantPayable, 1000),
                (Debit, ChannelFunds, 7),
                (Credit, FeeExpense, 7),
            ],
        ),
        (late_success(500, 500), vec![(Debit, MerchantPayable, 500), (Credit, ChannelFunds, 500)]),
        (
            late_success(500, 120),
            vec![(Debit, MerchantPayable, 120), (Debit, Receivable, 380), (Credit, ChannelFunds, 500)],
        ),
        (duplicate(500, 0), vec![(Debit, Receivable, 500), (Credit, ChannelFunds, 500)]),
        (discrepancy(AdjustmentDirection::Long), vec![(Debit, ChannelFunds, 5), (Credit, Suspense, 5)]),
        (discrepancy(AdjustmentDirection::Short), vec![(Debit, Suspense, 5), (Credit, ChannelFunds, 5)]),
        (fee(AdjustmentDirection::Long), vec![(Debit, ChannelFunds, 5), (Credit, FeeExpense, 5)]),
        (fee(AdjustmentDirection::Short), vec![(Debit, FeeExpense, 5), (Credit, ChannelFunds, 5)]),
        (write_off(WrittenOff::ChannelFunds), vec![(Debit, WriteOffLoss, 70), (Credit, ChannelFunds, 70)]),
        (write_off(WrittenOff::Receivable), vec![(Debit, WriteOffLoss, 70), (Credit, Receivable, 70)]),
        (write_off(WrittenOff::Surplus), vec![(Debit, ChannelFunds, 70), (Credit, WriteOffGain, 70)]),
        (clearing(100, 100), vec![(Debit, ChannelFunds, 100), (Credit, PayoutInTransit, 100)]),
        (clearing(100, 60), vec![(Debit, ChannelFunds, 60), (Debit, WriteOffLoss, 40), (Credit, PayoutInTransit, 100)]),
        (clearing(100, 0), vec![(Debit, WriteOffLoss, 100), (Credit, PayoutInTransit, 100)]),
        (write_off(WrittenOff::Suspense), vec![(Debit, Suspense, 70), (Credit, WriteOffGain, 70)]),
    ];
    for (cause, expected) in table {
        assert_eq!(entries(&cause), expected, "{cause:?}");
    }
}

#[test]
fn a_cause_that_does_not_add_up_has_no_lines() {
    let usd = Money::from_minor(1, Currency::from_code("USD").unwrap());
    let mixed = Cause::LateSuccessRecovery { attempt: "P-1".into(), amount: cny(5), from_balance: usd };
    let unnamed = Cause::LateSuccessRecovery { attempt: " ".into(), amount: cny(5), from_balance: cny(5) };
    for (cause, expected) in [
        (bounce(0, 0, 0, 0), CauseFault::Nothing),
        (bounce(-1, 2, 0, 0), CauseFault::Negative),
        (bounce(100, 10, 11, 0), CauseFault::PartAboveWhole),
        (bounce(i64::MAX, 1, 0, 0), CauseFault::TooLarge),
        (late_success(100, 101), CauseFault::PartAboveWhole),
        (mixed, CauseFault::Currencies),
        (unnamed, CauseFault::Reference),
    ] {
        assert_eq!(lines_of(&cause), Err(expected), "{cause:?}");
    }
}

proptest! {
    #[test]
    fn lines_balance_to_the_last_digit(cause in any_cause()) {
        let lines = lines_of(&cause).unwrap();
        prop_assert!(is_balanced(&lines), "{lines:?}");
        prop_assert!(lines.iter().zip(1..).all(|(line, seq)| line.seq == seq));
    }

    #[test]
    fn what_the_channel_sent_back_or_paid_is_what_its_account_moves(cause in any_cause()) {
        let channel: Vec<Line> =
            lines_of(&cause).unwrap().into_iter().filter(|line| line.account == ChannelFunds).collect();
        let moved = total(&channel, Debit) - total(&channel, Credit);
        let expected = match &cause {
            Cause::BounceRefund { returned, channel_fee_given_back, ahead_of_funds: false, .. } => {
                returned.minor() + channel_fee_given_back.minor()
            }
            Cause::LateSuccessRecovery { amount, .. } | Cause::DuplicateRecovery { amount, .. } => -amount.minor(),
            _ => return Ok(()),
        };
        prop_assert_eq!(moved, i128::from(expected));
    }

    #[test]
    fn the_merchant_is_credited_what_came_back_and_what_we_bear(cause in any_cause()) {
        if let Cause::BounceRefund { returned, return_fee_on_us, payout_fee_given_back, .. } = &cause {
            let payable: Vec<Line> =
                lines_of(&cause).unwrap().into_iter().filter(|line| line.account == MerchantPayable).collect();
            let credited = total(&payable, Credit) - total(&payable, Debit);
            let expected = returned.minor() + return_fee_on_us.minor() + payout_fee_given_back.minor();
            prop_assert_eq!(credited, i128::from(expected));
        }
    }
}
