//! The form of a person: a new one, or one who is there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::users::{ChangeUserRequest, NewUserRequest, UserView};
use shared::role::Role;
use shared::text::Text;
use shared::text::app::{admin as text, common};

use super::People;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, open_while};
use crate::components::field::{Check, Field};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

fn meaning(role: Role) -> Say {
    match role {
        Role::Operator => text::role_operator,
        Role::Supervisor => text::role_supervisor,
        Role::Auditor => text::role_auditor,
        Role::Admin => text::role_admin,
    }
}

/// The dialog with the form.
#[component]
pub fn PersonForm(
    /// The page.
    people: People,
) -> impl IntoView {
    let language = use_language();
    let open = open_while(people.form);
    let title = Signal::derive(move || match people.form.get().flatten() {
        Some(user) => text::edit_title(language.get(), &user.display_name),
        None => text::add_person(language.get()).to_owned(),
    });
    view! {
        <Dialog open title>
            {move || people.form.get().map(|user| view! { <Form user people /> })}
        </Dialog>
    }
}

#[component]
fn Form(user: Option<UserView>, people: People) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let known = user.as_ref().map(|user| user.name.clone());
    let is_new = known.is_none();
    let name = RwSignal::new(known.clone().unwrap_or_default());
    let display_name = RwSignal::new(user.as_ref().map(|user| user.display_name.clone()).unwrap_or_default());
    let roles = RwSignal::new(user.map_or_else(|| vec![Role::Operator], |user| user.roles));
    let failure = RwSignal::new(None::<Failure>);
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let known = StoredValue::new(known);
    let save = move |()| {
        tried.set(true);
        let shown = display_name.get_untracked().trim().to_owned();
        let (new_name, roles) = (name.get_untracked().trim().to_owned(), roles.get_untracked());
        if shown.is_empty() || new_name.is_empty() || roles.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = match known.get_value() {
                Some(known) => {
                    let request = ChangeUserRequest { display_name: Some(shown), roles: Some(roles), disabled: None };
                    api.change_user(&known, &request).await.map(|_| None)
                }
                None => api.add_user(&NewUserRequest { name: new_name, display_name: shown, roles }).await.map(Some),
            };
            busy.try_set(false);
            match answer {
                Ok(link) => {
                    toasts.show(Tone::Done, text::saved(language.get_untracked()));
                    people.form.set(None);
                    people.link.set(link);
                    people.reading.again();
                }
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    let required = move |empty: Signal<bool>, field: &'static str| {
        Signal::derive(move || {
            let missing = (tried.get() && empty.get()).then(|| common::required(language.get()).to_owned());
            missing.or_else(|| failure.with(|failure| failure.as_ref().and_then(|failure| failure.expected(field))))
        })
    };
    let name_error = required(Signal::derive(move || name.with(|name| name.trim().is_empty())), "name");
    let shown_error =
        required(Signal::derive(move || display_name.with(|name| name.trim().is_empty())), "display_name");
    let no_roles = move || tried.get() && roles.with(Vec::is_empty);
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <div class="form">
            <ProblemNotice words />
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
            <div class="form__actions">
                <Button label=say_string(if is_new { text::create } else { common::save }) weight=Weight::Primary busy on_press=save />
                <Button label=say_string(common::cancel) on_press=move |()| people.form.set(None) />
            </div>
        </div>
    }
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
            hint=say_string(meaning(role))
            on_change=change
        />
    }
}
