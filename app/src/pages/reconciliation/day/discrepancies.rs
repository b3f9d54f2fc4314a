//! The day's discrepancies, each with what differs, the likely cause with its arithmetic, and its case.

use leptos::prelude::*;
use shared::api::recon::{DayLine, DiscrepancyState, DiscrepancyView};
use shared::text::Text;
use shared::text::app::recon as text;

use super::super::line_cells::LineCells;
use super::Shown;
use crate::api::use_api;
use crate::components::badge::{Badge, Meaning};
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::money::Money;
use crate::components::pages::{More, Pages};
use crate::state::language::{say, say_string, use_language};

/// The list.
#[component]
pub fn Discrepancies(
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let api = use_api();
    let pages = Pages::<DiscrepancyView>::start(move |cursor| async move {
        let list = api.discrepancies(&shown.day.get_value(), cursor.as_deref()).await?;
        Ok((list.items, list.next))
    });
    view! {
        <Loaded reading=pages.reading>
            <Show
                when=move || !pages.items().is_empty()
                fallback=|| {
                    view! {
                        <Empty
                            glyph=Glyph::Check
                            title=say_string(text::discrepancies_empty_title)
                            explanation=say_string(text::discrepancies_empty)
                        />
                    }
                }
            >
                <div class="recon__list">
                    <For each=move || pages.items() key=|item| (item.id, item.state, item.case.as_ref().map(|case| case.version)) let:item>
                        <Card item />
                    </For>
                </div>
                <More pages />
            </Show>
        </Loaded>
    }
}

#[component]
fn Card(item: DiscrepancyView) -> impl IntoView {
    let language = use_language();
    let DiscrepancyView { kind, amount, differs, causes, state, lines, repeats, case, .. } = item;
    let (glyph, meaning) = match state {
        DiscrepancyState::Open => (Glyph::Alert, Meaning::Unknown),
        DiscrepancyState::Settled => (Glyph::Check, Meaning::Paid),
        DiscrepancyState::Cleared => (Glyph::Check, Meaning::Plain),
    };
    let case = match case {
        Some(case) => {
            let number = case.number.to_string();
            view! { <a href=format!("/cases/{number}")>{number.clone()}</a> }.into_any()
        }
        None => view! { <span class="faint small">{say(text::no_case)}</span> }.into_any(),
    };
    let repeats = repeats.map(|line| {
        view! {
            <p class="small muted">{say(text::repeats)}</p>
            <LineTable lines=vec![line] />
        }
    });
    view! {
        <article class="recon__item">
            <header class="cluster">
                <strong>{move || kind.text(language.get())}</strong>
                <Badge label=Signal::derive(move || state.text(language.get())) glyph meaning />
                {case}
                <span class="push figures"><Money amount /></span>
            </header>
            <ul class="small">
                {differs.into_iter().map(|it| view! { <li>{move || it.text(language.get())}</li> }).collect_view()}
            </ul>
            <LineTable lines />
            {repeats}
            {causes
                .into_iter()
                .map(|cause| {
                    let why = cause.why;
                    view! {
                        <p class="recon__cause small">
                            <strong>{say(text::likely_cause)} ": " {move || why.title(language.get())}</strong>
                            " "
                            {move || why.text(language.get())}
                        </p>
                    }
                })
                .collect_view()}
        </article>
    }
}

/// The lines of a discrepancy or of a match, each with whose it is.
#[component]
pub fn LineTable(
    /// The lines, ours first.
    lines: Vec<DayLine>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="table-scroll">
            <table class="table recon__lines">
                <tbody>
                    {lines
                        .into_iter()
                        .map(|line| {
                            let side = line.side;
                            view! {
                                <tr>
                                    <td class="muted nowrap">{move || side.text(language.get())}</td>
                                    <LineCells line=line.line />
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}
