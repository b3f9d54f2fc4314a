//! What stands around a case that its own evidence does not tell: how the other attempts of its payout stand, and which
//! corrections were raised from it.

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::case::{CaseKind, CaseNumber};
use crate::correction::OrderNumber;
use crate::evidence::{Claim, Evidence, attempts};
use crate::money::Money;

/// What stands around a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Surroundings {
    /// The attempts of the payout of which linked cases know.
    pub attempts: Vec<Attempt>,
    /// The corrections that were raised to put this case right: proposed, and not refused, taken back or failed since. A fee
    /// that is adjusted beside them is none.
    pub corrections: Vec<Raised>,
    /// What this case is about and an order of another case puts right: the same return, line or attempt was filed twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Elsewhere>,
    /// Of what reconciliation found: the cases of the payout that its lines speak of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payout_cases: Vec<PayoutCase>,
}

/// What an order of another case puts right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CorrectedElsewhere))]
pub struct Elsewhere {
    /// The return, the line or the attempt.
    pub about: String,
    /// How much of it the order puts right.
    pub amount: Money,
    /// The order.
    pub order: OrderNumber,
    /// Its case.
    pub case: CaseNumber,
}

/// A case of the payout that a line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayoutCase {
    /// Its number.
    pub number: CaseNumber,
    /// Its kind.
    pub kind: CaseKind,
    /// How it ended; absent while it is open.
    pub outcome: Option<Outcome>,
    /// Whether it gave up money that was credited ahead and did not come: where it comes after all, it is in nobody's books.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gave_up: bool,
}

/// One attempt of a payout, as the evidence of one case has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    /// Its order number.
    pub order_number: String,
    /// The case whose evidence tells of it.
    pub case: CaseNumber,
    /// How it stands.
    pub standing: AttemptStanding,
}

/// How an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AttemptStanding {
    /// It was paid, and nothing says that it came back.
    Paid,
    /// It was paid and came back.
    Returned,
    /// It was not paid.
    NotPaid,
    /// The channel is still at it.
    NonFinal,
    /// Nothing says how it ended.
    Unknown,
    /// There is proof both ways.
    Disputed,
}

/// A correction that was raised from a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Raised {
    /// The return or the settlement line that it puts right; absent where the case is about its payout alone.
    pub about: Option<String>,
    /// How much.
    pub amount: Money,
    /// Whether accounting has posted it; it is under way otherwise.
    pub is_posted: bool,
}

impl Attempt {
    /// How every attempt of a payout stands by the evidence of one case.
    pub fn all_of(case: CaseNumber, order_number: &str, evidence: &[Evidence]) -> Vec<Self> {
        attempts(order_number, evidence)
            .into_iter()
            .map(|attempt| Self {
                order_number: attempt.to_owned(),
                case,
                standing: AttemptStanding::of(attempt, evidence),
            })
            .collect()
    }
}

impl AttemptStanding {
    /// How an attempt stands by this evidence. What a person saw counts too: whatever rests on it is looked at by others.
    pub fn of(attempt: &str, evidence: &[Evidence]) -> Self {
        let pieces = || evidence.iter().filter(|piece| piece.attempt == attempt);
        let says = |claim: Claim| pieces().any(|piece| piece.claim == claim);
        match (says(Claim::ProvesPaid), says(Claim::Returned), says(Claim::ProvesNotPaid)) {
            (true, _, true) | (_, true, true) => Self::Disputed,
            (_, true, false) => Self::Returned,
            (true, false, false) => Self::Paid,
            (false, false, true) => Self::NotPaid,
            (false, false, false) => {
                let last = pieces()
                    .filter(|piece| piece.claim != Claim::NoInformation)
                    .max_by_key(|piece| (piece.received_at, piece.seq));
                if last.is_some_and(|piece| piece.claim == Claim::NonFinal) { Self::NonFinal } else { Self::Unknown }
            }
        }
    }

    /// Whether it is known how it ended.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Paid | Self::Returned | Self::NotPaid)
    }
}
