//! The day's matches, each with its rule, and undoing one.

use leptos::prelude::*;
use shared::api::recon::{MatchView, UndoMatchRequest};
use shared::recon::matching::MatchId;
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use super::super::ask::AskReason;
use super::super::line_table::LineTable;
use super::Shown;
use super::act::Act;
use crate::api::use_api;
use crate::components::button::Button;
use crate::components::dialog::open_while;
use crate::components::empty::Empty;
use crate::components::focus::{HEADING, settle};
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::money::Money;
use crate::components::pages::{More, Pages};
use crate::state::language::{say_string, use_language};
use crate::state::session::use_session;
use crate::written;

/// Where the keyboard goes once a match was undone: to the one after it, or else to the list.
const AFTER: &[&str] =
    &[".recon__item--next button", ".recon__work .recon__list", ".recon__work [aria-selected=true]", HEADING];

/// The list.
#[component]
pub fn Matches(
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let api = use_api();
    let (act, asked, next) = (Act::on(shown), RwSignal::new(None::<MatchId>), RwSignal::new(None::<MatchId>));
    let open = open_while(asked);
    Effect::new(move |_| {
        if open.get() {
            act.forget();
        }
    });
    let pages = Pages::<MatchView>::start(move |cursor| {
        shown.changed.get();
        async move {
            let list = api.matches(&shown.day.get_value(), cursor.as_deref()).await?;
            Ok((list.items, list.next))
        }
    });
    let undo = move |reason: String| {
        let Some(id) = asked.get_untracked() else { return };
        let (day, request) = (shown.day.get_value(), UndoMatchRequest { version: shown.version(), reason });
        act.send(async move { api.undo_match(&day, id, &request).await }, move |()| {
            let items = untrack(|| pages.items());
            let place = items.iter().position(|item| item.id == id);
            next.try_set(place.and_then(|place| items.get(place + 1)).map(|item| item.id));
            asked.try_set(None);
            settle(AFTER);
            text::undone_toast
        });
    };
    view! {
        <Loaded reading=pages.reading>
            <Show
                when=move || !pages.items().is_empty()
                fallback=|| {
                    view! { <Empty glyph=Glyph::Link title=say_string(text::matches_empty_title) explanation=say_string(text::matches_empty) /> }
                }
            >
                <div class="recon__list">
                    <For each=move || pages.items() key=|item| item.id let:item>
                        <Card item shown asked next />
                    </For>
                </div>
                <More pages />
            </Show>
        </Loaded>
        <AskReason
            open
            title=say_string(text::undo_title)
            what=say_string(text::undo_what)
            yes=say_string(text::undo)
            problem=act.words()
            busy=act.busy
            on_yes=undo
        />
    }
}

#[component]
fn Card(
    item: MatchView,
    shown: Shown,
    asked: RwSignal<Option<MatchId>>,
    next: RwSignal<Option<MatchId>>,
) -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let account = shown.day.with_value(|day| day.account.clone());
    let MatchView { id, rule, fit, difference, lines, by_hand, .. } = item;
    let apart = (difference.minor() != 0).then(|| view! { <span class="figures"><Money amount=difference /></span> });
    let by_hand = by_hand.map(|by_hand| {
        let by = by_hand.by;
        view! {
            <p class="small muted">{move || written::actor(&by, language.get())} ": " {by_hand.reason}</p>
        }
    });
    view! {
        <article class="recon__item" class:recon__item--next=move || next.get() == Some(id) aria-label=move || rule.text(language.get())>
            <header class="cluster">
                <strong>{move || rule.text(language.get())}</strong>
                <span class="muted small">{move || fit.text(language.get())}</span>
                {apart}
                <Show when=move || shown.is_open() && session.may(Permission::WorkRecon)>
                    <span class="push"><Button label=say_string(text::undo) small=true on_press=move |()| asked.set(Some(id)) /></span>
                </Show>
            </header>
            {by_hand}
            <LineTable lines account offset_minutes=shown.offset_minutes() />
        </article>
    }
}
