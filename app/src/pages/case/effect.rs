//! Step 4: what will happen, with the amounts in words, and the one question: yes, or not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::api::commands::ResolveRequest;
use shared::case::CaseNumber;
use shared::resolution::{Choice, Outcome, Resolution};
use shared::text::app::{common, decide as text, finding, matter};
use shared::text::{Lang, Text};

use super::file::use_file;
use crate::components::approvals_words::approvals_words;
use crate::components::button::{Button, Weight};
use crate::components::field::TextArea;
use crate::components::focus::{ROW_OR_HEADING, settle};
use crate::components::icon::{Glyph, Icon};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};
use crate::state::list::use_list;
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// What pressing the button will do, sentence by sentence.
fn effects(choice: &Choice, outcome: Outcome, amount: &str, source: &str, lang: Lang) -> Vec<String> {
    let ends = outcome.text(lang);
    let mut effects = Vec::new();
    if choice.approvals.required == 0 {
        effects.push(text::effect_closes(lang, &ends));
    } else {
        effects.push(text::effect_proposes(lang, &ends));
        effects.push(approvals_words(&choice.approvals, lang));
    }
    effects.push(match outcome {
        Outcome::ConfirmedPaid => text::effect_paid_money(lang, amount),
        Outcome::ConfirmedNotPaid => text::effect_not_paid_money(lang, amount, source),
        Outcome::NoticeWithdrawn => matter::effect_nothing_came_back(lang, amount),
        Outcome::NeverRepaid => matter::effect_paid_once(lang, amount),
        Outcome::NotDuplicate => matter::effect_settled_once(lang, amount),
        Outcome::ReturnedToSender => finding::effect_returned(lang, amount),
        Outcome::ClearedNextDay => finding::effect_cleared(lang).to_owned(),
        Outcome::ClaimedFromChannel => finding::effect_claimed(lang, amount),
        Outcome::ClaimPaid => finding::effect_claim_paid(lang, amount),
        Outcome::ClaimRefused => finding::effect_claim_refused(lang, amount),
        Outcome::Reversed => finding::effect_reversed(lang).to_owned(),
        Outcome::WithinTolerance => finding::effect_left(lang, amount),
        Outcome::Explained => finding::effect_explained(lang, amount),
        Outcome::SettledByPayout => finding::effect_by_payout(lang).to_owned(),
        Outcome::HandedOver => finding::effect_handed_over(lang).to_owned(),
        // These come of accounting's posting, never of a choice.
        Outcome::Corrected | Outcome::Recovered | Outcome::WrittenOff | Outcome::Booked | Outcome::Adjusted => {
            matter::order_ends(lang).to_owned()
        }
    });
    effects.push(text::effect_told(lang, source));
    effects
}

fn button_words(outcome: Outcome, proposes: bool, amount: &str, lang: Lang) -> String {
    match (outcome, proposes) {
        (Outcome::ConfirmedPaid, false) => text::confirm_paid(lang, amount),
        (Outcome::ConfirmedPaid, true) => text::propose_paid(lang, amount),
        (Outcome::ConfirmedNotPaid, false) => text::confirm_not_paid(lang, amount),
        (Outcome::ConfirmedNotPaid, true) => text::propose_not_paid(lang, amount),
        (other, false) => matter::close_as(lang, &other.text(lang)),
        (other, true) => matter::propose_as(lang, &other.text(lang)),
    }
}

/// What to say once it is done, and where the reader goes next.
fn done_words(number: CaseNumber, next: Option<CaseNumber>, proposed: bool, lang: Lang) -> String {
    let number = number.to_string();
    match (next.map(|next| next.to_string()), proposed) {
        (Some(next), false) => text::closed_next_toast(lang, &number, &next),
        (Some(next), true) => text::proposed_next_toast(lang, &number, &next),
        (None, false) => text::closed_toast(lang, &number),
        (None, true) => text::proposed_toast(lang, &number),
    }
}

