//! The form for one code of the dictionary. It changes the draft alone.

use leptos::prelude::*;
use shared::channel::{ChannelProfile, Code};
use shared::evidence::Claim;
use shared::text::Text;
use shared::text::app::{channels as text, common};

use super::{Editing, Sheet, use_sheet};
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, Select};
use crate::state::language::{say_string, use_language};
use crate::state::session::use_session;

/// Where a code stands: the API, the field, the code; a new one where that is absent.
type Place = (usize, usize, Option<usize>);

fn place(editing: Option<Editing>) -> Option<Place> {
    match editing {
        Some(Editing::Code(api, field, code)) => Some((api, field, code)),
        _ => None,
    }
}

/// The dialog.
#[component]
pub fn CodeDialog() -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(place(sheet.editing.get()).is_some()));
    Effect::new(move |_| {
        if !open.get() && place(sheet.editing.get_untracked()).is_some() {
            sheet.editing.set(None);
        }
    });
    let title = Signal::derive(move || match place(sheet.editing.get()) {
        Some((_, _, Some(_))) => text::edit_code(language.get()).to_owned(),
        _ => text::add_code(language.get()).to_owned(),
    });
    view! {
        <Dialog open title>
            {move || place(sheet.editing.get()).map(|place| view! { <Form sheet place /> })}
        </Dialog>
    }
}

#[component]
fn Form(sheet: Sheet, place: Place) -> impl IntoView {
    let (session, language, api) = (use_session(), use_language(), use_api());
    let (api_place, field_place, code_place) = place;
    let known = sheet.draft.with_untracked(|draft| {
        let field = draft.as_ref()?.apis.get(api_place)?.fields.get(field_place)?;
        field.codes.get(code_place?).cloned()
    });
    let is_new = known.is_none();
    let of = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
    let code = of(known.as_ref().map(|code| code.code.clone()));
    let claim = of(Some(known.as_ref().map_or(Claim::NoInformation, |code| code.claim).name().to_owned()));
    let wording = of(known.as_ref().map(|code| code.wording.clone()));
    let source = of(known.as_ref().map(|code| code.source.clone()));
    // Whoever changes an entry has just looked at it.
    let reviewer = of(Some(session.name()));
    let reviewed_on = of(Some(api.now().date_naive().to_string()));
    let read = move || {
        let reviewer = reviewer.get().trim().to_owned();
        Code {
            code: code.get().trim().to_owned(),
            claim: Claim::from_name(&claim.get()).unwrap_or(Claim::NoInformation),
            wording: wording.get().trim().to_owned(),
            source: source.get().trim().to_owned(),
            reviewed_by: (!reviewer.is_empty()).then_some(reviewer),
            reviewed_on: reviewed_on.get().trim().parse().ok(),
        }
    };
    let with_it = move |profile: &mut ChannelProfile| {
        let Some(field) = profile.apis.get_mut(api_place).and_then(|api| api.fields.get_mut(field_place)) else {
            return;
        };
        match code_place {
            Some(place) if place < field.codes.len() => field.codes[place] = read(),
            _ => field.codes.push(read()),
        }
    };
    let at = sheet.draft.with_untracked(|draft| {
        let codes =
            draft.as_ref().and_then(|draft| Some(draft.apis.get(api_place)?.fields.get(field_place)?.codes.len()));
        format!("api[{api_place}].field[{field_place}].code[{}]", code_place.or(codes).unwrap_or_default())
    });
    let at = StoredValue::new(at);
    let fault = move |name: &'static str| {
        Signal::derive(move || {
            let mut profile = sheet.draft.get()?;
            with_it(&mut profile);
            let place = at.with_value(|at| format!("{at}.{name}"));
            let found = profile.faults().into_iter().find(|found| found.field == place)?;
            Some(found.fault.text(language.get()))
        })
    };
    let (code_error, claim_error, source_error) = (fault("code"), fault("claim"), fault("source"));
    let tried = RwSignal::new(false);
    let shown = move |error: Signal<Option<String>>| Signal::derive(move || error.get().filter(|_| tried.get()));
    let is_sound = move || [code_error, claim_error, source_error].iter().all(|error| error.with(Option::is_none));
    let apply = move |()| {
        tried.set(true);
        if untrack(is_sound) {
            sheet.change(with_it);
        }
    };
    let remove = move |()| {
        sheet.change(|profile| {
            let field = profile.apis.get_mut(api_place).and_then(|api| api.fields.get_mut(field_place));
            if let (Some(field), Some(place)) = (field, code_place) {
                field.codes.remove(place);
            }
        });
    };
    let claims = Signal::derive(move || {
        let lang = language.get();
        Claim::ALL.iter().map(|claim| (claim.name().to_owned(), claim.text(lang))).collect::<Vec<_>>()
    });
    view! {
        <div class="form">
            <Field label=say_string(text::form_code) hint=say_string(text::form_code_hint) value=code code=true error=shown(code_error) />
            <Select label=say_string(text::form_claim) value=claim options=claims error=claim_error />
            <Field label=say_string(text::form_wording) value=wording optional=true />
            <Field label=say_string(text::form_source) hint=say_string(text::form_source_hint) value=source error=shown(source_error) />
            <Field label=say_string(text::form_reviewer) value=reviewer optional=true />
            <Field label=say_string(text::form_reviewed_on) value=reviewed_on kind="date" optional=true />
            <div class="form__actions">
                <Button label=say_string(text::apply) weight=Weight::Primary on_press=apply />
                {(!is_new).then(|| view! { <Button label=say_string(text::remove) weight=Weight::Danger on_press=remove /> })}
                <Button label=say_string(common::cancel) on_press=move |()| sheet.editing.set(None) />
            </div>
        </div>
    }
}
