//! What each resolution requires of the evidence.
//!
//! The rule: nothing but the channel's own word, or a look that others can repeat, speaks for "not paid"; and a word that
//! the channel has since taken back to "still at it" does not.

use chrono::{DateTime, Utc};

use super::{Situation, Unmet};
use crate::evidence::{Claim, Evidence, EvidenceKind, Rule, Shown, Verdict};

pub(super) fn for_paid(situation: &Situation<'_>) -> Vec<Unmet> {
    match &situation.case.verdict {
        Verdict::Paid { .. } | Verdict::Contradiction { .. } => vec![],
        Verdict::NotPaid { decided_by } => vec![Unmet::ProvenOtherwise { evidence: decided_by.clone() }],
        Verdict::Unknown { .. } => {
            let seen = situation.evidence.iter().any(|piece| {
                piece.kind == EvidenceKind::PortalCheck && piece.claim.says_paid() && is_substantiated(piece)
            });
            if seen { vec![] } else { vec![Unmet::NothingShowsPaid] }
        }
    }
}

pub(super) fn for_not_paid(situation: &Situation<'_>, now: DateTime<Utc>) -> Vec<Unmet> {
    let mut unmet = Vec::from_iter(too_early(situation, now));
    match &situation.case.verdict {
        Verdict::NotPaid { .. } => {}
        Verdict::Paid { decided_by } => unmet.push(Unmet::ProvenOtherwise { evidence: decided_by.clone() }),
        Verdict::Unknown { .. } => unmet.push(Unmet::NoProofOfNonPayment),
        // One attempt is disputed; that says nothing for the others, nor may an unfounded look dispute anything.
        Verdict::Contradiction { .. } => {
            unmet.extend(attempts(situation).filter_map(|attempt| unfounded(situation, attempt)));
        }
    }
    // This rests on the channel's own word, so only its own word ends its "still at it": a person's look does not, and
    // neither does "no such order".
    let decides = |piece: &Evidence| !piece.is_observation() && piece.claim != Claim::NoRecord;
    unmet.extend(attempts(situation).filter_map(|attempt| not_final(situation, attempt, decides)));
    unmet
}

pub(super) fn for_not_paid_without_proof(situation: &Situation<'_>, now: DateTime<Utc>) -> Vec<Unmet> {
    let mut unmet = Vec::from_iter(too_early(situation, now));
    match &situation.case.verdict {
        Verdict::Unknown { .. } => {
            // That the order is not found now does not undo that somebody saw it paid.
            let evidence: Vec<i32> =
                situation.evidence.iter().filter(|piece| piece.claim.says_paid()).map(|piece| piece.seq).collect();
            unmet.extend((!evidence.is_empty()).then_some(Unmet::ProvenOtherwise { evidence }));
        }
        Verdict::Paid { decided_by } => unmet.push(Unmet::ProvenOtherwise { evidence: decided_by.clone() }),
        // With the channel's word there, the decision is the other one, which weighs that word.
        Verdict::NotPaid { decided_by } => unmet.push(Unmet::AlreadyProven { evidence: decided_by.clone() }),
        Verdict::Contradiction { not_paid_by, .. } => {
            unmet.push(Unmet::AlreadyProven { evidence: not_paid_by.clone() });
        }
    }
    for attempt in attempts(situation) {
        unmet.extend(not_final(situation, attempt, |_| true));
        if is_proven_not_paid(situation, attempt) {
            continue;
        }
        if !of_age(situation, attempt).any(is_answered_query) {
            unmet.push(Unmet::QueryNeeded { attempt: attempt.to_owned() });
        }
        if !is_shown_not_paid(situation, attempt) {
            unmet.push(Unmet::ObservationNeeded { attempt: attempt.to_owned() });
        }
    }
    unmet
}

fn too_early(situation: &Situation<'_>, now: DateTime<Utc>) -> Option<Unmet> {
    let until = attempts(situation).map(|attempt| aged_at(situation, attempt)).max()?;
    (now < until).then_some(Unmet::TooEarly { until })
}

