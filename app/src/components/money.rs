//! An amount with its currency, in tabular figures so that columns line up.

use leptos::prelude::*;

use crate::written;

/// An amount.
#[component]
pub fn Money(
    /// How much.
    #[prop(into)]
    amount: Signal<shared::money::Money>,
) -> impl IntoView {
    view! {
        <span class="money">
            {move || written::digits(amount.get())}
            <span class="money__currency">{move || amount.get().currency().code()}</span>
        </span>
    }
}
