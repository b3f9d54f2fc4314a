//! The calendar: a row an account, a column a day.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::html::{Div, Th};
use leptos::prelude::*;
use shared::api::recon::{AccountView, DayCell, DayStanding};
use shared::recon::AccountId;
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use super::Accounts;
use super::calendar_keys::walk;
use super::day_badge::{DayBadge, sign};
use crate::api::recon::Day;
use crate::components::button::IconButton;
use crate::components::icon::{Glyph, Icon};
use crate::state::language::{say, use_language};
use crate::state::session::use_session;
use shared::text::Lang;

/// The table, which scrolls sideways by itself where a month does not fit.
#[component]
pub fn CalendarTable(
    /// The accounts, a row each.
    accounts: Vec<AccountView>,
    /// The days, a column each.
    days: Vec<NaiveDate>,
    /// What is known of them.
    cells: Vec<DayCell>,
    /// The form of an account.
    register: Accounts,
) -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let may_change = untrack(|| session.may(Permission::ManageAccounts));
    let (frame, newest) = (NodeRef::<Div>::new(), NodeRef::<Th>::new());
    let last = cells.iter().map(|cell| cell.date).max();
    let known: HashMap<(AccountId, NaiveDate), DayCell> =
        cells.into_iter().map(|cell| ((cell.account.clone(), cell.date), cell)).collect();
    let head = |day: NaiveDate| view! { <Head day place=if last == Some(day) { newest } else { NodeRef::new() } /> };
    let heads = days.iter().map(|day| head(*day)).collect_view();
    let rows = accounts
        .into_iter()
        .map(|view| {
            let cells = days
                .iter()
                .map(|day| view! { <Cell cell=known.get(&(view.account.id.clone(), *day)).cloned() /> })
                .collect_view();
            let flow = format!("/reconciliation/{}", view.account.id);
            let (name, code) = (view.account.name.clone(), view.account.currency.code());
            let change = may_change.then(|| {
                let (label, entry) = (name.clone(), view.clone());
                view! {
                    <IconButton
                        label=Signal::derive(move || text::change_account_of(language.get(), &label))
                        glyph=Glyph::More
                        small=true
                        on_press=move |()| register.form.set(Some(Some(entry.clone())))
                    />
                }
            });
            view! {
                <tr>
                    <th scope="row" class="recon__account">
                        <a href=flow>{name}</a>
                        <span class="faint small">{code}</span>
                        {change}
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    // Work is at the newest day: on a narrow screen the month opens there.
    Effect::new(move |_| {
        if let (Some(frame), Some(day)) = (frame.get(), newest.get()) {
            frame.set_scroll_left(day.offset_left() + day.offset_width() - frame.client_width());
        }
    });
    view! {
        <div class="table-scroll" node_ref=frame tabindex="0" role="region" aria-label=say(text::title)>
            <table class="recon__calendar" on:keydown=walk>
                <thead>
                    <tr>
                        <th scope="col" class="recon__account">{say(text::account)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Legend />
    }
}

#[component]
fn Head(day: NaiveDate, place: NodeRef<Th>) -> impl IntoView {
    let rests = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    view! {
        <th scope="col" node_ref=place class="figures recon__day" class:recon__day--rest=rests>
            {day.day()}
        </th>
    }
}

/// What a cell says to whoever cannot see its sign.
fn said(cell: &DayCell, lang: Lang) -> String {
    let mut words = vec![cell.date.to_string(), cell.standing.text(lang)];
    if let Some(open) = cell.figures.as_ref().map(|figures| figures.open).filter(|open| *open > 0) {
        words.push(text::open_count(lang, open));
    }
    if cell.closing_proposed {
        words.push(text::closing_waits(lang).to_owned());
    }
    words.join(lang.pick(", ", "，"))
}

#[component]
fn Cell(cell: Option<DayCell>) -> impl IntoView {
    let language = use_language();
    let Some(cell) = cell else {
        return view! { <td class="recon__cell"><span class="unseen">{say(text::no_day)}</span></td> }.into_any();
    };
    let (glyph, _) = sign(cell.standing);
    let class = format!("recon__sign recon__sign--{}", standing_name(cell.standing));
    let href = Day { account: cell.account.clone(), date: cell.date }.address();
    let open = cell.figures.as_ref().map(|figures| figures.open).filter(|open| *open > 0);
    let proposed = cell.closing_proposed;
    let label = StoredValue::new(cell);
    let label = move || label.with_value(|cell| said(cell, language.get()));
    view! {
        <td class="recon__cell">
            <a class=class class:recon__sign--proposed=proposed href=href aria-label=label title=label>
                <Icon glyph />
                {open.map(|open| view! { <span class="figures" aria-hidden="true">{open}</span> })}
            </a>
        </td>
    }
    .into_any()
}

/// The name of a standing for style.
fn standing_name(standing: DayStanding) -> &'static str {
    match standing {
        DayStanding::Waiting => "waiting",
        DayStanding::Running => "running",
        DayStanding::Breaks => "breaks",
        DayStanding::Balanced => "balanced",
        DayStanding::Closed => "closed",
    }
}

#[component]
fn Legend() -> impl IntoView {
    let standings =
        [DayStanding::Waiting, DayStanding::Running, DayStanding::Breaks, DayStanding::Balanced, DayStanding::Closed];
    view! {
        <p class="cluster recon__legend" aria-label=say(text::legend)>
            {standings.map(|standing| view! { <DayBadge standing /> }).collect_view()}
        </p>
    }
}
