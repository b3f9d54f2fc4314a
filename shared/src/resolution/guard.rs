//! Guards: what may be decided now, and why not.
//!
//! One pure function takes the case, its evidence, the channel's profile, the policy, the actor and the time. For each
//! resolution it answers: allowed; or blocked, with every unmet requirement and, for those that time will meet, when.

mod kinds;
mod recon;
mod requirements;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use self::kinds::{
    for_correction, for_handing_over, for_never_repaid, for_not_duplicate, for_withdrawn_notice, for_write_off,
};
pub use self::kinds::{pay_again_amount, pay_again_unmet};
use self::requirements::{for_not_paid, for_not_paid_without_proof, for_paid};
use super::{Approvals, Outcome, Policy, Resolution, Surroundings};
use crate::case::{Case, CaseNumber, State};
use crate::channel::ChannelProfile;
use crate::correction::OrderNumber;
use crate::evidence::{Evidence, Verdict};
use crate::money::Money;
use crate::role::{Permission, Role};

/// Everything that a decision looks at.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The case, its verdict included.
    pub case: &'a Case,
    /// All its evidence.
    pub evidence: &'a [Evidence],
    /// What is known of the channel.
    pub profile: &'a ChannelProfile,
    /// The policy in force.
    pub policy: &'a Policy,
    /// What stands around the case.
    pub around: &'a Surroundings,
}

/// Who is deciding, and when.
#[derive(Clone, Copy, Debug)]
pub struct Deciding<'a> {
    /// The person's user name.
    pub name: &'a str,
    /// Their roles.
    pub roles: &'a [Role],
    /// The time of the decision.
    pub now: DateTime<Utc>,
}

/// What the guard answers for one resolution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// The resolution.
    pub resolution: Resolution,
    /// Everything that still stands in its way; empty when it is allowed.
    pub unmet: Vec<Unmet>,
    /// When it will be allowed if nothing else happens: there only where time alone meets all that is unmet.
    pub allowed_at: Option<DateTime<Utc>>,
    /// The approvals it needs.
    pub approvals: Approvals,
    /// Whether a written reason is needed.
    pub reason_required: bool,
    /// What is paid twice if "not paid" turns out to be wrong.
    pub at_stake: Option<Money>,
}

impl Choice {
    /// Whether it may be chosen now.
    pub fn is_allowed(&self) -> bool {
        self.unmet.is_empty()
    }
}

/// A requirement that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Unmet {
    /// The actor's roles do not allow it.
    NotPermitted,
    /// The case is closed.
    CaseClosed,
    /// A proposal is open: it is approved, rejected or withdrawn first.
    ProposalOpen {
        /// Whose.
        maker: String,
    },
    /// Nobody has claimed the case.
    NotClaimed,
    /// Someone else has it.
    HeldBy {
        /// Who.
        owner: String,
    },
    /// Neither the channel's word nor a portal check shows that it was paid.
    NothingShowsPaid,
    /// The channel's own word does not prove that it was not paid.
    NoProofOfNonPayment,
    /// Proof to the contrary stands in the evidence.
    ProvenOtherwise {
        /// The pieces that prove it.
        evidence: Vec<i32>,
    },
    /// The channel's own word already proves it: no observation is needed.
    AlreadyProven {
        /// The pieces that prove it.
        evidence: Vec<i32>,
    },
    /// The last word on an attempt is that it is still under way.
    AttemptNotFinal {
        /// The attempt's order number.
        attempt: String,
        /// The piece that says so.
        evidence: i32,
    },
    /// The channel's minimum age since sending is not reached.
    TooEarly {
        /// When it will be.
        until: DateTime<Utc>,
    },
    /// No follow-up query was answered after the minimum age, for this attempt.
    QueryNeeded {
        /// The attempt's order number.
        attempt: String,
    },
    /// No portal check or document after the minimum age shows it as not paid or not there, with a reference or a file,
    /// for this attempt.
    ObservationNeeded {
        /// The attempt's order number.
        attempt: String,
    },
    /// No return is reported with its reference and its amount.
    NoReturnReported,
    /// More is reported as returned than was paid.
    ReturnsExceedPayout {
        /// How much is reported as returned.
        returned: Money,
        /// How much was paid.
        payout: Money,
    },
    /// All that there is to correct has its correction.
    AllCorrected,
    /// An order of another case puts it right.
    CorrectedElsewhere {
        /// The order.
        order: OrderNumber,
        /// Its case.
        case: CaseNumber,
    },
    /// No other case puts all of it right.
    NotCorrectedElsewhere,
    /// A correction was raised: it has moved money, or is about to.
    CorrectionRaised,
    /// Money is back: it cannot be said that nothing came back.
    FundsAreBack {
        /// The pieces that tell so.
        evidence: Vec<i32>,
    },
    /// No other attempt is shown as paid: the payee was paid once.
    PaidOnce,
    /// Another attempt was paid: the payee was paid twice.
    PaidAgain {
        /// The attempt's order number.
        attempt: String,
    },
    /// Of another attempt it is not known how it ended.
    AttemptUnsettled {
        /// The attempt's order number.
        attempt: String,
        /// The case that tells of it.
        case: CaseNumber,
    },
    /// Fewer than two settlement lines are known.
    OneLineOnly,
    /// The payout was neither closed as not paid, nor did it come back.
    NothingToPayAgain,
    /// The pair has not come: the sides still disagree.
    NotCleared,
    /// The pair has come: the sides agree, and nothing is left to move.
    HasCleared,
    /// No look at the portal and no document shows it, with a reference or a file.
    NothingShown,
    /// It is more than may be left.
    AboveTolerance {
        /// How much is at issue.
        amount: Money,
        /// How much may be left.
        tolerance: Money,
    },
    /// The payout has no case of its own yet.
    NoPayoutCase,
    /// The payout's own case is open: its proof decides.
    PayoutCaseOpen {
        /// Which.
        case: CaseNumber,
    },
    /// A case of the payout has put this money right: it moves once.
    CorrectedInPayoutCase {
        /// Which.
        case: CaseNumber,
    },
    /// No case of the payout has put this money right.
    NotCorrectedInPayoutCase,
}

