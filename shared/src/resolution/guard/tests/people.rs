//! Who may decide, when, on what state of the case, and how many must agree. The expected answer stands last.

use chrono::{DateTime, Utc};

use super::*;
use crate::actor::Actor;
use crate::case::WaitsFor;
use crate::evidence::Claim::{NoRecord, ProvesNotPaid, ProvesPaid};
use crate::evidence::Shown;
use crate::evidence::example::{portal, query};
use crate::resolution::ApprovalReason::{self, Contradiction, LargeAmount, RestsOnObservation};
use Resolution::{ConfirmNotPaid, ConfirmNotPaidWithoutProof, ConfirmPaid, KeepWaiting};

fn failed() -> Vec<Evidence> {
    vec![query(1, ProvesNotPaid, 5)]
}

fn working(owner: &str, lease_until: DateTime<Utc>) -> State {
    State::Working { owner: owner.into(), lease_until }
}

#[test]
fn only_whoever_holds_the_case_decides() {
    let proposed = State::Proposed { proposal: 1, maker: "lin".into() };
    let on = WaitsFor::Channel;
    let waiting = State::Waiting { owner: "lin".into(), until: after(100), reason: "statement".into(), on };
    let closed =
        State::Closed { outcome: Outcome::ConfirmedPaid, closed_at: after(50), closed_by: Actor::User("lin".into()) };
    for (state, unmet) in [
        (working("lin", after(91)), vec![]),
        (State::Open, vec![Unmet::NotClaimed]),
        // A lease that ends now has ended.
        (working("lin", after(90)), vec![Unmet::NotClaimed]),
        (working("zhao", after(91)), vec![Unmet::HeldBy { owner: "zhao".into() }]),
        (working("zhao", after(90)), vec![Unmet::NotClaimed]),
        (waiting, vec![Unmet::NotClaimed]),
        (proposed, vec![Unmet::ProposalOpen { maker: "lin".into() }]),
        (closed, vec![Unmet::CaseClosed]),
    ] {
        for resolution in [ConfirmNotPaid, KeepWaiting] {
            let choice = Asked { state: state.clone(), ..asked(failed()) }.choice(resolution);
            assert_eq!(choice.unmet, unmet, "{state:?} {resolution:?}");
        }
    }
}

#[test]
fn only_who_works_cases_decides() {
    for (roles, permitted) in [
        (vec![Role::Operator], true),
        (vec![Role::Supervisor], true),
        (vec![Role::Auditor, Role::Operator], true),
        (vec![Role::Auditor], false),
        (vec![Role::Admin], false),
        (vec![], false),
    ] {
        let asked = Asked { roles: roles.clone(), ..asked(failed()) };
        for choice in asked.choices() {
            assert_eq!(!choice.unmet.contains(&Unmet::NotPermitted), permitted, "{roles:?} {:?}", choice.resolution);
        }
        assert_eq!(asked.choice(ConfirmNotPaid).is_allowed(), permitted, "{roles:?}");
    }
}

#[test]
fn nothing_is_called_not_paid_before_the_minimum_age() {
    for (minutes, evidence, until) in [
        (AGE - 1, failed(), Some(AGE)),
        (AGE, failed(), None),
        // Another attempt was sent at the latest when it was first heard of.
        (90, vec![query(1, ProvesNotPaid, 5), query(2, ProvesNotPaid, 61).of("P2")], Some(91)),
        (91, vec![query(1, ProvesNotPaid, 5), query(2, ProvesNotPaid, 61).of("P2")], None),
    ] {
        let choice = Asked { minutes, ..asked(evidence) }.choice(ConfirmNotPaid);
        let expected: Vec<_> = until.map(|until| Unmet::TooEarly { until: after(until) }).into_iter().collect();
        assert_eq!(choice.unmet, expected, "{minutes}");
        assert_eq!(choice.allowed_at, until.map(after), "{minutes}");
    }
}

#[test]
fn a_time_is_named_only_where_time_alone_helps() {
    let young = |evidence| Asked { minutes: AGE - 1, ..asked(evidence) };
    assert_eq!(young(vec![]).choice(ConfirmNotPaid).allowed_at, None);
    assert_eq!(young(failed()).choice(ConfirmNotPaidWithoutProof).allowed_at, None);
    assert_eq!(Asked { state: State::Open, ..young(failed()) }.choice(ConfirmNotPaid).allowed_at, None);
    assert_eq!(young(vec![query(1, ProvesPaid, 1)]).choice(ConfirmPaid).unmet, []);
}

#[test]
fn approvals_by_risk_and_amount() {
    let large = 5_000_000;
    let nothing: &[ApprovalReason] = &[];
    let paid = || vec![query(1, ProvesPaid, 5)];
    let disputed = || vec![query(1, ProvesPaid, 5), query(2, ProvesNotPaid, 6)];
    let looked = || vec![query(1, NoRecord, 60), portal(2, Shown::NotFound, 70)];
    for (resolution, evidence, amount_minor, required, reasons) in [
        (ConfirmPaid, paid(), 1, 0, nothing),
        (ConfirmPaid, paid(), large, 0, nothing),
        (ConfirmPaid, vec![portal(1, Shown::Paid, 40)], 1, 1, &[RestsOnObservation]),
        (ConfirmPaid, vec![portal(1, Shown::Paid, 40)], large, 1, &[RestsOnObservation]),
        (ConfirmNotPaid, failed(), large - 1, 0, nothing),
        (ConfirmNotPaid, failed(), large, 1, &[LargeAmount]),
        (ConfirmNotPaidWithoutProof, looked(), large - 1, 1, &[RestsOnObservation]),
        (ConfirmNotPaidWithoutProof, looked(), large, 2, &[RestsOnObservation, LargeAmount]),
        (ConfirmPaid, disputed(), 1, 2, &[Contradiction]),
        (ConfirmNotPaid, disputed(), 1, 2, &[Contradiction]),
        (KeepWaiting, disputed(), large, 0, nothing),
    ] {
        let choice = Asked { amount_minor, ..asked(evidence) }.choice(resolution);
        assert_eq!(choice.unmet, [], "{resolution:?} {amount_minor}");
        assert_eq!((choice.approvals.required, choice.approvals.reasons.as_slice()), (required, reasons));
    }
}

#[test]
fn a_reason_is_written_wherever_the_channels_word_alone_does_not_decide() {
    for (resolution, evidence, expected) in [
        (ConfirmPaid, vec![query(1, ProvesPaid, 5)], false),
        (ConfirmNotPaid, failed(), false),
        (ConfirmNotPaid, vec![query(1, ProvesPaid, 5), query(2, ProvesNotPaid, 6)], true),
        (ConfirmPaid, vec![query(1, ProvesPaid, 5), query(2, ProvesNotPaid, 6)], true),
        (ConfirmNotPaidWithoutProof, vec![], true),
        (KeepWaiting, vec![], true),
    ] {
        assert_eq!(asked(evidence).choice(resolution).reason_required, expected, "{resolution:?}");
    }
}
