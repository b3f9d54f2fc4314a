//! What accounting said of an order, by sending, and what happened to it.

use leptos::prelude::*;
use shared::correction::{Acknowledgement, Answer, OrderEvent, OrderEventKind};
use shared::text::app::{common, corrections as text};
use shared::text::{Lang, Text};

use crate::components::time::Time;
use crate::state::language::{say, use_language};
use crate::written;

/// What accounting said.
#[component]
pub fn Accounting(
    /// By sending.
    acknowledgements: Vec<Acknowledgement>,
) -> impl IntoView {
    let is_silent = acknowledgements.is_empty();
    view! {
        <section class="order__part">
            <h2>{say(text::accounting)}</h2>
            {is_silent.then(|| view! { <p class="small muted">{say(text::accounting_none)}</p> })}
            <ul class="order__events">
                {acknowledgements.into_iter().map(|said| view! { <Said said /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Said(said: Acknowledgement) -> impl IntoView {
    let language = use_language();
    let words = move || {
        let lang = language.get();
        let answer = match &said.answer {
            Answer::Posted { voucher } => text::voucher(lang, voucher),
            Answer::Failed { reason } => text::refused(lang, reason),
        };
        common::said(lang, &text::sending(lang, said.attempt), &answer)
    };
    view! {
        <li>
            <Time at=said.received_at />
            <span>{words}</span>
        </li>
    }
}

/// What happened, in order. Approving is one event, of whoever completed it: it names all who agreed to what is in force.
#[component]
pub fn History(
    /// What happened.
    events: Vec<OrderEvent>,
    /// Who agreed to its last approval.
    approved_by: Vec<String>,
) -> impl IntoView {
    let last = events.iter().rev().find(|event| event.kind == OrderEventKind::Approved).map(|event| event.seq);
    view! {
        <section class="order__part">
            <h2>{say(text::history)}</h2>
            <ul class="order__events">
                {events
                    .into_iter()
                    .map(|event| {
                        let checkers = if Some(event.seq) == last { approved_by.clone() } else { Vec::new() };
                        view! { <Happened event checkers /> }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Happened(event: OrderEvent, checkers: Vec<String>) -> impl IntoView {
    let language = use_language();
    let at = event.at;
    let who = move |lang: Lang| match checkers.as_slice() {
        [] => written::actor(&event.actor, lang),
        checkers => checkers.join(lang.pick(", ", "、")),
    };
    let words = move || {
        let lang = language.get();
        common::said(lang, &who(lang), &event.kind.text(lang))
    };
    view! {
        <li>
            <Time at />
            <span>{words}</span>
        </li>
    }
}
