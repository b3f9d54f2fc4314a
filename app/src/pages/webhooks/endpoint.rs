//! One endpoint: how it stands, what is sent to it, and each delivery with what it answered.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::webhooks::{EndpointList, EndpointView};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::webhooks as text;

use super::deliveries::Deliveries;
use super::rotate::Rotate;
use super::switches::Switches;
use super::{EndpointBadge, Endpoints, SecretOnce, form, waiting};
use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::fact::Fact;
use crate::components::loaded::Loaded;
use crate::components::register::EntryDialog;
use crate::components::time::{Age, Time};
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string, use_language};

/// The page: the endpoint that the address names.
#[component]
pub fn EndpointPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    // Another endpoint is another page.
    move || {
        let id = StoredValue::new(id.get());
        view! {
            <PageTitle title=say_string(text::title) />
            <Allowed needs=Permission::ManageWebhooks>
                <Page id />
            </Allowed>
        }
    }
}

#[component]
fn Page(id: StoredValue<String>) -> impl IntoView {
    let api = use_api();
    // The list of one, so that it is changed and its secret shown as from the list of all.
    let endpoints = Endpoints::start(move || async move {
        api.endpoint(&id.get_value()).await.map(|endpoint| EndpointList { items: vec![endpoint] })
    });
    let reading = endpoints.reading;
    let shown = move || reading.value.with(|list| list.as_ref().and_then(|list| list.items.first().cloned()));
    let rotating = RwSignal::new(false);
    view! {
        <div class="page webhook">
            <a class="small" href="/admin/webhooks">{say(text::back)}</a>
            <Loaded reading>
                {move || shown().map(|endpoint| view! { <Head endpoint endpoints rotating /> })}
            </Loaded>
            <Show when=move || shown().is_some()>
                <Deliveries id on_change=move || endpoints.reading.again() />
            </Show>
            <Rotate id open=rotating endpoints />
            <EntryDialog register=endpoints title=form::title form=form::form />
            <SecretOnce made=endpoints.made />
        </div>
    }
}

#[component]
fn Head(endpoint: EndpointView, endpoints: Endpoints, rotating: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (types, pending) = (endpoint.event_types.clone(), endpoint.pending);
    let heard = move || match types.as_slice() {
        [] => text::all_events(language.get()).to_owned(),
        types => types.iter().map(|it| it.text(language.get())).collect::<Vec<_>>().join(" · "),
    };
    let why = endpoint.disabled.as_ref().map(|disabled| {
        let (reason, since) = (disabled.reason, disabled.since);
        view! {
            <p class="webhook__why">
                {move || reason.text(language.get())} " " <Time at=since /> " · " {say(text::disabled_keeps)}
            </p>
        }
    });
    let failing = endpoint.failing_since.filter(|_| endpoint.disabled.is_none());
    let failing = failing.map(|since| view! { <p class="webhook__why">{say(text::failing_for)} " " <Age since /></p> });
    let two_sign = endpoint.previous_secret_until;
    view! {
        <header class="page__head">
            <h1>{endpoint.description.clone()}</h1>
            <EndpointBadge endpoint=endpoint.clone() />
            <span class="push"><Switches endpoint=endpoint.clone() endpoints rotating /></span>
        </header>
        {why}
        {failing}
        <dl>
            <Fact label=say_string(text::url)><code class="webhook__url">{endpoint.url.clone()}</code></Fact>
            <Fact label=say_string(text::event_types)>{heard}</Fact>
            <Fact label=say_string(text::column_waiting)><span class="figures">{move || waiting(pending, language)}</span></Fact>
            <Fact label=say_string(text::made_at)><Time at=endpoint.created_at /></Fact>
            {two_sign.map(|until| view! { <Fact label=say_string(text::two_sign)><Time at=until /></Fact> })}
        </dl>
    }
}
