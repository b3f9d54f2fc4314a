//! Corrections: the orders by state, each with its lines, its cause and what accounting said.

mod order;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::api::correction_orders::{OrderCounts, OrderList};
use shared::correction::{CorrectionOrder, OrderStateName};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::corrections as text;

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::correction_order::{CorrectionOrderCard, replacement};
use crate::components::empty::Empty;
use crate::components::exports::Exports;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string, use_language};

pub use order::OrderPage;

/// The page.
#[component]
pub fn CorrectionsPage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::title) />
        <Allowed needs=Permission::ReadCorrections>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let (api, query) = (use_api(), use_query_map());
    let state = Memo::new(move |_| query.with(|query| OrderStateName::from_name(&query.get("state")?)));
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let reading = Reading::<OrderList>::start(move || api.orders(state.get(), cursor.get()));
    let counts = Reading::<OrderCounts>::start(move || api.order_counts());
    let orders = move || reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let next = move || {
        let next = reading.value.with(|list| list.as_ref().and_then(|list| list.next.clone()))?;
        let state = state.get().map(|state| format!("&state={}", state.name())).unwrap_or_default();
        Some(format!("/corrections?cursor={next}{state}"))
    };
    let address = Signal::derive(move || {
        let state = state.get().map(|state| format!("?state={}", state.name())).unwrap_or_default();
        format!("/api/v1/correction-orders/export{state}")
    });
    view! {
        <div class="page page--wide">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
                <p>{say(text::intro)}</p>
            </header>
            <p class="cluster">
                <Exports address />
            </p>
            <nav class="orders__states" aria-label=say(text::title)>
                <StateLink state=None counts current=state />
                {OrderStateName::ALL
                    .map(|name| view! { <StateLink state=Some(name) counts current=state /> })
                    .collect_view()}
            </nav>
            <Loaded reading>
                <Show
                    when=move || !orders().is_empty()
                    fallback=|| {
                        view! { <Empty glyph=Glyph::File title=say_string(text::empty_title) explanation=say_string(text::empty) /> }
                    }
                >
                    <div class="orders">
                        {move || {
                            let orders = orders();
                            let standing_in = |order: &CorrectionOrder| replacement(&orders, order.number);
                            orders
                                .iter()
                                .map(|order| (order.clone(), standing_in(order)))
                                .map(|(order, replaced_by)| {
                                    view! { <CorrectionOrderCard order names_case=true replaced_by /> }
                                })
                                .collect_view()
                        }}
                    </div>
                    {move || next().map(|href| view! { <a class="link" href=href>{say(text::more)}</a> })}
                </Show>
            </Loaded>
        </div>
    }
}

/// A state with its count, which leads to its orders.
#[component]
fn StateLink(
    state: Option<OrderStateName>,
    counts: Reading<OrderCounts>,
    current: Memo<Option<OrderStateName>>,
) -> impl IntoView {
    let language = use_language();
    let href = state.map_or("/corrections".to_owned(), |state| format!("/corrections?state={}", state.name()));
    let name = move || match state {
        Some(state) => state.text(language.get()),
        None => text::all(language.get()).to_owned(),
    };
    let count = move || {
        let wanted = |of: OrderStateName| state.is_none_or(|state| state == of);
        counts.value.with(|counts| {
            let counts = counts.as_ref()?;
            Some(counts.states.iter().filter(|it| wanted(it.state)).map(|it| it.count).sum::<i64>().to_string())
        })
    };
    view! {
        <a class="orders__state" href=href aria-current=move || (current.get() == state).then_some("page")>
            {name}
            " "
            <span class="figures muted">{count}</span>
        </a>
    }
}
