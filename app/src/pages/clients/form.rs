//! The form of an API client: a new one, or one that is there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::clients::{ChangeClientRequest, ClientView, NewClientRequest, default_rate};
use shared::role::Scope;
use shared::text::Text;
use shared::text::app::{admin as text, common};

use super::Clients;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, open_while};
use crate::components::field::{Check, Field, TextArea};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The dialog with the form.
#[component]
pub fn ClientForm(
    /// The page.
    clients: Clients,
) -> impl IntoView {
    let language = use_language();
    let open = open_while(clients.form);
    let title = Signal::derive(move || match clients.form.get().flatten() {
        Some(client) => text::edit_title(language.get(), &client.name),
        None => text::add_client(language.get()).to_owned(),
    });
    view! {
        <Dialog open title>
            {move || clients.form.get().map(|client| view! { <Form client clients /> })}
        </Dialog>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    scopes: RwSignal<Vec<Scope>>,
    networks: RwSignal<String>,
    rate: RwSignal<String>,
}

impl Draft {
    fn of(client: Option<&ClientView>) -> Self {
        let rate = client.map_or_else(default_rate, |client| client.rate_per_minute);
        Self {
            name: RwSignal::new(client.map(|client| client.name.clone()).unwrap_or_default()),
            scopes: RwSignal::new(client.map(|client| client.scopes.clone()).unwrap_or_default()),
            networks: RwSignal::new(client.map(|client| client.allowlist.join("\n")).unwrap_or_default()),
            rate: RwSignal::new(rate.to_string()),
        }
    }

    fn rate(self) -> Option<u32> {
        self.rate.with(|rate| rate.trim().parse().ok()).filter(|rate| (1..=1_000_000).contains(rate))
    }

    /// The request for a new client, if nothing is missing.
    fn request(self) -> Option<NewClientRequest> {
        let name = self.name.get().trim().to_owned();
        let scopes = self.scopes.get();
        let networks = self.networks.get();
        let allowlist =
            networks.split([',', '\n', ' ']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        let request = NewClientRequest { name, scopes, allowlist: allowlist.collect(), rate_per_minute: self.rate()? };
        (!request.name.is_empty() && !request.scopes.is_empty()).then_some(request)
    }
}

#[component]
fn Form(client: Option<ClientView>, clients: Clients) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let is_new = client.is_none();
    let draft = Draft::of(client.as_ref());
    let failure = RwSignal::new(None::<Failure>);
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let save = move |()| {
        tried.set(true);
        let Some(request) = untrack(|| draft.request()) else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = if is_new {
                api.add_client(&request).await.map(Some)
            } else {
                let change = ChangeClientRequest {
                    scopes: Some(request.scopes),
                    allowlist: Some(request.allowlist),
                    rate_per_minute: Some(request.rate_per_minute),
                    disabled: None,
                };
                api.change_client(&request.name, &change).await.map(|_| None)
            };
            busy.try_set(false);
            match answer {
                Ok(key) => {
                    toasts.show(Tone::Done, text::saved(language.get_untracked()));
                    clients.form.set(None);
                    clients.key.set(key);
                    clients.reading.again();
                }
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    let expected =
        move |field: &'static str| failure.with(|failure| failure.as_ref().and_then(|failure| failure.expected(field)));
    let no_name = Signal::derive(move || {
        let empty = tried.get() && draft.name.with(|name| name.trim().is_empty());
        empty.then(|| common::required(language.get()).to_owned()).or_else(|| expected("name"))
    });
    let bad_rate = Signal::derive(move || {
        let bad = tried.get() && draft.rate().is_none();
        bad.then(|| text::rate_bad(language.get()).to_owned()).or_else(|| expected("rate_per_minute"))
    });
    let bad_networks = Signal::derive(move || expected("allowlist"));
    let no_scopes = move || tried.get() && draft.scopes.with(Vec::is_empty);
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <div class="form">
            <ProblemNotice words />
            {is_new
                .then(|| {
                    view! { <Field label=say_string(text::client_name) hint=say_string(text::client_name_hint) value=draft.name error=no_name code=true /> }
                })}
            <fieldset class="field">
                <legend class="field__label">{say(text::scopes)}</legend>
                <p class="field__hint" class:field__error=no_scopes>{say(text::scopes_hint)}</p>
                <div class="stack">{Scope::ALL.map(|scope| view! { <ScopeCheck scope scopes=draft.scopes /> }).collect_view()}</div>
            </fieldset>
            <TextArea label=say_string(text::networks) hint=say_string(text::networks_hint) value=draft.networks optional=true error=bad_networks />
            <Field label=say_string(text::rate) value=draft.rate error=bad_rate />
            <div class="form__actions">
                <Button label=say_string(if is_new { text::create } else { common::save }) weight=Weight::Primary busy on_press=save />
                <Button label=say_string(common::cancel) on_press=move |()| clients.form.set(None) />
            </div>
        </div>
    }
}

#[component]
fn ScopeCheck(scope: Scope, scopes: RwSignal<Vec<Scope>>) -> impl IntoView {
    let language = use_language();
    let change = move |on: bool| {
        scopes.update(|scopes| {
            scopes.retain(|known| *known != scope);
            if on {
                scopes.push(scope);
            }
        });
    };
    view! {
        <Check
            label=Signal::derive(move || scope.text(language.get()))
            checked=Signal::derive(move || scopes.with(|scopes| scopes.contains(&scope)))
            hint=scope.name().to_owned()
            on_change=change
        />
    }
}
