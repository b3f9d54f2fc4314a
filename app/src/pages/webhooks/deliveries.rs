//! The deliveries to an endpoint, the newest first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::webhooks::{DeliveryList, DeliveryView};
use shared::text::Text;
use shared::text::app::webhooks as text;
use shared::webhook::DeliveryState;

use super::delivery::DeliveryDialog;
use super::replay::Replay;
use crate::api::use_api;
use crate::components::badge::{Badge, Meaning};
use crate::components::button::Button;
use crate::components::empty::Empty;
use crate::components::exports::Exports;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::tabs::Segments;
use crate::components::time::Time;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The states to choose from, after all of them.
const STATES: [DeliveryState; 3] = DeliveryState::ALL;

/// The section.
#[component]
pub fn Deliveries(
    /// Of which endpoint.
    id: StoredValue<String>,
    /// What to do when something is sent again.
    on_change: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let chosen = RwSignal::new(0_usize);
    let state = move || chosen.get().checked_sub(1).and_then(|place| STATES.get(place).copied());
    let reading = Reading::<DeliveryList>::start(move || {
        let state = state();
        async move { api.deliveries(&id.get_value(), state, None).await }
    });
    let items = move || reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let next = move || reading.value.with(|list| list.as_ref().and_then(|list| list.next.clone()));
    let older = move |()| {
        let (state, next) = untrack(|| (state(), next()));
        spawn_local(async move {
            match api.deliveries(&id.get_value(), state, next.as_deref()).await {
                Ok(page) => reading.value.update(|list| {
                    if let Some(list) = list {
                        list.items.extend(page.items);
                        list.next = page.next;
                    }
                }),
                Err(failure) => toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title),
            }
        });
    };
    let (open, replaying) = (RwSignal::new(None::<i64>), RwSignal::new(false));
    let again = move || {
        reading.again();
        on_change();
    };
    let labels = Signal::derive(move || {
        let lang = language.get();
        let states = STATES.iter().map(|state| state.text(lang));
        std::iter::once(text::state_all(lang).to_owned()).chain(states).collect::<Vec<_>>()
    });
    let address = Signal::derive(move || {
        let state = state().map(|state| format!("?state={}", state.name())).unwrap_or_default();
        format!("/api/v1/webhooks/{}/deliveries/export{state}", id.get_value())
    });
    let columns = [text::event, text::case, text::happened, text::column_standing, text::answer];
    view! {
        <section class="webhook__deliveries">
            <header class="cluster">
                <h2>{say(text::deliveries)}</h2>
                <Segments label=say_string(text::column_standing) current=chosen labels />
                <span class="push cluster">
                    <Button label=say_string(text::read_again) small=true glyph=Glyph::Return on_press=move |()| again() />
                    <Button label=say_string(text::replay) small=true glyph=Glyph::Clock on_press=move |()| replaying.set(true) />
                </span>
            </header>
            <p class="cluster"><Exports address /></p>
            <Loaded reading>
                <Show
                    when=move || !items().is_empty()
                    fallback=|| {
                        view! { <Empty glyph=Glyph::Out title=say_string(text::deliveries_empty_title) explanation=say_string(text::deliveries_empty) /> }
                    }
                >
                    <table class="table table--cards">
                        <thead>
                            <tr>{columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}</tr>
                        </thead>
                        <tbody>
                            <For each=items key=|delivery| (delivery.id, delivery.state, delivery.failures) let:delivery>
                                <Line delivery open />
                            </For>
                        </tbody>
                    </table>
                    <Show when=move || next().is_some()>
                        <div class="form__actions"><Button label=say_string(text::older) on_press=older /></div>
                    </Show>
                </Show>
            </Loaded>
            <DeliveryDialog id open on_change=again />
            <Replay id open=replaying on_change=again />
        </section>
    }
}

#[component]
fn Line(delivery: DeliveryView, open: RwSignal<Option<i64>>) -> impl IntoView {
    let language = use_language();
    let (event_type, failures, id) = (delivery.event_type, delivery.failures, delivery.id);
    let last = delivery.attempts.first().cloned();
    let answer = move || match &last {
        None => text::not_tried(language.get()).to_owned(),
        Some(attempt) => match (attempt.http_status, attempt.failure) {
            (Some(status), _) => status.to_string(),
            (None, Some(failure)) => failure.text(language.get()),
            (None, None) => String::new(),
        },
    };
    let vain = move || (failures > 0).then(|| text::failures(language.get(), failures));
    view! {
        <tr>
            <td>
                <button type="button" class="link" on:click=move |_| open.set(Some(id))>
                    {move || event_type.text(language.get())}
                </button>
                " "
                <code class="faint small">{event_type.name()}</code>
            </td>
            <td class="figures">{delivery.number.map(|number| number.to_string())}</td>
            <td><Time at=delivery.happened_at /></td>
            <td><DeliveryBadge state=delivery.state /></td>
            <td>{answer} " " <span class="faint small">{vain}</span></td>
        </tr>
    }
}

/// Where a delivery stands, in a word.
#[component]
pub fn DeliveryBadge(
    /// Where.
    state: DeliveryState,
) -> impl IntoView {
    let language = use_language();
    let (glyph, meaning) = match state {
        DeliveryState::Pending => (Glyph::Clock, Meaning::Unknown),
        DeliveryState::Delivered => (Glyph::Check, Meaning::Paid),
        DeliveryState::GivenUp => (Glyph::Cross, Meaning::NotPaid),
    };
    view! { <Badge label=Signal::derive(move || state.text(language.get())) glyph meaning /> }
}
