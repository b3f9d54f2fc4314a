//! Who has to approve an order, while that is still to come; who approved it, once it was decided. What today's policy would ask
//! of an order that is past that says nothing of it.

use leptos::prelude::*;
use shared::api::correction_orders::OrderView;
use shared::correction::OrderStateName;
use shared::text::app::corrections as text;

use crate::components::approvals_words::approvals_words;
use crate::components::time::Time;
use crate::state::language::{say, use_language};
use crate::written;

/// Whether approving it is still to come, for the first time or anew.
fn is_to_be_approved(state: OrderStateName) -> bool {
    matches!(state, OrderStateName::Drafted | OrderStateName::Proposed | OrderStateName::Failed)
}

/// The section.
#[component]
pub fn Approved(
    /// The order with its history.
    view: OrderView,
) -> impl IntoView {
    let language = use_language();
    let OrderView { order, approvals, approved_by, balance, .. } = view;
    let needs = is_to_be_approved(order.state.name()).then_some(approvals);
    let words = move || {
        let lang = language.get();
        let needed = needs.as_ref().map(|approvals| approvals_words(approvals, lang));
        let names = approved_by.join(lang.pick(", ", "、"));
        let given = match (names.is_empty(), needed.is_none()) {
            (false, _) => Some(text::approved_by(lang, &names)),
            (true, true) => Some(text::nobody_approved(lang).to_owned()),
            (true, false) => None,
        };
        [needed, given].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
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
    let balance = move || {
        text::balance(language.get(), &written::in_words(balance.corrected), &written::in_words(balance.amount))
    };
    view! {
        <section class="order__part">
            <h2>{say(text::approvals)}</h2>
            <p class="small">{words}</p>
            {funds}
            <p class="small muted">{balance}</p>
        </section>
    }
}
