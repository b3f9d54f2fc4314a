//! The forms for an API and for a field of one. They change the draft alone.

use leptos::prelude::*;
use shared::channel::{Api, ApiRole, ChannelProfile, Field as Known, FieldRole, Pointers};
use shared::text::app::{channels as text, common};

use super::{Editing, Sheet, use_sheet};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, Select};
use crate::state::language::{Say, say, say_string, use_language};

fn is_place(editing: Option<Editing>) -> bool {
    matches!(editing, Some(Editing::Api(_) | Editing::Field(..)))
}

/// The dialog, for either.
#[component]
pub fn PlaceDialog() -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(is_place(sheet.editing.get())));
    Effect::new(move |_| {
        if !open.get() && is_place(sheet.editing.get_untracked()) {
            sheet.editing.set(None);
        }
    });
    let title = Signal::derive(move || {
        let title: Say = match sheet.editing.get() {
            Some(Editing::Api(None)) => text::add_api,
            Some(Editing::Api(Some(_))) => text::edit_api,
            Some(Editing::Field(_, None)) => text::add_field,
            _ => text::edit_field,
        };
        title(language.get()).to_owned()
    });
    view! {
        <Dialog open title>
            {move || match sheet.editing.get() {
                Some(Editing::Api(place)) => view! { <ApiForm sheet place /> }.into_any(),
                Some(Editing::Field(api, place)) => view! { <FieldForm sheet api place /> }.into_any(),
                _ => ().into_any(),
            }}
        </Dialog>
    }
}

/// Where a value stands, as it is typed.
#[derive(Clone, Copy)]
pub struct TypedPlace {
    /// In JSON.
    pub json: RwSignal<String>,
    /// In XML.
    pub xml: RwSignal<String>,
    /// In a form.
    pub form: RwSignal<String>,
}

impl TypedPlace {
    /// A place as the draft has it.
    pub fn of(at: Option<&Pointers>) -> Self {
        let of = |text: Option<&String>| RwSignal::new(text.cloned().unwrap_or_default());
        Self {
            json: of(at.and_then(|at| at.json.as_ref())),
            xml: of(at.and_then(|at| at.xml.as_ref())),
            form: of(at.and_then(|at| at.form.as_ref())),
        }
    }

    /// What is typed.
    pub fn read(self) -> Pointers {
        let read = |text: RwSignal<String>| {
            let text = text.get();
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        Pointers { json: read(self.json), xml: read(self.xml), form: read(self.form) }
    }
}

#[component]
fn PlaceFields(at: TypedPlace) -> impl IntoView {
    view! {
        <Field label=say_string(text::form_json) value=at.json code=true optional=true />
        <Field label=say_string(text::form_xml) value=at.xml code=true optional=true />
        <Field label=say_string(text::form_form) value=at.form code=true optional=true />
    }
}

#[component]
fn Actions(
    sheet: Sheet,
    #[prop(into)] blocked: Signal<Option<String>>,
    #[prop(into)] on_apply: Callback<()>,
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="form__actions">
            <Button label=say_string(text::apply) weight=Weight::Primary blocked on_press=on_apply />
            {on_remove.map(|remove| view! { <Button label=say_string(text::remove) weight=Weight::Danger on_press=remove /> })}
            <Button label=say_string(common::cancel) on_press=move |()| sheet.editing.set(None) />
        </div>
    }
}

const API_ROLES: [(&str, ApiRole, Say); 3] = [
    ("payout", ApiRole::Payout, text::role_payout),
    ("query", ApiRole::Query, text::role_query),
    ("notice", ApiRole::Notice, text::role_notice),
];