impl Unmet {
    /// When time alone will meet it, if it will.
    fn met_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::TooEarly { until } => Some(*until),
            _ => None,
        }
    }
}

/// What may be chosen for the case, by whom, now; in the order in which the case's kind lists them.
pub fn choices(situation: &Situation<'_>, deciding: &Deciding<'_>) -> Vec<Choice> {
    let case = situation.case;
    let resolutions = Resolution::of_case(case.kind, &case.matter).iter();
    // A payout's case is left to another only where there is another.
    let is_there = |resolution: &&Resolution| {
        **resolution != Resolution::HandOver || !case.kind.is_of_payout() || !situation.around.elsewhere.is_empty()
    };
    resolutions.filter(is_there).map(|resolution| choice(*resolution, situation, deciding)).collect()
}

fn choice(resolution: Resolution, situation: &Situation<'_>, deciding: &Deciding<'_>) -> Choice {
    let case = situation.case;
    let mut unmet = by_state(&case.state, deciding);
    unmet.extend(match resolution {
        Resolution::ConfirmPaid => for_paid(situation),
        Resolution::ConfirmNotPaid => for_not_paid(situation, deciding.now),
        Resolution::ConfirmNotPaidWithoutProof => for_not_paid_without_proof(situation, deciding.now),
        Resolution::RaiseCorrection => for_correction(situation),
        Resolution::WithdrawNotice => for_withdrawn_notice(situation),
        Resolution::NeverRepaid => for_never_repaid(situation),
        Resolution::NotDuplicate => for_not_duplicate(situation),
        Resolution::WriteOff => for_write_off(situation),
        Resolution::ReturnToSender | Resolution::ClaimRefused => recon::for_shown(situation),
        Resolution::ClearNextDay => recon::for_cleared(situation),
        Resolution::ClaimFromChannel | Resolution::Reverse => recon::for_adjustment(situation),
        Resolution::ClaimPaid => recon::for_claim_paid(situation),
        Resolution::WithinTolerance => recon::for_tolerance(situation),
        Resolution::SettleByPayout => recon::for_settled_by_payout(situation),
        Resolution::HandOver if case.kind.is_of_payout() => for_handing_over(situation),
        Resolution::HandOver => recon::nothing_raised(situation),
        Resolution::Explain => recon::for_explained(situation),
        Resolution::KeepWaiting => vec![],
    });
    let allowed_at =
        unmet.iter().map(Unmet::met_at).collect::<Option<Vec<_>>>().and_then(|times| times.into_iter().max());
    let contradiction = matches!(case.verdict, Verdict::Contradiction { .. });
    Choice {
        resolution,
        unmet,
        allowed_at,
        approvals: approvals(resolution, situation),
        reason_required: match resolution {
            Resolution::ConfirmPaid | Resolution::ConfirmNotPaid => contradiction,
            Resolution::RaiseCorrection
            | Resolution::ClearNextDay
            | Resolution::SettleByPayout
            | Resolution::HandOver => false,
            Resolution::ConfirmNotPaidWithoutProof
            | Resolution::WithdrawNotice
            | Resolution::NeverRepaid
            | Resolution::NotDuplicate
            | Resolution::WriteOff
            | Resolution::ReturnToSender
            | Resolution::ClaimFromChannel
            | Resolution::ClaimPaid
            | Resolution::ClaimRefused
            | Resolution::Reverse
            | Resolution::WithinTolerance
            | Resolution::Explain
            | Resolution::KeepWaiting => true,
        },
        at_stake: (resolution.outcome() == Some(Outcome::ConfirmedNotPaid)).then_some(case.facts.amount),
    }
}

/// The approvals that a resolution needs. An order that goes ahead of its funds needs more by itself.
fn approvals(resolution: Resolution, situation: &Situation<'_>) -> Approvals {
    Approvals::needed(resolution, situation.case, situation.policy)
}

fn by_state(state: &State, deciding: &Deciding<'_>) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    if !Permission::WorkCases.is_given_to_roles(deciding.roles) {
        unmet.push(Unmet::NotPermitted);
    }
    match (state, state.holder(deciding.now)) {
        (State::Closed { .. }, _) => unmet.push(Unmet::CaseClosed),
        (State::Proposed { maker, .. }, _) => unmet.push(Unmet::ProposalOpen { maker: maker.clone() }),
        (_, Some(owner)) if owner == deciding.name => {}
        (_, Some(owner)) => unmet.push(Unmet::HeldBy { owner: owner.to_owned() }),
        (_, None) => unmet.push(Unmet::NotClaimed),
    }
    unmet
}
