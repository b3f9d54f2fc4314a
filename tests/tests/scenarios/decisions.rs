//! What a decision takes besides proof: written reasons, enough checkers, and no word that is not on the list.

use anyhow::Result;
use chrono::Duration;
use shared::api::problem::{Code, FieldCode};
use shared::evidence::{Shown, Verdict};
use shared::resolution::Outcome::{ConfirmedNotPaid, ConfirmedPaid};
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmNotPaidWithoutProof, ConfirmPaid, KeepWaiting};
use shared::resolution::{ApprovalReason, Unmet};
use tests::payout::{Payout, minutes_ago, now, payout};
use tests::response::{document, portal, wechat, wechat_error};
use tests::{Desk, on_both_engines, refused};

use super::guards::{blocked, held};

on_both_engines! {
    shared:
        a_contradiction_takes_a_reason_and_two_checkers,
        proof_against_the_look_is_weighed_as_proof,
        a_look_never_replaces_the_channels_word,
        paid_takes_proof_or_a_portal_check,
        the_channels_word_settles_a_small_payout_at_once,
        a_large_payout_is_never_called_unpaid_by_one_person,
        a_reason_has_to_be_written,
        nothing_else_is_a_resolution,
        waiting_has_an_end;
}

async fn a_contradiction_takes_a_reason_and_two_checkers(desk: &Desk) -> Result<()> {
    let filing = payout().query(wechat("FAIL").minutes_ago(90)).query(wechat("SUCCESS"));
    for resolution in [ConfirmPaid, ConfirmNotPaid] {
        let (_, lin, number) = held(desk, payout_again(&filing)).await?;
        let problem = refused(lin.resolve(number, resolution).await, Code::InvalidFields);
        assert_eq!(super::faults(&problem), [("reason", FieldCode::Missing)]);
        let view = lin.resolve_because(number, resolution, "the channel's staff explained it").await?;
        assert_eq!(view.proposals[0].approvals.required, 2);
        assert_eq!(view.proposals[0].approvals.reasons, [ApprovalReason::Contradiction]);
        let once = desk.wu().await?.approve(number).await?;
        assert_eq!(once.case.state.outcome(), None, "one is not enough");
        let twice = desk.zhao().await?.approve(number).await?;
        assert_eq!(twice.case.state.outcome(), resolution.outcome());
    }
    let (_, lin, number) = held(desk, filing).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
    assert_eq!(unmet, [Unmet::AlreadyProven { evidence: vec![2] }], "a look does not go round a contradiction");
    Ok(())
}

/// The same answers under another number.
fn payout_again(filing: &Payout) -> Payout {
    let request: shared::api::exceptions::FilingRequest = filing.into();
    request.query_responses.into_iter().fold(payout(), |again, response| again.query(response))
}

async fn proof_against_the_look_is_weighed_as_proof(desk: &Desk) -> Result<()> {
    let (_, lin, number) = held(desk, payout().query(wechat("FAIL"))).await?;
    let recorded = lin.observe(number, portal(Shown::Paid)).await?;
    assert_eq!(recorded.verdict, Verdict::Contradiction { paid_by: vec![3], not_paid_by: vec![2] });
    let choice = lin.choice(number, ConfirmNotPaid).await?;
    assert_eq!((choice.approvals.required, choice.reason_required), (2, true));
    Ok(())
}

/// Of two attempts the channel says that one was not paid and the other was. What a person sees of the other disputes that, and
/// is no proof: only the channel's own word takes its word back.
async fn a_look_never_replaces_the_channels_word(desk: &Desk) -> Result<()> {
    let filing = payout();
    let second = format!("{}-2", filing.order_number());
    let success = wechat("SUCCESS").of_attempt(&second).minutes_ago(90);
    let (core, lin, number) = held(desk, filing.query(wechat("FAIL").minutes_ago(100)).query(success)).await?;
    let seen = lin.observe(number, portal(Shown::NotPaid).of_attempt(&second)).await?;
    assert_eq!(seen.verdict, Verdict::Contradiction { paid_by: vec![3], not_paid_by: vec![4] });
    assert_eq!(blocked(&lin, number, ConfirmNotPaid).await?, [Unmet::ProvenOtherwise { evidence: vec![3] }]);
    let letter = document(Shown::NotPaid, "letter.pdf", b"%PDF-1.7").of_attempt(&second);
    lin.observe(number, letter).await?;
    assert_eq!(blocked(&lin, number, ConfirmNotPaid).await?, [Unmet::ProvenOtherwise { evidence: vec![3] }]);
    assert!(lin.choice(number, ConfirmPaid).await?.is_allowed(), "what the channel says two may still follow");

    core.add_query(number, wechat("FAIL").of_attempt(&second)).await?;
    let view = lin.resolve_because(number, ConfirmNotPaid, "the channel took its word back").await?;
    assert_eq!(view.proposals[0].approvals.required, 2);
    assert_eq!(desk.wu().await?.approve(number).await?.case.state.outcome(), None, "one is not enough");
    assert_eq!(desk.zhao().await?.approve(number).await?.case.state.outcome(), Some(ConfirmedNotPaid));
    Ok(())
}

