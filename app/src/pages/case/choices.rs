//! Step 3: the resolutions, the allowed ones first; the blocked ones with everything that stands in their way.

use leptos::prelude::*;
use shared::resolution::{Choice, Resolution};
use shared::text::Text;
use shared::text::app::decide as text;

use super::file::use_file;
use crate::components::approvals_words::approvals_words;
use crate::components::icon::{Glyph, Icon};
use crate::components::time::Countdown;
use crate::state::language::{say, use_language};

/// The resolutions in the order in which they are shown.
pub fn in_order(choices: &[Choice]) -> Vec<Choice> {
    let mut choices = choices.to_vec();
    choices.sort_by_key(|choice| !choice.is_allowed());
    choices
}

/// The list of choices.
#[component]
pub fn Choices() -> impl IntoView {
    let file = use_file();
    let choices = file.choices();
    let shown = Memo::new(move |_| choices.with(|choices| in_order(choices)));
    view! {
        <ul class="choices-list">
            {move || shown.get().into_iter().map(|choice| view! { <Card choice /> }).collect_view()}
        </ul>
    }
}

#[component]
fn Card(choice: Choice) -> impl IntoView {
    if choice.is_allowed() { view! { <Allowed choice /> }.into_any() } else { view! { <Blocked choice /> }.into_any() }
}

fn glyph_of(resolution: Resolution) -> (Glyph, &'static str) {
    match resolution {
        Resolution::ConfirmPaid | Resolution::WithdrawNotice | Resolution::NeverRepaid | Resolution::NotDuplicate => {
            (Glyph::Check, "tone--paid")
        }
        Resolution::ConfirmNotPaid | Resolution::ConfirmNotPaidWithoutProof => (Glyph::Cross, "tone--not-paid"),
        Resolution::RaiseCorrection => (Glyph::Return, "tone--accent"),
        Resolution::WriteOff | Resolution::ClaimRefused => (Glyph::Cross, "tone--not-paid"),
        Resolution::ReturnToSender | Resolution::ClaimFromChannel | Resolution::Reverse => {
            (Glyph::Return, "tone--accent")
        }
        Resolution::ClearNextDay
        | Resolution::ClaimPaid
        | Resolution::WithinTolerance
        | Resolution::Explain
        | Resolution::SettleByPayout
        | Resolution::HandOver => (Glyph::Check, "tone--paid"),
        Resolution::KeepWaiting => (Glyph::Clock, "tone--unknown"),
    }
}

#[component]
fn Allowed(choice: Choice) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let resolution = choice.resolution;
    let chosen = move || file.chosen.get() == Some(resolution);
    let (glyph, tone) = glyph_of(resolution);
    let waits = resolution == Resolution::KeepWaiting;
    let approvals = choice.approvals;
    view! {
        <li>
            <button
                type="button"
                class="choice"
                aria-pressed=move || chosen().to_string()
                on:click=move |_| file.chosen.set((!chosen()).then_some(resolution))
            >
                <span class=tone>
                    <Icon glyph />
                </span>
                <span class="choice__words">
                    <strong>{move || resolution.text(language.get())}</strong>
                    {(!waits).then(|| view! { <span class="small muted">{move || approvals_words(&approvals, language.get())}</span> })}
                </span>
                <Icon glyph=Signal::derive(move || if chosen() { Glyph::Check } else { Glyph::Chevron }) />
            </button>
        </li>
    }
}

#[component]
fn Blocked(choice: Choice) -> impl IntoView {
    let language = use_language();
    let resolution = choice.resolution;
    let (glyph, _) = glyph_of(resolution);
    view! {
        <li class="choice choice--blocked">
            <span class="faint">
                <Icon glyph />
            </span>
            <div class="choice__words">
                <span class="choice__title">
                    <strong>{move || resolution.text(language.get())}</strong>
                    <span class="small muted">
                        {match choice.allowed_at {
                            Some(until) => view! { {say(text::allowed_in)} " " <Countdown until /> }.into_any(),
                            None => view! { {say(text::blocked)} }.into_any(),
                        }}
                    </span>
                </span>
                <ul class="small choice__reasons">
                    {choice
                        .unmet
                        .into_iter()
                        .map(|unmet| view! { <li>{move || unmet.text(language.get())}</li> })
                        .collect_view()}
                </ul>
            </div>
        </li>
    }
}
