//! What stands in the way of closing a day, and the shortest way to it.

use leptos::prelude::*;
use shared::case::CaseNumber;
use shared::recon::closing::Obstacle;
use shared::role::Permission;
use shared::text::app::recon as text;
use shared::text::{Lang, Text};

use super::Shown;
use super::act::Act;
use crate::api::recon::Day;
use crate::api::use_api;
use crate::state::language::{say, use_language};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};

/// How many cases are named at most.
const CASES_MAX: usize = 5;

/// One obstacle.
#[component]
pub fn InTheWay(
    /// What it is.
    obstacle: Obstacle,
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let language = use_language();
    let way = way_to(&obstacle, shown);
    view! {
        <span class="recon__obstacle small muted">{move || words_of(&obstacle, language.get())} " " {way}</span>
    }
}

/// The words; cases are named by the links beside them.
fn words_of(obstacle: &Obstacle, lang: Lang) -> String {
    match obstacle {
        Obstacle::CasesOpen { cases, lines } => text::cases_open(lang, cases.len(), *lines),
        other => other.text(lang),
    }
}

/// What can be done about it here, for who may.
fn way_to(obstacle: &Obstacle, shown: Shown) -> AnyView {
    let session = use_session();
    let may_work = untrack(|| session.may(Permission::WorkRecon));
    match obstacle {
        Obstacle::OursNotCollected if may_work => view! { <Collected shown /> }.into_any(),
        Obstacle::StatementNotBooked if untrack(|| session.may(Permission::SendStatements)) => {
            let account = shown.day.with_value(|day| day.account.clone());
            view! { <a href=format!("/reconciliation?upload={account}")>{say(text::upload)}</a> }.into_any()
        }
        Obstacle::CasesOpen { cases, .. } => cases_of(cases).into_any(),
        Obstacle::ProofLacks { .. } if may_work => {
            let record = move |_| shown.recording.set(true);
            view! { <button type="button" class="link" on:click=record>{say(text::record_balance)}</button> }.into_any()
        }
        Obstacle::EarlierDayOpen { date } => {
            let href = shown.day.with_value(|day| Day { account: day.account.clone(), date: *date }.address());
            view! { <a href=href>{date.to_string()}</a> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// The first of them, each a link, and how many more there are.
fn cases_of(cases: &[CaseNumber]) -> impl IntoView + use<> {
    let language = use_language();
    let more = cases.len().saturating_sub(CASES_MAX);
    let links = cases
        .iter()
        .take(CASES_MAX)
        .map(|number| {
            let number = number.to_string();
            view! { <a href=format!("/cases/{number}")>{number.clone()}</a> " " }
        })
        .collect_view();
    view! {
        {links}
        {(more > 0).then(|| view! { <span>{move || text::cases_more(language.get(), more)}</span> })}
    }
}

/// Saying that our lines are all there.
#[component]
fn Collected(shown: Shown) -> impl IntoView {
    let (api, act, toasts) = (use_api(), Act::on(shown), use_toasts());
    Effect::new(move |_| {
        if let Some(words) = act.words().get() {
            toasts.show(Tone::Trouble, words.title);
        }
    });
    let collect = move |_| {
        let day = shown.day.get_value();
        act.send(async move { api.collect_day(&day).await }, |()| text::collected_toast);
    };
    view! { <button type="button" class="link" on:click=collect>{say(text::collected)}</button> }
}
