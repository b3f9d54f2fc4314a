//! One delivery: each try, and what the endpoint answered; and sending it again.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::webhooks::DeliveryView;
use shared::text::Text;
use shared::text::app::webhooks as text;
use shared::webhook::{Attempt, DeliveryState};

use super::deliveries::DeliveryBadge;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, open_while};
use crate::components::fact::Fact;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::time::Time;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The dialog of the delivery that is open.
#[component]
pub fn DeliveryDialog(
    /// Of which endpoint.
    id: StoredValue<String>,
    /// Which delivery.
    open: RwSignal<Option<i64>>,
    /// What to do when it is sent again.
    on_change: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let shows = open_while(open);
    view! {
        <Dialog open=shows title=say_string(text::deliveries) wide=true>
            {move || open.get().map(|delivery| view! { <Sheet id delivery on_change /> })}
        </Dialog>
    }
}

#[component]
fn Sheet(id: StoredValue<String>, delivery: i64, on_change: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let reading = Reading::<DeliveryView>::start(move || async move { api.delivery(&id.get_value(), delivery).await });
    let replay = move |()| {
        spawn_local(async move {
            match api.replay_delivery(&id.get_value(), delivery).await {
                Ok(_) => {
                    toasts.show(Tone::Done, text::under_way(language.get_untracked()));
                    reading.again();
                    on_change();
                }
                Err(failure) => toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title),
            }
        });
    };
    view! {
        <Loaded reading>
            {move || reading.value.get().map(|delivery| view! { <Told delivery on_replay=replay /> })}
        </Loaded>
    }
}

#[component]
fn Told(delivery: DeliveryView, #[prop(into)] on_replay: Callback<()>) -> impl IntoView {
    let language = use_language();
    let event_type = delivery.event_type;
    let waits = delivery.state == DeliveryState::Pending;
    let next = delivery.next_at.filter(|_| !delivery.attempts.is_empty());
    view! {
        <div class="stack">
            <header class="cluster">
                <strong>{move || event_type.text(language.get())}</strong>
                <DeliveryBadge state=delivery.state />
                <span class="push">
                    <Button
                        label=say_string(if waits { text::try_now } else { text::send_again })
                        weight=Weight::Primary
                        small=true
                        glyph=Glyph::Return
                        on_press=on_replay
                    />
                </span>
            </header>
            <dl>
                {delivery.number.map(|number| view! { <Fact label=say_string(text::case)>{number.to_string()}</Fact> })}
                <Fact label=say_string(text::happened)><Time at=delivery.happened_at /></Fact>
                <Fact label=say_string(text::event_id)><code>{delivery.event_id.clone()}</code></Fact>
                {next.map(|at| view! { <Fact label=say_string(text::next_try)><Time at /></Fact> })}
            </dl>
            <h3>{say(text::tries)}</h3>
            {delivery.attempts.is_empty().then(|| view! { <p class="muted">{say(text::not_tried)}</p> })}
            <ol class="webhook__tries" reversed>
                {delivery.attempts.into_iter().map(|attempt| view! { <Try attempt /> }).collect_view()}
            </ol>
        </div>
    }
}

#[component]
fn Try(attempt: Attempt) -> impl IntoView {
    let language = use_language();
    let (status, failure, latency_ms) = (attempt.http_status, attempt.failure, attempt.latency_ms);
    let came = move || match (status, failure) {
        (Some(status), _) => format!("HTTP {status}"),
        (None, Some(failure)) => failure.text(language.get()),
        (None, None) => String::new(),
    };
    let body = match attempt.answer {
        Some(answer) => view! { <pre class="webhook__answer" tabindex="0">{answer}</pre> }.into_any(),
        None if status.is_some() => view! { <p class="faint small">{say(text::said_nothing)}</p> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <li value=attempt.attempt>
            <span class="cluster">
                <strong>{came}</strong>
                <Time at=attempt.started_at />
                <span class="figures muted">{move || text::took(language.get(), latency_ms)}</span>
                <span class="faint small">{say(text::request)} " " <code>{attempt.request_id}</code></span>
            </span>
            {body}
        </li>
    }
}
