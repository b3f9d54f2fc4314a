//! The correction orders of a case, each with what its holder may do with it.

use leptos::prelude::*;
use shared::api::correction_orders::OrderList;
use shared::correction::{CorrectionOrder, booked_otherwise, kinds_for};
use shared::text::app::corrections as text;

use super::adjust_fee::AdjustFee;
use super::clear_transit::{ClearTransit, InTransit};
use super::file::{CaseFile, use_file};
use crate::components::correction_order::{CorrectionOrderCard, replacement};
use crate::components::loaded::Reading;
use crate::components::order_actions::OrderActions;
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::state::language::{say, use_language};
use crate::state::session::use_session;
use crate::written;

/// What is read of them.
#[derive(Clone, Copy)]
pub struct Orders {
    file: CaseFile,
    list: Reading<OrderList>,
}

impl Orders {
    /// Those of the case that shows, read anew whenever it changed.
    pub fn start() -> Self {
        let file = use_file();
        let version = file.memo(|view| view.case.version);
        let list = Reading::start(move || {
            // Tracking alone would not make a memo look at what it is made of.
            version.get();
            file.api.orders_of(file.number)
        });
        Self { file, list }
    }

    /// The orders as they were read last.
    pub fn get(self) -> Vec<CorrectionOrder> {
        self.list.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default())
    }
}

/// That what came back is told otherwise by now than it was booked, and what to do about that.
#[component]
pub fn ToldOtherwise(
    /// The orders.
    orders: Orders,
) -> impl IntoView {
    let language = use_language();
    let words = Signal::derive(move || {
        let found = orders.file.with(|view| booked_otherwise(&view.case, &orders.get()))?;
        let (lang, told, booked) = (language.get(), written::in_words(found.told), written::in_words(found.booked));
        Some(Words {
            title: text::booked_otherwise(lang, &told, &booked),
            lines: vec![text::booked_otherwise_then(lang).to_owned()],
            gentle: true,
        })
    });
    view! { <ProblemNotice words /> }
}

/// The returns that have no order yet, where others have: a case ends once each has its own.
#[component]
fn WithoutOrder(
    /// The orders.
    orders: Orders,
) -> impl IntoView {
    let language = use_language();
    let words = Signal::derive(move || {
        let live: Vec<CorrectionOrder> =
            orders.get().into_iter().filter(|order| order.state.name().is_live()).collect();
        let is_without = |reference: &str| live.iter().all(|order| order.cause.reference() != reference);
        let left = orders.file.with(|view| {
            let returns = view.case.matter.returns().iter().filter(|known| is_without(&known.reference));
            let words = returns.filter_map(|known| {
                let reported = known.reported.as_ref()?;
                Some(format!("{} · {}", known.reference, written::in_words(reported.amount)))
            });
            words.collect::<Vec<_>>()
        });
        let title = text::without_order(language.get(), &left.join(", "));
        (!live.is_empty() && !left.is_empty()).then_some(Words { title, lines: vec![], gentle: true })
    });
    view! { <ProblemNotice words /> }
}

/// The section; nothing where the case has no orders, and its reader could raise none.
#[component]
pub fn CaseOrders(
    /// The orders.
    orders: Orders,
) -> impl IntoView {
    let (file, session) = (orders.file, use_session());
    let corrects = file.memo(|view| !kinds_for(view.case.kind).is_empty());
    let holds = Memo::new(move |_| file.with(|view| view.case.state.holder(view.now) == Some(session.name().as_str())));
    let done = Callback::new(move |()| file.read());
    let version: Signal<i64> = file.memo(|view| view.case.version).into();
    let is_shown = move || corrects.get() && (holds.get() || !orders.get().is_empty());
    view! {
        <Show when=is_shown>
            <section class="orders" aria-label=say(text::draft_title)>
                <h2 class="step__title">{say(text::draft_title)}</h2>
                <InTransit orders />
                <WithoutOrder orders />
                <Show when=move || holds.get()>
                    <div class="form__actions">
                        <ClearTransit orders />
                        <AdjustFee />
                    </div>
                </Show>
                {move || {
                    let (holds, orders) = (holds.get(), orders.get());
                    orders
                        .iter()
                        .map(|order| {
                            let (order, replaced_by) = (order.clone(), replacement(&orders, order.number));
                            let actions = holds.then(|| view! { <OrderActions order=order.clone() done case_version=Some(version) /> });
                            view! {
                                <CorrectionOrderCard order replaced_by />
                                {actions}
                            }
                        })
                        .collect_view()
                }}
            </section>
        </Show>
    }
}
