use super::*;
use crate::case::{CaseKind, CaseNumber, Facts, Matter, Merchant, Outlook, Source, State};
use crate::correction::WrittenOff;
use crate::correction::example::{bounce, cny, duplicate, late_success};
use crate::evidence::example::{after, answer, sent_at};
use crate::evidence::{Claim, Details, EvidenceKind, FundsBack, Returned, SettlementLine, Verdict};
use crate::resolution::Policy;

/// A payout of ¥12.80 with these pieces.
fn case(kind: CaseKind, evidence: &[Evidence]) -> Case {
    let amount = cny(1280);
    Case {
        number: CaseNumber(1),
        kind,
        version: 1,
        matter: Matter::of(kind, evidence),
        facts: Facts {
            source: Source { system: "core".into(), reference: "R-1".into() },
            channel: "test".into(),
            merchant: Merchant { id: "M-1".into(), name: "Pine".into() },
            amount,
            order_number: "P-1".into(),
            channel_order_number: None,
            beneficiary: None,
            sent_at: sent_at(),
        },
        state: State::Open,
        verdict: Verdict::of("P-1", evidence),
        outlook: Outlook::of(kind, amount, &Policy::built_in(), sent_at(), None),
        filed_at: sent_at(),
        updated_at: sent_at(),
        channel_version: 0,
        linked_from: None,
    }
}

fn told(seq: i32, claim: Claim, details: Option<Details>) -> Evidence {
    Evidence { details, ..answer(seq, EvidenceKind::ReturnNotice, claim, 60).of("P-1") }
}

fn reported(seq: i32, minor: i64) -> Evidence {
    let returned = Returned {
        reference: "RET-1".into(),
        reason_code: None,
        reason: None,
        amount: cny(minor),
        fee: None,
        returned_at: after(60),
    };
    told(seq, Claim::Returned, Some(Details::Return(returned)))
}

fn back(seq: i32, minor: i64) -> Evidence {
    let (return_reference, reference) = ("RET-1".into(), format!("F-{seq}"));
    let funds = FundsBack { return_reference, reference, amount: cny(minor), booked_at: after(90) };
    told(seq, Claim::Returned, Some(Details::FundsBack(funds)))
}

fn line(seq: i32, minor: i64) -> Evidence {
    let line = SettlementLine { reference: format!("L-{seq}"), amount: cny(minor), settled_at: after(60) };
    told(seq, Claim::ProvesPaid, Some(Details::Settlement(line)))
}

fn write_off(minor: i64) -> Cause {
    Cause::WriteOff { reference: "P-1".into(), amount: cny(minor), what: WrittenOff::ChannelFunds }
}

#[test]
fn no_order_books_more_than_the_evidence_tells() {
    use CaseKind::{DuplicatePayout, LateSuccess, PayoutBounced};
    let paid = told(1, Claim::ProvesPaid, None);
    for (kind, evidence, cause, at_most) in [
        (PayoutBounced, vec![reported(1, 300)], bounce(300, 10, 0, 0), None),
        (PayoutBounced, vec![reported(1, 300)], bounce(301, 0, 0, 0), Some(300)),
        (PayoutBounced, vec![reported(1, 300), reported(2, 200)], bounce(300, 0, 0, 0), Some(200)),
        (PayoutBounced, vec![back(1, 300)], bounce(300, 0, 0, 0), Some(0)),
        (LateSuccess, vec![paid.clone()], late_success(1280, 0), None),
        (LateSuccess, vec![paid.clone()], late_success(1281, 0), Some(1280)),
        (LateSuccess, vec![], late_success(1, 0), Some(0)),
        (LateSuccess, vec![paid], write_off(1281), Some(1280)),
        (DuplicatePayout, vec![line(1, 1280), line(2, 500)], duplicate(500, 0), None),
        (DuplicatePayout, vec![line(1, 1280), line(2, 500)], duplicate(501, 0), Some(500)),
        (DuplicatePayout, vec![line(2, 500)], duplicate(500, 0), Some(0)),
    ] {
        let refused = at_most.map(|minor| AboveTold { at_most: cny(minor) });
        assert_eq!(check_told(&cause, &case(kind, &evidence), &evidence).err(), refused, "{cause:?} {evidence:?}");
    }
}

#[test]
fn an_order_waits_for_all_the_funds_that_it_books() {
    for (evidence, returned, expected) in [
        (vec![reported(1, 300), back(2, 300)], 300, true),
        (vec![reported(1, 300), back(2, 290)], 300, false),
        // What the channel kept never comes back.
        (vec![reported(1, 300), back(2, 290)], 290, true),
        // It was reported as less since.
        (vec![reported(1, 300), reported(2, 200), back(3, 200)], 300, false),
        (vec![reported(1, 300), back(2, 100), back(3, 200)], 300, true),
        (vec![reported(1, 300)], 300, false),
    ] {
        let case = case(CaseKind::PayoutBounced, &evidence);
        let since = funds_back_at(&bounce(returned, 0, 0, 0), case.matter.returns());
        assert_eq!(since, expected.then(|| after(90)), "{returned} {evidence:?}");
    }
}
