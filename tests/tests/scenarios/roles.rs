//! Who may do what with a case, and in which state: nobody decides what is not theirs to decide.

use anyhow::Result;
use shared::api::problem::Code;
use shared::case::{CaseNumber, Standing};
use shared::evidence::Shown;
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmPaid};
use shared::resolution::Unmet;
use tests::payout::{now, payout};
use tests::response::{portal, wechat};
use tests::{Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        a_case_is_decided_by_who_has_it,
        a_case_is_given_back_and_taken_over,
        who_saw_an_older_version_is_told_what_happened,
        a_closed_case_is_final,
        auditors_read_and_admins_do_not,
        no_command_works_for_strangers,
        a_beneficiary_is_shown_unmasked_only_on_record;
}

async fn a_case_is_decided_by_who_has_it(desk: &Desk) -> Result<()> {
    let (core, lin, mei) = (desk.core().await?, desk.lin().await?, desk.mei().await?);
    let number = core.number_of(payout().query(wechat("FAIL"))).await?;
    let unmet = refused(lin.resolve(number, ConfirmNotPaid).await, Code::ResolutionBlocked).unmet;
    assert_eq!(unmet, [Unmet::NotClaimed]);
    lin.claim(number).await?;
    let unmet = refused(mei.resolve(number, ConfirmNotPaid).await, Code::ResolutionBlocked).unmet;
    assert_eq!(unmet, [Unmet::HeldBy { owner: "lin".to_owned() }]);
    refused(mei.claim(number).await, Code::CaseHeld);
    refused(mei.release(number).await, Code::CaseHeld);
    let unmet = refused(mei.wait(number, now() + chrono::Duration::hours(1)).await, Code::ResolutionBlocked).unmet;
    assert_eq!(unmet, [Unmet::HeldBy { owner: "lin".to_owned() }]);
    mei.note(number, "I have the merchant on the line").await?;
    assert_eq!(lin.case(number).await?.case.state.stored_owner(), Some("lin"), "a note takes nothing");
    Ok(())
}

async fn a_case_is_given_back_and_taken_over(desk: &Desk) -> Result<()> {
    let (core, lin, mei) = (desk.core().await?, desk.lin().await?, desk.mei().await?);
    let number = core.number_of(payout()).await?;
    lin.claim(number).await?;
    let released = lin.release(number).await?;
    assert_eq!(released.case.state.standing(released.now), Standing::Open);
    refused(lin.release(number).await, Code::CaseNotClaimed);
    lin.claim(number).await?;
    mei.take_over(number).await?;
    let told = lin.notices_of(number).await?;
    assert_eq!(told, [shared::api::notices::Notice::TakenOver { by: "mei".to_owned() }]);
    assert_eq!(mei.notices_of(number).await?, []);
    refused(lin.resolve(number, ConfirmPaid).await, Code::ResolutionBlocked);
    Ok(())
}

async fn who_saw_an_older_version_is_told_what_happened(desk: &Desk) -> Result<()> {
    let (core, lin, mei) = (desk.core().await?, desk.lin().await?, desk.mei().await?);
    let number = core.number_of(payout()).await?;
    lin.claim(number).await?;
    let problem = refused(mei.claim_seen(number, 1).await, Code::CaseChanged);
    assert!(problem.detail.as_deref().is_some_and(|detail| detail.contains("Meanwhile lin ")), "{problem:?}");
    let chinese = mei.with("accept-language", "zh");
    let problem = refused(chinese.claim_seen(number, 1).await, Code::CaseChanged);
    assert!(problem.detail.is_some_and(|detail| detail.contains("版本")));
    refused(lin.resolve_seen(number, 99, ConfirmPaid, None).await, Code::CaseChanged);
    Ok(())
}

