//! One order: its lines, what it rests on, who approved it, what accounting said, and its history.

use chrono::DateTime;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::correction_orders::OrderView;
use shared::correction::{Answer, OrderNumber};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::{common, corrections as text};

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::approvals_words::approvals_words;
use crate::components::correction_order::CorrectionOrderCard;
use crate::components::loaded::{Loaded, Reading};
use crate::components::order_actions::OrderActions;
use crate::components::time::Time;
use crate::components::title::PageTitle;
use crate::pages::not_found::NotFound;
use crate::state::language::{say, use_language};
use crate::state::live::{News, use_live};
use crate::written;

/// The page.
#[component]
pub fn OrderPage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")?.parse::<OrderNumber>().ok()));
    view! {
        <Allowed needs=Permission::ReadCorrections>
            {move || match number.get() {
                Some(number) => view! { <Page number /> }.into_any(),
                None => view! { <NotFound /> }.into_any(),
            }}
        </Allowed>
    }
}

#[component]
fn Page(number: OrderNumber) -> impl IntoView {
    let api = use_api();
    let reading = Reading::<OrderView>::start(move || api.order(number));
    // Kept as long as it says the same: only what changes takes from the reader what they typed.
    let shown = Memo::new(move |_| {
        reading.value.with(|view| view.clone().map(|view| OrderView { now: DateTime::UNIX_EPOCH, ..view }))
    });
    let case = Memo::new(move |_| shown.with(|view| view.as_ref().map(|view| view.order.case)));
    use_live().listen(move |news| match news {
        News::Changed(row) if case.get_untracked() == Some(row.number) => reading.again(),
        News::ReadAnew => reading.again(),
        News::Changed(_) | News::Notices(_) | News::Presence(_) => {}
    });
    view! {
        <PageTitle title=Signal::derive(move || number.to_string()) />
        <div class="page">
            <header class="page__head">
                <h1 class="figures">{number.to_string()}</h1>
                <p>
                    <a href="/corrections">{say(text::all_orders)}</a>
                </p>
            </header>
            <Loaded reading>
                {move || {
                    let done = Callback::new(move |()| reading.again());
                    shown.get().map(|view| view! { <Whole view done /> })
                }}
            </Loaded>
        </div>
    }
}

#[component]
fn Whole(view: OrderView, done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let OrderView { order, approvals, approved_by, balance, events, acknowledgements, .. } = view;
    let (awaits, funds_back_at) = (order.awaits_funds(), order.funds_back_at);
    let funds = (awaits || funds_back_at.is_some()).then(move || {
        let since = funds_back_at.map(|at| view! { <Time at /> });
        let not_yet = awaits.then(|| say(text::funds_not_back));
        view! {
            <p class="small">
                <strong>{say(text::funds_back)}</strong> ": " {since} {not_yet}
            </p>
        }
    });
    let approved = (!approved_by.is_empty()).then(move || {
        view! { " · " {move || text::approved_by(language.get(), &approved_by.join(", "))} }
    });
    let balance = move || {
        text::balance(language.get(), &written::in_words(balance.corrected), &written::in_words(balance.amount))
    };
    view! {
        <div class="orders">
            <CorrectionOrderCard order=order.clone() names_case=true />
            <OrderActions order done />
            <section class="order__part">
                <h2>{say(text::approvals)}</h2>
                <p class="small">{move || approvals_words(&approvals, language.get())} {approved}</p>
                {funds}
                <p class="small muted">{balance}</p>
            </section>
            <section class="order__part">
                <h2>{say(text::accounting)}</h2>
                <Show when={
                    let is_silent = acknowledgements.is_empty();
                    move || is_silent
                }>
                    <p class="small muted">{say(text::accounting_none)}</p>
                </Show>
                <ul class="order__events">
                    {acknowledgements
                        .into_iter()
                        .map(|said| {
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
                        })
                        .collect_view()}
                </ul>
            </section>
            <section class="order__part">
                <h2>{say(text::history)}</h2>
                <ul class="order__events">
                    {events
                        .into_iter()
                        .map(|event| {
                            let (kind, actor) = (event.kind, event.actor);
                            view! {
                                <li>
                                    <Time at=event.at />
                                    <span>
                                        {move || {
                                            let lang = language.get();
                                            common::said(lang, &written::actor(&actor, lang), &kind.text(lang))
                                        }}
                                    </span>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        </div>
    }
}
