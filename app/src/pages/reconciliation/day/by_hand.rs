//! Matching by hand: what is left of both sides, side by side; select, see what they are apart, match. All of it works from
//! the keyboard.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::api::recon::{DayLine, MatchByHandRequest, TiedByHand};
use shared::recon::Side;
use shared::role::Permission;
use shared::text::app::recon as text;

use super::super::ask::AskReason;
use super::Shown;
use super::act::Act;
use super::key_row::KeyRow;
use super::left::{days, left_of};
use super::side_list::SideList;
use super::table::Table;
use crate::api::use_api;
use crate::components::button::{Button, IconButton, Weight};
use crate::components::field::{Check, Field};
use crate::components::focus::{HEADING, settle};
use crate::components::icon::Glyph;
use crate::components::loaded::Reading;
use crate::keys::{Action, Group, use_keys};
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// Where the keyboard goes once lines were matched: to the line that it was on or the next one, or else to the lists.
const AFTER: &[&str] =
    &[".recon__leftover--here input", ".recon__leftover input", ".recon__work [aria-selected=true]", HEADING];

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
            <SideList table side=Side::Ours shown may />
            <SideList table side=Side::Channel shown may />
        </div>
        <Show when=move || may.get() && table.selected.with(|selected| !selected.is_empty())>
            <Bar table asking />
        </Show>
        <Question table asking shown />
    }
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
            settle(AFTER);
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
    let (keys, toasts, language) = (use_keys(), use_toasts(), use_language());
    let page =
        |key: &'static str, name: Say, run: Callback<()>| keys.register(Action { key, name, group: Group::Page, run });
    page("j", text::key_next, Callback::new(move |()| table.walk(1)));
    page("k", text::key_previous, Callback::new(move |()| table.walk(-1)));
    page("h", text::key_side, Callback::new(move |()| table.cross()));
    let to_counterpart = move |()| {
        if !table.cross_to_counterpart() {
            toasts.show(Tone::Note, text::no_counterpart(language.get_untracked()));
        }
    };
    page("l", text::key_counterpart, Callback::new(to_counterpart));
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
