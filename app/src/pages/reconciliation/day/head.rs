//! The day's head: which it is, where it stands, its neighbours, and what can be done with it as a whole.

use chrono::Days;
use leptos::prelude::*;
use shared::api::recon::DayStanding;
use shared::role::Permission;
use shared::text::app::recon as text;

use super::Shown;
use super::act::Act;
use crate::api::recon::Day;
use crate::api::use_api;
use crate::components::button::Button;
use crate::components::icon::{Glyph, Icon};
use crate::components::problem_notice::ProblemNotice;
use crate::components::time::Time;
use crate::state::language::{Say, say, say_string};
use crate::state::session::use_session;

use super::super::day_badge::DayBadge;

/// The head.
#[component]
pub fn Head(
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let (api, session) = (use_api(), use_session());
    let act = Act::on(shown);
    let date = shown.day.with_value(|day| day.date);
    let view = move || shown.view.get();
    let neighbour = |days: i64, name: Say, glyph: Glyph| {
        let date = if days < 0 { date - Days::new(1) } else { date + Days::new(1) };
        let href = shown.day.with_value(|day| Day { account: day.account.clone(), date }.address());
        view! {
            <a class="button button--quiet button--small" href=href aria-label=say(name) title=say(name)><Icon glyph /></a>
        }
    };
    let run = move |()| {
        let day = shown.day.get_value();
        act.send(async move { api.run_day(&day).await }, |()| text::run_toast);
    };
    let collect = move |()| {
        let day = shown.day.get_value();
        act.send(async move { api.collect_day(&day).await }, |()| text::collected_toast);
    };
    let is_open = move || view().is_some_and(|view| view.standing != DayStanding::Closed);
    let is_uncollected = move || view().is_some_and(|view| !view.is_collected);
    let account = shown.day.with_value(|day| day.account.clone());
    let name = move || view().map_or_else(|| account.to_string(), |view| view.account.name);
    view! {
        <header class="page__head">
            <h1>{name} " " <span class="figures">{date.to_string()}</span></h1>
            {neighbour(-1, text::day_before, Glyph::Back)}
            {neighbour(1, text::day_after, Glyph::Arrow)}
            {move || view().map(|view| view! { <DayBadge standing=view.standing /> })}
            <Show when=move || session.may(Permission::WorkRecon) && is_open()>
                <span class="push cluster">
                    <Show when=is_uncollected>
                        <Button label=say_string(text::collected) busy=act.busy on_press=collect />
                    </Show>
                    <Button label=say_string(text::run) glyph=Glyph::Query busy=act.busy on_press=run />
                </span>
            </Show>
            <p>
                <a href="/reconciliation">{say(text::to_calendar)}</a>
                " · "
                {move || match view() {
                    Some(view) if view.is_stale => say(text::stale).into_any(),
                    Some(view) => match view.ran_at {
                        Some(at) => view! { {say(text::ran)} " " <Time at /> }.into_any(),
                        None => say(text::never_ran).into_any(),
                    },
                    None => ().into_any(),
                }}
            </p>
            <ProblemNotice words=act.words() />
        </header>
    }
}
