//! The lines of an order, computed from its cause.
//!
//! | cause | debit | credit |
//! |---|---|---|
//! | bounce, funds back | channel_funds: returned | merchant_payable: returned + return fee |
//! | bounce, ahead of funds | payout_in_transit: returned | the same |
//! | its return fee | fee_expense: our part; merchant_payable: the merchant's part | |
//! | the channel's fee given back | channel_funds | fee_expense |
//! | our payout fee given back | fee_income | merchant_payable |
//! | late success, duplicate | merchant_payable: from the balance; receivable: the rest | channel_funds |
//! | discrepancy, long | channel_funds | suspense |
//! | discrepancy, short | suspense | channel_funds |
//! | fee, long (charged less) | channel_funds | fee_expense |
//! | fee, short (charged more) | fee_expense | channel_funds |
//! | write-off of a loss | write_off_loss | where it stood |
//! | write-off of a gain | where it stands | write_off_gain |
//! | transit, what came | channel_funds | payout_in_transit |
//! | transit, the rest | write_off_loss | payout_in_transit |

use super::{Account, AdjustmentDirection, Cause, CauseFault, CorrectionKind, Line, LineReason, Side, WrittenOff};
use crate::money::Money;

/// The lines of a cause: balanced, each above zero.
pub fn lines_of(cause: &Cause) -> Result<Vec<Line>, CauseFault> {
    cause.check()?;
    let entries = match cause {
        Cause::BounceRefund { .. } => of_bounce(cause)?,
        Cause::LateSuccessRecovery { amount, from_balance, .. }
        | Cause::DuplicateRecovery { amount, from_balance, .. } => of_recovery(cause.kind(), *amount, *from_balance),
        Cause::DiscrepancyAdjustment { direction, amount, .. } => of_discrepancy(*direction, *amount),
        Cause::FeeAdjustment { direction, amount, .. } => of_fee(*direction, *amount),
        Cause::WriteOff { amount, what, .. } => of_write_off(*what, *amount),
        Cause::TransitClearing { credited, came, .. } => of_clearing(*credited, *came),
    };
    let above_zero = entries.into_iter().filter(|entry| entry.2.is_positive());
    Ok((1..)
        .zip(above_zero)
        .map(|(seq, (side, account, amount, reason))| Line { seq, account, side, amount, reason })
        .collect())
}

type Entry = (Side, Account, Money, LineReason);

fn of_bounce(cause: &Cause) -> Result<Vec<Entry>, CauseFault> {
    let Cause::BounceRefund {
        returned,
        return_fee,
        return_fee_on_us,
        channel_fee_given_back,
        payout_fee_given_back,
        ahead_of_funds,
        ..
    } = cause
    else {
        return Ok(vec![]);
    };
    let on_merchant = minus(*return_fee, *return_fee_on_us);
    let (account, reason) = if *ahead_of_funds {
        (Account::PayoutInTransit, LineReason::FundsStillUnderWay)
    } else {
        (Account::ChannelFunds, LineReason::FundsCameBack)
    };
    Ok(vec![
        (Side::Debit, account, *returned, reason),
        (Side::Debit, Account::FeeExpense, *return_fee_on_us, LineReason::ReturnFeeOnUs),
        (Side::Debit, Account::MerchantPayable, on_merchant, LineReason::ReturnFeeOnMerchant),
        (Side::Credit, Account::MerchantPayable, cause.principal()?, LineReason::MerchantGetsPayoutBack),
        (Side::Debit, Account::ChannelFunds, *channel_fee_given_back, LineReason::ChannelFeeCameBack),
        (Side::Credit, Account::FeeExpense, *channel_fee_given_back, LineReason::ChannelFeeNotSpent),
        (Side::Debit, Account::FeeIncome, *payout_fee_given_back, LineReason::PayoutFeeGivenUp),
        (Side::Credit, Account::MerchantPayable, *payout_fee_given_back, LineReason::PayoutFeeToMerchant),
    ])
}

fn of_recovery(kind: CorrectionKind, amount: Money, from_balance: Money) -> Vec<Entry> {
    let paid = if kind == CorrectionKind::DuplicateRecovery { LineReason::PaidTwice } else { LineReason::PaidAfterAll };
    vec![
        (Side::Debit, Account::MerchantPayable, from_balance, LineReason::TakenFromBalance),
        (Side::Debit, Account::Receivable, minus(amount, from_balance), LineReason::OwedByMerchant),
        (Side::Credit, Account::ChannelFunds, amount, paid),
    ]
}

fn of_discrepancy(direction: AdjustmentDirection, amount: Money) -> Vec<Entry> {
    match direction {
        AdjustmentDirection::Long => vec![
            (Side::Debit, Account::ChannelFunds, amount, LineReason::ChannelHasMore),
            (Side::Credit, Account::Suspense, amount, LineReason::OwnerUnknown),
        ],
        AdjustmentDirection::Short => vec![
            (Side::Debit, Account::Suspense, amount, LineReason::MissingUntilFound),
            (Side::Credit, Account::ChannelFunds, amount, LineReason::ChannelHasLess),
        ],
    }
}

fn of_fee(direction: AdjustmentDirection, amount: Money) -> Vec<Entry> {
    match direction {
        AdjustmentDirection::Long => vec![
            (Side::Debit, Account::ChannelFunds, amount, LineReason::ChannelHasMore),
            (Side::Credit, Account::FeeExpense, amount, LineReason::ChargedLess),
        ],
        AdjustmentDirection::Short => vec![
            (Side::Debit, Account::FeeExpense, amount, LineReason::ChargedMore),
            (Side::Credit, Account::ChannelFunds, amount, LineReason::ChannelHasLess),
        ],
    }
}

fn of_write_off(what: WrittenOff, amount: Money) -> Vec<Entry> {
    match what {
        WrittenOff::ChannelFunds | WrittenOff::Receivable => vec![
            (Side::Debit, Account::WriteOffLoss, amount, LineReason::GivenUp),
            (Side::Credit, what.account(), amount, LineReason::NeverRecovered),
        ],
        WrittenOff::Suspense | WrittenOff::Surplus => vec![
            (Side::Debit, what.account(), amount, LineReason::NeverClaimed),
            (Side::Credit, Account::WriteOffGain, amount, LineReason::Kept),
        ],
    }
}

fn of_clearing(credited: Money, came: Money) -> Vec<Entry> {
    vec![
        (Side::Debit, Account::ChannelFunds, came, LineReason::FundsCameBack),
        (Side::Debit, Account::WriteOffLoss, minus(credited, came), LineReason::GivenUp),
        (Side::Credit, Account::PayoutInTransit, credited, LineReason::UnderWayNoMore),
    ]
}

/// The rest of a whole; the parts were checked against it.
fn minus(whole: Money, part: Money) -> Money {
    Money::from_minor(whole.minor() - part.minor(), whole.currency())
}

#[cfg(test)]
mod tests;
