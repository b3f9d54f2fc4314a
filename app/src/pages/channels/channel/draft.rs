//! The reader's draft: how much it changes, and the way to propose it. Nothing of it is sent before that.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::channels::ChangeRequest;
use shared::text::Text;
use shared::text::app::{channels as text, common};

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
    let words = move || match count.get() {
        0 => text::draft_none(language.get()).to_owned(),
        count => text::draft_count(language.get(), count),
    };
    let discard = move |()| {
        discarding.set(false);
        sheet.draft.set(None);
    };
    let ask = move |()| if count.get_untracked() == 0 { sheet.draft.set(None) } else { discarding.set(true) };
    view! {
        <Show when=move || sheet.is_drafting()>
            <div class="draft" role="region" aria-label=say(text::draft)>
                <p>
                    <strong aria-live="polite">{words}</strong>
                    " "
                    <span class="muted small">{say(text::draft_kept)}</span>
                </p>
                <div class="form__actions">
                    <Show when=move || { count.get() > 0 }>
                        <Button label=say_string(text::review) weight=Weight::Primary on_press=move |()| reviewing.set(true) />
                    </Show>
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
        let faults = sheet.draft.with(|draft| draft.as_ref().map(|draft| draft.faults()).unwrap_or_default());
        let lines: Vec<String> =
            faults.iter().map(|found| format!("{}: {}", found.field, found.fault.text(lang))).collect();
        (!lines.is_empty()).then(|| Words { title: text::faults(lang).to_owned(), lines, gentle: false })
    });
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let is_said = move || reason.with(|reason| !reason.trim().is_empty());
    let error =
        Signal::derive(move || (tried.get() && !is_said()).then(|| common::required(language.get()).to_owned()));
    let blocked = Signal::derive(move || faults.with(Option::is_some).then(|| text::faults(language.get()).to_owned()));
    let propose = move |()| {
        tried.set(true);
        let (Some(in_force), Some(profile)) = (untrack(|| sheet.in_force()), sheet.draft.get_untracked()) else {
            return;
        };
        if !untrack(is_said) {
            return;
        }
        let reason = reason.get_untracked().trim().to_owned();
        let request = ChangeRequest { base_version: in_force.version, profile, reason };
        busy.set(true);
        spawn_local(async move {
            let answer = api.propose_channel(&request).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.show(Tone::Done, text::proposed_toast(language.get_untracked()));
                    reviewing.try_set(false);
                    sheet.draft.try_set(None);
                    sheet.read_again();
                }
                Err(refusal) => drop(failure.try_set(Some(refusal))),
            }
        });
    };
    view! {
        <div class="stack">
            <h3>{say(text::differences)}</h3>
            <Differences items=Signal::derive(move || sheet.differences()) />
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
