//! What can be done with an endpoint: try it, change it, give it a new secret, switch it off and on, remove it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use shared::api::webhooks::{ChangeEndpointRequest, EndpointView};
use shared::text::app::{admin, webhooks as text};

use super::Endpoints;
use crate::api::use_api;
use crate::components::button::Button;
use crate::components::confirm::Confirm;
use crate::components::icon::{Glyph, Icon};
use crate::components::menu::{Menu, MenuItem};
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The buttons.
#[component]
pub fn Switches(
    /// The endpoint.
    endpoint: EndpointView,
    /// The page.
    endpoints: Endpoints,
    /// Whether a new secret is asked for.
    rotating: RwSignal<bool>,
) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let (open, stopping, removing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let is_off = endpoint.disabled.is_some();
    let endpoint = StoredValue::new(endpoint);
    let id = move || endpoint.with_value(|endpoint| endpoint.id.clone());
    let failed = move |failure: Failure| toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title);
    let switch = move |off: bool| {
        let request = ChangeEndpointRequest { disabled: Some(off), ..ChangeEndpointRequest::default() };
        spawn_local(async move {
            match api.change_endpoint(&id(), &request).await {
                Ok(_) => {
                    toasts.show(Tone::Done, admin::saved(language.get_untracked()));
                    stopping.try_set(false);
                    endpoints.reading.again();
                }
                Err(failure) => failed(failure),
            }
        });
    };
    let test = move |()| {
        spawn_local(async move {
            match api.test_endpoint(&id()).await {
                Ok(_) => {
                    toasts.show(Tone::Done, text::test_sent(language.get_untracked()));
                    endpoints.reading.again();
                }
                Err(failure) => failed(failure),
            }
        });
    };
    let navigate = StoredValue::new_local(use_navigate());
    let remove = move |()| {
        spawn_local(async move {
            match api.remove_endpoint(&id()).await {
                Ok(()) => {
                    toasts.show(Tone::Done, text::removed(language.get_untracked()));
                    navigate.with_value(|navigate| navigate("/admin/webhooks", Default::default()));
                }
                Err(failure) => failed(failure),
            }
        });
    };
    let choose = move |then: RwSignal<bool>| {
        open.set(false);
        then.set(true);
    };
    let edit = move |()| {
        open.set(false);
        endpoints.form.set(Some(Some(endpoint.get_value())));
    };
    let toggle = move |()| {
        open.set(false);
        if is_off { switch(false) } else { stopping.set(true) }
    };
    view! {
        <span class="cluster">
            {(!is_off).then(|| view! { <Button label=say_string(text::test) small=true glyph=Glyph::Out on_press=test /> })}
            {is_off.then(|| view! { <Button label=say_string(text::enable) small=true glyph=Glyph::Check on_press=move |()| switch(false) /> })}
            <Menu label=say_string(text::actions) open button=move || view! { <Icon glyph=Glyph::More /> } class="button button--quiet button--square button--small">
                <MenuItem label=say_string(text::edit) glyph=Glyph::Link on_press=edit />
                <MenuItem label=say_string(text::rotate) glyph=Glyph::Key on_press=move |()| choose(rotating) />
                <MenuItem
                    label=say_string(if is_off { text::enable } else { text::disable })
                    glyph=if is_off { Glyph::Check } else { Glyph::Lock }
                    on_press=toggle
                />
                <MenuItem label=say_string(text::remove) glyph=Glyph::Cross on_press=move |()| choose(removing) />
            </Menu>
        </span>
        <Confirm
            open=stopping
            title=say_string(text::disable_title)
            warning=say_string(text::disabled_keeps)
            yes=say_string(text::disable)
            on_yes=move |()| switch(true)
        />
        <Confirm
            open=removing
            title=say_string(text::remove_title)
            warning=say_string(text::remove_warning)
            yes=say_string(text::remove)
            on_yes=remove
        />
    }
}
