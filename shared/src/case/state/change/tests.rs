//! The table of changes, row by row.

use super::*;
use crate::case::Standing;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap()
}

fn waiting(minutes: i64) -> State {
    let until = now() + Duration::minutes(minutes);
    State::Waiting { owner: "lin".into(), until, reason: "statement".into(), on: WaitsFor::Channel }
}

fn at_accounting() -> State {
    awaiting_accounting("lin", now() + Duration::hours(4), "refund")
}

fn settled() -> State {
    closed(&Actor::Desk, Outcome::Corrected, now())
}

fn proposed() -> State {
    State::Proposed { proposal: 1, maker: "lin".into() }
}

fn finished() -> State {
    closed(&Actor::User("lin".into()), Outcome::ConfirmedPaid, now())
}

fn lapsed() -> State {
    State::Working { owner: "lin".into(), lease_until: now() }
}

fn claim(by: &str, take_over: bool) -> Change {
    Change::Claim { by: by.into(), take_over }
}

fn close(by: &str) -> Change {
    Change::Close { by: Actor::User(by.into()), outcome: Outcome::ConfirmedPaid }
}

#[test]
fn the_table_of_changes() {
    use Refusal::{Closed, HeldBy, NoProposal, NotClaimed, NotWaiting, ProposalOpen};
    let held = || HeldBy { owner: "lin".into() };
    let open_proposal = || ProposalOpen { maker: "lin".into() };
    let accounting = || Change::AwaitAccounting { until: now() + Duration::hours(4), reason: "refund".into() };
    let settle = || Change::Settle { by: Actor::Desk, outcome: Outcome::Corrected };
    let release = |by: &str| Change::Release { by: by.into() };
    let propose = |by: &str| Change::Propose { by: by.into(), proposal: 1 };
    let table: Vec<(State, Change, Result<State, Refusal>)> = vec![
        (State::Open, claim("mei", false), Ok(working("mei", now()))),
        (State::Open, close("mei"), Err(NotClaimed)),
        (State::Open, release("mei"), Err(NotClaimed)),
        (State::Open, Change::EndProposal, Err(NoProposal)),
        (working("lin", now()), claim("mei", false), Err(held())),
        (working("lin", now()), claim("mei", true), Ok(working("mei", now()))),
        (working("lin", now()), close("mei"), Err(held())),
        (working("lin", now()), close("lin"), Ok(finished())),
        (working("lin", now()), propose("lin"), Ok(proposed())),
        (working("lin", now()), propose("mei"), Err(held())),
        (working("lin", now()), release("lin"), Ok(State::Open)),
        (lapsed(), close("lin"), Err(NotClaimed)),
        (lapsed(), claim("mei", false), Ok(working("mei", now()))),
        (waiting(5), claim("mei", false), Ok(working("mei", now()))),
        (waiting(5), Change::EndWait, Ok(State::Open)),
        (working("lin", now()), Change::EndWait, Err(NotWaiting)),
        (proposed(), claim("mei", true), Err(open_proposal())),
        (proposed(), propose("lin"), Err(open_proposal())),
        (proposed(), Change::EndProposal, Ok(working("lin", now()))),
        (proposed(), close("wu"), Ok(closed(&Actor::User("wu".into()), Outcome::ConfirmedPaid, now()))),
        (working("lin", now()), accounting(), Err(NoProposal)),
        (proposed(), accounting(), Ok(at_accounting())),
        (at_accounting(), accounting(), Ok(at_accounting())),
        (waiting(5), accounting(), Err(NoProposal)),
        (at_accounting(), Change::EndWait, Ok(State::Open)),
        (at_accounting(), claim("mei", false), Ok(working("mei", now()))),
        (at_accounting(), settle(), Ok(settled())),
        (State::Open, settle(), Ok(settled())),
        (working("mei", now()), settle(), Ok(settled())),
        (proposed(), settle(), Err(open_proposal())),
        (finished(), settle(), Err(Closed)),
        (finished(), claim("mei", true), Err(Closed)),
        (finished(), close("lin"), Err(Closed)),
        (finished(), Change::EndProposal, Err(Closed)),
    ];
    for (state, change, expected) in table {
        assert_eq!(state.after(&change, now()), expected, "{state:?} after {change:?}");
    }
}

#[test]
fn what_accounting_posted_is_settled_whoever_has_it() {
    let by = Actor::Client("erp".into());
    let settle = Change::Settle { by: by.clone(), outcome: Outcome::ConfirmedPaid };
    for state in [State::Open, working("lin", now()), lapsed(), waiting(5)] {
        assert_eq!(state.after(&settle, now()), Ok(closed(&by, Outcome::ConfirmedPaid, now())), "{state:?}");
    }
    assert_eq!(proposed().after(&settle, now()), Err(Refusal::ProposalOpen { maker: "lin".into() }));
    assert_eq!(finished().after(&settle, now()), Err(Refusal::Closed));
}

#[test]
fn a_lease_that_ran_out_and_a_wait_that_is_over_are_open() {
    for (state, expected) in [
        (lapsed(), Standing::Open),
        (working("lin", now()), Standing::Working),
        (waiting(0), Standing::Open),
        (waiting(1), Standing::Waiting),
        (finished(), Standing::Closed),
    ] {
        assert_eq!(state.standing(now()), expected, "{state:?}");
    }
}
