//! What all the evidence of a case says together: a pure function of the evidence.
//!
//! Each payout attempt (order number) is judged by itself. A payout is paid if any attempt was; it is not paid only if
//! every attempt is proven not paid; proof both ways of one attempt is a contradiction; all else is unknown.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{Claim, Evidence, Shown};

/// What all the evidence says, naming the pieces that decide it by their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Verdict {
    /// The channel's own word proves that it was paid.
    Paid {
        /// The pieces that prove it.
        decided_by: Vec<i32>,
    },
    /// The channel's own word proves that no attempt was paid.
    NotPaid {
        /// The pieces that prove it.
        decided_by: Vec<i32>,
    },
    /// Nothing proves it either way.
    Unknown {
        /// Why not.
        #[serde(flatten)]
        reason: UnknownReason,
    },
    /// Proof both ways.
    Contradiction {
        /// The pieces that say paid.
        paid_by: Vec<i32>,
        /// The pieces that say not paid.
        not_paid_by: Vec<i32>,
    },
}

/// Why a payout is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UnknownReason {
    /// Nothing that was received says anything about the payout.
    NothingKnown,
    /// The last word of the channel is that it is still at it.
    StillProcessing {
        /// The piece that says so.
        evidence: i32,
    },
    /// The last word of the channel is that it does not know the order, which is not a failure.
    NoRecord {
        /// The piece that says so.
        evidence: i32,
    },
    /// Only a person's look says how it ended.
    OnlyObserved {
        /// What was shown.
        shown: Shown,
        /// The piece that says so.
        evidence: i32,
    },
    /// Some attempts are proven not paid, and this one is not.
    AttemptUnproven {
        /// Its order number.
        attempt: String,
    },
}

/// What the evidence says of one attempt.
enum AttemptVerdict {
    Paid(Vec<i32>),
    NotPaid(Vec<i32>),
    Contradiction { paid_by: Vec<i32>, not_paid_by: Vec<i32> },
    Unknown,
}

/// The order numbers under which a payout was tried: the one that was filed, and every other that evidence names.
pub fn attempts<'a>(order_number: &'a str, evidence: &'a [Evidence]) -> Vec<&'a str> {
    let mut attempts = vec![order_number];
    for piece in evidence {
        if !attempts.contains(&piece.attempt.as_str()) {
            attempts.push(&piece.attempt);
        }
    }
    attempts
}

impl Verdict {
    /// The verdict on a payout whose first attempt was `order_number`.
    pub fn of(order_number: &str, evidence: &[Evidence]) -> Self {
        let judged: Vec<_> = attempts(order_number, evidence)
            .into_iter()
            .map(|attempt| (attempt, AttemptVerdict::of(attempt, evidence)))
            .collect();
        let (mut paid, mut not_paid) = (Vec::new(), Vec::new());
        let (mut disputed_paid, mut disputed_not_paid) = (Vec::new(), Vec::new());
        let mut unproven = None;
        for (attempt, verdict) in judged {
            match verdict {
                AttemptVerdict::Paid(by) => paid.extend(by),
                AttemptVerdict::NotPaid(by) => not_paid.extend(by),
                AttemptVerdict::Contradiction { paid_by, not_paid_by } => {
                    disputed_paid.extend(paid_by);
                    disputed_not_paid.extend(not_paid_by);
                }
                AttemptVerdict::Unknown => unproven = unproven.or(Some(attempt)),
            }
        }
        // One attempt that was surely paid settles it, whatever is disputed of the others.
        if !paid.is_empty() {
            return Self::Paid { decided_by: paid };
        }
        if !disputed_paid.is_empty() {
            return Self::Contradiction { paid_by: disputed_paid, not_paid_by: disputed_not_paid };
        }
        match unproven {
            None => Self::NotPaid { decided_by: not_paid },
            Some(attempt) if !not_paid.is_empty() => {
                Self::Unknown { reason: UnknownReason::AttemptUnproven { attempt: attempt.to_owned() } }
            }
            Some(_) => Self::Unknown { reason: why_unknown(evidence) },
        }
    }

    /// The name used on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Paid { .. } => "paid",
            Self::NotPaid { .. } => "not_paid",
            Self::Unknown { .. } => "unknown",
            Self::Contradiction { .. } => "contradiction",
        }
    }
}

impl AttemptVerdict {
    fn of(attempt: &str, evidence: &[Evidence]) -> Self {
        let says = |wanted: fn(&Evidence) -> bool| -> Vec<i32> {
            evidence.iter().filter(|piece| piece.attempt == attempt && wanted(piece)).map(|piece| piece.seq).collect()
        };
        let paid_by = says(|piece| piece.claim.says_paid());
        let not_paid_by = says(|piece| piece.claim.says_not_paid());
        // What a person saw cannot prove, but it can contradict: two accounts that differ are never settled by one of them.
        if !paid_by.is_empty() && !not_paid_by.is_empty() {
            return Self::Contradiction { paid_by, not_paid_by };
        }
        let paid = says(|piece| piece.claim.says_paid() && !piece.is_observation());
        let not_paid = says(|piece| piece.claim.says_not_paid() && !piece.is_observation());
        match (paid.is_empty(), not_paid.is_empty()) {
            (false, _) => Self::Paid(paid),
            (_, false) => Self::NotPaid(not_paid),
            _ => Self::Unknown,
        }
    }
}

fn why_unknown(evidence: &[Evidence]) -> UnknownReason {
    let last = |wanted: fn(&Evidence) -> bool| {
        evidence.iter().filter(|piece| wanted(piece)).max_by_key(|piece| (piece.received_at, piece.seq))
    };
    let observed = last(|piece| piece.claim.says_paid() || piece.claim.says_not_paid());
    if let Some((piece, seen)) = observed.and_then(|piece| Some((piece, piece.observation.as_ref()?))) {
        return UnknownReason::OnlyObserved { shown: seen.shown, evidence: piece.seq };
    }
    match last(|piece| matches!(piece.claim, Claim::NonFinal | Claim::NoRecord)) {
        Some(piece) if piece.claim == Claim::NonFinal => UnknownReason::StillProcessing { evidence: piece.seq },
        Some(piece) => UnknownReason::NoRecord { evidence: piece.seq },
        None => UnknownReason::NothingKnown,
    }
}
