//! Proposals, decisions, closings, notes and the answers kept for idempotency keys.

use anyhow::Result;
use server::store::{ClosingRecord, StoreError, StoredAnswer};
use shared::actor::Actor;
use shared::api::exceptions::NoteView;
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::money::{Currency, Money};
use shared::resolution::{ApprovalReason, Approvals, Decision, Outcome, Proposal, ProposalState, Resolution};
use tests::{Engine, on_both_engines};

use super::{Bench, at, case};

on_both_engines! {
    alone:
        proposals_come_out_with_their_decisions,
        one_proposal_is_open,
        what_ended_stays_ended,
        the_database_refuses_a_maker_who_checks,
        open_proposals_are_listed_oldest_first,
        a_case_is_closed_once,
        notes_are_kept_in_order,
        an_answer_is_kept_for_its_key;
}

const NUMBER: CaseNumber = CaseNumber(1);

pub(super) fn proposal(seq: i32, maker: &str) -> Proposal {
    Proposal {
        seq,
        resolution: Resolution::ConfirmNotPaidWithoutProof,
        correction: None,
        maker: maker.to_owned(),
        reason: Some("两次查询均无记录".to_owned()),
        proposed_at: at(i64::from(seq)),
        binds_to: Digest::of(b"seen"),
        evidence_seen: 3,
        approvals: Approvals {
            required: 2,
            reasons: vec![ApprovalReason::RestsOnObservation, ApprovalReason::LargeAmount],
            senior: true,
            amount: Some(Money::from_minor(8_000_000, Currency::CNY)),
        },
        policy_version: 1,
        decisions: vec![],
        state: ProposalState::Open,
    }
}

pub(super) fn decision(checker: &str, approved: bool) -> Decision {
    let reason = (!approved).then(|| "look again".to_owned());
    Decision { checker: checker.to_owned(), approved, reason, decided_at: at(50) }
}

async fn proposals_come_out_with_their_decisions(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2)]).await?;
    let mut first = proposal(1, "lin");
    bench.tx().insert_proposal(NUMBER, &first).await?;
    for decision in [decision("wu", true), Decision { decided_at: at(51), ..decision("zhao", false) }] {
        bench.tx().insert_decision(NUMBER, &first, &decision).await?;
        first.decisions.push(decision);
    }
    first.state = ProposalState::Rejected { at: at(51) };
    bench.tx().update_proposal(NUMBER, &first).await?;
    let mut second = proposal(2, "mei");
    (second.reason, second.state) = (None, ProposalState::Open);
    bench.tx().insert_proposal(NUMBER, &second).await?;
    assert_eq!(bench.tx().proposals(NUMBER).await?, [first, second]);
    assert_eq!(bench.tx().proposals(CaseNumber(2)).await?, []);
    Ok(())
}

async fn one_proposal_is_open(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    bench.tx().insert_proposal(NUMBER, &proposal(1, "lin")).await?;
    let second = bench.tx().insert_proposal(NUMBER, &proposal(2, "mei")).await;
    assert!(matches!(second, Err(StoreError::Conflict(_))), "{second:?}");
    Ok(())
}

async fn what_ended_stays_ended(engine: Engine) -> Result<()> {
    let states = [
        ProposalState::Approved { at: at(9) },
        ProposalState::Rejected { at: at(9) },
        ProposalState::Withdrawn { at: at(9), reason: "r".to_owned() },
        ProposalState::Voided { at: at(9), evidence: Some(4), channel_version: None, policy_version: None },
        ProposalState::Voided { at: at(9), evidence: None, channel_version: Some(2), policy_version: None },
        ProposalState::Voided { at: at(9), evidence: None, channel_version: None, policy_version: Some(2) },
    ];
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    for (seq, state) in (1..).zip(states) {
        let mut ended = proposal(seq, "lin");
        bench.tx().insert_proposal(NUMBER, &ended).await?;
        ended.state = state;
        bench.tx().update_proposal(NUMBER, &ended).await?;
        let reopened = bench.tx().update_proposal(NUMBER, &proposal(seq, "lin")).await;
        assert!(matches!(reopened, Err(StoreError::Refused(_))), "{reopened:?}");
        assert_eq!(bench.tx().proposals(NUMBER).await?.last(), Some(&ended));
    }
    Ok(())
}

