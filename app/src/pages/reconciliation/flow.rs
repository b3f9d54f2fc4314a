//! The funds-flow table of an account: opening, in, out, fees, closing and difference, running on over the days.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::api::recon::{AccountList, FundsFlow};
use shared::money::Money as Amount;
use shared::recon::AccountId;
use shared::recon::balance::{FlowRow, Movement, ProofState};
use shared::role::Permission;
use shared::text::app::recon as text;

use super::month::{MonthBar, last_of, month_of};
use crate::api::recon::Day;
use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::exports::Exports;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Reading};
use crate::components::money::Money;
use crate::components::title::PageTitle;
use crate::pages::not_found::NotFound;
use crate::state::language::{Say, say};

/// The page.
#[component]
pub fn FlowPage() -> impl IntoView {
    let params = use_params_map();
    let account = Memo::new(move |_| params.with(|params| AccountId::parse(&params.get("account")?)));
    view! {
        <Allowed needs=Permission::ReadRecon>
            {move || match account.get() {
                Some(account) => view! { <Page account /> }.into_any(),
                None => view! { <NotFound /> }.into_any(),
            }}
        </Allowed>
    }
}

const COLUMNS: [(Say, &str); 8] = [
    (text::flow_date, ""),
    (text::opening, "table__end"),
    (text::proof_in, "table__end"),
    (text::proof_out, "table__end"),
    (text::proof_fees, "table__end"),
    (text::closing, "table__end"),
    (text::proof_difference, "table__end"),
    (text::flow_running, "table__end"),
];

#[component]
fn Page(account: AccountId) -> impl IntoView {
    let (api, query) = (use_api(), use_query_map());
    let account = StoredValue::new(account);
    let accounts = Reading::<AccountList>::start(move || api.accounts());
    let last = Memo::new(move |_| {
        let of = |list: &AccountList| list.items.iter().find(|it| it.account.id == account.get_value())?.last_date;
        accounts.value.with(|list| list.as_ref().and_then(of))
    });
    let month = Memo::new(move |_| {
        let named = query.with(|query| query.get("month"));
        month_of(named.as_deref(), last.get().unwrap_or_else(|| api.now().date_naive()))
    });
    let reading = Reading::<FundsFlow>::start(move || {
        let (from, account) = (month.get(), account.get_value());
        async move { api.funds_flow(&account, from, last_of(from)).await }
    });
    let name = move || {
        let known = reading.value.with(|flow| flow.as_ref().map(|flow| flow.account.name.clone()));
        known.unwrap_or_else(|| account.with_value(ToString::to_string))
    };
    let export = Signal::derive(move || {
        let (account, from) = (account.get_value(), month.get());
        format!("/api/v1/funds-flow/export?account={account}&from={from}&to={}", last_of(from))
    });
    let (path, discrepancies) =
        account.with_value(|id| (format!("/reconciliation/{id}"), format!("/reconciliation/{id}/discrepancies")));
    let rows = move || reading.value.with(|flow| flow.as_ref().map(|flow| flow.rows.clone()).unwrap_or_default());
    view! {
        <PageTitle title=Signal::derive(name) />
        <div class="page page--wide recon">
            <header class="page__head">
                <h1>{name}</h1>
                <p>
                    {say(text::flow_intro)} " " <a href=discrepancies>{say(text::tab_discrepancies)}</a> " · "
                    <a href="/reconciliation">{say(text::to_calendar)}</a>
                </p>
            </header>
            <MonthBar month path />
            <Loaded reading>
                <Show when=move || !rows().is_empty() fallback=|| view! { <p class="muted">{say(text::flow_empty)}</p> }>
                <div class="table-scroll" tabindex="0" role="region" aria-label=say(text::flow)>
                    <table class="table recon__flow">
                        <thead>
                            <tr>{COLUMNS.map(|(name, class)| view! { <th scope="col" class=class>{say(name)}</th> }).collect_view()}</tr>
                        </thead>
                        <tbody>
                            {move || rows().into_iter().map(|row| view! { <Row row account=account.get_value() /> }).collect_view()}
                        </tbody>
                    </table>
                </div>
                </Show>
                <Exports address=export />
            </Loaded>
        </div>
    }
}

#[component]
fn Row(row: FlowRow, account: AccountId) -> impl IntoView {
    let FlowRow { proof, running_difference } = row;
    let href = Day { account, date: proof.date }.address();
    let difference = match &proof.state {
        ProofState::Breaks { difference, .. } => Some(*difference),
        ProofState::Holds | ProofState::Lacks { .. } => None,
    };
    let cell = |label: Say, amount: Option<Amount>| {
        let said = amount.map(|amount| {
            view! {
                <span class="table__label">{say(label)}</span>
                <Money amount />
            }
        });
        view! { <td class="figures table__end nowrap">{said}</td> }
    };
    let moved = |of: fn(&Movement) -> Amount| proof.movement.as_ref().map(of);
    let holds = proof.holds();
    view! {
        <tr class:recon__apart=difference.is_some()>
            <td class="figures nowrap"><a href=href>{proof.date.to_string()}</a></td>
            {cell(text::opening, proof.opening.as_ref().map(|known| known.amount))}
            {cell(text::proof_in, moved(|it| it.total_in))}
            {cell(text::proof_out, moved(|it| it.total_out))}
            {cell(text::proof_fees, moved(|it| it.fees))}
            {cell(text::closing, proof.closing.as_ref().map(|known| known.amount))}
            <td class="figures table__end nowrap recon__difference">
                {match difference {
                    Some(amount) => view! { <Money amount /> }.into_any(),
                    None if holds => view! { <span class="tone--paid"><Icon glyph=Glyph::Check /></span> }.into_any(),
                    None => view! { <span class="faint small">{say(text::not_known)}</span> }.into_any(),
                }}
            </td>
            {cell(text::flow_running, (running_difference.minor() != 0).then_some(running_difference))}
        </tr>
    }
}