#[component]
fn ApiForm(sheet: Sheet, place: Option<usize>) -> impl IntoView {
    let language = use_language();
    let known = sheet.draft.with_untracked(|draft| draft.as_ref()?.apis.get(place?).cloned());
    let name = RwSignal::new(known.as_ref().map(|api| api.name.clone()).unwrap_or_default());
    let role = known.as_ref().map_or(ApiRole::Query, |api| api.role);
    let role_name = API_ROLES.iter().find(|(_, known, _)| *known == role).map_or("query", |(name, ..)| name);
    let role = RwSignal::new(role_name.to_owned());
    let order = TypedPlace::of(known.as_ref().and_then(|api| api.order_number.as_ref()));
    let (fields, returned) = known.map(|api| (api.fields, api.returned)).unwrap_or_default();
    let (fields, returned) = (StoredValue::new(fields), StoredValue::new(returned));
    let read = move || {
        let at = order.read();
        let chosen = role.get();
        Api {
            name: name.get().trim().to_owned(),
            role: API_ROLES.iter().find(|(name, ..)| *name == chosen).map_or(ApiRole::Query, |(_, role, _)| *role),
            order_number: (at != Pointers::default()).then_some(at),
            returned: returned.get_value(),
            fields: fields.get_value(),
        }
    };
    let blocked = Signal::derive(move || {
        let (lang, name) = (language.get(), name.get());
        let name = name.trim();
        let is_taken = sheet.draft.with(|draft| {
            let apis = draft.iter().flat_map(|draft| draft.apis.iter().enumerate());
            apis.into_iter().any(|(other, api)| api.name == name && Some(other) != place)
        });
        if name.is_empty() {
            Some(common::required(lang).to_owned())
        } else {
            is_taken.then(|| text::form_taken(lang).to_owned())
        }
    });
    let apply = move |()| {
        sheet.change(|profile| match place {
            Some(place) if place < profile.apis.len() => profile.apis[place] = read(),
            _ => profile.apis.push(read()),
        });
    };
    let remove = place.map(|place| Callback::new(move |()| sheet.change(|profile| drop(profile.apis.remove(place)))));
    let roles = Signal::derive(move || {
        API_ROLES.map(|(name, _, words)| (name.to_owned(), words(language.get()).to_owned())).to_vec()
    });
    view! {
        <div class="form">
            <Field label=say_string(text::form_api_name) value=name code=true />
            <Select label=say_string(text::form_api_role) value=role options=roles />
            <fieldset class="stack">
                <legend class="field__label">{say(text::form_order_number)}</legend>
                <PlaceFields at=order />
            </fieldset>
            <Actions sheet blocked on_apply=apply on_remove=remove />
        </div>
    }
}

/// A field of the draft, where it is there.
fn field_of(profile: &ChannelProfile, api: usize, place: Option<usize>) -> Option<&Known> {
    profile.apis.get(api)?.fields.get(place?)
}

#[component]
fn FieldForm(sheet: Sheet, api: usize, place: Option<usize>) -> impl IntoView {
    let language = use_language();
    let known = sheet.draft.with_untracked(|draft| field_of(draft.as_ref()?, api, place).cloned());
    let name = RwSignal::new(known.as_ref().map(|field| field.name.clone()).unwrap_or_default());
    let is_gate = known.as_ref().is_some_and(|field| field.role == FieldRole::Gate);
    let role = RwSignal::new(if is_gate { "gate" } else { "outcome" }.to_owned());
    let pass = RwSignal::new(known.as_ref().map(|field| field.pass.join(", ")).unwrap_or_default());
    let at = TypedPlace::of(known.as_ref().map(|field| &field.at));
    let codes = StoredValue::new(known.map(|field| field.codes).unwrap_or_default());
    let read = move || {
        let pass = pass.get();
        let pass = pass.split([',', '，']).map(str::trim).filter(|code| !code.is_empty());
        Known {
            name: name.get().trim().to_owned(),
            role: if role.get() == "gate" { FieldRole::Gate } else { FieldRole::Outcome },
            at: at.read(),
            pass: pass.map(str::to_owned).collect(),
            codes: codes.get_value(),
        }
    };
    let blocked = Signal::derive(move || {
        let (lang, field) = (language.get(), read());
        let is_taken = sheet.draft.with(|draft| {
            let fields =
                draft.iter().filter_map(|draft| draft.apis.get(api)).flat_map(|api| api.fields.iter().enumerate());
            fields.into_iter().any(|(other, known)| known.name == field.name && Some(other) != place)
        });
        if field.name.is_empty() {
            Some(common::required(lang).to_owned())
        } else if is_taken {
            Some(text::form_taken(lang).to_owned())
        } else {
            let place = shared::api::problem::FieldCode::BadPlace;
            (!field.at.is_sound()).then(|| shared::text::Text::text(&place, lang))
        }
    });
    let apply = move |()| {
        sheet.change(|profile| {
            let Some(api) = profile.apis.get_mut(api) else { return };
            match place {
                Some(place) if place < api.fields.len() => api.fields[place] = read(),
                _ => api.fields.push(read()),
            }
        });
    };
    let remove = place.map(|place| {
        Callback::new(move |()| {
            sheet.change(|profile| {
                if let Some(api) = profile.apis.get_mut(api) {
                    api.fields.remove(place);
                }
            });
        })
    });
    let roles = Signal::derive(move || {
        let lang = language.get();
        vec![("gate".to_owned(), text::gate(lang).to_owned()), ("outcome".to_owned(), text::outcome(lang).to_owned())]
    });
    view! {
        <div class="form">
            <Field label=say_string(text::form_field_name) value=name code=true />
            <Select label=say_string(text::form_field_role) value=role options=roles />
            <PlaceFields at />
            <Field label=say_string(text::form_pass) hint=say_string(text::form_pass_hint) value=pass code=true optional=true />
            <Actions sheet blocked on_apply=apply on_remove=remove />
        </div>
    }
}
