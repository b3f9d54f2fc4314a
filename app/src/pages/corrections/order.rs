//! One order: its lines, what it rests on, who approved it, what accounting said, and its history.

mod approvals;
mod history;

use chrono::DateTime;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::correction_orders::{OrderList, OrderView};
use shared::correction::{CorrectionOrder, OrderNumber, OrderStateName, still_in_transit};
use shared::role::Permission;
use shared::text::app::corrections as text;

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::correction_order::{CorrectionOrderCard, replacement};
use crate::components::loaded::{Loaded, Reading};
use crate::components::order_actions::OrderActions;
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::components::title::PageTitle;
use crate::pages::not_found::NotFound;
use crate::state::language::{say, use_language};
use crate::state::live::{News, use_live};
use crate::written;
use approvals::Approved;
use history::{Accounting, History};

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
    let order = view.order.clone();
    view! {
        <div class="orders">
            <Card order=order.clone() />
            <OrderActions order done is_alone=true />
            <Approved view=view.clone() />
            <Accounting acknowledgements=view.acknowledgements />
            <History events=view.events approved_by=view.approved_by />
        </div>
    }
}

/// The order; of one that was taken back, with the order that stands in for it; of one that was credited ahead of its funds, whether
/// they are still under way.
#[component]
fn Card(order: CorrectionOrder) -> impl IntoView {
    let is_ahead = order.state.name() == OrderStateName::Posted && order.cause.is_ahead_of_funds();
    if order.state.name() != OrderStateName::Withdrawn && !is_ahead {
        return view! { <CorrectionOrderCard order names_case=true /> }.into_any();
    }
    let (api, case, number) = (use_api(), order.case, order.number);
    let siblings = Reading::<OrderList>::start(move || api.orders_of(case));
    let replaced_by = Memo::new(move |_| siblings.value.with(|list| replacement(&list.as_ref()?.items, number)));
    let about = order.cause.reference().to_owned();
    let in_transit = Memo::new(move |_| {
        let find = |orders: &[CorrectionOrder]| {
            still_in_transit(orders)
                .into_iter()
                .find(|(reference, _)| *reference == about)
                .map(|(_, credited)| credited)
        };
        siblings.value.with(|list| find(&list.as_ref()?.items).filter(|_| is_ahead))
    });
    let (language, reference) = (use_language(), order.cause.reference().to_owned());
    let words = Signal::derive(move || {
        let credited = in_transit.get()?;
        let title = text::in_transit(language.get(), &written::in_words(credited), &reference);
        Some(Words { title, lines: vec![text::in_transit_then(language.get()).to_owned()], gentle: true })
    });
    view! {
        <ProblemNotice words />
        {move || view! { <CorrectionOrderCard order=order.clone() names_case=true replaced_by=replaced_by.get() /> }}
    }
    .into_any()
}
