//! A channel is changed at the desk: one supervisor edits and proposes, another sees what it does and approves, cases are
//! read by it, and the version before can still be read.

use anyhow::Result;
use shared::evidence::Claim;
use shared::text::app::{approvals, channels as text};
use shared::text::{Lang, Text};
use tests::payout::payout;
use tests::response::wechat;
use tests::{Desk, Engine, Visitor};

const EN: Lang = Lang::En;
const PAGE: &str = "/channels/wechat_transfer";
const STATE: &str = "transfer-bill-query · state";

/// Edits a code and the schedule in their dialogs, and proposes both.
async fn proposes(wu: &Visitor) -> Result<()> {
    wu.open(PAGE).await?;
    wu.press(text::edit(EN)).await?;
    wu.press(text::edit_facts(EN)).await?;
    for (label, typed) in [
        (text::form_url(EN), "https://payments.example.com/query"),
        (text::form_url_api(EN), "transfer-bill-query"),
        (text::form_schedule(EN), "1, 5, 30"),
        (text::form_every(EN), "60"),
        (text::form_timeout(EN), "20"),
    ] {
        wu.fill(label, typed).await?;
    }
    wu.press(text::apply(EN)).await?;
    wu.sees_in("Draft", &text::draft_count(EN, 1)).await?;
    wu.press_in(STATE, text::add_code(EN)).await?;
    wu.fill(text::form_code(EN), "RISK_REVIEW_PASSED").await?;
    wu.choose(text::form_claim(EN), &Claim::ProvesPaid.text(EN)).await?;
    wu.fill(text::form_wording(EN), "Paid after a review").await?;
    wu.fill(text::form_source(EN), "https://example.com/codes").await?;
    wu.press(text::apply(EN)).await?;
    wu.sees_in("Draft", &text::draft_count(EN, 2)).await?;
    wu.press(text::review(EN)).await?;
    wu.sees("RISK_REVIEW_PASSED").await?;
    wu.fill(text::reason(EN), "The page lists it since today.").await?;
    wu.press(text::propose(EN)).await?;
    wu.sees(text::proposed_toast(EN)).await
}

#[tokio::test]
async fn a_change_of_a_channel_is_proposed_seen_through_approved_and_in_force() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let number = desk.core().await?.number_of(payout().query(wechat("RISK_REVIEW_PASSED"))).await?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/cases/{number}")).await?;
    lin.sees_in("Evidence", "RISK_REVIEW_PASSED").await?;

    let wu = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("wu", "supervisor")?).await?;
    let zhao = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("zhao", "supervisor")?).await?;
    proposes(&wu).await?;
    wu.sees(&text::effect_verdicts(EN, 1)).await?;
    wu.sees(text::not_checker_maker(EN)).await?;

    zhao.press("Notices, 1 unread").await?;
    zhao.sees("wu proposed change 1 of this channel").await?;
    zhao.open("/approvals").await?;
    zhao.sees(approvals::title(EN)).await?;
    zhao.press("WeChat Pay transfers").await?;
    zhao.is_at(PAGE).await?;
    zhao.sees(&number.to_string()).await?;
    zhao.press(&text::approve(EN, 2)).await?;
    zhao.sees(&text::approve_title(EN, 2)).await?;
    zhao.press(&text::approve(EN, 2)).await?;
    zhao.sees(&text::approved_toast(EN, 2)).await?;

    // Lin does nothing, and the case says it.
    lin.sees_in("Evidence", "Decided by evidence #2").await?;
    lin.sees("Paid after a review").await?;
    wu.press("Notices, 1 unread").await?;
    wu.sees("zhao approved your change 1; version 2 is in force.").await?;

    zhao.sees_in(STATE, "RISK_REVIEW_PASSED").await?;
    zhao.press(&text::read_version(EN, 1)).await?;
    zhao.sees(&text::old_version(EN, 1)).await?;
    zhao.misses("Paid after a review").await?;
    zhao.press(text::old_version_back(EN)).await?;
    zhao.sees_in(STATE, "RISK_REVIEW_PASSED").await?;
    zhao.had_no_errors().await
}
