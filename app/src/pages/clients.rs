//! API clients: other systems that call the desk, with their keys, scopes and limits.

mod card;
mod form;
mod keys;

use leptos::prelude::*;
use shared::api::clients::{ClientList, ClientView, NewKeyView};
use shared::role::Permission;
use shared::text::app::{admin as text, guide};

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::register::{EntryDialog, Register, ShownOnce};
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string};
use card::Card;

/// What the page shows, and what is open over it.
type Clients = Register<ClientList, ClientView, NewKeyView>;

/// The page.
#[component]
pub fn ClientsPage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::clients) />
        <Allowed needs=Permission::ManageClients>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let api = use_api();
    let clients = Clients::start(move || api.clients());
    let (reading, listed) = (clients.reading, move || {
        clients.reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default())
    });
    view! {
        <div class="page">
            <header class="page__head">
                <h1>{say(text::clients)}</h1>
                <span class="push">
                    <Button
                        label=say_string(text::add_client)
                        weight=Weight::Primary
                        glyph=Glyph::Plus
                        on_press=move |()| clients.form.set(Some(None))
                    />
                </span>
                <p>
                    {say(text::clients_intro)} " "
                    <a href="/api/docs/" rel="external" target="_blank">{say(text::api_document)}</a>
                </p>
            </header>
            <Loaded reading>
                <Show
                    when=move || !listed().is_empty()
                    fallback=|| view! { <Empty glyph=Glyph::Key title=say_string(text::clients_empty_title) explanation=say_string(text::clients_empty)><a class="button" href="/guide#first-case">{say(guide::first)}</a></Empty> }
                >
                    <ul class="clients">
                        {move || listed().into_iter().map(|client| view! { <Card client clients /> }).collect_view()}
                    </ul>
                </Show>
            </Loaded>
            <EntryDialog register=clients title=form::title form=form::form />
            <ShownOnce
                made=clients.made
                title=|key, lang| text::key_title(lang, &key.client.name)
                once=text::key_once
                secret=|key| key.key.clone()
                note=|_| view! { {say(text::key_how)} }.into_any()
            />
        </div>
    }
}