async fn a_closed_case_is_final(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().query(wechat("SUCCESS"))).await?;
    lin.claim(number).await?;
    let closed = lin.resolve(number, ConfirmPaid).await?;
    for person in [desk.lin().await?, desk.wu().await?] {
        refused(person.claim(number).await, Code::CaseClosed);
        refused(person.take_over(number).await, Code::CaseClosed);
        refused(person.release(number).await, Code::CaseClosed);
        for resolution in [ConfirmPaid, ConfirmNotPaid] {
            let unmet = refused(person.resolve(number, resolution).await, Code::ResolutionBlocked).unmet;
            assert_eq!(unmet[0], Unmet::CaseClosed, "{resolution:?}");
        }
        refused(person.wait(number, now() + chrono::Duration::hours(1)).await, Code::ResolutionBlocked);
    }
    lin.note(number, "the merchant was told").await?;
    assert_eq!(lin.case(number).await?.case.state, closed.case.state);
    Ok(())
}

async fn auditors_read_and_admins_do_not(desk: &Desk) -> Result<()> {
    let number = desk.core().await?.number_of(payout()).await?;
    let (gu, root) = (desk.gu().await?, desk.root().await?);
    gu.case(number).await?;
    gu.evidence(number).await?;
    gu.trail(number).await?;
    gu.list(&[]).await?;
    gu.approvals().await?;
    let choice = gu.choice(number, ConfirmPaid).await?;
    assert_eq!(choice.unmet[0], Unmet::NotPermitted);
    refused(root.case(number).await, Code::Forbidden);
    refused(root.evidence(number).await, Code::Forbidden);
    refused(root.trail(number).await, Code::Forbidden);
    refused(root.list(&[]).await, Code::Forbidden);
    refused(root.counts().await, Code::Forbidden);
    refused(root.approvals().await, Code::Forbidden);
    refused(root.reveal(number).await, Code::Forbidden);
    Ok(())
}

async fn no_command_works_for_strangers(desk: &Desk) -> Result<()> {
    let number = desk.core().await?.number_of(payout()).await?;
    let bodies = [
        ("claim", r#"{"version":1}"#),
        ("release", r#"{"version":1}"#),
        ("wait", r#"{"version":1,"until":"2999-01-01T00:00:00Z","reason":"r"}"#),
        ("notes", r#"{"text":"t"}"#),
        ("resolutions", r#"{"version":1,"resolution":"confirm_paid"}"#),
        ("proposals/1/reject", r#"{"reason":"r"}"#),
        ("proposals/1/withdraw", r#"{"reason":"r"}"#),
    ];
    for (path, body) in bodies {
        let path = format!("/exceptions/{number}/{path}");
        for (stranger, code) in [
            (desk.nobody()?, Code::Unauthenticated),
            (desk.gu().await?, Code::Forbidden),
            (desk.root().await?, Code::Forbidden),
            (desk.core().await?, Code::Forbidden),
            (desk.lin().await?.with("x-csrf-token", "stolen"), Code::CsrfFailed),
        ] {
            let answer = stranger.send::<serde_json::Value>(&path, "application/json", body.into()).await;
            let problem = refused(answer, code);
            assert!(problem.errors.is_empty(), "{path}: a stranger is told nothing");
        }
    }
    refused(desk.nobody()?.case(number).await, Code::Unauthenticated);
    refused(desk.lin().await?.case(CaseNumber(999_999_999)).await, Code::NotFound);
    Ok(())
}

async fn a_beneficiary_is_shown_unmasked_only_on_record(desk: &Desk) -> Result<()> {
    let (core, gu) = (desk.core().await?, desk.gu().await?);
    let number = core.number_of(payout()).await?;
    desk.lin().await?.observe(number, portal(Shown::NotFound)).await?;
    let before = gu.trail(number).await?;
    assert!(before.links.iter().all(|link| !link.entry.contains("6222020200012345678")), "the trail is masked too");
    let shown = gu.reveal(number).await?.beneficiary;
    assert_eq!(shown.map(|beneficiary| beneficiary.account).as_deref(), Some("6222020200012345678"));
    refused(core.reveal(number).await, Code::Forbidden);
    let happened = super::actions(&gu.trail(number).await?)?;
    assert_eq!(happened.last(), Some(&shared::audit::Action::BeneficiaryRevealed));
    Ok(())
}