async fn paid_takes_proof_or_a_portal_check(desk: &Desk) -> Result<()> {
    let (_, lin, number) = held(desk, payout()).await?;
    lin.observe(number, document(Shown::Paid, "receipt.pdf", b"%PDF-1.7")).await?;
    assert_eq!(blocked(&lin, number, ConfirmPaid).await?, [Unmet::NothingShowsPaid], "a document alone is not enough");
    lin.observe(number, portal(Shown::Paid)).await?;
    let view = lin.resolve(number, ConfirmPaid).await?;
    assert_eq!(view.proposals[0].approvals.required, 1, "then a checker");
    assert_eq!(desk.wu().await?.approve(number).await?.case.state.outcome(), Some(ConfirmedPaid));

    let (_, lin, number) = held(desk, payout().query(wechat("FAIL"))).await?;
    assert_eq!(blocked(&lin, number, ConfirmPaid).await?, [Unmet::ProvenOtherwise { evidence: vec![2] }]);
    Ok(())
}

async fn the_channels_word_settles_a_small_payout_at_once(desk: &Desk) -> Result<()> {
    for (state, resolution, outcome) in
        [("SUCCESS", ConfirmPaid, ConfirmedPaid), ("FAIL", ConfirmNotPaid, ConfirmedNotPaid)]
    {
        let (_, lin, number) = held(desk, payout().query(wechat(state))).await?;
        let view = lin.resolve(number, resolution).await?;
        assert_eq!((view.case.state.outcome(), view.proposals.len()), (Some(outcome), 0));
    }
    Ok(())
}

async fn a_large_payout_is_never_called_unpaid_by_one_person(desk: &Desk) -> Result<()> {
    let (_, lin, number) = held(desk, payout().large().query(wechat("FAIL"))).await?;
    let view = lin.resolve(number, ConfirmNotPaid).await?;
    assert_eq!(view.proposals[0].approvals.reasons, [ApprovalReason::LargeAmount]);

    let (core, lin, number) = held(desk, payout().large()).await?;
    core.add_query(number, wechat_error(404, "NOT_FOUND")).await?;
    lin.observe(number, portal(Shown::NotFound)).await?;
    let view = lin.resolve_because(number, ConfirmNotPaidWithoutProof, "nowhere to be found").await?;
    assert_eq!(view.proposals[0].approvals.required, 2);
    assert_eq!(desk.wu().await?.approve(number).await?.case.state.outcome(), None);
    assert_eq!(desk.zhao().await?.approve(number).await?.case.state.outcome(), Some(ConfirmedNotPaid));

    let (_, lin, number) = held(desk, payout().large().query(wechat("SUCCESS"))).await?;
    assert_eq!(lin.resolve(number, ConfirmPaid).await?.case.state.outcome(), Some(ConfirmedPaid));
    Ok(())
}

async fn a_reason_has_to_be_written(desk: &Desk) -> Result<()> {
    let (core, lin, number) = held(desk, payout()).await?;
    core.add_query(number, wechat_error(404, "NOT_FOUND")).await?;
    lin.observe(number, portal(Shown::NotPaid)).await?;
    for reason in [None, Some(""), Some("  \n ")] {
        let version = lin.case(number).await?.case.version;
        let tried = lin.resolve_seen(number, version, ConfirmNotPaidWithoutProof, reason).await;
        let problem = refused(tried, Code::InvalidFields);
        assert_eq!(super::faults(&problem), [("reason", FieldCode::Missing)], "{reason:?}");
    }
    Ok(())
}

/// A bug that real systems have: an unknown reason code silently stored as another.
async fn nothing_else_is_a_resolution(desk: &Desk) -> Result<()> {
    let (_, lin, number) = held(desk, payout().query(wechat("FAIL"))).await?;
    let path = format!("/exceptions/{number}/resolutions");
    for resolution in ["failed", "CONFIRM_NOT_PAID", "confirmed_not_paid", ""] {
        let body = serde_json::json!({ "version": 2, "resolution": resolution });
        let answer = lin.post::<serde_json::Value>(&path, &body).await;
        let problem = refused(answer, Code::InvalidFields);
        assert_eq!(super::faults(&problem), [("resolution", FieldCode::UnknownValue)], "{resolution}");
    }
    let problem = refused(lin.resolve_because(number, KeepWaiting, "later").await, Code::InvalidFields);
    assert_eq!(super::faults(&problem), [("resolution", FieldCode::UnknownValue)], "waiting has a command of its own");
    Ok(())
}

async fn waiting_has_an_end(desk: &Desk) -> Result<()> {
    let (_, lin, number) = held(desk, payout()).await?;
    for (until, code) in [(minutes_ago(1), FieldCode::TooEarly), (now() + Duration::days(91), FieldCode::OutOfRange)] {
        let problem = refused(lin.wait(number, until).await, Code::InvalidFields);
        assert_eq!(super::faults(&problem), [("until", code)]);
    }
    let view = lin.wait(number, now() + Duration::days(2)).await?;
    assert_eq!(view.case.state.stored_name(), "waiting");
    assert_eq!(blocked(&lin, number, ConfirmNotPaid).await?[0], Unmet::NotClaimed, "it is taken anew first");
    Ok(())
}
