//! Matching by hand: what is left of both sides, side by side; select, see what they are apart, match. All of it works from
//! the keyboard.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::api::problem::Code;
use shared::api::recon::{DayLine, LinePlaceName, MatchByHandRequest, TiedByHand};
use shared::recon::Side;
use shared::role::Permission;
use shared::text::app::recon as text;

use super::super::ask::AskReason;
use super::Shown;
use super::act::Act;
use super::key_row::KeyRow;
use super::side_list::SideList;
use super::table::Table;
use crate::api::recon::Day;
use crate::api::{Api, use_api};
use crate::components::button::{Button, IconButton, Weight};
use crate::components::field::{Check, Field};
use crate::components::icon::Glyph;
use crate::components::loaded::Reading;
use crate::failure::Failure;
use crate::keys::{Action, Group, use_keys};
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::session::use_session;
use crate::written;

/// Where lines are that nothing was found for.
const LEFT: [LinePlaceName; 3] = [LinePlaceName::New, LinePlaceName::Held, LinePlaceName::Discrepancy];
/// How many pages of them are read: more than anybody matches by hand in one go.
const PAGES_MAX: usize = 5;

/// The two lists and what is done with what is selected.
#[component]
pub fn ByHand(
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let (api, session) = (use_api(), use_session());
    let neighbours = RwSignal::new(false);
    let read = move |side: Side| {
        Reading::<Vec<DayLine>>::start(move || {
            shown.changed.get();
            let days = days(&shown.day.get_value(), neighbours.get());
            async move { left_of(api, &days, side).await }
        })
    };
    let table = Table::of(read(Side::Ours), read(Side::Channel));
    let asking = RwSignal::new(false);
    let may = Memo::new(move |_| shown.is_open() && session.may(Permission::WorkRecon));
    register_keys(table, asking, may);
    view! {
        <p class="small muted">{say(text::by_hand_intro)}</p>
        <div class="recon__seek cluster">
            <Field label=say_string(text::by_hand_find) value=table.sought kind="search" optional=true />
            <Check label=say_string(text::by_hand_neighbours) checked=neighbours on_change=move |on| neighbours.set(on) />
        </div>
        <Show when=move || may.get()>
            <KeyRow />
        </Show>
        <div class="recon__two">
            <SideList table side=Side::Ours may />
            <SideList table side=Side::Channel may />
        </div>
        <Show when=move || may.get() && table.selected.with(|selected| !selected.is_empty())>
            <Bar table asking />
        </Show>
        <Question table asking shown />
    }
}

/// The days whose lines are on the table.
fn days(day: &Day, neighbours: bool) -> Vec<Day> {
    let at = |date| Day { account: day.account.clone(), date };
    let before = day.date.pred_opt().filter(|_| neighbours);
    let after = day.date.succ_opt().filter(|_| neighbours);
    before.into_iter().chain([day.date]).chain(after).map(at).collect()
}

async fn left_of(api: Api, days: &[Day], side: Side) -> Result<Vec<DayLine>, Failure> {
    let mut lines = Vec::new();
    for day in days {
        for place in LEFT {
            let mut cursor = None;
            for _ in 0..PAGES_MAX {
                match api.day_lines(day, side, Some(place), cursor.as_deref()).await {
                    Ok(page) => {
                        lines.extend(page.items);
                        cursor = page.next;
                    }
                    // A neighbour of which nothing is known has no lines.
                    Err(failure) if days.len() > 1 && failure.code() == Some(Code::NotFound) => break,
                    Err(failure) => return Err(failure),
                }
                if cursor.is_none() {
                    break;
                }
            }
        }
    }
    Ok(lines)
}

/// Asks why, and ties what is selected.
#[component]
fn Question(table: Table, asking: RwSignal<bool>, shown: Shown) -> impl IntoView {
    let (api, language, act) = (use_api(), use_language(), Act::on(shown));
    Effect::new(move |_| {
        if asking.get() {
            act.forget();
        }
    });
    let tie = move |reason: String| {
        let lines = untrack(|| table.all_chosen());
        let (day, request) = (shown.day.get_value(), MatchByHandRequest { version: shown.version(), lines, reason });
        act.send(async move { api.match_by_hand(&day, &request).await }, move |tied| {
            asking.try_set(false);
            table.selected.try_update(BTreeSet::clear);
            table.ours.again();
            table.channel.again();
            match tied {
                TiedByHand::Matched { .. } => text::tied_toast as Say,
                TiedByHand::Differ { .. } => text::tied_differ_toast,
            }
        });
    };
    let what = Signal::derive(move || match table.apart() {
        Some(apart) if apart.minor() == 0 => text::in_agreement(language.get()).to_owned(),
        Some(apart) => {
            format!("{}. {}", text::apart(language.get(), &written::in_words(apart)), text::tie_differ(language.get()))
        }
        None => text::tie_differ(language.get()).to_owned(),
    });
    view! {
        <AskReason
            open=asking
            title=say_string(text::tie_title)
            what
            yes=say_string(text::tie)
            problem=act.words()
            busy=act.busy
            on_yes=tie
        />
    }
}

fn register_keys(table: Table, asking: RwSignal<bool>, may: Memo<bool>) {
    let keys = use_keys();
    let page =
        |key: &'static str, name: Say, run: Callback<()>| keys.register(Action { key, name, group: Group::Page, run });
    page("j", text::key_next, Callback::new(move |()| table.walk(1)));
    page("k", text::key_previous, Callback::new(move |()| table.walk(-1)));
    page("h", text::key_side, Callback::new(move |()| table.cross()));
    page("l", text::key_side, Callback::new(move |()| table.cross()));
    page("x", text::key_select, Callback::new(move |()| table.toggle_here()));
    let ask = move |()| {
        let both = untrack(|| !table.chosen(Side::Ours).is_empty() && !table.chosen(Side::Channel).is_empty());
        if both && may.get_untracked() {
            asking.set(true);
        }
    };
    page("m", text::key_tie, Callback::new(ask));
}

/// What is selected, what it is apart, and matching it.
#[component]
fn Bar(table: Table, asking: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let counts =
        move || text::selected(language.get(), table.chosen(Side::Ours).len(), table.chosen(Side::Channel).len());
    let difference = move || match table.apart() {
        None => String::new(),
        Some(apart) if apart.minor() == 0 => text::in_agreement(language.get()).to_owned(),
        Some(apart) => text::apart(language.get(), &written::in_words(apart)),
    };
    let blocked = Signal::derive(move || {
        let one_sided = table.chosen(Side::Ours).is_empty() || table.chosen(Side::Channel).is_empty();
        one_sided.then(|| text::by_hand_one_sided(language.get()).to_owned())
    });
    view! {
        <div class="bulk bulk--page" role="status">
            <span class="figures">{counts}</span>
            <strong class="figures">{difference}</strong>
            <span>
                <Button
                    label=say_string(text::tie)
                    weight=Weight::Primary
                    small=true
                    blocked
                    on_press=move |()| asking.set(true)
                />
            </span>
            <IconButton
                label=say_string(text::clear)
                glyph=Glyph::Close
                small=true
                on_press=move |()| table.selected.update(BTreeSet::clear)
            />
        </div>
    }
}
