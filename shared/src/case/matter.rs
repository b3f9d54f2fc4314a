//! What a case is about beyond its payout: the returns of a bounce, the settlement lines of a duplicate, what a reconciliation
//! found. A pure function of the evidence.
//!
//! The rule: that a return was *reported* and that its funds are *back* are two facts, each with the pieces that tell it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::CaseKind;
use crate::actor::Actor;
use crate::evidence::{Details, Evidence, EvidenceKind, ReturnFee, Returned, SettlementLine};
use crate::money::Money;
use crate::recon::{BalanceFinding, Disagreement};

#[cfg(test)]
mod tests;

/// What a case is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Matter {
    /// The payout itself: unknown, or a late success.
    Payout,
    /// Money that came back.
    Bounce {
        /// The returns of which anything is known, the first told of first. Empty where the channel only says that it came
        /// back.
        returns: Vec<Return>,
    },
    /// One payout that was settled more than once.
    Duplicate {
        /// Its settlement lines, the first told of first.
        lines: Vec<Line>,
    },
    /// Our books and the channel's statement disagree.
    Discrepancy {
        /// What was found, as it stands; absent only where nothing was recorded yet.
        found: Option<Box<Disagreement>>,
    },
    /// A balance that does not add up.
    BalanceBreak {
        /// What was found, as it stands; absent only where nothing was recorded yet.
        found: Option<Box<BalanceFinding>>,
    },
}

/// One return, by its reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Return {
    /// The channel's reference of it.
    pub reference: String,
    /// That it was reported: as the channel's own notice says, where one does, else by the latest piece that tells so.
    pub reported: Option<Reported>,
    /// That its funds are back, by all pieces that tell so.
    pub back: Option<Back>,
}

/// That a return was reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reported {
    /// The piece that tells so.
    pub evidence: i32,
    /// Whether that was read out of the channel's own bytes, and not told or recorded by anybody.
    #[serde(default)]
    pub read: bool,
    /// Why it came back: an ISO 20022 reason or the channel's own code.
    pub reason_code: Option<String>,
    /// Why, in the channel's words.
    pub reason: Option<String>,
    /// How much came back.
    pub amount: Money,
    /// What became of the fee.
    pub fee: Option<ReturnFee>,
    /// When it was returned.
    pub returned_at: DateTime<Utc>,
}

/// That the funds of a return are back in our account at the channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Back {
    /// The pieces that tell so, one for each line of the account.
    pub evidence: Vec<i32>,
    /// How much is back, all lines together.
    pub amount: Money,
    /// When the last of it was booked.
    pub booked_at: DateTime<Utc>,
}

/// One settlement line, with the piece that tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = KnownSettlementLine))]
pub struct Line {
    /// The line's reference.
    pub reference: String,
    /// The order number of the payout attempt that it settled.
    pub attempt: String,
    /// How much was settled.
    pub amount: Money,
    /// When.
    pub settled_at: DateTime<Utc>,
    /// The piece that tells of it.
    pub evidence: i32,
}

impl Matter {
    /// What a case of this kind with this evidence is about.
    pub fn of(kind: CaseKind, evidence: &[Evidence]) -> Self {
        match kind {
            CaseKind::PayoutUnknown | CaseKind::LateSuccess => Self::Payout,
            CaseKind::PayoutBounced => Self::Bounce { returns: returns(evidence) },
            CaseKind::DuplicatePayout => Self::Duplicate { lines: lines(evidence) },
            CaseKind::Discrepancy => Self::Discrepancy { found: latest(evidence, as_disagreement) },
            CaseKind::BalanceBreak => Self::BalanceBreak { found: latest(evidence, as_balance) },
        }
    }

    /// The returns; none of a case that is about something else.
    pub fn returns(&self) -> &[Return] {
        if let Self::Bounce { returns } = self { returns } else { &[] }
    }

    /// The settlement lines; none of a case that is about something else.
    pub fn lines(&self) -> &[Line] {
        if let Self::Duplicate { lines } = self { lines } else { &[] }
    }

    /// The disagreement; none of a case that is about something else.
    pub fn disagreement(&self) -> Option<&Disagreement> {
        if let Self::Discrepancy { found } = self { found.as_deref() } else { None }
    }

    /// The balance that does not add up; none of a case that is about something else.
    pub fn balance(&self) -> Option<&BalanceFinding> {
        if let Self::BalanceBreak { found } = self { found.as_deref() } else { None }
    }
}

impl Return {
    /// Whether all that was reported is back.
    pub fn is_back(&self) -> bool {
        match (&self.reported, &self.back) {
            (Some(reported), Some(back)) => back.amount.minor() >= reported.amount.minor(),
            _ => false,
        }
    }
}

/// What was found last.
fn latest<T>(evidence: &[Evidence], finding: fn(&Details) -> Option<&T>) -> Option<Box<T>>
where
    T: Clone,
{
    evidence.iter().rev().find_map(|piece| finding(piece.details.as_ref()?)).cloned().map(Box::new)
}

fn as_disagreement(details: &Details) -> Option<&Disagreement> {
    if let Details::Discrepancy(found) = details { Some(found) } else { None }
}

