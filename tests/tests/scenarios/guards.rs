//! Every way tried to get "not paid" out of the desk without proof.
//!
//! The rule here: what the guards answer to a reader is what the server refuses by, word for word.

use anyhow::Result;
use chrono::{DateTime, Duration, SubsecRound, Utc};
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::evidence::{Phase, Shown, Verdict};
use shared::resolution::Outcome::ConfirmedPaid;
use shared::resolution::Resolution::{self, ConfirmNotPaid, ConfirmNotPaidWithoutProof, ConfirmPaid};
use shared::resolution::{ApprovalReason, Unmet};
use tests::payout::{Payout, minutes_ago, payout};
use tests::response::{document, nothing, portal, text, wechat, wechat_error};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        silence_is_not_a_failure,
        a_failure_is_not_believed_before_the_minimum_age,
        without_proof_it_takes_a_query_and_a_look_after_the_minimum_age,
        what_came_before_the_minimum_age_does_not_count,
        an_attempt_that_is_still_under_way_is_not_unpaid,
        another_attempt_has_to_be_proven_too,
        what_is_proven_paid_is_never_called_unpaid,
        a_returned_payout_was_paid;
}

/// Files a payout and takes its case.
pub(super) async fn held(desk: &Desk, filing: Payout) -> Result<(Caller, Caller, CaseNumber)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(filing).await?;
    lin.claim(number).await?;
    Ok((core, lin, number))
}

/// Why a resolution is refused: the same to whoever asks as to whoever tries.
pub(super) async fn blocked(who: &Caller, number: CaseNumber, resolution: Resolution) -> Result<Vec<Unmet>> {
    let choice = who.choice(number, resolution).await?;
    let tried = who.resolve_because(number, resolution, "the merchant is waiting").await;
    let problem = refused(tried, Code::ResolutionBlocked);
    assert_eq!(choice.unmet, problem.unmet);
    assert!(who.case(number).await?.proposals.is_empty());
    Ok(problem.unmet)
}

fn own(filing: &Payout) -> String {
    filing.order_number().to_owned()
}

fn aged(sent_minutes_ago: i64) -> DateTime<Utc> {
    (minutes_ago(sent_minutes_ago) + Duration::minutes(30)).trunc_subsecs(0)
}

async fn silence_is_not_a_failure(desk: &Desk) -> Result<()> {
    for phase in [Phase::Connect, Phase::Send, Phase::Read] {
        let filing =
            payout().first_response(nothing(phase)).query(nothing(phase)).query(wechat_error(500, "SYSTEM_ERROR"));
        let attempt = own(&filing);
        let (_, lin, number) = held(desk, filing).await?;
        assert_eq!(blocked(&lin, number, ConfirmNotPaid).await?, [Unmet::NoProofOfNonPayment]);
        let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
        let expected = [Unmet::QueryNeeded { attempt: attempt.clone() }, Unmet::ObservationNeeded { attempt }];
        assert_eq!(unmet, expected, "{phase:?}: a query that failed is no answer");
        assert_eq!(blocked(&lin, number, ConfirmPaid).await?, [Unmet::NothingShowsPaid]);
    }
    Ok(())
}

async fn a_failure_is_not_believed_before_the_minimum_age(desk: &Desk) -> Result<()> {
    let (_, lin, number) = held(desk, payout().sent_minutes_ago(10).query(wechat("FAIL"))).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaid).await?;
    let [Unmet::TooEarly { until }] = unmet[..] else { anyhow::bail!("{unmet:?}") };
    assert!((until - aged(10)).num_seconds().abs() < 5, "{until}");
    let choice = lin.choice(number, ConfirmNotPaid).await?;
    assert_eq!(choice.allowed_at, Some(until), "time alone will meet it");
    assert_eq!(choice.at_stake.map(|money| money.to_string()), Some("1280.00 CNY".to_owned()));
    Ok(())
}

async fn without_proof_it_takes_a_query_and_a_look_after_the_minimum_age(desk: &Desk) -> Result<()> {
    let filing = payout();
    let attempt = own(&filing);
    let (core, lin, number) = held(desk, filing).await?;
    core.add_query(number, wechat_error(404, "NOT_FOUND")).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
    assert_eq!(unmet, [Unmet::ObservationNeeded { attempt: attempt.clone() }]);
    lin.observe(number, portal(Shown::Paid)).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
    let seen_paid = Unmet::ProvenOtherwise { evidence: vec![3] };
    assert_eq!(unmet, [seen_paid, Unmet::ObservationNeeded { attempt }], "somebody saw it paid");
    assert_eq!(blocked(&lin, number, ConfirmNotPaid).await?, [Unmet::NoProofOfNonPayment]);

    let (core, lin, number) = held(desk, payout()).await?;
    core.add_query(number, wechat_error(404, "NOT_FOUND")).await?;
    lin.observe(number, portal(Shown::NotFound)).await?;
    assert_eq!(blocked(&lin, number, ConfirmNotPaid).await?, [Unmet::NoProofOfNonPayment], "a look is no proof");
    let view = lin.resolve_because(number, ConfirmNotPaidWithoutProof, "not on the portal either").await?;
    assert_eq!(view.case.state.stored_name(), "proposed", "and then a checker");
    assert_eq!(view.proposals[0].approvals.reasons, [ApprovalReason::RestsOnObservation]);
    Ok(())
}

