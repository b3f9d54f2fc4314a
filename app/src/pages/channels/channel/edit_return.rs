//! The form for where an API's answers tell of a return. It changes the draft alone.

use leptos::prelude::*;
use shared::channel::{AmountUnit, Api, ApiRole, Pointers, ReturnPlaces};
use shared::text::Text;
use shared::text::app::{channels as text, common};

use super::edit_place::TypedPlace;
use super::{Editing, Sheet, use_sheet};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Check, Field, Select};
use crate::state::language::{Say, say, say_string, use_language};

fn place_of(editing: Option<Editing>) -> Option<usize> {
    if let Some(Editing::Return(place)) = editing { Some(place) } else { None }
}

/// The dialog.
#[component]
pub fn ReturnDialog() -> impl IntoView {
    let sheet = use_sheet();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(place_of(sheet.editing.get()).is_some()));
    Effect::new(move |_| {
        if !open.get() && place_of(sheet.editing.get_untracked()).is_some() {
            sheet.editing.set(None);
        }
    });
    view! {
        <Dialog open title=say_string(text::edit_return) wide=true>
            {move || place_of(sheet.editing.get()).map(|place| view! { <Form sheet place /> })}
        </Dialog>
    }
}

/// The places, as they are typed.
#[derive(Clone, Copy)]
struct Typed {
    /// In the order of [`LABELS`].
    places: [TypedPlace; 7],
    unit: RwSignal<String>,
    whole: RwSignal<bool>,
    fee_given_back: RwSignal<bool>,
    source: RwSignal<String>,
}

const LABELS: [Say; 7] = [
    text::return_reference,
    text::return_amount,
    text::return_currency,
    text::return_reason_code,
    text::return_reason,
    text::return_fee,
    text::return_time,
];

impl Typed {
    fn of(known: Option<&ReturnPlaces>) -> Self {
        let at = |place: fn(&ReturnPlaces) -> Option<&Pointers>| TypedPlace::of(known.and_then(place));
        let is_minor = known.is_some_and(|known| known.unit == AmountUnit::Minor);
        Self {
            places: [
                at(|known| Some(&known.reference)),
                at(|known| known.amount.as_ref()),
                at(|known| known.currency.as_ref()),
                at(|known| known.reason_code.as_ref()),
                at(|known| known.reason.as_ref()),
                at(|known| known.fee.as_ref()),
                at(|known| known.returned_at.as_ref()),
            ],
            unit: RwSignal::new(if is_minor { "minor" } else { "major" }.to_owned()),
            whole: RwSignal::new(known.is_some_and(|known| known.whole)),
            fee_given_back: RwSignal::new(known.is_some_and(|known| known.fee_given_back)),
            source: RwSignal::new(known.map(|known| known.source.clone()).unwrap_or_default()),
        }
    }

    fn read(self) -> ReturnPlaces {
        let [reference, amount, currency, reason_code, reason, fee, returned_at] = self.places.map(TypedPlace::read);
        let given = |at: Pointers| (at != Pointers::default()).then_some(at);
        ReturnPlaces {
            reference,
            reason_code: given(reason_code),
            reason: given(reason),
            amount: given(amount),
            currency: given(currency),
            unit: if self.unit.get() == "minor" { AmountUnit::Minor } else { AmountUnit::Major },
            whole: self.whole.get(),
            fee: given(fee),
            fee_given_back: self.fee_given_back.get(),
            returned_at: given(returned_at),
            source: self.source.get().trim().to_owned(),
        }
    }
}

