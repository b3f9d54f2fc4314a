//! What may be chosen for a case, and how a case may end.

use serde::{Deserialize, Serialize};

use crate::case::{CaseKind, Matter};

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// The payout was paid. Nothing ever takes this back.
    ConfirmedPaid,
    /// The payout was not paid.
    ConfirmedNotPaid,
    /// What came back was credited to the merchant, as accounting posted it.
    Corrected,
    /// Nothing came back: the report of a return was wrong, or was taken back.
    NoticeWithdrawn,
    /// What was paid too much was debited from the merchant, as accounting posted it.
    Recovered,
    /// What was paid too much is lost, as accounting posted it.
    WrittenOff,
    /// The payee was paid once only: there is nothing to recover.
    NeverRepaid,
    /// The payout was settled once only; or a second line is a transaction of its own.
    NotDuplicate,
    /// What the channel has was taken into our books, as accounting posted it.
    Booked,
    /// What the channel had and nobody here was owed went back to its sender.
    ReturnedToSender,
    /// The other side booked it on a later day, and both agree.
    ClearedNextDay,
    /// The channel was asked to make it good; how it answers is a linked case.
    ClaimedFromChannel,
    /// The channel made it good.
    ClaimPaid,
    /// The channel will not make it good.
    ClaimRefused,
    /// Our own entry was wrong, and is reversed.
    Reversed,
    /// Our books were put right by the difference, as accounting posted it.
    Adjusted,
    /// The difference is small enough to be left.
    WithinTolerance,
    /// What breaks the balance is explained.
    Explained,
    /// The payout's own case says how it ended.
    SettledByPayout,
    /// More came up, and another case decides what this one was about.
    HandedOver,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 20] = [
        Self::ConfirmedPaid,
        Self::ConfirmedNotPaid,
        Self::Corrected,
        Self::NoticeWithdrawn,
        Self::Recovered,
        Self::WrittenOff,
        Self::NeverRepaid,
        Self::NotDuplicate,
        Self::Booked,
        Self::ReturnedToSender,
        Self::ClearedNextDay,
        Self::ClaimedFromChannel,
        Self::ClaimPaid,
        Self::ClaimRefused,
        Self::Reversed,
        Self::Adjusted,
        Self::WithinTolerance,
        Self::Explained,
        Self::SettledByPayout,
        Self::HandedOver,
    ];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConfirmedPaid => "confirmed_paid",
            Self::ConfirmedNotPaid => "confirmed_not_paid",
            Self::Corrected => "corrected",
            Self::NoticeWithdrawn => "notice_withdrawn",
            Self::Recovered => "recovered",
            Self::WrittenOff => "written_off",
            Self::NeverRepaid => "never_repaid",
            Self::NotDuplicate => "not_duplicate",
            Self::Booked => "booked",
            Self::ReturnedToSender => "returned_to_sender",
            Self::ClearedNextDay => "cleared_next_day",
            Self::ClaimedFromChannel => "claimed_from_channel",
            Self::ClaimPaid => "claim_paid",
            Self::ClaimRefused => "claim_refused",
            Self::Reversed => "reversed",
            Self::Adjusted => "adjusted",
            Self::WithinTolerance => "within_tolerance",
            Self::Explained => "explained",
            Self::SettledByPayout => "settled_by_payout",
            Self::HandedOver => "handed_over",
        }
    }

    /// The outcome of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Whether it says how the payout itself ended, rather than how it was put right.
    pub fn is_of_payout(self) -> bool {
        matches!(self, Self::ConfirmedPaid | Self::ConfirmedNotPaid)
    }

    /// The kind of case that opens when a claim of this sort comes up after the case was closed so.
    pub fn contradicted_by(self, claim: crate::evidence::Claim) -> Option<CaseKind> {
        use crate::evidence::Claim::{ProvesNotPaid, ProvesPaid, Returned};
        match (self, claim) {
            // A success that is denied later is under the same suspicion as one that came back.
            (Self::ConfirmedPaid, Returned | ProvesNotPaid) => Some(CaseKind::PayoutBounced),
            (Self::ConfirmedNotPaid, ProvesPaid | Returned) => Some(CaseKind::LateSuccess),
            // Nothing had come back, it was said; now something has.
            (Self::NoticeWithdrawn, Returned) => Some(CaseKind::PayoutBounced),
            _ => None,
        }
    }
}

/// What may be chosen for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Resolution {
    /// Close as paid.
    ConfirmPaid,
    /// Close as not paid, on the channel's own word.
    ConfirmNotPaid,
    /// Close as not paid, on what a person saw.
    ConfirmNotPaidWithoutProof,
    /// Raise a correction order: credit what came back to the merchant, or debit what was paid too much. The case ends when
    /// accounting has posted it.
    RaiseCorrection,
    /// Close a bounce: nothing came back.
    WithdrawNotice,
    /// Close a late success: the payee was paid once only.
    NeverRepaid,
    /// Close a duplicate: the payout was settled once only.
    NotDuplicate,
    /// Give up what was paid too much. The case ends when accounting has posted the loss.
    WriteOff,
    /// Close a long: the money went back to its sender.
    ReturnToSender,
    /// Close what has cleared: its pair came on a later day.
    ClearNextDay,
    /// Ask the channel to make it good. How it answers is a linked case.
    ClaimFromChannel,
    /// Close a claim: the channel made it good.
    ClaimPaid,
    /// Close a claim: the channel will not make it good.
    ClaimRefused,
    /// Close a short or a second line of ours: our own entry was wrong.
    Reverse,
    /// Close a difference that is small enough to be left.
    WithinTolerance,
    /// Close a balance break: it is explained.
    Explain,
    /// Close by how the payout's own case ended.
    SettleByPayout,
    /// Close what another case decides by now. The desk does it itself, unless something that was raised here has to end first.
    HandOver,
    /// Wait for the channel until a time.
    KeepWaiting,
}

