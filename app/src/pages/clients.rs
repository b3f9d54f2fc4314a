//! API clients: other systems that call the desk, with their keys, scopes and limits.

mod card;
mod form;
mod keys;

use leptos::prelude::*;
use shared::api::clients::{ClientList, ClientView, NewKeyView};
use shared::role::Permission;
use shared::text::app::admin as text;

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, open_while};
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::secret::Secret;
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string, use_language};
use card::Card;
use form::ClientForm;

/// What the page shows, and what is open over it.
#[derive(Clone, Copy)]
struct Clients {
    reading: Reading<ClientList>,
    /// The form: of a new client, or of one that is there.
    form: RwSignal<Option<Option<ClientView>>>,
    /// A key that was made just now.
    key: RwSignal<Option<NewKeyView>>,
}

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
    let clients =
        Clients { reading: Reading::start(move || api.clients()), form: RwSignal::default(), key: RwSignal::default() };
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
                    <a href="/api/v1/docs" rel="external" target="_blank">{say(text::api_document)}</a>
                </p>
            </header>
            <Loaded reading>
                <Show
                    when=move || !listed().is_empty()
                    fallback=|| view! { <Empty glyph=Glyph::Key title=say_string(text::clients_empty_title) explanation=say_string(text::clients_empty) /> }
                >
                    <ul class="clients">
                        {move || listed().into_iter().map(|client| view! { <Card client clients /> }).collect_view()}
                    </ul>
                </Show>
            </Loaded>
            <ClientForm clients />
            <NewKey clients />
        </div>
    }
}

/// A key that was made just now, for this once.
#[component]
fn NewKey(clients: Clients) -> impl IntoView {
    let language = use_language();
    let open = open_while(clients.key);
    let title = Signal::derive(move || {
        clients
            .key
            .with(|key| key.as_ref().map(|key| text::key_title(language.get(), &key.client.name)).unwrap_or_default())
    });
    view! {
        <Dialog open title>
            {move || {
                clients
                    .key
                    .get()
                    .map(|key| {
                        view! {
                            <div class="stack">
                                <p>{say(text::key_once)}</p>
                                <Secret text=key.key />
                                <p class="small muted">{say(text::key_how)}</p>
                                <div class="form__actions">
                                    <Button label=say_string(text::done) on_press=move |()| open.set(false) />
                                </div>
                            </div>
                        }
                    })
            }}
        </Dialog>
    }
}
