//! The reader's draft of a change: how much it changes, and the way to propose it. Nothing of it is sent before that.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text::app::{channels as text, common};

use super::decide::Outcome;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::field::TextArea;
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// A draft, and what can become of it.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Whether there is one.
    pub is_open: Signal<bool>,
    /// How much it changes.
    pub count: Signal<usize>,
    /// Why it cannot be reviewed as it is typed.
    pub unreadable: Signal<Option<String>>,
    /// What is wrong with it, in words: with any of it, it cannot be proposed.
    pub faults: Signal<Vec<String>>,
    /// What it changes.
    pub differences: Callback<(), AnyView>,
    /// Proposes it, for a reason.
    pub propose: Callback<String, Outcome>,
    /// It is over: proposed, or thrown away.
    pub on_end: Callback<()>,
    /// It was proposed.
    pub on_proposed: Callback<()>,
}

/// The bar that stays in sight while there is a draft.
#[component]
pub fn DraftBar(
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let language = use_language();
    let (reviewing, discarding) = (RwSignal::new(false), RwSignal::new(false));
    let Draft { is_open, count, unreadable, on_end, .. } = draft;
    let said = move || match count.get() {
        0 => text::draft_none(language.get()).to_owned(),
        count => text::draft_count(language.get(), count),
    };
    let blocked = Signal::derive(move || {
        unreadable.get().or_else(|| (count.get() == 0).then(|| text::draft_none(language.get()).to_owned()))
    });
    let discard = move |()| {
        discarding.set(false);
        on_end.run(());
    };
    let ask = move |()| if count.get_untracked() == 0 { on_end.run(()) } else { discarding.set(true) };
    view! {
        <Show when=move || is_open.get()>
            <div class="draft" role="region" aria-label=say(text::draft)>
                <p>
                    <strong aria-live="polite">{said}</strong>
                    " "
                    <span class="muted small">{say(text::draft_kept)}</span>
                </p>
                <div class="form__actions">
                    <Button label=say_string(text::review) weight=Weight::Primary blocked on_press=move |()| reviewing.set(true) />
                    <Button label=say_string(text::discard) on_press=ask />
                </div>
            </div>
        </Show>
        <Confirm
            open=discarding
            title=say_string(text::discard_title)
            warning=say_string(text::discard_warning)
            yes=say_string(text::discard)
            on_yes=discard
        />
        <Dialog open=reviewing title=say_string(text::review) wide=true>
            <Propose draft reviewing />
        </Dialog>
    }
}

/// The differences, the reason, and what still stands against it.
#[component]
fn Propose(draft: Draft, reviewing: RwSignal<bool>) -> impl IntoView {
    let (language, toasts) = (use_language(), use_toasts());
    let (reason, busy, tried) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let faults = Signal::derive(move || {
        let lines = draft.faults.get();
        (!lines.is_empty()).then(|| Words { title: text::faults(language.get()).to_owned(), lines, gentle: false })
    });
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let is_said = move || reason.with(|reason| !reason.trim().is_empty());
    let error =
        Signal::derive(move || (tried.get() && !is_said()).then(|| common::required(language.get()).to_owned()));
    let blocked = Signal::derive(move || faults.with(Option::is_some).then(|| text::faults(language.get()).to_owned()));
    let propose = move |()| {
        tried.set(true);
        if !untrack(is_said) {
            return;
        }
        let answer = draft.propose.run(reason.get_untracked().trim().to_owned());
        busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.show(Tone::Done, text::proposed_toast(language.get_untracked()));
                    reviewing.try_set(false);
                    draft.on_end.try_run(());
                    draft.on_proposed.try_run(());
                }
                Err(refusal) => drop(failure.try_set(Some(refusal))),
            }
        });
    };
    view! {
        <div class="stack">
            <h3>{say(text::differences)}</h3>
            {draft.differences.run(())}
            <ProblemNotice words=faults />
            <ProblemNotice words=problem />
            <TextArea label=say_string(text::reason) hint=say_string(text::reason_hint) value=reason error />
            <div class="form__actions">
                <Button label=say_string(text::propose) weight=Weight::Primary busy blocked on_press=propose />
                <Button label=say_string(common::cancel) on_press=move |()| reviewing.set(false) />
            </div>
        </div>
    }
}
