//! A new version of a channel: open cases are read anew by it, closed ones stay as they were decided.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use shared::api::channels::EndingsView;
use shared::api::exceptions::CaseView;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::CaseNumber;
use shared::channel::ChannelProfile;
use shared::evidence::{Claim, Shown};
use shared::resolution::Outcome::ConfirmedPaid;
use shared::resolution::ProposalState;
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmPaid};
use tests::payout::{Payout, payout};
use tests::response::{portal, wechat};
use tests::{Desk, Engine, on_both_engines, refused};

use super::channels::{described, put_into_force, with_codes};

on_both_engines! {
    shared:
        a_code_that_is_listed_now_proves_on_open_cases_only,
        a_case_is_decided_by_the_version_in_force,
        a_proposal_made_by_the_old_version_is_voided,
        a_wait_ends_when_the_new_version_knows_the_answer,
        nothing_is_written_where_nothing_says_something_else,
        the_effect_is_shown_before,
        how_cases_with_a_code_ended_is_counted;
    alone:
        every_server_reads_by_the_newest_version,
        readings_are_verified_with_the_trail;
}

fn of(profile: &ChannelProfile, state: &str) -> Payout {
    payout().channel(&profile.id).query(wechat(state))
}

/// A channel whose dictionary lists nothing.
async fn silent(desk: &Desk) -> Result<ChannelProfile> {
    put_into_force(desk, &described("read", &[])).await
}

/// Lists DONE as proof that a payout was paid.
async fn list_done(desk: &Desk, profile: &ChannelProfile) -> Result<ChannelProfile> {
    put_into_force(desk, &with_codes(profile, &[("DONE", Claim::ProvesPaid)])).await
}

