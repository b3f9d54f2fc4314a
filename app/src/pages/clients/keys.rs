//! A client's keys: made anew with both alive for a while, revoked at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::clients::{ClientView, KeyView, RotateRequest};
use shared::text::app::{admin as text, common};

use super::Clients;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::field::Select;
use crate::components::problem_notice::ProblemNotice;
use crate::components::time::Time;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The keys.
#[component]
pub fn Keys(
    /// Whose.
    client: ClientView,
    /// The page.
    clients: Clients,
) -> impl IntoView {
    if client.keys.is_empty() {
        return view! { <span class="muted">{say(text::keys_none)}</span> }.into_any();
    }
    let name = client.name;
    let keys =
        client.keys.into_iter().map(|key| view! { <Key key_view=key name=name.clone() clients /> }).collect_view();
    view! { <ul class="stack stack--tight">{keys}</ul> }.into_any()
}

#[component]
fn Key(key_view: KeyView, name: String, clients: Clients) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let asking = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let (id, name) = (StoredValue::new(key_view.id.clone()), StoredValue::new(name));
    let revoke = move |()| {
        spawn_local(async move {
            match api.revoke_key(&name.get_value(), &id.get_value()).await {
                Ok(()) => {
                    toasts.show(Tone::Done, text::saved(language.get_untracked()));
                    asking.try_set(false);
                    clients.reading.again();
                }
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    let title = Signal::derive(move || text::revoke_title(language.get(), &id.get_value()));
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <li class="cluster small">
            <code>{key_view.id}</code>
            <span class="muted">
                {match key_view.last_used_at {
                    Some(at) => view! { {say(text::key_used)} " " <Time at /> }.into_any(),
                    None => view! { {say(text::key_unused)} }.into_any(),
                }}
            </span>
            {key_view.expires_at.map(|at| view! { <span class="tone--unknown">{say(text::key_ends)} " " <Time at /></span> })}
            <Button label=say_string(text::revoke) small=true weight=Weight::Quiet on_press=move |()| asking.set(true) />
            <Confirm open=asking title warning=say_string(text::revoke_warning) yes=say_string(text::revoke) problem on_yes=revoke />
        </li>
    }
}

/// Makes a new key, and asks how long the others live on.
#[component]
pub fn Rotate(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// Whose key.
    name: String,
    /// The page.
    clients: Clients,
) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let hours = RwSignal::new("24".to_owned());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let name = StoredValue::new(name);
    let rotate = move |()| {
        let request = RotateRequest { overlap_hours: hours.get_untracked().parse().unwrap_or(24) };
        busy.set(true);
        spawn_local(async move {
            let answer = api.rotate_key(&name.get_value(), &request).await;
            busy.try_set(false);
            match answer {
                Ok(key) => {
                    open.try_set(false);
                    clients.made.set(Some(key));
                    clients.reading.again();
                }
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    let title = Signal::derive(move || text::rotate_title(language.get(), &name.get_value()));
    let options = Signal::derive(move || {
        let lang = language.get();
        let named = [("0", text::rotate_now(lang)), ("24", text::rotate_day(lang)), ("168", text::rotate_week(lang))];
        named.map(|(hours, words)| (hours.to_owned(), words.to_owned())).to_vec()
    });
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Dialog open title>
            <div class="form">
                <ProblemNotice words />
                <Select label=say_string(text::rotate_overlap) value=hours options />
                <div class="form__actions">
                    <Button label=say_string(text::rotate) weight=Weight::Primary busy on_press=rotate />
                    <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
                </div>
            </div>
        </Dialog>
    }
}