/// The step for a resolution that settles the case.
#[component]
pub fn Effect(
    /// What was chosen.
    resolution: Resolution,
) -> impl IntoView {
    let Some(outcome) = resolution.outcome() else { return ().into_any() };
    let (file, language) = (use_file(), use_language());
    let choices = file.choices();
    let choice = Memo::new(move |_| {
        choices.with(|choices| choices.iter().find(|choice| choice.resolution == resolution).cloned())
    });
    let amount = StoredValue::new(file.now(|view| written::in_words(view.case.facts.amount)));
    let source = StoredValue::new(file.now(|view| view.case.facts.source.system.clone()));
    let proposes =
        Memo::new(move |_| choice.with(|choice| choice.as_ref().is_some_and(|choice| choice.approvals.required > 0)));
    let reason_required =
        Memo::new(move |_| choice.with(|choice| choice.as_ref().is_some_and(|choice| choice.reason_required)));
    let reason = file.reason;
    let form = Form {
        resolution,
        reason,
        failure: RwSignal::default(),
        busy: RwSignal::default(),
        tried: RwSignal::default(),
    };
    let send = form.sender(proposes, reason_required);
    let lines = move || {
        let lang = language.get();
        choice.with(|choice| {
            choice.as_ref().map(|choice| effects(choice, outcome, &amount.get_value(), &source.get_value(), lang))
        })
    };
    let stake = move || match outcome {
        Outcome::ConfirmedPaid => text::stake_paid_title(language.get(), &amount.get_value()),
        Outcome::ConfirmedNotPaid => text::stake_title(language.get(), &amount.get_value()),
        Outcome::NoticeWithdrawn | Outcome::Corrected => matter::stake_merchant(language.get(), &amount.get_value()),
        Outcome::NeverRepaid
        | Outcome::NotDuplicate
        | Outcome::Recovered
        | Outcome::WrittenOff
        | Outcome::Booked
        | Outcome::ReturnedToSender
        | Outcome::ClearedNextDay
        | Outcome::ClaimedFromChannel
        | Outcome::ClaimPaid
        | Outcome::ClaimRefused
        | Outcome::Reversed
        | Outcome::Adjusted
        | Outcome::WithinTolerance
        | Outcome::Explained
        | Outcome::SettledByPayout
        | Outcome::HandedOver => matter::stake_us(language.get(), &amount.get_value()),
    };
    let blocked = Signal::derive(move || {
        let lang = language.get();
        choice.with(|choice| {
            let unmet = choice.as_ref().map(|choice| choice.unmet.clone()).unwrap_or_default();
            (!unmet.is_empty()).then(|| unmet.iter().map(|unmet| unmet.text(lang)).collect::<Vec<_>>().join(" "))
        })
    });
    let missing_reason = Signal::derive(move || {
        let empty = reason_required.get() && reason.with(|reason| reason.trim().is_empty());
        (form.tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let label = Signal::derive(move || button_words(outcome, proposes.get(), &amount.get_value(), language.get()));
    let words = Signal::derive(move || form.failure.get().map(|failure| failure.words(language.get())));
    let weight = if outcome == Outcome::ConfirmedNotPaid { Weight::Danger } else { Weight::Primary };
    view! {
        <p class="stake" class:stake--twice=outcome == Outcome::ConfirmedNotPaid>
            <Icon glyph=Glyph::Alert />
            <strong>{stake}</strong>
        </p>
        <ul class="effects">
            {move || lines().unwrap_or_default().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
        {move || {
            let optional = !reason_required.get();
            view! { <TextArea label=say_string(text::reason) hint=say_string(text::reason_hint) value=reason optional error=missing_reason /> }
        }}
        <ProblemNotice words />
        <div class="form__actions">
            <Button label weight busy=form.busy blocked on_press=send />
            <Button label=say_string(common::cancel) on_press=move |()| file.choose_nothing() />
        </div>
    }
    .into_any()
}

/// What is typed for a resolution and how sending it went.
#[derive(Clone, Copy)]
struct Form {
    resolution: Resolution,
    reason: RwSignal<String>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    tried: RwSignal<bool>,
}

impl Form {
    /// Sends it by the version that the reader saw when they chose; after a conflict, by what they were told then.
    fn sender(self, proposes: Memo<bool>, reason_required: Memo<bool>) -> Callback<()> {
        let (file, list, toasts, language) = (use_file(), use_list(), use_toasts(), use_language());
        file.see();
        let navigate = StoredValue::new_local(use_navigate());
        let next = move || list.neighbour(file.number, 1);
        Callback::new(move |()| {
            self.tried.set(true);
            let reason = Some(self.reason.get_untracked().trim().to_owned()).filter(|reason| !reason.is_empty());
            if reason.is_none() && reason_required.get_untracked() {
                return;
            }
            let request = ResolveRequest { version: file.seen(), resolution: self.resolution, reason };
            let (proposed, next) = (proposes.get_untracked(), next());
            self.busy.set(true);
            spawn_local(async move {
                let answer = file.act(file.api.resolve(file.number, &request)).await;
                self.busy.try_set(false);
                match answer {
                    Ok(()) => {
                        toasts.show(Tone::Done, done_words(file.number, next, proposed, language.get_untracked()));
                        let address = next.map_or_else(|| list.address(), |next| format!("/cases/{next}"));
                        navigate.with_value(|go| go(&address, NavigateOptions::default()));
                        settle(ROW_OR_HEADING);
                    }
                    Err(failure) => {
                        file.see();
                        self.failure.try_set(Some(failure));
                    }
                }
            });
        })
    }
}