/// The case once the desk has got round to it by itself: lists know it.
async fn listed_as(desk: &Desk, number: CaseNumber, verdict: &str) -> Result<CaseView> {
    let lin = desk.lin().await?;
    for _ in 0..200 {
        let rows = lin.list(&[("q", &number.to_string())]).await?.items;
        if rows.first().context("it is listed")?.verdict == verdict {
            return Ok(lin.case(number).await?);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("{number} is not listed as {verdict}")
}

async fn close_as_seen(desk: &Desk, number: CaseNumber, shown: Shown) -> Result<CaseView> {
    let (lin, wu) = (desk.lin().await?, desk.wu().await?);
    lin.claim(number).await?;
    lin.observe(number, portal(shown)).await?;
    lin.resolve_because(number, ConfirmPaid, "as the portal shows").await?;
    Ok(wu.approve(number).await?)
}

async fn a_code_that_is_listed_now_proves_on_open_cases_only(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let profile = silent(desk).await?;
    let open = core.number_of(of(&profile, "DONE")).await?;
    let closed = core.number_of(of(&profile, "DONE")).await?;
    assert_eq!(lin.case(open).await?.case.verdict.name(), "unknown", "an unlisted code says nothing");
    let decided = close_as_seen(desk, closed, Shown::Paid).await?;
    let before = lin.case(open).await?;
    let second = list_done(desk, &profile).await?;
    let after = listed_as(desk, open, "paid").await?;
    assert_eq!((after.case.channel_version, after.case.version), (second.version, before.case.version + 1));
    assert_eq!((after.evidence[1].claim, after.evidence[1].sha256), (Claim::ProvesPaid, before.evidence[1].sha256));
    let trail = super::actions(&lin.trail(open).await?)?;
    assert_eq!(trail, [Action::CaseFiled, Action::EvidenceReread, Action::VerdictChanged]);
    lin.claim(open).await?;
    assert_eq!(lin.resolve(open, ConfirmPaid).await?.case.state.outcome(), Some(ConfirmedPaid));
    let kept = lin.case(closed).await?;
    assert_eq!((&kept.case, &kept.evidence), (&decided.case, &decided.evidence));
    assert_eq!(kept.profile.version, profile.version, "a closed case is shown with what it was decided by");
    assert_eq!(core.number_of(of(&profile, "DONE")).await.map(|_| ()).ok(), Some(()));
    Ok(())
}

/// At once, whether or not the desk has got round to the case by itself.
async fn a_case_is_decided_by_the_version_in_force(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let first = put_into_force(desk, &described("now", &[("GONE", Claim::ProvesNotPaid)])).await?;
    let number = core.number_of(of(&first, "GONE")).await?;
    let seen = lin.claim(number).await?;
    assert_eq!(seen.case.verdict.name(), "not_paid");
    put_into_force(desk, &with_codes(&first, &[("GONE", Claim::NonFinal)])).await?;
    let stale = lin.resolve_seen(number, seen.case.version, ConfirmNotPaid, None).await;
    let problem = refused(stale, Code::CaseChanged);
    assert!(problem.detail.is_some_and(|detail| detail.contains("desk")), "who acts is told what happened");
    let view = lin.case(number).await?;
    assert_eq!(view.case.verdict.name(), "unknown");
    refused(lin.resolve(number, ConfirmNotPaid).await, Code::ResolutionBlocked);
    Ok(())
}

async fn a_proposal_made_by_the_old_version_is_voided(desk: &Desk) -> Result<()> {
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);
    let profile = silent(desk).await?;
    let number = core.number_of(of(&profile, "WHAT")).await?;
    lin.claim(number).await?;
    lin.observe(number, portal(Shown::Paid)).await?;
    lin.resolve_because(number, ConfirmPaid, "as the portal shows").await?;
    let proposal = wu.newest_proposal(number).await?;
    let second = list_done(desk, &profile).await?;
    let stale = wu.approve_seen(number, proposal.seq, proposal.binds_to).await;
    refused(stale, Code::ProposalNotOpen);
    let view = lin.case(number).await?;
    let channel_version = Some(second.version);
    let voided = ProposalState::Voided { at: view.now, evidence: None, channel_version, policy_version: None };
    assert_eq!(view.proposals[0].state.name(), voided.name());
    for _ in 0..200 {
        if !lin.notices_of(number).await?.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let told = Notice::ProposalOvertaken { proposal: proposal.seq, channel_version: second.version };
    assert_eq!(lin.notices_of(number).await?, [told]);
    lin.resolve_because(number, ConfirmPaid, "still").await?;
    assert_eq!(wu.approve(number).await?.case.state.outcome(), Some(ConfirmedPaid));
    Ok(())
}

async fn a_wait_ends_when_the_new_version_knows_the_answer(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let profile = silent(desk).await?;
    let number = core.number_of(of(&profile, "DONE")).await?;
    lin.claim(number).await?;
    lin.wait(number, tests::payout::now() + chrono::Duration::hours(5)).await?;
    list_done(desk, &profile).await?;
    let view = listed_as(desk, number, "paid").await?;
    assert_eq!(view.case.state.stored_name(), "open");
    assert!(super::actions(&lin.trail(number).await?)?.contains(&Action::CaseWaitEnded));
    Ok(())
}

async fn nothing_is_written_where_nothing_says_something_else(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let profile = silent(desk).await?;
    let (same, other) = (core.number_of(of(&profile, "WHAT")).await?, core.number_of(of(&profile, "DONE")).await?);
    let second = list_done(desk, &profile).await?;
    listed_as(desk, other, "paid").await?;
    let view = lin.case(same).await?;
    assert_eq!((view.case.version, view.case.channel_version), (1, second.version));
    assert_eq!(super::actions(&lin.trail(same).await?)?, [Action::CaseFiled]);
    Ok(())
}

async fn the_effect_is_shown_before(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let profile = silent(desk).await?;
    let open = core.number_of(of(&profile, "GONE")).await?;
    let other = core.number_of(of(&profile, "WHAT")).await?;
    let closed = core.number_of(of(&profile, "GONE")).await?;
    close_as_seen(desk, closed, Shown::Paid).await?;
    let lin = desk.lin().await?;
    lin.claim(other).await?;
    lin.observe(other, portal(Shown::Paid)).await?;
    lin.resolve_because(other, ConfirmPaid, "as the portal shows").await?;
    let changed = with_codes(&profile, &[("GONE", Claim::ProvesNotPaid)]);
    let change = wu.propose_channel(&changed).await?.change;
    let effect = wu.channel_effect(&profile.id, change.seq).await?;
    let counts = (effect.open.total, effect.open.looked_at, effect.open.claims_changed, effect.open.verdicts_changed);
    assert_eq!((counts, effect.open.proposals_voided), ((2, 2, 1, 1), 1));
    let named: Vec<_> = effect.open.cases.iter().map(|case| (case.number, case.to.as_str())).collect();
    assert_eq!(named, [(open, "not_paid")]);
    let against: Vec<_> = effect.closed.cases.iter().map(|case| (case.number, case.outcome, case.claim)).collect();
    assert_eq!(against, [(closed, ConfirmedPaid, Claim::ProvesNotPaid)]);
    assert_eq!((effect.closed.looked_at, effect.closed.more), (1, false));
    refused(desk.root().await?.channel_effect(&profile.id, change.seq).await, Code::Forbidden);
    assert_eq!(lin.case(open).await?.case.version, 1, "asking changes nothing");
    assert_eq!(lin.case(closed).await?.case.state.outcome(), Some(ConfirmedPaid));
    Ok(())
}

/// Two servers on one database: what one puts into force, the other reads by at once.
async fn every_server_reads_by_the_newest_version(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let beside = desk.holdfast.beside().start()?;
    let there = core.at(&beside.url(""));
    let mut profile = silent(&desk).await?;
    for round in 0..5 {
        let claim = if round % 2 == 0 { Claim::ProvesPaid } else { Claim::NonFinal };
        let warm = there.number_of(of(&profile, "DONE")).await?;
        profile = put_into_force(&desk, &with_codes(&profile, &[("DONE", claim)])).await?;
        let number = there.number_of(of(&profile, "DONE")).await?;
        let view = lin.case(number).await?;
        assert_eq!((view.evidence[1].claim, view.case.channel_version), (claim, profile.version));
        assert_eq!(lin.case(warm).await?.evidence[1].claim, claim);
    }
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn readings_are_verified_with_the_trail(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let profile = silent(&desk).await?;
    let mut numbers = Vec::new();
    for _ in 0..45 {
        numbers.push(core.number_of(of(&profile, "DONE")).await?);
    }
    let second = list_done(&desk, &profile).await?;
    for number in &numbers {
        listed_as(&desk, *number, "paid").await?;
    }
    lin.claim(numbers[0]).await?;
    lin.resolve(numbers[0], ConfirmPaid).await?;
    put_into_force(&desk, &with_codes(&second, &[("DONE", Claim::NonFinal)])).await?;
    listed_as(&desk, numbers[1], "unknown").await?;
    assert_eq!(lin.case(numbers[0]).await?.evidence[1].claim, Claim::ProvesPaid, "closed by the second version");
    desk.holdfast.execute(&["audit", "verify"], "")?;
    let database = desk.holdfast.database();
    for statement in [
        "UPDATE readings SET claim = claim",
        "DELETE FROM readings",
        "UPDATE channel_versions SET since = since",
        "DELETE FROM channel_versions",
        "DELETE FROM channel_changes",
        "UPDATE channel_changes SET reason = 'another'",
    ] {
        assert!(database.execute(statement).await.is_err(), "{statement}");
    }
    let claim = format!("UPDATE readings SET claim = 'proves_not_paid' WHERE number = {}", numbers[2].0);
    super::trail::without_triggers(&desk, "readings", &claim).await?;
    let gone = format!("DELETE FROM readings WHERE number = {}", numbers[3].0);
    super::trail::without_triggers(&desk, "readings", &gone).await?;
    let failure = desk.holdfast.execute(&["audit", "verify"], "").err().context("nothing was found")?.to_string();
    for number in &numbers[2..4] {
        let found = failure.lines().any(|line| line.starts_with(&format!("{number}:")) && line.contains("read anew"));
        assert!(found, "{failure}");
    }
    assert!(!failure.contains(&numbers[4].to_string()), "{failure}");
    Ok(())
}

async fn how_cases_with_a_code_ended_is_counted(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let codes = [("DONE", Claim::ProvesPaid), ("GONE", Claim::ProvesNotPaid)];
    let profile = put_into_force(desk, &described("ended", &codes)).await?;
    let mut closed = Vec::new();
    for (state, resolution) in [("DONE", ConfirmPaid), ("DONE", ConfirmPaid), ("GONE", ConfirmNotPaid)] {
        let number = core.number_of(of(&profile, state)).await?;
        lin.claim(number).await?;
        lin.resolve(number, resolution).await?;
        closed.push(number);
    }
    // The payout that was confirmed as not paid was paid after all.
    core.add_query(closed[2], wechat("DONE")).await?;
    let open = core.number_of(of(&profile, "DONE").query(wechat("NEVER_SEEN"))).await?;
    let counts = |view: EndingsView| -> Vec<(String, i64, i64, i64)> {
        view.items.into_iter().map(|item| (item.code, item.paid, item.not_paid, item.contradicted)).collect()
    };
    let (done, gone) = (("DONE".to_owned(), 2, 0, 0), ("GONE".to_owned(), 0, 1, 1));
    assert_eq!(counts(lin.channel_endings(&profile.id).await?), [done.clone(), gone]);
    assert_eq!(counts(lin.case_endings(open).await?), [done, ("NEVER_SEEN".to_owned(), 0, 0, 0)]);
    let database = desk.holdfast.database();
    for statement in ["UPDATE code_endings SET outcome = outcome", "DELETE FROM code_endings"] {
        assert!(database.execute(statement).await.is_err(), "{statement}");
    }
    Ok(())
}