async fn what_came_before_the_minimum_age_does_not_count(desk: &Desk) -> Result<()> {
    let filing = payout().query(wechat_error(404, "NOT_FOUND").minutes_ago(160));
    let attempt = own(&filing);
    let (core, lin, number) = held(desk, filing).await?;
    lin.observe(number, portal(Shown::NotFound).minutes_ago(155)).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
    let query = Unmet::QueryNeeded { attempt: attempt.clone() };
    assert_eq!(unmet, [query, Unmet::ObservationNeeded { attempt: attempt.clone() }]);
    core.add_query(number, wechat_error(404, "NOT_FOUND")).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
    assert_eq!(unmet, [Unmet::ObservationNeeded { attempt }]);
    lin.observe(number, document(Shown::NotPaid, "letter.pdf", b"%PDF-1.7")).await?;
    lin.resolve_because(number, ConfirmNotPaidWithoutProof, "the bank's letter says so").await?;
    Ok(())
}

async fn an_attempt_that_is_still_under_way_is_not_unpaid(desk: &Desk) -> Result<()> {
    let filing = payout().query(wechat("PROCESSING"));
    let attempt = own(&filing);
    let (_, lin, number) = held(desk, filing).await?;
    lin.observe(number, portal(Shown::NotFound).minutes_ago(5)).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
    assert_eq!(unmet, [Unmet::AttemptNotFinal { attempt: attempt.clone(), evidence: 2 }]);
    lin.observe(number, portal(Shown::Processing)).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
    assert_eq!(unmet, [Unmet::AttemptNotFinal { attempt: attempt.clone(), evidence: 4 }]);

    let filing = payout().query(wechat("FAIL").minutes_ago(100)).query(wechat("PROCESSING").minutes_ago(50));
    let attempt = own(&filing);
    let (_, lin, number) = held(desk, filing).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaid).await?;
    assert_eq!(unmet, [Unmet::AttemptNotFinal { attempt, evidence: 3 }], "the last word counts");
    Ok(())
}

async fn another_attempt_has_to_be_proven_too(desk: &Desk) -> Result<()> {
    let young = payout().query(wechat("FAIL")).query(wechat("FAIL").of_attempt("SECOND"));
    let (_, lin, number) = held(desk, young).await?;
    let unmet = blocked(&lin, number, ConfirmNotPaid).await?;
    assert!(matches!(unmet[..], [Unmet::TooEarly { .. }]), "each attempt has its own age: {unmet:?}");

    let second = nothing(Phase::Read).of_attempt("SECOND").minutes_ago(100);
    let (core, lin, number) = held(desk, payout().query(wechat("FAIL")).query(second)).await?;
    assert_eq!(blocked(&lin, number, ConfirmNotPaid).await?, [Unmet::NoProofOfNonPayment]);
    let unmet = blocked(&lin, number, ConfirmNotPaidWithoutProof).await?;
    let attempt = || "SECOND".to_owned();
    let expected = [Unmet::QueryNeeded { attempt: attempt() }, Unmet::ObservationNeeded { attempt: attempt() }];
    assert_eq!(unmet, expected, "the first attempt is proven");
    core.add_query(number, wechat("SUCCESS").of_attempt("SECOND")).await?;
    let closed = lin.resolve(number, ConfirmPaid).await?;
    assert_eq!(closed.case.state.outcome(), Some(ConfirmedPaid), "one attempt that was paid settles it");
    Ok(())
}

async fn what_is_proven_paid_is_never_called_unpaid(desk: &Desk) -> Result<()> {
    let (_, lin, number) = held(desk, payout().query(wechat("SUCCESS"))).await?;
    for resolution in [ConfirmNotPaid, ConfirmNotPaidWithoutProof] {
        let unmet = blocked(&lin, number, resolution).await?;
        assert!(unmet.contains(&Unmet::ProvenOtherwise { evidence: vec![2] }), "{unmet:?}");
    }
    Ok(())
}

/// A bug that real systems have: a returned payout turned from paid into failed.
async fn a_returned_payout_was_paid(desk: &Desk) -> Result<()> {
    let refund = r#"{"alipay_fund_trans_common_query_response":{"code":"10000","status":"REFUND"}}"#;
    let filing = payout().channel("alipay_transfer").query(text(refund, "application/json").status(200));
    let (_, lin, number) = held(desk, filing).await?;
    assert_eq!(lin.case(number).await?.case.verdict, Verdict::Paid { decided_by: vec![2] });
    let unmet = blocked(&lin, number, ConfirmNotPaid).await?;
    assert_eq!(unmet, [Unmet::ProvenOtherwise { evidence: vec![2] }]);
    Ok(())
}
