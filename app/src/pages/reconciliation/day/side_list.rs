//! What is left of one side, to be matched by hand.

use leptos::html;
use leptos::prelude::*;
use shared::api::recon::DayLine;
use shared::recon::{Direction, Side};
use shared::text::Text;
use shared::text::app::recon as text;

use super::super::late_for::{LateFor, late_for};
use super::super::line_place::{Place, place_key};
use super::Shown;
use super::table::Table;
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::money::Money;
use crate::state::language::{say_string, use_language};
use crate::written;

/// The list.
#[component]
pub fn SideList(
    /// The table.
    table: Table,
    /// Whose lines.
    side: Side,
    /// The day.
    shown: Shown,
    /// Whether the reader may match.
    may: Memo<bool>,
) -> impl IntoView {
    let language = use_language();
    let reading = table.reading(side);
    let lines = move || table.lines(side).into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <section class="recon__half" aria-label=move || side.text(language.get())>
            <h3>{move || side.text(language.get())}</h3>
            <Loaded reading>
                <Show
                    when=move || !lines().is_empty()
                    fallback=|| {
                        view! { <Empty glyph=Glyph::Check title=say_string(text::by_hand_empty_title) explanation=say_string(text::by_hand_empty) /> }
                    }
                >
                    <ul class="recon__left">
                        <For each=lines key=|(place, line)| (*place, place_key(line)) let:entry>
                            <Row table side shown may place=entry.0 line=entry.1 />
                        </For>
                    </ul>
                </Show>
            </Loaded>
        </section>
    }
}

#[component]
fn Row(table: Table, side: Side, shown: Shown, may: Memo<bool>, place: usize, line: DayLine) -> impl IntoView {
    let language = use_language();
    let node = NodeRef::<html::Input>::new();
    let is_here = Memo::new(move |_| table.side.get() == side && table.place(side) == place);
    let go_here = move |_| {
        table.side.set(side);
        table.go(side, place);
    };
    // The focus goes with the keyboard, which brings the row into sight; not when the list has only just come.
    Effect::new(move |before: Option<bool>| {
        let here = is_here.get();
        if let Some(check) = node.get_untracked().filter(|_| here && before == Some(false)) {
            // Fails only for an element that has left the document.
            let _ = check.focus();
        }
        here
    });
    let late_for = shown.day.with_value(|day| late_for(&line, &day.account));
    let (id, said) = (line.id, line.line);
    let at = said.at.zip(shown.offset_minutes()).map(|(at, minutes)| written::time_on(at, minutes, said.date));
    let is_selected = move || table.selected.with(|selected| selected.contains(&id));
    let kind = said.kind;
    let references = said.references;
    let reference = references.order_number.or(references.entry_reference).or(references.channel_number);
    let sign = if said.direction == Direction::In { "+" } else { "−" };
    let label = reference.clone().unwrap_or_else(|| said.date.to_string());
    view! {
        <li class="recon__leftover" class:recon__leftover--here=is_here class:recon__leftover--selected=is_selected on:click=go_here>
            <Show when=move || may.get()>
                <input
                    node_ref=node
                    type="checkbox"
                    aria-label=label.clone()
                    prop:checked=is_selected
                    on:change=move |_| table.toggle(id)
                />
            </Show>
            <span class="recon__words">
                <span>
                    {move || kind.text(language.get())} " " <code class="small">{reference}</code>
                </span>
                <span class="faint small">
                    <span class="figures">{said.date.to_string()} {at.map(|time| format!(" {time}"))}</span> " " {said.counterparty} " · "
                    <Place place=line.place /> {late_for.map(|day| view! { " · " <LateFor day /> })}
                </span>
            </span>
            <span class="figures nowrap">{sign} <Money amount=said.amount /></span>
        </li>
    }
}