#[component]
fn Form(sheet: Sheet, place: usize) -> impl IntoView {
    let language = use_language();
    let known = sheet.draft.with_untracked(|draft| draft.as_ref()?.apis.get(place)?.returned.clone());
    let is_there = known.is_some();
    let typed = Typed::of(known.as_ref());
    let blocked =
        Signal::derive(move || first_fault(sheet, place, typed.read()).map(|found| found.text(language.get())));
    let set = move |returned: Option<ReturnPlaces>| {
        sheet.change(|profile| {
            if let Some(api) = profile.apis.get_mut(place) {
                api.returned = returned;
            }
        });
    };
    let units = Signal::derive(move || {
        let lang = language.get();
        let words = [("major", text::return_unit_major(lang)), ("minor", text::return_unit_minor(lang))];
        words.map(|(name, words)| (name.to_owned(), words.to_owned())).to_vec()
    });
    let places = LABELS.into_iter().zip(typed.places).map(|(label, at)| view! { <Place label at /> }).collect_view();
    let remove = is_there.then(|| {
        view! { <Button label=say_string(text::remove) weight=Weight::Danger on_press=move |()| set(None) /> }
    });
    view! {
        <div class="form">
            <p class="small muted">{say(text::return_hint)}</p>
            {places}
            <div class="form__row">
                <Select label=say_string(text::return_unit) value=typed.unit options=units />
                <Check
                    label=say_string(text::return_whole)
                    checked=typed.whole
                    on_change=move |on| typed.whole.set(on)
                />
                <Check
                    label=say_string(text::return_fee_given_back)
                    checked=typed.fee_given_back
                    on_change=move |on| typed.fee_given_back.set(on)
                />
            </div>
            <Field label=say_string(text::form_source) hint=say_string(text::form_source_hint) value=typed.source />
            <div class="form__actions">
                <Button
                    label=say_string(text::apply)
                    weight=Weight::Primary
                    blocked
                    on_press=move |()| set(Some(untrack(|| typed.read())))
                />
                {remove}
                <Button label=say_string(common::cancel) on_press=move |()| sheet.editing.set(None) />
            </div>
        </div>
    }
}

/// What the rules find wrong with these places, if anything.
fn first_fault(sheet: Sheet, place: usize, returned: ReturnPlaces) -> Option<shared::channel::ProfileFault> {
    let mut profile = sheet.draft.get()?;
    profile.apis.get_mut(place)?.returned = Some(returned);
    let of_return = format!("api[{place}].return");
    profile.faults().into_iter().find(|found| found.field.starts_with(&of_return)).map(|found| found.fault)
}

#[component]
fn Place(label: Say, at: TypedPlace) -> impl IntoView {
    view! {
        <fieldset class="stack">
            <legend class="field__label">{say(label)}</legend>
            <div class="form__row">
                <Field label=say_string(text::form_json) value=at.json code=true optional=true />
                <Field label=say_string(text::form_xml) value=at.xml code=true optional=true />
                <Field label=say_string(text::form_form) value=at.form code=true optional=true />
            </div>
        </fieldset>
    }
}

/// Where an API tells of a return, in the list of its fields.
#[component]
pub fn ReturnSummary(
    /// The API.
    api: Api,
    /// Its place in the profile.
    place: usize,
) -> impl IntoView {
    let sheet = use_sheet();
    let edit = (api.role != ApiRole::Payout).then(|| {
        view! {
            <Show when=move || sheet.is_drafting()>
                <Button
                    label=say_string(text::edit_return)
                    small=true
                    weight=Weight::Quiet
                    on_press=move |()| sheet.editing.set(Some(Editing::Return(place)))
                />
            </Show>
        }
    });
    let known = api.returned.map(|known| {
        let of = |label: Say, at: Option<&Pointers>| at.map(|at| (label, super::dictionary::place_words(at)));
        let items = [
            of(text::return_reference, Some(&known.reference)),
            of(text::return_amount, known.amount.as_ref()),
            of(text::return_currency, known.currency.as_ref()),
            of(text::return_reason_code, known.reason_code.as_ref()),
            of(text::return_reason, known.reason.as_ref()),
            of(text::return_fee, known.fee.as_ref()),
            of(text::return_time, known.returned_at.as_ref()),
        ];
        let items = items.into_iter().flatten().map(|(label, at)| {
            view! { <li><span class="muted">{say(label)}</span> ": " <code>{at}</code></li> }
        });
        view! {
            <ul class="small">
                {items.collect_view()}
                {known.whole.then(|| view! { <li class="muted">{say(text::return_whole)}</li> })}
                <li><super::facts::Source source=known.source.clone() /></li>
            </ul>
        }
    });
    if known.is_none() && edit.is_none() {
        return ().into_any();
    }
    view! {
        <div class="dictionary__field" role="group" aria-label=say(text::returns_read)>
            <h4 class="cluster">
                <span>{say(text::returns_read)}</span>
                {edit}
            </h4>
            {known}
        </div>
    }
    .into_any()
}