impl Resolution {
    /// Every resolution.
    pub const ALL: [Self; 19] = [
        Self::ConfirmPaid,
        Self::ConfirmNotPaid,
        Self::ConfirmNotPaidWithoutProof,
        Self::RaiseCorrection,
        Self::WithdrawNotice,
        Self::NeverRepaid,
        Self::NotDuplicate,
        Self::WriteOff,
        Self::ReturnToSender,
        Self::ClearNextDay,
        Self::ClaimFromChannel,
        Self::ClaimPaid,
        Self::ClaimRefused,
        Self::Reverse,
        Self::WithinTolerance,
        Self::Explain,
        Self::SettleByPayout,
        Self::HandOver,
        Self::KeepWaiting,
    ];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConfirmPaid => "confirm_paid",
            Self::ConfirmNotPaid => "confirm_not_paid",
            Self::ConfirmNotPaidWithoutProof => "confirm_not_paid_without_proof",
            Self::RaiseCorrection => "raise_correction",
            Self::WithdrawNotice => "withdraw_notice",
            Self::NeverRepaid => "never_repaid",
            Self::NotDuplicate => "not_duplicate",
            Self::WriteOff => "write_off",
            Self::ReturnToSender => "return_to_sender",
            Self::ClearNextDay => "clear_next_day",
            Self::ClaimFromChannel => "claim_from_channel",
            Self::ClaimPaid => "claim_paid",
            Self::ClaimRefused => "claim_refused",
            Self::Reverse => "reverse",
            Self::WithinTolerance => "within_tolerance",
            Self::Explain => "explain",
            Self::SettleByPayout => "settle_by_payout",
            Self::HandOver => "hand_over",
            Self::KeepWaiting => "keep_waiting",
        }
    }

    /// The resolution of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|resolution| resolution.name() == name)
    }

    /// How the case ends by it. Waiting ends nothing, and a correction ends its case only once accounting has posted it.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::ConfirmPaid => Some(Outcome::ConfirmedPaid),
            Self::ConfirmNotPaid | Self::ConfirmNotPaidWithoutProof => Some(Outcome::ConfirmedNotPaid),
            Self::WithdrawNotice => Some(Outcome::NoticeWithdrawn),
            Self::NeverRepaid => Some(Outcome::NeverRepaid),
            Self::NotDuplicate => Some(Outcome::NotDuplicate),
            Self::ReturnToSender => Some(Outcome::ReturnedToSender),
            Self::ClearNextDay => Some(Outcome::ClearedNextDay),
            Self::ClaimFromChannel => Some(Outcome::ClaimedFromChannel),
            Self::ClaimPaid => Some(Outcome::ClaimPaid),
            Self::ClaimRefused => Some(Outcome::ClaimRefused),
            Self::Reverse => Some(Outcome::Reversed),
            Self::WithinTolerance => Some(Outcome::WithinTolerance),
            Self::Explain => Some(Outcome::Explained),
            Self::SettleByPayout => Some(Outcome::SettledByPayout),
            Self::HandOver => Some(Outcome::HandedOver),
            Self::RaiseCorrection | Self::WriteOff | Self::KeepWaiting => None,
        }
    }

    /// How such a case ends when accounting has posted what was raised by it.
    pub fn posted_outcome(self, kind: CaseKind, matter: &Matter) -> Option<Outcome> {
        match (self, kind) {
            (Self::WriteOff, _) => Some(Outcome::WrittenOff),
            (Self::RaiseCorrection, CaseKind::PayoutBounced) => Some(Outcome::Corrected),
            (Self::RaiseCorrection, CaseKind::LateSuccess | CaseKind::DuplicatePayout) => Some(Outcome::Recovered),
            (Self::RaiseCorrection, CaseKind::Discrepancy) => Some(super::recon::posted_outcome(matter)),
            (Self::RaiseCorrection, CaseKind::BalanceBreak) => Some(Outcome::Adjusted),
            _ => None,
        }
    }

    /// Whether it moves money, so that its case ends only when accounting has posted that.
    pub fn awaits_accounting(self) -> bool {
        matches!(self, Self::RaiseCorrection | Self::WriteOff)
    }

    /// What may be chosen for a case of this kind that is about this.
    pub fn of_case(kind: CaseKind, matter: &Matter) -> &'static [Self] {
        match kind {
            CaseKind::PayoutUnknown => {
                &[Self::ConfirmPaid, Self::ConfirmNotPaid, Self::ConfirmNotPaidWithoutProof, Self::KeepWaiting]
            }
            CaseKind::PayoutBounced => {
                &[Self::RaiseCorrection, Self::WithdrawNotice, Self::HandOver, Self::KeepWaiting]
            }
            CaseKind::LateSuccess => {
                &[Self::RaiseCorrection, Self::NeverRepaid, Self::WriteOff, Self::HandOver, Self::KeepWaiting]
            }
            CaseKind::DuplicatePayout => {
                &[Self::RaiseCorrection, Self::NotDuplicate, Self::WriteOff, Self::HandOver, Self::KeepWaiting]
            }
            CaseKind::Discrepancy => super::recon::of_discrepancy(matter),
            CaseKind::BalanceBreak => &[Self::RaiseCorrection, Self::Explain, Self::KeepWaiting],
        }
    }
}
