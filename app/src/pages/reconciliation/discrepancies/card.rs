//! One discrepancy.

use leptos::prelude::*;
use shared::api::recon::{DiscrepancyState, DiscrepancyView};
use shared::recon::discrepancy::LikelyCause;
use shared::text::Text;
use shared::text::app::recon as text;

use super::super::line_table::LineTable;
use super::{Picking, open_case};
use crate::api::recon::Day;
use crate::components::badge::{Badge, Meaning};
use crate::components::icon::Glyph;
use crate::components::money::Money;
use crate::state::language::{say, use_language};

/// The card; with its day where the list is of many.
#[component]
pub fn Card(
    /// The discrepancy.
    item: DiscrepancyView,
    /// What is selected.
    picking: Picking,
    /// The account's zone, in minutes ahead of UTC, where it is known.
    offset_minutes: Option<i32>,
    /// Whether the day shows.
    days: bool,
) -> impl IntoView {
    let language = use_language();
    let pickable = open_case(&item);
    let DiscrepancyView { account, date, kind, amount, differs, causes, state, lines, repeats, case, .. } = item;
    let (glyph, meaning) = match state {
        DiscrepancyState::Open => (Glyph::Alert, Meaning::Unknown),
        DiscrepancyState::Settled => (Glyph::Check, Meaning::Paid),
        DiscrepancyState::Cleared => (Glyph::Check, Meaning::Plain),
    };
    let day = days.then(|| {
        let href = Day { account: account.clone(), date }.address();
        view! { <a class="figures" href=href>{date.to_string()}</a> }
    });
    let owner = case.as_ref().and_then(|case| case.owner.clone());
    let outcome = case.as_ref().and_then(|case| case.outcome);
    let case = match case {
        Some(case) => {
            let number = case.number.to_string();
            view! { <a href=format!("/cases/{number}")>{number.clone()}</a> }.into_any()
        }
        None => view! { <span class="faint small">{say(text::no_case)}</span> }.into_any(),
    };
    let of = account.clone();
    let repeats = repeats.map(|line| {
        view! {
            <p class="small muted">{say(text::repeats)}</p>
            <LineTable lines=vec![line] account=of.clone() offset_minutes />
        }
    });
    view! {
        <article class="recon__item">
            <header class="cluster">
                {pickable
                    .map(|number| {
                        let checked = move || picking.selected.with(|selected| selected.contains(&number));
                        view! {
                            <Show when=move || picking.may.get()>
                                <input
                                    type="checkbox"
                                    aria-label=move || text::select_case(language.get(), &number.to_string())
                                    prop:checked=checked
                                    on:change=move |_| {
                                        picking.selected.update(|selected| {
                                            if !selected.remove(&number) {
                                                selected.insert(number);
                                            }
                                        });
                                    }
                                />
                            </Show>
                        }
                    })}
                <h2>{move || kind.text(language.get())}</h2>
                <Badge label=Signal::derive(move || state.text(language.get())) glyph meaning />
                {case}
                {day}
                {outcome.map(|outcome| view! { <span class="muted small">{move || outcome.text(language.get())}</span> })}
                {owner.map(|owner| view! { <span class="muted small">{move || text::held_by(language.get(), &owner)}</span> })}
                <span class="push figures"><Money amount /></span>
            </header>
            {(!differs.is_empty())
                .then(|| {
                    view! {
                        <ul class="small">
                            {differs.into_iter().map(|it| view! { <li>{move || it.text(language.get())}</li> }).collect_view()}
                        </ul>
                    }
                })}
            <LineTable lines account offset_minutes />
            {repeats}
            {causes.into_iter().map(|cause| view! { <Cause cause /> }).collect_view()}
        </article>
    }
}

#[component]
fn Cause(cause: LikelyCause) -> impl IntoView {
    let language = use_language();
    let why = cause.why;
    view! {
        <p class="recon__cause small">
            <strong>{say(text::likely_cause)} ": " {move || why.title(language.get())}</strong>
            " "
            {move || why.text(language.get())}
        </p>
    }
}
