//! What of an order may be changed before it is approved, and why everything else may not.
//!
//! The rule: an edit changes amounts, never what is put right. Kind, reference and payout stay; another one is another order.

use serde::{Deserialize, Serialize};

use super::{Cause, CauseFault, CorrectionOrder, NotAsTold, OrderStateName, PayoutBalance, Told};
use crate::money::Money;

/// The changes of a draft; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Edit {
    /// What came back, went out, or is adjusted or written off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Of a refund: what the channel kept of the return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_fee: Option<Money>,
    /// Of a refund: the part of that fee that we bear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_fee_on_us: Option<Money>,
    /// Of a refund: the part of its fee that the channel gives back to us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_fee_given_back: Option<Money>,
    /// Of a refund: the part of our own fee that the merchant gets back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payout_fee_given_back: Option<Money>,
    /// Of a refund: whether the merchant is credited before the funds are back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead_of_funds: Option<bool>,
    /// Of a recovery: the part that is taken from the balance; the rest the merchant owes us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_balance: Option<Money>,
}

/// A field of an [`Edit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EditableField {
    /// See [`Edit::amount`].
    Amount,
    /// See [`Edit::return_fee`].
    ReturnFee,
    /// See [`Edit::return_fee_on_us`].
    ReturnFeeOnUs,
    /// See [`Edit::channel_fee_given_back`].
    ChannelFeeGivenBack,
    /// See [`Edit::payout_fee_given_back`].
    PayoutFeeGivenBack,
    /// See [`Edit::ahead_of_funds`].
    AheadOfFunds,
    /// See [`Edit::from_balance`].
    FromBalance,
}

/// Why an edit is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EditRefusal {
    /// In its state nothing of it is changed.
    NotEditable {
        /// The state.
        state: OrderStateName,
    },
    /// Orders of this kind have no such field.
    NoSuchField {
        /// The field.
        field: EditableField,
    },
    /// The corrections of the payout would add up to more than the payout.
    AboveCap {
        /// What this order may be at most.
        at_most: Money,
    },
    /// The amounts do not add up.
    Faulty {
        /// How.
        fault: CauseFault,
    },
    /// It would not book what the evidence tells.
    NotAsTold {
        /// How.
        how: NotAsTold,
    },
    /// Nothing would change.
    Unchanged,
}

/// The cause of `order` after `edit`, or why it is refused, where the evidence tells so much of what it puts right.
pub fn edited(
    order: &CorrectionOrder,
    edit: &Edit,
    balance: &PayoutBalance,
    told: Option<Told>,
) -> Result<Cause, EditRefusal> {
    let state = order.state.name();
    if !state.is_editable() {
        return Err(EditRefusal::NotEditable { state });
    }
    if let Some(field) = edit.fields().into_iter().find(|field| !is_of(&order.cause, *field)) {
        return Err(EditRefusal::NoSuchField { field });
    }
    let cause = apply(&order.cause, edit);
    cause.check().map_err(|fault| EditRefusal::Faulty { fault })?;
    let (before, after) = (order.cause.capped(), cause.capped());
    let (before, after) =
        before.and_then(|before| Ok((before, after?))).map_err(|fault| EditRefusal::Faulty { fault })?;
    let at_most = balance.room().minor().saturating_add(before.minor());
    let of_payout = |minor| Money::from_minor(minor, balance.amount.currency());
    if !balance.has_room_for(after, before) {
        return Err(EditRefusal::AboveCap { at_most: of_payout(at_most) });
    }
    let room = of_payout(at_most.saturating_sub(after.minor()));
    told.map_or(Ok(()), |told| told.check(&cause, room)).map_err(|how| EditRefusal::NotAsTold { how })?;
    if cause == order.cause { Err(EditRefusal::Unchanged) } else { Ok(cause) }
}

impl Edit {
    /// The fields that it names.
    pub fn fields(&self) -> Vec<EditableField> {
        [
            (EditableField::Amount, self.amount.is_some()),
            (EditableField::ReturnFee, self.return_fee.is_some()),
            (EditableField::ReturnFeeOnUs, self.return_fee_on_us.is_some()),
            (EditableField::ChannelFeeGivenBack, self.channel_fee_given_back.is_some()),
            (EditableField::PayoutFeeGivenBack, self.payout_fee_given_back.is_some()),
            (EditableField::AheadOfFunds, self.ahead_of_funds.is_some()),
            (EditableField::FromBalance, self.from_balance.is_some()),
        ]
        .into_iter()
        .filter_map(|(field, is_there)| is_there.then_some(field))
        .collect()
    }
}

/// Whether orders of such a cause have the field.
fn is_of(cause: &Cause, field: EditableField) -> bool {
    use EditableField::{
        AheadOfFunds, Amount, ChannelFeeGivenBack, FromBalance, PayoutFeeGivenBack, ReturnFee, ReturnFeeOnUs,
    };
    match field {
        Amount => true,
        ReturnFee | ReturnFeeOnUs | ChannelFeeGivenBack | PayoutFeeGivenBack | AheadOfFunds => {
            matches!(cause, Cause::BounceRefund { .. })
        }
        FromBalance => cause.kind().is_recovery(),
    }
}

fn apply(cause: &Cause, edit: &Edit) -> Cause {
    let mut cause = cause.clone();
    match &mut cause {
        Cause::BounceRefund {
            returned,
            return_fee,
            return_fee_on_us,
            channel_fee_given_back,
            payout_fee_given_back,
            ahead_of_funds,
            ..
        } => {
            set(returned, edit.amount);
            set(return_fee, edit.return_fee);
            set(return_fee_on_us, edit.return_fee_on_us);
            set(channel_fee_given_back, edit.channel_fee_given_back);
            set(payout_fee_given_back, edit.payout_fee_given_back);
            set(ahead_of_funds, edit.ahead_of_funds);
        }
        Cause::LateSuccessRecovery { amount, from_balance, .. }
        | Cause::DuplicateRecovery { amount, from_balance, .. } => {
            set(amount, edit.amount);
            set(from_balance, edit.from_balance);
        }
        Cause::TransitClearing { came, .. } => set(came, edit.amount),
        Cause::DiscrepancyAdjustment { amount, .. }
        | Cause::FeeAdjustment { amount, .. }
        | Cause::WriteOff { amount, .. } => set(amount, edit.amount),
    }
    cause
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

#[cfg(test)]
mod tests;
