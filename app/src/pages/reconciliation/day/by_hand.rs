//! Matching by hand: what is left of both sides, side by side; select, see what they are apart, match. All of it works from
//! the keyboard.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::api::recon::{DayLine, DayLineList, DayStanding, LinePlaceName, MatchByHandRequest, TiedByHand};
use shared::money::Money;
use shared::recon::Side;
use shared::recon::matching::LineId;
use shared::role::Permission;
use shared::text::app::recon as text;

use super::super::ask::AskReason;
use super::Shown;
use super::act::Act;
use super::side_list::SideList;
use crate::api::use_api;
use crate::components::button::{Button, IconButton, Weight};
use crate::components::icon::Glyph;
use crate::components::loaded::Reading;
use crate::failure::Failure;
use crate::keys::{Action, Group, use_keys};
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::session::use_session;
use crate::written;

/// Where lines are that nothing was found for.
const LEFT: [LinePlaceName; 3] = [LinePlaceName::New, LinePlaceName::Held, LinePlaceName::Discrepancy];

/// What is on the table: the lines of both sides, what is selected, and where the reader is.
#[derive(Clone, Copy)]
pub struct Table {
    ours: Reading<Vec<DayLine>>,
    channel: Reading<Vec<DayLine>>,
    /// What is selected, of both sides.
    pub selected: RwSignal<BTreeSet<LineId>>,
    /// The side that the keyboard is on.
    pub side: RwSignal<Side>,
    /// The line of each side that the keyboard is on, by its place.
    pub at: RwSignal<(usize, usize)>,
}

impl Table {
    /// What was read of one side.
    pub fn reading(self, side: Side) -> Reading<Vec<DayLine>> {
        match side {
            Side::Ours => self.ours,
            Side::Channel => self.channel,
        }
    }

    fn lines(self, side: Side) -> Vec<DayLine> {
        self.reading(side).value.get().unwrap_or_default()
    }

    /// The selected lines of one side.
    fn chosen(self, side: Side) -> Vec<DayLine> {
        let lines = self.lines(side).into_iter();
        self.selected.with(|selected| lines.filter(|line| selected.contains(&line.id)).collect())
    }

    /// The place of the keyboard within a side.
    pub fn place(self, side: Side) -> usize {
        let (ours, channel) = self.at.get();
        if side == Side::Ours { ours } else { channel }
    }

    fn walk(self, step: isize) {
        let side = self.side.get_untracked();
        let last = untrack(|| self.lines(side)).len().saturating_sub(1);
        self.at.update(|(ours, channel)| {
            let place = if side == Side::Ours { ours } else { channel };
            *place = place.saturating_add_signed(step).min(last);
        });
    }

    /// Selects a line, or no longer.
    pub fn toggle(self, id: LineId) {
        self.selected.update(|selected| {
            if !selected.remove(&id) {
                selected.insert(id);
            }
        });
    }

    fn toggle_here(self) {
        let side = self.side.get_untracked();
        let here = untrack(|| self.lines(side).get(self.place(side)).map(|line| line.id));
        if let Some(id) = here {
            self.toggle(id);
        }
    }
}

/// What the selected lines of both sides are apart, fees taken off; none where one side has none or a sum is too large.
fn apart(ours: &[DayLine], channel: &[DayLine]) -> Option<Money> {
    let currency = ours.first()?.line.amount.currency();
    channel.first()?;
    let sum = |lines: &[DayLine]| lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.line.effect_minor()));
    Some(Money::from_minor(sum(ours)?.checked_sub(sum(channel)?)?, currency))
}

/// The two lists and what is done with what is selected.
#[component]
pub fn ByHand(
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let (api, session) = (use_api(), use_session());
    let read = move |side: Side| {
        Reading::<Vec<DayLine>>::start(move || async move {
            let mut lines = Vec::new();
            for place in LEFT {
                let page: Result<DayLineList, Failure> =
                    api.day_lines(&shown.day.get_value(), side, Some(place), None).await;
                lines.extend(page?.items);
            }
            Ok(lines)
        })
    };
    let table = Table {
        ours: read(Side::Ours),
        channel: read(Side::Channel),
        selected: RwSignal::default(),
        side: RwSignal::new(Side::Ours),
        at: RwSignal::new((0, 0)),
    };
    let (act, asking) = (Act::on(shown), RwSignal::new(false));
    let is_open =
        move || shown.reading.value.with(|view| view.as_ref().is_some_and(|view| view.standing != DayStanding::Closed));
    let may = Memo::new(move |_| is_open() && session.may(Permission::WorkRecon));
    register_keys(table, asking, may);
    let tie = move |reason: String| {
        let lines = table.selected.with_untracked(|selected| selected.iter().copied().collect());
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
    let what = {
        let language = use_language();
        Signal::derive(move || match apart(&table.chosen(Side::Ours), &table.chosen(Side::Channel)) {
            Some(apart) if apart.minor() == 0 => text::in_agreement(language.get()).to_owned(),
            _ => text::tie_differ(language.get()).to_owned(),
        })
    };
    view! {
        <p class="small muted">{say(text::by_hand_intro)}</p>
        <div class="recon__two">
            <SideList table side=Side::Ours may />
            <SideList table side=Side::Channel may />
        </div>
        <Show when=move || may.get() && table.selected.with(|selected| !selected.is_empty())>
            <Bar table asking />
        </Show>
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
    let other = move |()| {
        table.side.update(|side| *side = if *side == Side::Ours { Side::Channel } else { Side::Ours });
    };
    page("h", text::key_side, Callback::new(other));
    page("l", text::key_side, Callback::new(other));
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
    let difference = move || match apart(&table.chosen(Side::Ours), &table.chosen(Side::Channel)) {
        None => String::new(),
        Some(apart) if apart.minor() == 0 => text::in_agreement(language.get()).to_owned(),
        Some(apart) => text::apart(language.get(), &written::in_words(apart)),
    };
    let blocked = Signal::derive(move || {
        let one_sided = table.chosen(Side::Ours).is_empty() || table.chosen(Side::Channel).is_empty();
        one_sided.then(|| text::by_hand_intro(language.get()).to_owned())
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
