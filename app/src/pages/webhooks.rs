//! Webhooks: the endpoints of other systems that are told what happens to cases.

mod deliveries;
mod delivery;
mod endpoint;
mod form;
mod replay;
mod rotate;
mod switches;

use leptos::prelude::*;
use shared::api::webhooks::{EndpointList, EndpointView, NewSecretView, PENDING_COUNT_MAX};
use shared::role::Permission;
use shared::text::app::webhooks as text;

use crate::api::{encoded, use_api};
use crate::components::allowed::Allowed;
use crate::components::badge::{Badge, Meaning};
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::register::{EntryDialog, Register, ShownOnce};
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string, use_language};
pub use endpoint::EndpointPage;

/// What the page shows, and what is open over it.
type Endpoints = Register<EndpointList, EndpointView, NewSecretView>;

/// The page.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::title) />
        <Allowed needs=Permission::ManageWebhooks>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let api = use_api();
    let endpoints = Endpoints::start(move || api.endpoints());
    let reading = endpoints.reading;
    let listed = move || reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let columns = [text::column_endpoint, text::column_events, text::column_standing, text::column_waiting];
    view! {
        <div class="page">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
                <span class="push">
                    <Button
                        label=say_string(text::add)
                        weight=Weight::Primary
                        glyph=Glyph::Plus
                        on_press=move |()| endpoints.form.set(Some(None))
                    />
                </span>
                <p>
                    {say(text::intro)} " "
                    <a href="/api/docs/" rel="external" target="_blank">{say(text::document)}</a>
                </p>
            </header>
            <Loaded reading>
                <Show
                    when=move || !listed().is_empty()
                    fallback=|| view! { <Empty glyph=Glyph::Out title=say_string(text::empty_title) explanation=say_string(text::empty) /> }
                >
                    <table class="table table--cards">
                        <thead>
                            <tr>{columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}</tr>
                        </thead>
                        <tbody>
                            {move || listed().into_iter().map(|endpoint| view! { <Line endpoint /> }).collect_view()}
                        </tbody>
                    </table>
                </Show>
            </Loaded>
            <EntryDialog register=endpoints title=form::title form=form::form />
            <SecretOnce made=endpoints.made />
        </div>
    }
}

#[component]
fn Line(endpoint: EndpointView) -> impl IntoView {
    let language = use_language();
    let types = endpoint.event_types.len();
    let heard = move || match types {
        0 => text::all_events(language.get()).to_owned(),
        count => text::events(language.get(), count),
    };
    let (href, pending) = (format!("/admin/webhooks/{}", encoded(&endpoint.id)), endpoint.pending);
    view! {
        <tr>
            <td>
                <a href=href>{endpoint.description.clone()}</a>
                <br />
                <code class="faint small webhook__url">{endpoint.url.clone()}</code>
            </td>
            <td>{heard}</td>
            <td><EndpointBadge endpoint /></td>
            <td class="figures"><span class="table__label">{say(text::column_waiting)} " "</span>{move || waiting(pending, language)}</td>
        </tr>
    }
}

fn waiting(pending: i64, language: crate::state::language::Language) -> String {
    if pending >= PENDING_COUNT_MAX { text::many(language.get()).to_owned() } else { pending.to_string() }
}

/// How an endpoint stands, in a word.
#[component]
fn EndpointBadge(endpoint: EndpointView) -> impl IntoView {
    let (label, glyph, meaning) = match (endpoint.disabled, endpoint.failing_since) {
        (Some(_), _) => (say_string(text::disabled), Glyph::Lock, Meaning::Plain),
        (None, Some(_)) => (say_string(text::failing), Glyph::Alert, Meaning::NotPaid),
        (None, None) => (say_string(text::working), Glyph::Check, Meaning::Paid),
    };
    view! { <Badge label glyph meaning /> }
}

/// The dialog with a new secret, for this once.
#[component]
fn SecretOnce(made: RwSignal<Option<NewSecretView>>) -> impl IntoView {
    view! {
        <ShownOnce
            made
            title=|_, lang| text::secret_title(lang).to_owned()
            once=text::secret_once
            secret=|made| made.secret.clone()
            note=|_| view! { {say(text::secret_how)} }.into_any()
        />
    }
}
