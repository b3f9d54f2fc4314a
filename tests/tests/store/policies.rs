//! The policy in versions, its changes, and the proposals that are held against it.

use anyhow::Result;
use server::store::StoreError;
use shared::actor::Actor;
use shared::case::CaseNumber;
use shared::channel::ChangeState;
use shared::policy::{ApproverLimit, Policy, PolicyChange, PolicyVersion, policy_change_digest};
use shared::resolution::{Proposal, ProposalState};
use tests::{Engine, on_both_engines};

use super::decisions::proposal;
use super::{Bench, at, case};

on_both_engines! {
    alone:
        the_highest_policy_is_in_force,
        a_policy_is_taken_once_and_never_changes,
        one_change_of_the_policy_is_open,
        the_database_refuses_a_maker_who_approves_a_change_of_the_policy,
        a_change_of_the_policy_that_ended_never_changes,
        open_proposals_are_held_against_a_version_once;
}

fn policy(version: i32) -> Policy {
    let limits = vec![ApproverLimit { approver: "赵'\"".to_owned(), up_to: Policy::built_in().large_from }];
    Policy { version, limits, ..Policy::built_in() }
}

fn version(version: i32, change: Option<i32>) -> PolicyVersion {
    let changed_by = change.map_or(Actor::Desk, |_| Actor::User("zhao".to_owned()));
    PolicyVersion { policy: policy(version), since: at(version.into()), changed_by, change }
}

fn change(seq: i32) -> PolicyChange {
    let policy = policy(2);
    PolicyChange {
        seq,
        base_version: 1,
        binds_to: policy_change_digest(1, &policy),
        policy,
        reason: "委员会决定".to_owned(),
        maker: "wu".to_owned(),
        proposed_at: at(seq.into()),
        state: ChangeState::Open,
    }
}

fn approved_by(checker: &str) -> ChangeState {
    ChangeState::Approved { at: at(9), by: checker.to_owned(), reason: None }
}

async fn the_highest_policy_is_in_force(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    assert_eq!(bench.tx().policy_in_force().await?, None);
    let (one, two) = (version(1, None), version(2, Some(7)));
    for version in [&one, &two] {
        bench.tx().insert_policy_version(version).await?;
    }
    assert_eq!(bench.tx().policy_in_force().await?, Some(2));
    assert_eq!(bench.tx().policy_version(1).await?, Some(one.clone()));
    assert_eq!(bench.tx().policy_version(3).await?, None);
    assert_eq!(bench.tx().policy_versions().await?, [two, one]);
    Ok(())
}

async fn a_policy_is_taken_once_and_never_changes(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    bench.tx().insert_policy_version(&version(1, None)).await?;
    let twice = bench.tx().insert_policy_version(&version(1, Some(1))).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    for statement in ["UPDATE policy_versions SET change = 7", "DELETE FROM policy_versions"] {
        assert!(bench.run(statement).await.is_err(), "{statement}");
    }
    Ok(())
}

async fn one_change_of_the_policy_is_open(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let mut first = change(1);
    bench.tx().insert_policy_change(&first).await?;
    let second = bench.tx().insert_policy_change(&change(2)).await;
    assert!(matches!(second, Err(StoreError::Conflict(_))), "{second:?}");
    first.state = ChangeState::Withdrawn { at: at(9), reason: "r".to_owned() };
    bench.tx().update_policy_change(&first).await?;
    bench.tx().insert_policy_change(&change(2)).await?;
    assert_eq!(bench.tx().policy_changes().await?, [first, change(2)]);
    assert_eq!(bench.tx().policy_change_for_update(2).await?, Some(change(2)));
    assert_eq!(bench.tx().policy_change_for_update(3).await?, None);
    Ok(())
}

async fn the_database_refuses_a_maker_who_approves_a_change_of_the_policy(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    bench.tx().insert_policy_change(&change(1)).await?;
    let own = bench.tx().update_policy_change(&PolicyChange { state: approved_by("wu"), ..change(1) }).await;
    assert!(matches!(own, Err(StoreError::Refused(_))), "{own:?}");
    bench.tx().update_policy_change(&PolicyChange { state: approved_by("zhao"), ..change(1) }).await?;
    Ok(())
}

async fn a_change_of_the_policy_that_ended_never_changes(engine: Engine) -> Result<()> {
    let (reason, by) = ("r".to_owned(), "zhao".to_owned());
    let states = [
        approved_by("zhao"),
        ChangeState::Rejected { at: at(9), by, reason: reason.clone() },
        ChangeState::Withdrawn { at: at(9), reason },
        ChangeState::Voided { at: at(9), version: 5 },
    ];
    let mut bench = Bench::open(engine).await?;
    for (seq, state) in (1..).zip(states) {
        bench.tx().insert_policy_change(&change(seq)).await?;
        let ended = PolicyChange { state, ..change(seq) };
        bench.tx().update_policy_change(&ended).await?;
        let reopened = bench.tx().update_policy_change(&change(seq)).await;
        assert!(matches!(reopened, Err(StoreError::Refused(_))), "{reopened:?}");
        assert_eq!(bench.tx().policy_changes().await?.last(), Some(&ended));
    }
    bench.tx().insert_policy_change(&change(9)).await?;
    for statement in ["UPDATE policy_changes SET maker = 'qian'", "DELETE FROM policy_changes"] {
        assert!(bench.run(statement).await.is_err(), "{statement}");
    }
    Ok(())
}

async fn open_proposals_are_held_against_a_version_once(engine: Engine) -> Result<()> {
    let numbers = [CaseNumber(1), CaseNumber(2), CaseNumber(3)];
    let mut bench = Bench::with(engine, &[case(1), case(2), case(3)]).await?;
    for (number, policy_version) in numbers.into_iter().zip([1, 1, 2]) {
        bench.tx().insert_proposal(number, &Proposal { policy_version, ..proposal(1, "lin") }).await?;
    }
    assert_eq!(bench.tx().proposals(numbers[2]).await?[0].policy_version, 2);
    assert_eq!(bench.tx().proposals_to_revisit(1, 10).await?, []);
    assert_eq!(bench.tx().proposals_to_revisit(2, 10).await?, [numbers[0], numbers[1]]);
    assert_eq!(bench.tx().proposals_to_revisit(2, 1).await?, [numbers[0]]);
    bench.tx().note_stands_by(numbers[0], 1, 2).await?;
    let voided = ProposalState::Voided { at: at(9), evidence: None, channel_version: None, policy_version: Some(2) };
    bench.tx().update_proposal(numbers[1], &Proposal { state: voided, ..proposal(1, "lin") }).await?;
    assert_eq!(bench.tx().proposals_to_revisit(2, 10).await?, [], "one stands, one is void");
    assert_eq!(bench.tx().proposals_to_revisit(3, 10).await?, [numbers[0], numbers[2]]);
    assert_eq!(bench.tx().proposals(numbers[0]).await?[0].policy_version, 1, "it was made under the first, for ever");
    Ok(())
}
