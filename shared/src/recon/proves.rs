//! What a line of the channel's statement proves of a payout: evidence on the payout's own case, by itself.
//!
//! The rules: only what moved money proves anything; a line that says "failed" proves nothing, for a statement lists what moved
//! and not what did not; and a line that names no order is nobody's evidence.

use chrono::{DateTime, Duration, Utc};

use super::{ChannelAccount, Direction, Line, LineKind, LineStatus, day_bounds};
use crate::evidence::{Claim, Details, EvidenceKind, FundsBack, SettlementLine};
use crate::money::Money;

/// What a line says of a payout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProof {
    /// The order number of the payout attempt that it speaks of.
    pub attempt: String,
    /// What sort of evidence it is.
    pub kind: EvidenceKind,
    /// What it claims.
    pub claim: Claim,
    /// The same in fields of its own.
    pub details: Details,
    /// When it was booked.
    pub at: DateTime<Utc>,
}

/// What a line of the channel's statement proves of a payout.
///
/// | line | direction | claim |
/// |---|---|---|
/// | payout, settled | out | `proves_paid` |
/// | bounce, settled | in | `returned` |
/// | payout or bounce, failed or pending | | none |
/// | any other | | none |
pub fn proof_of(line: &Line, account: &ChannelAccount) -> Option<LineProof> {
    if line.status != LineStatus::Settled || !line.amount.is_positive() {
        return None;
    }
    let at = booked_at(line, account);
    let reference = reference(line)?;
    match (line.kind, line.direction) {
        (LineKind::Payout, Direction::Out) => {
            let details = SettlementLine { reference, amount: line.amount, settled_at: at };
            Some(LineProof {
                attempt: line.references.order_number.clone()?,
                kind: EvidenceKind::StatementLine,
                claim: Claim::ProvesPaid,
                details: Details::Settlement(details),
                at,
            })
        }
        (LineKind::Bounce, Direction::In) => {
            // The payment that came back: named as such, or by the number that the channel repeats.
            let references = &line.references;
            let attempt = references.original_order_number.clone().or_else(|| references.order_number.clone())?;
            let return_reference = return_reference(line).unwrap_or_else(|| reference.clone());
            let details = FundsBack { return_reference, reference, amount: returned(line), booked_at: at };
            Some(LineProof {
                attempt,
                kind: EvidenceKind::FundsBack,
                claim: Claim::Returned,
                details: Details::FundsBack(details),
                at,
            })
        }
        _ => None,
    }
}

/// What reached our account: what came back, less what the channel kept of it.
fn returned(line: &Line) -> Money {
    let kept = line.fee.map_or(0, Money::minor).max(0);
    Money::from_minor(line.amount.minor().saturating_sub(kept), line.amount.currency())
}

/// When a line was booked: its own time; the last moment of its business day where it has none.
fn booked_at(line: &Line, account: &ChannelAccount) -> DateTime<Utc> {
    line.at.unwrap_or_else(|| day_bounds(line.date, account).1 - Duration::seconds(1))
}

/// What the line itself is known by: one line for ever.
fn reference(line: &Line) -> Option<String> {
    let references = &line.references;
    let known = [&references.entry_reference, &references.channel_number, &references.order_number];
    known.into_iter().flatten().find(|text| !text.trim().is_empty()).cloned()
}

/// What the return is known by: a number of its own beside the payment's.
fn return_reference(line: &Line) -> Option<String> {
    let references = &line.references;
    let own = references.order_number.as_ref().filter(|_| references.original_order_number.is_some());
    own.or(references.channel_number.as_ref()).or(references.entry_reference.as_ref()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recon::References;
    use crate::recon::matching::tests::{account, cny, line as plain};

    fn line(kind: LineKind, direction: Direction, status: LineStatus) -> Line {
        let references =
            References { order_number: Some("P1".into()), channel_number: Some("C1".into()), ..References::default() };
        Line { kind, direction, status, references, ..plain(1) }
    }

    #[test]
    fn only_what_moved_money_of_a_payout_proves_anything() {
        use Direction::{In, Out};
        use LineKind::{Bounce, Other, Payout, Receipt, Refund};
        use LineStatus::{Failed, Pending, Settled};
        for (kind, direction, status, expected) in [
            (Payout, Out, Settled, Some(Claim::ProvesPaid)),
            (Bounce, In, Settled, Some(Claim::Returned)),
            (Payout, Out, Failed, None),
            (Payout, Out, Pending, None),
            (Payout, In, Settled, None),
            (Bounce, Out, Settled, None),
            (Bounce, In, Pending, None),
            (Receipt, In, Settled, None),
            (Refund, Out, Settled, None),
            (Other, Out, Settled, None),
        ] {
            let told = proof_of(&line(kind, direction, status), &account());
            assert_eq!(told.map(|proof| proof.claim), expected, "{kind:?} {direction:?} {status:?}");
        }
    }

    #[test]
    fn a_line_names_its_payment_and_is_known_by_its_own_reference() {
        let bounce = line(LineKind::Bounce, Direction::In, LineStatus::Settled);
        let with = |change: fn(&mut References)| {
            let mut references = bounce.references.clone();
            change(&mut references);
            Line { references, ..bounce.clone() }
        };
        let own = with(|references| {
            references.order_number = Some("B9".into());
            references.original_order_number = Some("P1".into());
        });
        for (line, expected) in [
            (bounce.clone(), Some(("P1", "C1", "C1"))),
            (own, Some(("P1", "B9", "C1"))),
            (with(|references| references.entry_reference = Some("E1".into())), Some(("P1", "C1", "E1"))),
            (with(|references| references.order_number = None), None),
        ] {
            let told = proof_of(&line, &account()).map(|proof| match proof.details {
                Details::FundsBack(back) => (proof.attempt, back.return_reference, back.reference),
                other => panic!("{other:?}"),
            });
            let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
            assert_eq!(told, expected, "{line:?}");
        }
    }

    #[test]
    fn what_the_channel_kept_of_a_return_did_not_come_back() {
        let bounce =
            Line { fee: Some(cny(30)), at: None, ..line(LineKind::Bounce, Direction::In, LineStatus::Settled) };
        let proof = proof_of(&bounce, &account()).unwrap();
        let Details::FundsBack(back) = proof.details else { panic!("funds back") };
        assert_eq!((back.amount, back.booked_at.to_rfc3339()), (cny(9_970), "2026-03-01T15:59:59+00:00".into()));
    }
}
