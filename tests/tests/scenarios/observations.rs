//! What people see on a channel's portal, and documents: a person's word, checked, kept, and never proof by itself.

use anyhow::{Context, Result};
use shared::api::problem::{Code, FieldCode};
use shared::digest::Digest;
use shared::evidence::{Shown, UnknownReason, Verdict};
use shared::resolution::Resolution::ConfirmPaid;
use shared::role::Scope;
use tests::payout::{now, payout};
use tests::response::{document, portal, wechat};
use tests::{Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        only_systems_add_answers_and_only_people_observe,
        observations_are_checked,
        attachments_are_served_safely;
}

async fn only_systems_add_answers_and_only_people_observe(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let number = core.number_of(payout()).await?;
    for person in [desk.lin().await?, desk.wu().await?, desk.gu().await?, desk.root().await?] {
        refused(person.add_query(number, wechat("SUCCESS")).await, Code::Forbidden);
    }
    let name = format!("filer-{number}").to_lowercase();
    let filer = desk.system(&name, &[Scope::ExceptionsWrite, Scope::CasesRead])?;
    refused(filer.add_query(number, wechat("SUCCESS")).await, Code::Forbidden);
    for stranger in [core.clone(), desk.gu().await?, desk.root().await?] {
        refused(stranger.observe(number, portal(Shown::NotPaid)).await, Code::Forbidden);
        refused(stranger.note(number, "a note").await, Code::Forbidden);
        refused(stranger.claim_seen(number, 1).await, Code::Forbidden);
        refused(stranger.resolve_seen(number, 1, ConfirmPaid, None).await, Code::Forbidden);
    }
    refused(desk.nobody()?.add_query(number, wechat("SUCCESS")).await, Code::Unauthenticated);
    refused(desk.nobody()?.observe(number, portal(Shown::Paid)).await, Code::Unauthenticated);
    assert_eq!(core.case(number).await?.case.version, 1, "nothing happened");
    Ok(())
}

async fn observations_are_checked(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout()).await?;
    for (seen, field, code) in [
        (portal(Shown::NotPaid).without_reference(), "reference", FieldCode::Missing),
        (portal(Shown::NotPaid).at(now() + chrono::Duration::hours(1)), "observed_at", FieldCode::InTheFuture),
        (portal(Shown::NotPaid).minutes_ago(181), "observed_at", FieldCode::TooEarly),
        (document(Shown::Paid, "virus.exe", b"MZ\x90"), "attachments[0].content_base64", FieldCode::BadFile),
        (document(Shown::Paid, "page.png", b"<html>"), "attachments[0].content_base64", FieldCode::BadFile),
        (document(Shown::Paid, "../../a.pdf", b"%PDF-1.7"), "attachments[0].name", FieldCode::BadCharacters),
    ] {
        let problem = refused(lin.observe(number, seen).await, Code::InvalidFields);
        assert_eq!(super::faults(&problem), [(field, code)]);
    }
    let recorded = lin.observe(number, portal(Shown::Paid)).await?;
    let reason = UnknownReason::OnlyObserved { shown: Shown::Paid, evidence: 2 };
    assert_eq!(recorded.verdict, Verdict::Unknown { reason }, "a look proves nothing by itself");
    Ok(())
}

async fn attachments_are_served_safely(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout()).await?;
    let content = b"%PDF-1.7 \xff\x00 receipt";
    let recorded = lin.observe(number, document(Shown::Paid, "回单.pdf", content)).await?;
    let attachment = recorded.evidence.observation.context("an observation")?.attachments[0].clone();
    assert_eq!((attachment.sha256, attachment.media_type.as_str()), (Digest::of(content), "application/pdf"));
    let path = format!("/exceptions/{number}/attachments/{}", attachment.sha256);
    let response = lin.request(reqwest::Method::GET, &path).send().await?;
    let headers = response.headers().clone();
    assert_eq!((response.status().as_u16(), &headers["content-type"]), (200, &"application/pdf".parse()?));
    assert!(headers["content-disposition"].to_str()?.starts_with("attachment"), "{headers:?}");
    assert_eq!(headers["x-content-type-options"].to_str()?, "nosniff");
    assert!(headers["content-security-policy"].to_str()?.contains("sandbox"), "{headers:?}");
    assert_eq!(response.bytes().await?, content.as_slice());
    let nobodys = desk.nobody()?.request(reqwest::Method::GET, &path).send().await?;
    assert_eq!(nobodys.status(), 401);
    let other = core.number_of(payout()).await?;
    let elsewhere = format!("/exceptions/{other}/attachments/{}", attachment.sha256);
    assert_eq!(lin.request(reqwest::Method::GET, &elsewhere).send().await?.status(), 404);
    Ok(())
}
