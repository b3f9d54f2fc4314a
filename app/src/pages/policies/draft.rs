//! The reader's draft: how much it changes, and the way to propose it. Nothing of it is sent before that.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::policies::PolicyChangeRequest;
use shared::text::Text;
use shared::text::app::{channels as words, common, policies as text};

use super::differences::Differences;
use super::{Sheet, use_sheet};
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::field::TextArea;
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The bar that stays in sight while there is a draft.
#[component]
pub fn DraftBar() -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let (reviewing, discarding) = (RwSignal::new(false), RwSignal::new(false));
    let count = Memo::new(move |_| sheet.differences().len());
    let said = move || match count.get() {
        0 => words::draft_none(language.get()).to_owned(),
        count => words::draft_count(language.get(), count),
    };
    let blocked = Signal::derive(move || {
        let lang = language.get();
        if sheet.unreadable.with(|wrong| !wrong.is_empty()) {
            return Some(text::not_amount(lang).to_owned());
        }
        (count.get() == 0).then(|| words::draft_none(lang).to_owned())
    });
    let discard = move |()| {
        discarding.set(false);
        sheet.end_draft();
    };
    let ask = move |()| if count.get_untracked() == 0 { sheet.end_draft() } else { discarding.set(true) };
    view! {
        <Show when=move || sheet.is_drafting()>
            <div class="draft" role="region" aria-label=say(words::draft)>
                <p>
                    <strong aria-live="polite">{said}</strong>
                    " "
                    <span class="muted small">{say(words::draft_kept)}</span>
                </p>
                <div class="form__actions">
                    <Button label=say_string(words::review) weight=Weight::Primary blocked on_press=move |()| reviewing.set(true) />
                    <Button label=say_string(words::discard) on_press=ask />
                </div>
            </div>
        </Show>
        <Confirm
            open=discarding
            title=say_string(words::discard_title)
            warning=say_string(words::discard_warning)
            yes=say_string(words::discard)
            on_yes=discard
        />
        <Dialog open=reviewing title=say_string(words::review) wide=true>
            <Propose sheet reviewing />
        </Dialog>
    }
}

/// The differences, the reason, and what still stands against it.
#[component]
fn Propose(sheet: Sheet, reviewing: RwSignal<bool>) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let reason = RwSignal::new(String::new());
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let faults = Signal::derive(move || {
        let lang = language.get();
        let draft = sheet.draft.get()?;
        let mut lines: Vec<String> = Vec::new();
        for found in draft.faults().into_iter().chain(draft.strangers(&sheet.supervisors())) {
            let line = found.fault.text(lang);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        (!lines.is_empty()).then(|| Words { title: words::faults(lang).to_owned(), lines, gentle: false })
    });
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let is_said = move || reason.with(|reason| !reason.trim().is_empty());
    let error =
        Signal::derive(move || (tried.get() && !is_said()).then(|| common::required(language.get()).to_owned()));
    let blocked =
        Signal::derive(move || faults.with(Option::is_some).then(|| words::faults(language.get()).to_owned()));
    let propose = move |()| {
        tried.set(true);
        let (Some(in_force), Some(policy)) = (untrack(|| sheet.in_force()), sheet.draft.get_untracked()) else {
            return;
        };
        if !untrack(is_said) {
            return;
        }
        let reason = reason.get_untracked().trim().to_owned();
        let request = PolicyChangeRequest { base_version: in_force.version, policy, reason };
        busy.set(true);
        spawn_local(async move {
            let answer = api.propose_policy(&request).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.show(Tone::Done, words::proposed_toast(language.get_untracked()));
                    reviewing.try_set(false);
                    sheet.end_draft();
                    sheet.read_again();
                }
                Err(refusal) => drop(failure.try_set(Some(refusal))),
            }
        });
    };
    view! {
        <div class="stack">
            <h3>{say(words::differences)}</h3>
            <Differences items=Signal::derive(move || sheet.differences()) />
            <ProblemNotice words=faults />
            <ProblemNotice words=problem />
            <TextArea label=say_string(words::reason) hint=say_string(words::reason_hint) value=reason error />
            <div class="form__actions">
                <Button label=say_string(words::propose) weight=Weight::Primary busy blocked on_press=propose />
                <Button label=say_string(common::cancel) on_press=move |()| reviewing.set(false) />
            </div>
        </div>
    }
}
