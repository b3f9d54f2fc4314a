//! What a line of the channel's statement tells of a payout: that it was settled, or that its money came back.
//!
//! The rule: a line tells only what it says in so many words. One that is not settled, or names no order of ours, tells nothing.

use chrono::{DateTime, Duration, Utc};

use super::matching::LineId;
use super::{ChannelAccount, Direction, Line, LineKind, LineStatus, day_bounds};
use crate::case::Told;
use crate::evidence::{Details, EvidenceKind, FundsBack, Returned, SettlementLine};

/// How long a reference of evidence may be, in characters.
const REFERENCE_MAX: usize = 64;

/// The order number of ours of whose payout a line tells.
pub fn payout_of(line: &Line) -> Option<&str> {
    let references = &line.references;
    match told(line)? {
        Tells::Settled => references.order_number.as_deref(),
        Tells::CameBack => references.original_order_number.as_deref().or(references.order_number.as_deref()),
    }
}

/// What a line tells of that payout, as evidence on its case.
pub fn told_of_payout(
    id: LineId,
    line: &Line,
    account: &ChannelAccount,
    now: DateTime<Utc>,
) -> Vec<(EvidenceKind, Told)> {
    let (Some(tells), Some(attempt)) = (told(line), payout_of(line)) else { return vec![] };
    let (_, day_ended) = day_bounds(line.date, account);
    // A date alone says no more than that it was over by the end of that day.
    let at = line.at.unwrap_or(day_ended - Duration::seconds(1)).min(now);
    let named = line.references.channel_number.as_ref().or(line.references.entry_reference.as_ref());
    let reference: String = match named {
        Some(reference) => reference.chars().take(REFERENCE_MAX).collect(),
        None => format!("{}/{}", account.id, id.0).chars().take(REFERENCE_MAX).collect(),
    };
    let of = |details| Told { details, attempt: attempt.to_owned(), happened_at: at };
    let amount = line.amount;
    match tells {
        Tells::Settled => {
            let settled = SettlementLine { reference, amount, settled_at: at };
            vec![(EvidenceKind::StatementLine, of(Details::Settlement(settled)))]
        }
        Tells::CameBack => {
            let returned = Returned {
                reference: reference.clone(),
                reason_code: None,
                reason: line.text.as_ref().map(|text| text.chars().take(500).collect()),
                amount,
                fee: None,
                returned_at: at,
            };
            // The statement is of our account: what it lists as come in is there.
            let back = FundsBack { return_reference: reference.clone(), reference, amount, booked_at: at };
            vec![
                (EvidenceKind::ReturnNotice, of(Details::Return(returned))),
                (EvidenceKind::FundsBack, of(Details::FundsBack(back))),
            ]
        }
    }
}

#[derive(Clone, Copy)]
enum Tells {
    Settled,
    CameBack,
}

fn told(line: &Line) -> Option<Tells> {
    if line.status != LineStatus::Settled || !line.amount.is_positive() {
        return None;
    }
    match (line.kind, line.direction) {
        (LineKind::Payout | LineKind::Other, Direction::Out) => Some(Tells::Settled),
        (LineKind::Bounce, Direction::In) => Some(Tells::CameBack),
        // Money that came in is a payout's only where it says whose it gives back.
        (LineKind::Other, Direction::In) if line.references.original_order_number.is_some() => Some(Tells::CameBack),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::account::example;
    use super::*;

    fn line(kind: &str, direction: &str, status: &str, original: Option<&str>) -> Line {
        serde_json::from_value(json!({
            "position": 1, "kind": kind, "direction": direction, "status": status, "date": "2026-03-01",
            "amount": { "amount": "12.80", "currency": "CNY" },
            "references": { "order_number": "P-1", "original_order_number": original },
        }))
        .unwrap()
    }

    #[test]
    fn a_line_tells_only_what_it_says() {
        for (kind, direction, status, original, expected) in [
            ("payout", "out", "settled", None, Some("P-1")),
            ("other", "out", "settled", None, Some("P-1")),
            ("payout", "out", "failed", None, None),
            ("payout", "out", "pending", None, None),
            ("payout", "in", "settled", None, None),
            ("bounce", "in", "settled", Some("P-0"), Some("P-0")),
            ("bounce", "in", "settled", None, Some("P-1")),
            ("other", "in", "settled", None, None),
            ("other", "in", "settled", Some("P-0"), Some("P-0")),
            ("receipt", "in", "settled", None, None),
            ("fee", "out", "settled", None, None),
        ] {
            let line = line(kind, direction, status, original);
            assert_eq!(payout_of(&line), expected, "{kind} {direction} {status}");
        }
    }

    #[test]
    fn what_came_back_is_reported_and_back() {
        let now: DateTime<Utc> = "2026-03-05T00:00:00Z".parse().unwrap();
        let told = told_of_payout(LineId(7), &line("bounce", "in", "settled", None), &example(None), now);
        let kinds: Vec<_> = told.iter().map(|(kind, told)| (*kind, told.happened_at.to_rfc3339())).collect();
        let at = "2026-03-01T15:59:59+00:00".to_owned();
        assert_eq!(kinds, [(EvidenceKind::ReturnNotice, at.clone()), (EvidenceKind::FundsBack, at)]);
        let Details::FundsBack(back) = &told[1].1.details else { panic!("{told:?}") };
        assert_eq!((back.reference.as_str(), back.return_reference.as_str()), ("wechat-cny/7", "wechat-cny/7"));
    }
}
