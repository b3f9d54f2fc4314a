//! The correction orders of a case, each with what its holder may do with it.

use leptos::prelude::*;
use shared::api::correction_orders::OrderList;
use shared::correction::{booked_otherwise, kinds_for};
use shared::text::app::corrections as text;

use super::adjust_fee::AdjustFee;
use super::file::use_file;
use crate::components::correction_order::CorrectionOrderCard;
use crate::components::loaded::Reading;
use crate::components::order_actions::OrderActions;
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::state::language::{say, use_language};
use crate::state::session::use_session;
use crate::written;

/// The section; nothing where the case has no orders, and its reader could raise none.
#[component]
pub fn CaseOrders() -> impl IntoView {
    let (file, session, language) = (use_file(), use_session(), use_language());
    let api = file.api;
    let corrects = file.memo(|view| !kinds_for(view.case.kind).is_empty());
    let version = file.memo(|view| view.case.version);
    let holds = Memo::new(move |_| file.with(|view| view.case.state.holder(view.now) == Some(session.name().as_str())));
    let list = Reading::<OrderList>::start(move || {
        // Tracking alone would not make a memo look at what it is made of.
        version.get();
        api.orders_of(file.number)
    });
    let orders = move || list.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let done = Callback::new(move |()| file.read());
    let otherwise = Signal::derive(move || {
        let found = file.with(|view| booked_otherwise(&view.case, &orders()))?;
        let (lang, told, booked) = (language.get(), written::in_words(found.told), written::in_words(found.booked));
        Some(Words {
            title: text::booked_otherwise(lang, &told, &booked),
            lines: vec![text::booked_otherwise_then(lang).to_owned()],
            gentle: true,
        })
    });
    let is_shown = move || corrects.get() && (holds.get() || !orders().is_empty());
    view! {
        <Show when=is_shown>
            <section class="orders" aria-label=say(text::draft_title)>
                <h2 class="step__title">{say(text::draft_title)}</h2>
                <Show when=move || holds.get()>
                    <div class="form__actions">
                        <AdjustFee />
                    </div>
                </Show>
                <ProblemNotice words=otherwise />
                {move || {
                    let holds = holds.get();
                    orders()
                        .into_iter()
                        .map(|order| {
                            let actions = holds.then(|| view! { <OrderActions order=order.clone() done /> });
                            view! {
                                <CorrectionOrderCard order />
                                {actions}
                            }
                        })
                        .collect_view()
                }}
            </section>
        </Show>
    }
}
