//! Deciding as a guided path: what the evidence says, what is missing, what can be decided, what will happen. While a
//! proposal is open its place is taken by approving it; once the case is closed, by how it ended.

mod missing;

use leptos::prelude::*;
use shared::case::State;
use shared::resolution::Resolution;
use shared::text::Text;
use shared::text::app::{case, decide as text};
use shared::text::corrections::waiting_in_language;

use super::choices::Choices;
use super::closed::Closed;
use super::effect::Effect as WhatWillHappen;
use super::file::{open_proposal, use_file};
use super::finding;
use super::observe::Observe;
use super::orders::{CaseOrders, Orders, ToldOtherwise};
use super::pay_again::PayAgain;
use super::proposal::{EarlierProposals, OpenProposal};
use super::raise_order::RaiseOrder;
use super::report::Report;
use super::verdict::PieceLink;
use super::wait::KeepWaiting;
use crate::components::focus::{HEADING, settle};
use crate::components::icon::{Glyph, Icon};
use crate::components::time::Time;
use crate::components::verdict_badge::VerdictBadge;
use crate::state::language::{Say, say, use_language};
use missing::Missing;

/// Where the keyboard goes when what was decided has changed what the column shows: to how the column begins now.
const AFTER: &[&str] = &["main .decide h2", HEADING];

/// Which of the three the column is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Deciding,
    Proposed,
    Closed,
}

/// The column.
#[component]
pub fn Decide() -> impl IntoView {
    let (file, orders) = (use_file(), Orders::start());
    let phase = file.memo(|view| match view.case.state {
        State::Closed { .. } => Phase::Closed,
        State::Proposed { .. } if open_proposal(view).is_some() => Phase::Proposed,
        _ => Phase::Deciding,
    });
    Effect::new(move |before: Option<Phase>| {
        let now = phase.get();
        if before.is_some_and(|before| before != now) {
            settle(AFTER);
        }
        now
    });
    view! {
        <div class="decide">
            {move || match phase.get() {
                Phase::Closed => view! { <Closed /> }.into_any(),
                Phase::Proposed => view! { <OpenProposal /> }.into_any(),
                Phase::Deciding => view! { <Path orders /> }.into_any(),
            }}
            // Outside of what changes with the phase: what is typed here outlives a proposal that comes up meanwhile.
            <Observe />
            <Report />
            <PayAgain />
            <CaseOrders orders />
            <EarlierProposals />
        </div>
    }
}

/// The four steps.
#[component]
fn Path(orders: Orders) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    Effect::new(move |_| {
        if file.chosen.get().is_some() {
            request_animation_frame(|| {
                if let Some(last) = document().query_selector(".step:last-child").ok().flatten() {
                    last.scroll_into_view();
                }
            });
        }
    });
    view! {
        <Waits />
        <ol class="steps">
            <Step number=1 title=text::step_says>
                {if file.is_of_payout() { view! { <Says /> }.into_any() } else { view! { <finding::Says /> }.into_any() }}
            </Step>
            <Step number=2 title=text::step_missing>
                <ToldOtherwise orders />
                <Missing />
            </Step>
            <Step number=3 title=text::step_choices>
                <Choices />
            </Step>
            <Show when=move || file.chosen.get().is_some()>
                <Step number=4 title=text::step_effect>
                    {move || match file.chosen.get() {
                        Some(Resolution::KeepWaiting) => view! { <KeepWaiting /> }.into_any(),
                        Some(resolution) if resolution.awaits_accounting() => view! { <RaiseOrder resolution /> }.into_any(),
                        Some(resolution) => view! { <WhatWillHappen resolution /> }.into_any(),
                        None => ().into_any(),
                    }}
                </Step>
            </Show>
        </ol>
        <p class="unseen" role="status" aria-live="polite">
            {move || file.chosen.get().map(|resolution| resolution.text(language.get()))}
        </p>
    }
}

/// Until when the case waits, and what for.
#[component]
fn Waits() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let wait = file.memo(|view| match &view.case.state {
        State::Waiting { until, reason, .. } => Some((*until, reason.clone())),
        _ => None,
    });
    move || {
        wait.get().map(|(until, reason)| {
            view! {
                <p class="waits">
                    <Icon glyph=Glyph::Clock />
                    <span>
                        <strong>{say(case::waiting_until)} " " <Time at=until /></strong>
                        <br />
                        <q>{move || waiting_in_language(&reason, language.get())}</q>
                    </span>
                </p>
            }
        })
    }
}

#[component]
fn Step(number: usize, title: Say, children: ChildrenFn) -> impl IntoView {
    let language = use_language();
    view! {
        <li class="step">
            <h2 class="step__title">
                <span class="step__number" aria-hidden="true">{number}</span>
                <span class="unseen">{move || text::step(language.get(), number)}</span>
                {say(title)}
            </h2>
            <div class="step__body">{children()}</div>
        </li>
    }
}

/// Step 1.
#[component]
fn Says() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let verdict = file.memo(|view| Some(view.case.verdict.clone()));
    let several = file.memo(|view| shared::evidence::attempts(&view.case.facts.order_number, &view.evidence).len() > 1);
    view! {
        {move || {
            verdict
                .get()
                .map(|verdict| {
                    let pieces = super::verdict::deciding(&verdict);
                    view! {
                        <p class="cluster">
                            <VerdictBadge name=verdict.name() />
                            {pieces.into_iter().map(|seq| view! { <PieceLink seq /> }).collect_view()}
                        </p>
                        <p class="small">{verdict.text(language.get())}</p>
                    }
                })
        }}
        <Show when=move || several.get()>
            <p class="small muted">{say(text::attempts_judged)}</p>
        </Show>
    }
}
