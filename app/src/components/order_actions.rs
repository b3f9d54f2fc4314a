//! What its case's holder does with an order: change it within the rules, put it to checkers, take it back; and where
//! accounting refused it, send it again, have the merchant owe what the balance does not cover, or write it off.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::correction_orders::{DraftOrderRequest, OrderView};
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, CorrectionOrder, OrderNumber, OrderStateName};
use shared::role::Permission;
use shared::text::app::{common, corrections as text};

use crate::api::{Api, use_api};
use crate::components::button::{Button, Weight};
use crate::components::field::TextArea;
use crate::components::order_edit::EditOrder;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{Say, say, say_string, use_language};
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

/// A command on its way.
type Sending = Pin<Box<dyn Future<Output = Result<OrderView, Failure>>>>;

#[component]
fn Form(order: CorrectionOrder, done: Callback<()>) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let (failure, busy, tried) = (RwSignal::new(None::<Failure>), RwSignal::new(false), RwSignal::new(false));
    let (reason, editing) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (number, version, case) = (order.number, order.version, order.case);
    let (is_editable, is_failed) = (order.state.name().is_editable(), order.state.name() == OrderStateName::Failed);
    let is_refused_recovery = is_failed && order.kind().is_recovery();
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
    let with_reason = move |send: fn(Api, OrderNumber, i64, String) -> Sending| {
        tried.set(true);
        let words = reason.get_untracked().trim().to_owned();
        if !words.is_empty() {
            act(send(api, number, version, words));
        }
    };
    let propose =
        move |()| with_reason(|api, number, version, words| Box::pin(api.propose_order(number, version, words)));
    let withdraw =
        move |()| with_reason(|api, number, version, words| Box::pin(api.withdraw_order(number, version, words)));
    let write_off = move |()| act(Box::pin(write_off(api, case, number)));
    let label: Say = if is_failed { text::propose_again } else { text::propose };
    let change: Say = if is_refused_recovery { text::reduce } else { text::edit };
    let error = Signal::derive(move || {
        let empty = reason.with(|reason| reason.trim().is_empty());
        (tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let order = StoredValue::new(order);
    view! {
        <div class="stack">
            {is_refused_recovery.then(|| view! { <p class="small">{say(text::refused_recovery)}</p> })}
            <TextArea label=say_string(text::reason) value=reason error />
            <ProblemNotice words />
            <div class="form__actions">
                {is_editable
                    .then(|| {
                        view! {
                            <Button label=say_string(label) weight=Weight::Primary small=true busy on_press=propose />
                            <Button label=say_string(change) small=true busy on_press=move |()| editing.set(true) />
                        }
                    })}
                {is_refused_recovery
                    .then(|| view! { <Button label=say_string(text::write_off) small=true busy on_press=write_off /> })}
                <Button label=say_string(text::withdraw) small=true busy on_press=withdraw />
            </div>
            {is_editable.then(|| view! { <EditOrder order open=editing done /> })}
        </div>
    }
}

/// Drafts the write-off that stands in for an order which accounting refused.
async fn write_off(api: Api, case: CaseNumber, refused: OrderNumber) -> Result<OrderView, Failure> {
    let seen = api.case(case).await?;
    let request = DraftOrderRequest {
        version: seen.case.version,
        kind: CorrectionKind::WriteOff,
        reference: None,
        amount: None,
        direction: None,
        written_off: None,
        replaces: Some(refused),
    };
    api.draft_order(case, &request).await
}