async fn the_database_refuses_a_maker_who_checks(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    let open = proposal(1, "lin");
    bench.tx().insert_proposal(NUMBER, &open).await?;
    let own = bench.tx().insert_decision(NUMBER, &open, &decision("lin", true)).await;
    assert!(matches!(own, Err(StoreError::Refused(_))), "{own:?}");
    let forged = bench.tx().insert_decision(NUMBER, &proposal(1, "mei"), &decision("lin", true)).await;
    assert!(matches!(forged, Err(StoreError::Refused(_))), "by another maker's name: {forged:?}");
    let silent = Decision { reason: None, ..decision("wu", false) };
    let silent = bench.tx().insert_decision(NUMBER, &open, &silent).await;
    assert!(matches!(silent, Err(StoreError::Refused(_))), "a rejection has a reason: {silent:?}");
    bench.tx().insert_decision(NUMBER, &open, &decision("wu", true)).await?;
    let twice = bench.tx().insert_decision(NUMBER, &open, &decision("wu", true)).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    Ok(())
}

async fn open_proposals_are_listed_oldest_first(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2), case(3)]).await?;
    for (number, proposed_at) in [(1, 30), (2, 10), (3, 20)] {
        let open = Proposal { proposed_at: at(proposed_at), ..proposal(1, "lin") };
        bench.tx().insert_proposal(CaseNumber(number), &open).await?;
    }
    let open = proposal(1, "lin");
    bench.tx().insert_decision(CaseNumber(2), &open, &decision("wu", true)).await?;
    let mut ended = open;
    ended.state = ProposalState::Approved { at: at(40) };
    bench.tx().update_proposal(CaseNumber(3), &ended).await?;
    let listed = bench.tx().open_proposals(10).await?;
    let found: Vec<_> = listed.iter().map(|(number, open)| (number.0, open.decisions.len())).collect();
    assert_eq!(found, [(2, 1), (1, 0)]);
    assert_eq!(bench.tx().open_proposals(1).await?.len(), 1);
    Ok(())
}

pub(super) fn closing() -> ClosingRecord {
    ClosingRecord {
        number: NUMBER,
        outcome: Outcome::ConfirmedNotPaid,
        resolution: Resolution::ConfirmNotPaid,
        closed_at: at(60),
        closed_by: Actor::User("wu".to_owned()),
        reason: Some("渠道确认失败".to_owned()),
        proposal: Some(2),
        binds_to: Digest::of(b"seen"),
        channel: "wechat_transfer".to_owned(),
        channel_version: 3,
        policy_version: 4,
    }
}

async fn a_case_is_closed_once(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    let closing = closing();
    assert_eq!(bench.tx().closing(NUMBER).await?, None);
    bench.tx().insert_closing(&closing).await?;
    let again = ClosingRecord { outcome: Outcome::ConfirmedPaid, ..closing.clone() };
    let again = bench.tx().insert_closing(&again).await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
    assert_eq!(bench.tx().closing(NUMBER).await?, Some(closing));
    Ok(())
}

async fn notes_are_kept_in_order(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    let note =
        |seq, text: &str| NoteView { seq, author: "lin".to_owned(), written_at: at(seq.into()), text: text.to_owned() };
    let notes = [note(1, "一\n二\t'"), note(2, "second")];
    for note in &notes {
        bench.tx().insert_note(NUMBER, note).await?;
    }
    let twice = bench.tx().insert_note(NUMBER, &note(2, "x")).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    assert_eq!(bench.tx().notes(NUMBER).await?, notes);
    Ok(())
}

async fn an_answer_is_kept_for_its_key(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let stored = StoredAnswer { digest: Digest::of(b"body"), status: 201, answer: "{\"number\":\"EX-1\"}".to_owned() };
    bench.tx().insert_answer("client:core", "k", &stored, at(1)).await?;
    let twice = bench.tx().insert_answer("client:core", "k", &stored, at(2)).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    assert_eq!(bench.tx().stored_answer("client:core", "k").await?, Some(stored));
    assert_eq!(bench.tx().stored_answer("client:other", "k").await?, None);
    assert_eq!(bench.tx().stored_answer("client:core", "K").await?, None, "keys are told apart by case");
    Ok(())
}