/// The order numbers under which the payout was tried: the one that was filed, and every other that evidence names.
fn attempts<'a>(situation: &Situation<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    crate::evidence::attempts(&situation.case.facts.order_number, situation.evidence).into_iter()
}

fn pieces<'a>(situation: &Situation<'a>, attempt: &'a str) -> impl Iterator<Item = &'a Evidence> + use<'a> {
    situation.evidence.iter().filter(move |piece| piece.attempt == attempt)
}

/// From when on an attempt may be called not paid. When the filed one was sent is a fact; any other was sent, at the
/// latest, when the first piece that names it was received.
fn aged_at(situation: &Situation<'_>, attempt: &str) -> DateTime<Utc> {
    let facts = &situation.case.facts;
    let first_named = pieces(situation, attempt).map(|piece| piece.received_at).min();
    let sent_at = match first_named {
        Some(first_named) if attempt != facts.order_number => first_named.max(facts.sent_at),
        _ => facts.sent_at,
    };
    situation.profile.minimum_age_at(sent_at)
}

/// What was received of an attempt once it was old enough to be called not paid.
fn of_age<'a>(situation: &Situation<'a>, attempt: &'a str) -> impl Iterator<Item = &'a Evidence> + use<'a> {
    let aged_at = aged_at(situation, attempt);
    pieces(situation, attempt).filter(move |piece| piece.received_at >= aged_at)
}

/// The last word on an attempt, by when it was received, among those that count, where that is "still at it".
fn not_final(situation: &Situation<'_>, attempt: &str, counts: impl Fn(&Evidence) -> bool) -> Option<Unmet> {
    pieces(situation, attempt)
        .filter(|piece| piece.claim != Claim::NoInformation && counts(piece))
        .max_by_key(|piece| (piece.received_at, piece.seq))
        .filter(|piece| piece.claim == Claim::NonFinal)
        .map(|piece| Unmet::AttemptNotFinal { attempt: attempt.to_owned(), evidence: piece.seq })
}

/// Whether the channel answered a query about this order, whatever it said. A call that failed is no answer.
fn is_answered_query(piece: &Evidence) -> bool {
    let failed = matches!(piece.rule, Rule::Unreadable { .. } | Rule::OtherOrder { .. } | Rule::HttpFailure { .. });
    let server_failed = piece.transport.http_status.is_some_and(|status| status >= 500);
    piece.kind == EvidenceKind::QueryResponse && !failed && !server_failed
}

fn is_proven_not_paid(situation: &Situation<'_>, attempt: &str) -> bool {
    pieces(situation, attempt).any(|piece| !piece.is_observation() && piece.claim.says_not_paid())
}

/// What is lacking before a disputed payout's attempt may be called not paid. Against the channel's own word that it was paid
/// stands nothing but its own word that it was not: a look can dispute a proof, never replace one.
fn unfounded(situation: &Situation<'_>, attempt: &str) -> Option<Unmet> {
    if is_proven_not_paid(situation, attempt) {
        return None;
    }
    let evidence: Vec<i32> = pieces(situation, attempt)
        .filter(|piece| !piece.is_observation() && piece.claim.says_paid())
        .map(|piece| piece.seq)
        .collect();
    if !evidence.is_empty() {
        return Some(Unmet::ProvenOtherwise { evidence });
    }
    (!is_shown_not_paid(situation, attempt)).then(|| Unmet::ObservationNeeded { attempt: attempt.to_owned() })
}

/// Whether somebody saw, at its full age, that the attempt was not paid or is not there.
fn is_shown_not_paid(situation: &Situation<'_>, attempt: &str) -> bool {
    of_age(situation, attempt).any(|piece| {
        let shown = piece.observation.as_ref().map(|observation| observation.shown);
        matches!(shown, Some(Shown::NotPaid | Shown::NotFound)) && is_substantiated(piece)
    })
}

/// An observation that someone else can look up again: it has a reference or a file.
pub(super) fn is_substantiated(piece: &Evidence) -> bool {
    piece.observation.as_ref().is_some_and(|seen| seen.reference.is_some() || !seen.attachments.is_empty())
}
