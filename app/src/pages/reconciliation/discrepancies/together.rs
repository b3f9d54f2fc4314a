//! Resolving several together: each is checked by itself, and those that are left say why.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::recon::{CaseSeen, DiscrepancyView, ResolveTogetherRequest, ResolvedAs, ResolvedTogether};
use shared::recon::together::offered_together;
use shared::resolution::Resolution;
use shared::text::app::{common, recon as text};
use shared::text::{Lang, Text};

use super::Picking;
use crate::api::use_api;
use crate::components::button::{Button, IconButton, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Select, TextArea, to_first_fault};
use crate::components::icon::Glyph;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};

/// The bar that shows while some are selected.
#[component]
pub fn Bar(
    /// What is selected.
    picking: Picking,
) -> impl IntoView {
    let language = use_language();
    let count = Memo::new(move |_| picking.chosen().len());
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="bulk bulk--page" role="status">
                <span class="figures">{move || text::selected_cases(language.get(), count.get())}</span>
                <Button
                    label=say_string(text::resolve_together)
                    weight=Weight::Primary
                    small=true
                    on_press=move |()| picking.asking.set(true)
                />
                <IconButton
                    label=say_string(text::clear)
                    glyph=Glyph::Close
                    small=true
                    on_press=move |()| picking.selected.update(BTreeSet::clear)
                />
            </div>
        </Show>
    }
}

/// The question, and what came of it.
#[component]
pub fn TogetherDialog(
    /// What is selected.
    picking: Picking,
    /// What to do once some were resolved.
    done: Callback<()>,
) -> impl IntoView {
    let answer = RwSignal::new(None::<ResolvedTogether>);
    let open = picking.asking;
    Effect::new(move |_| {
        if !open.get() {
            answer.set(None);
        }
    });
    view! {
        <Dialog open title=say_string(text::resolve_together)>
            {move || match answer.get() {
                None => view! { <Form picking answer done /> }.into_any(),
                Some(resolved) => view! { <Outcome resolved open /> }.into_any(),
            }}
        </Dialog>
    }
}

/// Those that have most in common first: what is like the first goes together, and the others are left.
fn commonest_first(mut chosen: Vec<DiscrepancyView>) -> Vec<DiscrepancyView> {
    let alike = |item: &DiscrepancyView| (item.kind, item.causes.first().map(|cause| cause.why.name()));
    let all: Vec<_> = chosen.iter().map(alike).collect();
    let like = |item: &DiscrepancyView| all.iter().filter(|other| **other == alike(item)).count();
    chosen.sort_by_cached_key(|item| std::cmp::Reverse(like(item)));
    chosen
}

/// What may be chosen for all of them: what the type of the first may be.
fn offered(chosen: &[DiscrepancyView]) -> &'static [Resolution] {
    chosen.first().map_or(&[], |first| offered_together(first.kind))
}

#[component]
fn Form(picking: Picking, answer: RwSignal<Option<ResolvedTogether>>, done: Callback<()>) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let chosen = StoredValue::new(commonest_first(untrack(|| picking.chosen())));
    let first = chosen.with_value(|chosen| offered(chosen).first().map(|it| it.name().to_owned()));
    let (resolution, reason) = (RwSignal::new(first.unwrap_or_default()), RwSignal::new(String::new()));
    let (tried, busy, failure) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let options = Signal::derive(move || {
        let lang = language.get();
        let option = |it: &Resolution| (it.name().to_owned(), it.text(lang));
        chosen.with_value(|chosen| offered(chosen).iter().map(option).collect::<Vec<_>>())
    });
    let send = move |()| {
        tried.set(true);
        let reason = reason.get_untracked().trim().to_owned();
        let Some(resolution) = Resolution::from_name(&resolution.get_untracked()).filter(|_| !reason.is_empty()) else {
            return to_first_fault();
        };
        let seen = |item: &DiscrepancyView| {
            item.case.as_ref().map(|case| CaseSeen { number: case.number, version: case.version })
        };
        let cases = chosen.with_value(|chosen| chosen.iter().filter_map(seen).collect());
        busy.set(true);
        spawn_local(async move {
            let sent = api.resolve_together(&ResolveTogetherRequest { cases, resolution, reason }).await;
            busy.try_set(false);
            match sent {
                Ok(resolved) => {
                    answer.try_set(Some(resolved));
                    picking.selected.try_update(BTreeSet::clear);
                    done.run(());
                }
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let no_reason = Signal::derive(move || {
        let empty = tried.get() && reason.with(|typed| typed.trim().is_empty());
        empty.then(|| common::required(language.get()).to_owned())
    });
    let count = chosen.with_value(Vec::len);
    view! {
        <div class="form">
            <p>{move || text::resolve_together_what(language.get(), count)}</p>
            <ProblemNotice words />
            <Select label=say_string(text::resolution) value=resolution options />
            <TextArea label=say_string(text::reason) value=reason error=no_reason />
            <div class="form__actions">
                <Button label=say_string(text::resolve_together) weight=Weight::Primary busy on_press=send />
                <Button label=say_string(common::cancel) on_press=move |()| picking.asking.set(false) />
            </div>
        </div>
    }
}

/// How many were resolved, and each that was not with its reason.
#[component]
fn Outcome(resolved: ResolvedTogether, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let count = |is: fn(&ResolvedAs) -> bool| resolved.items.iter().filter(|item| is(&item.result)).count();
    let closed = count(|result| matches!(result, ResolvedAs::Closed));
    let proposed = count(|result| matches!(result, ResolvedAs::Proposed { .. }));
    let left: Vec<_> = resolved
        .items
        .into_iter()
        .filter(|item| matches!(item.result, ResolvedAs::Left { .. } | ResolvedAs::Refused { .. }))
        .collect();
    let is_any_left = !left.is_empty();
    view! {
        <div class="stack">
            <p>{move || text::resolved_together(language.get(), closed, proposed)}</p>
            {is_any_left.then(|| view! { <h3>{say(text::left_over)}</h3> })}
            <ul class="stack stack--tight small">
                {left
                    .into_iter()
                    .map(|item| {
                        let number = item.number.to_string();
                        let why = item.result;
                        view! {
                            <li>
                                <a href=format!("/cases/{number}")>{number.clone()}</a> " "
                                {move || why_left(&why, language.get())}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <div class="form__actions">
                <Button label=say_string(common::close) weight=Weight::Primary on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}

fn why_left(result: &ResolvedAs, lang: Lang) -> String {
    match result {
        ResolvedAs::Left { why } => why.text(lang),
        ResolvedAs::Refused { problem } => {
            let unmet = problem.unmet.iter().map(|unmet| unmet.text(lang));
            let said = std::iter::once(problem.title.clone()).chain(problem.detail.clone()).chain(unmet);
            said.collect::<Vec<_>>().join(" ")
        }
        ResolvedAs::Closed | ResolvedAs::Proposed { .. } => String::new(),
    }
}