fn as_balance(details: &Details) -> Option<&BalanceFinding> {
    if let Details::BalanceBreak(found) = details { Some(found) } else { None }
}

fn returns(evidence: &[Evidence]) -> Vec<Return> {
    let mut returns: Vec<Return> = Vec::new();
    // What was told or recorded, by the latest piece each: the channel's own word stands before it.
    let mut told: Vec<Option<Reported>> = Vec::new();
    let booked = booked(evidence);
    // What came back of a payment that was made again is a bounce of its own.
    for piece in evidence.iter().filter(|piece| paid_again(piece, evidence).is_none()) {
        match &piece.details {
            Some(Details::Return(returned)) => {
                let place = of_reference(&mut returns, &returned.reference);
                told.resize(returns.len(), None);
                let reported = reported(piece, returned);
                let known = if reported.read { &mut returns[place].reported } else { &mut told[place] };
                *known = Some(reported);
            }
            Some(Details::FundsBack(funds)) if booked.contains(&piece.seq) => {
                let place = of_reference(&mut returns, &funds.return_reference);
                let back = &mut returns[place].back;
                let so_far = back.take();
                let amount = so_far.as_ref().map_or(0, |back| back.amount.minor()).saturating_add(funds.amount.minor());
                let mut evidence = so_far.as_ref().map(|back| back.evidence.clone()).unwrap_or_default();
                evidence.push(piece.seq);
                let booked_at = so_far.map_or(funds.booked_at, |back| back.booked_at.max(funds.booked_at));
                let amount = Money::from_minor(amount, funds.amount.currency());
                *back = Some(Back { evidence, amount, booked_at });
            }
            _ => {}
        }
    }
    for (known, told) in returns.iter_mut().zip(told) {
        let reported = first_of(known.reported.take(), told);
        // What was told by mistake is told anew as nothing.
        known.reported = reported.filter(|reported| reported.amount.is_positive());
    }
    returns.retain(|known| known.reported.is_some() || known.back.is_some());
    returns
}

/// The payment that was made again of which a return came, or its money, where a piece tells of that.
pub fn paid_again<'a>(piece: &Evidence, evidence: &'a [Evidence]) -> Option<&'a Evidence> {
    let of_attempt =
        |attempt: &str| evidence.iter().find(|other| other.kind == EvidenceKind::PayAgain && other.attempt == attempt);
    match &piece.details {
        Some(Details::Return(_)) => of_attempt(&piece.attempt),
        // Money names its return, and that its payment.
        Some(Details::FundsBack(funds)) => of_attempt(&piece.attempt).or_else(|| {
            let is_its = |other: &&Evidence| {
                matches!(&other.details, Some(Details::Return(told)) if told.reference == funds.return_reference)
            };
            of_attempt(&evidence.iter().find(is_its)?.attempt)
        }),
        _ => None,
    }
}

/// The pieces that say what each line of the account brought back. A line that is told of several times came back once: as the
/// channel's own bytes say it, or as others than the desk told it last, so that who named the wrong return can say so.
fn booked(evidence: &[Evidence]) -> Vec<i32> {
    let mut by_line: BTreeMap<&str, &Evidence> = BTreeMap::new();
    for piece in evidence {
        if let Some(Details::FundsBack(funds)) = &piece.details {
            let known = by_line.entry(&funds.reference).or_insert(piece);
            if piece.is_read() || !known.is_read() && piece.recorded_by != Actor::Desk {
                *known = piece;
            }
        }
    }
    by_line.into_values().map(|piece| piece.seq).collect()
}

/// The channel's own word, and what it leaves open as somebody else told it.
fn first_of(read: Option<Reported>, told: Option<Reported>) -> Option<Reported> {
    let Some(read) = read else { return told };
    let (reason_code, reason, fee) = told.map_or((None, None, None), |told| (told.reason_code, told.reason, told.fee));
    Some(Reported {
        reason_code: read.reason_code.or(reason_code),
        reason: read.reason.or(reason),
        fee: read.fee.or(fee),
        ..read
    })
}

/// The place of the return of that reference.
fn of_reference(returns: &mut Vec<Return>, reference: &str) -> usize {
    let place = returns.iter().position(|known| known.reference == reference).unwrap_or(returns.len());
    if place == returns.len() {
        returns.push(Return { reference: reference.to_owned(), reported: None, back: None });
    }
    place
}

fn reported(piece: &Evidence, returned: &Returned) -> Reported {
    Reported {
        evidence: piece.seq,
        read: piece.is_read(),
        reason_code: returned.reason_code.clone(),
        reason: returned.reason.clone(),
        amount: returned.amount,
        fee: returned.fee,
        returned_at: returned.returned_at,
    }
}

fn lines(evidence: &[Evidence]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in evidence {
        if let Some(Details::Settlement(line)) = &piece.details
            && lines.iter().all(|known| known.reference != line.reference)
        {
            lines.push(settled(piece, line));
        }
    }
    lines
}

fn settled(piece: &Evidence, line: &SettlementLine) -> Line {
    Line {
        reference: line.reference.clone(),
        attempt: piece.attempt.clone(),
        amount: line.amount,
        settled_at: line.settled_at,
        evidence: piece.seq,
    }
}
