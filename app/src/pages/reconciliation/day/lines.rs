//! All lines of the day, one side at a time, each with where it ended.

use leptos::prelude::*;
use shared::api::recon::{DayLine, LinePlace};
use shared::recon::Side;
use shared::recon::discrepancy::explain_held;
use shared::text::Text;
use shared::text::app::recon as text;

use super::super::late_for::late_for;
use super::super::line_cells::{COLUMNS, LineCells};
use super::super::line_place::{Place, place_key};
use super::Shown;
use crate::api::use_api;
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::pages::{More, Pages};
use crate::components::tabs::Segments;
use crate::state::language::{say, say_string, use_language};

const SIDES: [Side; 2] = [Side::Ours, Side::Channel];

/// The list.
#[component]
pub fn Lines(
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let chosen = RwSignal::new(0_usize);
    let side = move || SIDES[chosen.get().min(1)];
    let pages = Pages::<DayLine>::start(move |cursor| {
        let side = side();
        shown.changed.get();
        async move {
            let list = api.day_lines(&shown.day.get_value(), side, None, cursor.as_deref()).await?;
            Ok((list.items, list.next))
        }
    });
    let labels = Signal::derive(move || SIDES.map(|side| side.text(language.get())).to_vec());
    view! {
        <Segments label=say_string(text::column_side) current=chosen labels />
        <Loaded reading=pages.reading>
            <Show
                when=move || !pages.items().is_empty()
                fallback=|| {
                    view! { <Empty glyph=Glyph::Cases title=say_string(text::lines_empty_title) explanation=say_string(text::lines_empty) /> }
                }
            >
                <div class="table-scroll" tabindex="0" role="region" aria-label=say(text::tab_lines)>
                    <table class="table recon__lines">
                        <thead>
                            <tr>
                                {COLUMNS.map(|(name, class)| view! { <th scope="col" class=class>{say(name)}</th> }).collect_view()}
                                <th scope="col">{say(text::column_state)}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || pages.items() key=place_key let:line>
                                <Row line shown />
                            </For>
                        </tbody>
                    </table>
                </div>
                <More pages />
            </Show>
        </Loaded>
    }
}

#[component]
fn Row(line: DayLine, shown: Shown) -> impl IntoView {
    let late_for = shown.day.with_value(|day| late_for(&line, &day.account));
    let (offset_minutes, language) = (shown.offset_minutes(), use_language());
    // Why a line that waits may have to.
    let is_held = matches!(line.place, LinePlace::Held { .. });
    let account = shown.view.with_untracked(|view| view.as_ref().map(|view| view.account.clone()));
    let why = account.filter(|_| is_held).and_then(|account| explain_held(&line.line, &account));
    view! {
        <tr>
            <LineCells line=line.line offset_minutes late_for />
            <td class="small recon__place">
                <Place place=line.place /> {why.map(|why| view! { <p class="faint">{move || why.text(language.get())}</p> })}
            </td>
        </tr>
    }
}
