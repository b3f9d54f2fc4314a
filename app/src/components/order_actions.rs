//! What its case's holder does with an order: change it within the rules, put it to checkers, take it back; and where
//! accounting refused it, send it again, have the merchant owe what the balance does not cover, or write it off.

mod obstacle;
mod write_off;

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::correction_orders::OrderView;
use shared::correction::{CorrectionOrder, OrderNumber, OrderStateName};
use shared::role::Permission;
use shared::text::app::{common, corrections as text};

use crate::api::{Api, use_api};
use crate::components::button::{Button, Weight};
use crate::components::field::TextArea;
use crate::components::focus::{HEADING, settle};
use crate::components::order_edit::EditOrder;
use crate::failure::Failure;
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::session::use_session;
use obstacle::{Obstacle, ObstacleNotice};
use write_off::WriteOff;

/// Where the keyboard goes once something was done: to what the orders of a case are headed by, else to the order's own number.
const AFTER: &[&str] = &["main .orders .step__title", HEADING];

/// The actions that the order's state has.
#[component]
pub fn OrderActions(
    /// The order.
    order: CorrectionOrder,
    /// What to do once one is done.
    done: Callback<()>,
    /// Whether its case does not show beside it: then it is told who has the case, and the case can be claimed here.
    #[prop(optional)]
    is_alone: bool,
    /// The version of its case that shows beside it.
    #[prop(optional_no_strip)]
    case_version: Option<Signal<i64>>,
) -> impl IntoView {
    let (session, state) = (use_session(), order.state.name());
    let is_open = state.is_editable() || state == OrderStateName::Approved;
    if !is_open || !untrack(|| session.may(Permission::WorkCases)) {
        return ().into_any();
    }
    view! { <Form order done is_alone case_version /> }.into_any()
}

/// A command on its way.
type Sending = Pin<Box<dyn Future<Output = Result<OrderView, Failure>>>>;

#[component]
fn Form(
    order: CorrectionOrder,
    done: Callback<()>,
    is_alone: bool,
    case_version: Option<Signal<i64>>,
) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let (reason, editing) = (RwSignal::new(String::new()), RwSignal::new(false));
    let obstacle = Obstacle::of(&order, is_alone);
    let (number, version) = (order.number, order.version);
    let (is_editable, is_failed) = (order.state.name().is_editable(), order.state.name() == OrderStateName::Failed);
    let is_refused_recovery = is_failed && order.kind().is_recovery();
    let act = move |command: Sending| {
        busy.set(true);
        obstacle.failure.set(None);
        spawn_local(async move {
            let answer = command.await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    done.run(());
                    settle(AFTER);
                }
                Err(refused) => obstacle.refuse(refused),
            }
        });
    };
    let with_reason = move |send: fn(Api, OrderNumber, (i64, Option<i64>), String) -> Sending| {
        tried.set(true);
        let words = reason.get_untracked().trim().to_owned();
        if !words.is_empty() {
            let seen = case_version.map(|shown| shown.get_untracked()).or_else(|| obstacle.case_version());
            act(send(api, number, (version, seen), words));
        }
    };
    let propose = move |()| with_reason(|api, number, seen, words| Box::pin(api.propose_order(number, seen, words)));
    let withdraw =
        move |()| with_reason(|api, number, (version, _), words| Box::pin(api.withdraw_order(number, version, words)));
    let label: Say = if is_failed { text::propose_again } else { text::propose };
    let change: Say = if is_refused_recovery { text::reduce } else { text::edit };
    let error = Signal::derive(move || {
        let empty = reason.with(|reason| reason.trim().is_empty());
        (tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let order = StoredValue::new(order);
    view! {
        <div class="stack">
            {is_refused_recovery.then(|| view! { <p class="small">{say(text::refused_recovery)}</p> })}
            <TextArea label=say_string(text::reason) value=reason error />
            <ObstacleNotice obstacle />
            <div class="form__actions">
                {is_editable
                    .then(|| {
                        view! {
                            <Button label=say_string(label) weight=Weight::Primary small=true busy on_press=propose />
                            <Button label=say_string(change) small=true busy on_press=move |()| editing.set(true) />
                        }
                    })}
                {is_refused_recovery.then(|| view! { <WriteOff order obstacle /> })}
                <Button label=say_string(text::withdraw) small=true busy on_press=withdraw />
            </div>
            {is_editable.then(|| view! { <EditOrder order open=editing done /> })}
        </div>
    }
}
