//! One API client: what it may do, from where, how often, and its keys.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::clients::{ChangeClientRequest, ClientView};
use shared::text::Text;
use shared::text::app::admin as text;

use super::Clients;
use super::keys::{Keys, Rotate};
use crate::api::use_api;
use crate::components::badge::Badge;
use crate::components::button::Button;
use crate::components::confirm::Confirm;
use crate::components::fact::Fact;
use crate::components::icon::{Glyph, Icon};
use crate::components::menu::{Menu, MenuItem};
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The client.
#[component]
pub fn Card(
    /// Which.
    client: ClientView,
    /// The page.
    clients: Clients,
) -> impl IntoView {
    let language = use_language();
    let (disabled, own_name) = (client.disabled, client.name.clone());
    let rotating = RwSignal::new(false);
    let (scopes, networks, rate) = (client.scopes.clone(), client.allowlist.join(", "), client.rate_per_minute);
    let has_networks = !networks.is_empty();
    let may = move || {
        let words: Vec<String> =
            scopes.iter().map(|scope| format!("{} ({})", scope.text(language.get()), scope.name())).collect();
        words.join(" · ")
    };
    let from = move || if networks.is_empty() { text::anywhere(language.get()).to_owned() } else { networks.clone() };
    view! {
        <li class="client" class:client--off=disabled>
            <header class="cluster">
                <h2>{client.name.clone()}</h2>
                {client.disabled.then(|| view! { <Badge label=say_string(text::disabled) glyph=Glyph::Lock /> })}
                <span class="push cluster">
                    <Button label=say_string(text::rotate) small=true glyph=Glyph::Key on_press=move |()| rotating.set(true) />
                    <Actions client=client.clone() clients />
                </span>
            </header>
            <dl>
                <Fact label=say_string(text::scopes)>{may}</Fact>
                <Fact label=say_string(text::networks)>
                    <span class:code=has_networks>{from}</span>
                </Fact>
                <Fact label=say_string(text::rate)>
                    <span class="figures">{move || text::rate_short(language.get(), rate)}</span>
                </Fact>
                <Fact label=say_string(text::keys)>
                    <Keys client=client.clone() clients />
                </Fact>
            </dl>
            <Rotate open=rotating name=own_name clients />
        </li>
    }
}

#[component]
fn Actions(client: ClientView, clients: Clients) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let (open, asking) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let disabled = client.disabled;
    let client = StoredValue::new(client);
    let switch = move |off: bool| {
        let request = ChangeClientRequest { disabled: Some(off), ..ChangeClientRequest::default() };
        spawn_local(async move {
            match api.change_client(&client.get_value().name, &request).await {
                Ok(_) => {
                    toasts.show(Tone::Done, text::saved(language.get_untracked()));
                    asking.try_set(false);
                    clients.reading.again();
                }
                Err(error) if off => drop(failure.try_set(Some(error))),
                Err(error) => toasts.show(Tone::Trouble, error.words(language.get_untracked()).title),
            }
        });
    };
    let edit = move |()| {
        open.set(false);
        clients.form.set(Some(Some(client.get_value())));
    };
    let toggle = move |()| {
        open.set(false);
        if disabled { switch(false) } else { asking.set(true) }
    };
    let label = Signal::derive(move || client.with_value(|client| text::actions_for(language.get(), &client.name)));
    let title =
        Signal::derive(move || client.with_value(|client| text::client_disable_title(language.get(), &client.name)));
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Menu label open button=move || view! { <Icon glyph=Glyph::More /> } class="button button--quiet button--square button--small">
            <MenuItem label=say_string(text::edit) glyph=Glyph::Key on_press=edit />
            <MenuItem
                label=say_string(if disabled { text::enable } else { text::disable })
                glyph=if disabled { Glyph::Check } else { Glyph::Lock }
                on_press=toggle
            />
        </Menu>
        <Confirm
            open=asking
            title
            warning=say_string(text::client_disable_warning)
            yes=say_string(text::disable)
            problem
            on_yes=move |()| switch(true)
        />
    }
}
