//! What its case's holder does with an order: change whether it goes ahead of the funds, put it to checkers, take it back,
//! or write off what accounting refused.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::correction_orders::{DraftOrderRequest, OrderView};
use shared::correction::{Cause, CorrectionKind, CorrectionOrder, Edit, OrderStateName};
use shared::role::Permission;
use shared::text::app::{common, corrections as text};

use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::field::TextArea;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{Say, say_string, use_language};
use crate::state::session::use_session;

/// The actions that the order's state has.
#[component]
pub fn OrderActions(
    /// The order.
    order: CorrectionOrder,
    /// What to do once one is done.
    done: Callback<()>,
) -> impl IntoView {
    let (session, state) = (use_session(), order.state.name());
    let is_open = state.is_editable() || state == OrderStateName::Approved;
    if !is_open || !untrack(|| session.may(Permission::WorkCases)) {
        return ().into_any();
    }
    view! { <Form order done /> }.into_any()
}

#[component]
fn Form(order: CorrectionOrder, done: Callback<()>) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let (failure, busy, tried) = (RwSignal::new(None::<Failure>), RwSignal::new(false), RwSignal::new(false));
    let reason = RwSignal::new(String::new());
    let (number, version, case) = (order.number, order.version, order.case);
    let act = move |command: Sending| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = command.await;
            busy.try_set(false);
            match answer {
                Ok(_) => done.run(()),
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let with_reason = move |send: fn(crate::api::Api, shared::correction::OrderNumber, i64, String) -> Sending| {
        tried.set(true);
        let words = reason.get_untracked().trim().to_owned();
        if !words.is_empty() {
            act(send(api, number, version, words));
        }
    };
    let toggle = ahead_of(&order).map(|is_ahead| {
        let label: Say = if is_ahead { text::not_ahead } else { text::ahead };
        let edit = move |()| {
            let changes = Edit { ahead_of_funds: Some(!is_ahead), ..Edit::default() };
            act(Box::pin(api.edit_order(number, version, changes)));
        };
        view! { <Button label=say_string(label) small=true busy on_press=edit /> }
    });
    let is_refused = order.state.name() == OrderStateName::Failed && order.kind().is_recovery();
    let write_off = is_refused.then(|| {
        let draft = move |()| {
            act(Box::pin(async move {
                let seen = api.case(case).await?;
                let request = DraftOrderRequest {
                    version: seen.case.version,
                    kind: CorrectionKind::WriteOff,
                    reference: None,
                    amount: None,
                    direction: None,
                    written_off: None,
                    replaces: Some(number),
                };
                api.draft_order(case, &request).await
            }));
        };
        view! { <Button label=say_string(text::write_off) small=true busy on_press=draft /> }
    });
    let proposes = order.state.name().is_editable().then(|| {
        let propose =
            move |()| with_reason(|api, number, version, words| Box::pin(api.propose_order(number, version, words)));
        view! { <Button label=say_string(text::propose) weight=Weight::Primary small=true busy on_press=propose /> }
    });
    let withdraw =
        move |()| with_reason(|api, number, version, words| Box::pin(api.withdraw_order(number, version, words)));
    let error = Signal::derive(move || {
        let empty = reason.with(|reason| reason.trim().is_empty());
        (tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <div class="stack">
            <TextArea label=say_string(text::reason) value=reason error />
            <ProblemNotice words />
            <div class="form__actions">
                {proposes} {toggle} {write_off}
                <Button label=say_string(text::withdraw) small=true busy on_press=withdraw />
            </div>
        </div>
    }
}

/// A command on its way.
type Sending = Pin<Box<dyn Future<Output = Result<OrderView, Failure>>>>;

/// Whether a refund goes ahead of its funds; nothing where that cannot be changed any more.
fn ahead_of(order: &CorrectionOrder) -> Option<bool> {
    match &order.cause {
        Cause::BounceRefund { ahead_of_funds, .. }
            if order.state.name().is_editable() && order.funds_back_at.is_none() =>
        {
            Some(*ahead_of_funds)
        }
        _ => None,
    }
}
