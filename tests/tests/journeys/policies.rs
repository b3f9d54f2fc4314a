//! The policy is changed at the desk: one supervisor drafts and proposes, another sees what it does to the open proposals and
//! approves; what it asks something else of is void, and several that are the same are approved together.

use anyhow::Result;
use shared::evidence::Shown;
use shared::policy::{Band, Risk};
use shared::resolution::Resolution::ConfirmPaid;
use shared::text::app::{approvals, channels as words, decide, policies as text};
use shared::text::{Lang, Text};
use tests::payout::payout;
use tests::response::portal;
use tests::{Desk, Engine, Visitor};

const EN: Lang = Lang::En;
const PAGE: &str = "/admin/policies";

/// Lin proposes to close a case as paid, on what she saw.
async fn proposed(desk: &Desk) -> Result<String> {
    let number = desk.core().await?.number_of(payout()).await?;
    let lin = desk.lin().await?;
    lin.claim(number).await?;
    lin.observe(number, portal(Shown::Paid)).await?;
    lin.resolve_because(number, ConfirmPaid, "shown as paid").await?;
    Ok(number.to_string())
}

fn cell(risk: Risk, band: Band) -> String {
    text::cell(EN, &risk.text(EN), &band.text(EN))
}

#[tokio::test]
async fn a_change_of_the_policy_is_proposed_seen_through_approved_and_in_force() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let number = proposed(&desk).await?;
    let wu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("wu", "supervisor")?).await?;
    let zhao = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("zhao", "supervisor")?).await?;

    wu.open(PAGE).await?;
    wu.press(words::edit(EN)).await?;
    for band in Band::ALL {
        wu.choose(&cell(Risk::SeenPaid, band), "2").await?;
    }
    wu.sees_in("Draft", &words::draft_count(EN, 3)).await?;
    wu.press(words::review(EN)).await?;
    wu.fill(words::reason(EN), "Two screenshots were wrong last month.").await?;
    wu.press(words::propose(EN)).await?;
    wu.sees(words::proposed_toast(EN)).await?;
    wu.sees(words::not_checker_maker(EN)).await?;

    zhao.press("Notices, 1 unread").await?;
    zhao.sees("wu proposed change 1 of the policy").await?;
    zhao.open("/approvals").await?;
    zhao.sees(text::waiting(EN)).await?;
    zhao.press(approvals::seen(EN)).await?;
    zhao.sees(approvals::since_nothing(EN)).await?;
    zhao.press(&words::change(EN, 1)).await?;
    zhao.is_at(PAGE).await?;
    zhao.sees(&text::effect_more(EN, 1)).await?;
    zhao.sees(&number).await?;
    // From the keyboard: `a` asks, and what is asked is confirmed.
    zhao.key('a').await?;
    zhao.sees(&words::approve_title(EN, 2)).await?;
    zhao.sees(&text::approve_warning(EN, 1)).await?;
    zhao.press(&words::approve(EN, 2)).await?;
    zhao.sees(&words::approved_toast(EN, 2)).await?;
    wu.press("Notices, 1 unread").await?;
    wu.sees("zhao approved your change 1; version 2 of the policy is in force.").await?;

    zhao.open(&format!("/cases/{number}")).await?;
    zhao.sees(&decide::state_outruled(EN, 2)).await?;
    zhao.had_no_errors().await
}

#[tokio::test]
async fn several_proposals_with_the_same_proof_are_approved_together_each_with_its_result() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let (one, other) = (proposed(&desk).await?, proposed(&desk).await?);
    let wu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("wu", "supervisor")?).await?;
    wu.open("/approvals").await?;
    wu.press(&approvals::select(EN, &one)).await?;
    wu.press(&approvals::select(EN, &other)).await?;
    // Meanwhile another supervisor decides one of them.
    wu.press(&approvals::approve_selected(EN, 2)).await?;
    desk.zhao().await?.reject(other.parse()?, "look again").await?;
    wu.press(decide::approve(EN)).await?;
    wu.sees(&approvals::approved_some(EN, 1, 1)).await?;
    wu.sees(&format!("{one} {}", approvals::result_closed(EN))).await?;
    wu.sees(&format!("{other} The proposal is no longer open.")).await?;
    wu.press(approvals::close(EN)).await?;
    wu.sees(approvals::empty_title(EN)).await?;
    wu.had_no_errors().await
}
