//! The form of a person: a new one, or one who is there.

use leptos::prelude::*;
use shared::api::users::{ChangeUserRequest, NewUserRequest, UserView};
use shared::role::Role;
use shared::text::app::admin as text;
use shared::text::{Lang, Text};

use super::People;
use crate::api::use_api;
use crate::components::field::{Check, Field};
use crate::components::register::{EntryForm, Saving};
use crate::state::language::{say, say_string, use_language};

/// What the form is called.
pub fn title(user: Option<&UserView>, lang: Lang) -> String {
    match user {
        Some(user) => text::edit_title(lang, &user.display_name),
        None => text::add_person(lang).to_owned(),
    }
}

/// The form.
pub fn form(user: Option<UserView>, people: People) -> AnyView {
    let api = use_api();
    let known = user.as_ref().map(|user| user.name.clone());
    let is_new = known.is_none();
    let name = RwSignal::new(known.clone().unwrap_or_default());
    let display_name = RwSignal::new(user.as_ref().map(|user| user.display_name.clone()).unwrap_or_default());
    let roles = RwSignal::new(user.map_or_else(|| vec![Role::Operator], |user| user.roles));
    let saving = Saving::new();
    let known = StoredValue::new(known);
    let save = move |()| {
        saving.tried.set(true);
        let shown = display_name.get_untracked().trim().to_owned();
        let (new_name, roles) = (name.get_untracked().trim().to_owned(), roles.get_untracked());
        if shown.is_empty() || new_name.is_empty() || roles.is_empty() {
            return;
        }
        saving.send(people, async move {
            match known.get_value() {
                Some(known) => {
                    let request = ChangeUserRequest { display_name: Some(shown), roles: Some(roles), disabled: None };
                    api.change_user(&known, &request).await.map(|_| None)
                }
                None => api.add_user(&NewUserRequest { name: new_name, display_name: shown, roles }).await.map(Some),
            }
        });
    };
    let name_error = saving.fault_if_empty(name, "name");
    let shown_error = saving.fault_if_empty(display_name, "display_name");
    let no_roles = move || saving.tried.get() && roles.with(Vec::is_empty);
    view! {
        <EntryForm is_new saving on_save=save on_cancel=move |()| people.form.set(None)>
            {is_new
                .then(|| {
                    view! { <Field label=say_string(text::user_name) hint=say_string(text::user_name_hint) value=name error=name_error code=true /> }
                })}
            <Field label=say_string(text::display_name) value=display_name error=shown_error />
            <fieldset class="field">
                <legend class="field__label">{say(text::roles)}</legend>
                <p class="field__hint" class:field__error=no_roles>{say(text::roles_hint)}</p>
                <div class="stack">{Role::ALL.map(|role| view! { <RoleCheck role roles /> }).collect_view()}</div>
            </fieldset>
        </EntryForm>
    }
    .into_any()
}

#[component]
fn RoleCheck(role: Role, roles: RwSignal<Vec<Role>>) -> impl IntoView {
    let language = use_language();
    let change = move |on: bool| {
        roles.update(|roles| {
            roles.retain(|known| *known != role);
            if on {
                roles.push(role);
            }
        });
    };
    view! {
        <Check
            label=Signal::derive(move || role.text(language.get()))
            checked=Signal::derive(move || roles.with(|roles| roles.contains(&role)))
            hint=say_string(text::duty(role))
            on_change=change
        />
    }
}
