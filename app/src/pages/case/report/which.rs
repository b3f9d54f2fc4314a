//! Which return a fact is about, and the amount that goes with it: of funds, what of a known return is not back yet. A return
//! that the case does not know is typed, and said to be one of its own.

use leptos::prelude::*;
use shared::api::exceptions::CaseView;
use shared::case::Return as Known;
use shared::money::Money;
use shared::text::Lang;
use shared::text::app::matter as text;

use super::{Draft, Fact};
use crate::components::field::{Field, Select};
use crate::pages::case::file::{CaseFile, use_file};
use crate::state::language::{say_string, use_language};
use crate::written;

/// What of a reported return is not back yet.
fn rest(known: &Known) -> Option<Money> {
    let reported = known.reported.as_ref()?.amount;
    Some(less(reported, known.back.as_ref().map_or(0, |back| back.amount.minor())))
}

/// An amount less what is taken of it; never below zero.
fn less(whole: Money, minor: i64) -> Money {
    Money::from_minor(whole.minor().saturating_sub(minor).max(0), whole.currency())
}

/// The amount that the fact most likely has; empty where nothing tells it.
fn suggested(view: &CaseView, fact: Fact, reference: &str) -> String {
    let returns = view.case.matter.returns();
    let known = returns.iter().find(|known| known.reference == reference);
    let reported =
        || returns.iter().filter_map(|known| known.reported.as_ref()).map(|reported| reported.amount.minor()).sum();
    let amount = match (fact, known) {
        (Fact::Funds, Some(known)) => rest(known),
        // Funds that came before their return was reported say how much it is.
        (Fact::Return, Some(Known { reported: None, back: Some(back), .. })) => Some(back.amount),
        (Fact::Return, _) => Some(less(view.case.facts.amount, reported())),
        (Fact::Funds, None) => returns.is_empty().then_some(view.case.facts.amount),
    };
    amount.filter(|amount| amount.is_positive()).map(|amount| amount.amount().to_string()).unwrap_or_default()
}

/// The returns that lack the fact, by their references.
fn open_ones(view: &CaseView, fact: Fact) -> Vec<String> {
    let lacks = |known: &&Known| match fact {
        Fact::Return => known.reported.is_none(),
        Fact::Funds => !known.is_back(),
    };
    view.case.matter.returns().iter().filter(lacks).map(|known| known.reference.clone()).collect()
}

/// When the dialog opens: the first return that lacks the fact, unless another reference was being typed.
pub(super) fn start(draft: Draft, file: CaseFile) {
    let (typed, known) = untrack(|| (draft.reference.get(), draft.known.get()));
    let is_another = known.is_empty() && !typed.trim().is_empty();
    let open = file.now(|view| open_ones(view, draft.fact));
    if is_another || open.contains(&known) {
        return;
    }
    let open = open.into_iter().next().unwrap_or_default();
    draft.known.set(open.clone());
    draft.reference.set(open);
}

/// Keeps the reference with what is chosen, and the amount with the reference until another amount is typed.
pub(super) fn follow(draft: Draft, file: CaseFile) {
    Effect::new(move |before: Option<String>| {
        let known = draft.known.get();
        if before.is_some_and(|before| before != known) {
            draft.reference.set(known.clone());
        }
        known
    });
    let amount = Memo::new(move |_| {
        let reference = draft.reference.get();
        file.with(|view| suggested(view, draft.fact, reference.trim()))
    });
    Effect::new(move |before: Option<(String, String)>| {
        let now = (draft.known.get(), amount.get());
        let is_untouched =
            before.is_none_or(|(known, amount)| known != now.0 || draft.amount.get_untracked() == amount);
        if is_untouched && draft.amount.get_untracked() != now.1 {
            draft.amount.set(now.1.clone());
        }
        now
    });
}

/// The returns of the case to choose from, each with how it stands, and another one.
fn options(returns: &[Known], lang: Lang) -> Vec<(String, String)> {
    let words = |known: &Known| {
        let amount = known.reported.as_ref().map(|reported| written::in_words(reported.amount));
        let standing = match rest(known) {
            None => text::return_unreported(lang).to_owned(),
            Some(rest) if rest.is_positive() => text::return_rest(lang, &written::in_words(rest)),
            Some(_) => text::return_all_back(lang).to_owned(),
        };
        [Some(known.reference.clone()), amount, Some(standing)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let known = returns.iter().map(|known| (known.reference.clone(), words(known)));
    known.chain([(String::new(), text::another_return(lang).to_owned())]).collect()
}

/// The choice of a return, of funds; the reference where it is typed.
#[component]
pub(super) fn Return(draft: Draft, required: Signal<Option<String>>) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let returns = file.memo(|view| view.case.matter.returns().to_vec());
    let options = Signal::derive(move || returns.with(|returns| options(returns, language.get())));
    let chooses = Memo::new(move |_| draft.fact == Fact::Funds && returns.with(|returns| !returns.is_empty()));
    let is_typed = Memo::new(move |_| !chooses.get() || draft.known.with(String::is_empty));
    let hint = Signal::derive(move || {
        let lang = language.get();
        if chooses.get() { text::another_return_hint(lang) } else { text::reference_hint(lang) }.to_owned()
    });
    view! {
        <Show when=move || chooses.get()>
            <Select label=say_string(text::which_return) value=draft.known options />
        </Show>
        <Show when=move || is_typed.get()>
            <Field label=say_string(text::return_reference) hint value=draft.reference code=true error=required />
        </Show>
    }
}
