//! Writing off what an order was to recover and accounting refused: asked once, for it cannot be taken back; then the
//! write-off shows, which stands in for the order.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::api::correction_orders::{DraftOrderRequest, OrderView};
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, CorrectionOrder, OrderNumber};
use shared::text::app::{corrections as text, matter};

use super::obstacle::Obstacle;
use crate::api::{Api, use_api};
use crate::components::button::Button;
use crate::components::confirm::Confirm;
use crate::components::focus::{HEADING, settle};
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// The button, and what it asks.
#[component]
pub fn WriteOff(
    /// The order that accounting refused.
    order: StoredValue<CorrectionOrder>,
    /// Where it is told that it was refused.
    obstacle: Obstacle,
) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let navigate = StoredValue::new_local(use_navigate());
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let (case, number) = order.with_value(|order| (order.case, order.number));
    let amount = StoredValue::new(order.with_value(|order| written::in_words(order.principal())));
    let title = Signal::derive(move || text::write_off_title(language.get(), &number.to_string()));
    let warning = Signal::derive(move || {
        amount.with_value(|amount| text::write_off_warning(language.get(), &number.to_string(), amount))
    });
    let go = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = write_off(api, case, number).await;
            busy.try_set(false);
            open.try_set(false);
            match answer {
                Ok(drafted) => {
                    let drafted = drafted.order.number.to_string();
                    toasts.show(Tone::Done, matter::order_drafted(language.get_untracked(), &drafted));
                    navigate.with_value(|go| go(&format!("/corrections/{drafted}"), NavigateOptions::default()));
                    settle(&[HEADING]);
                }
                Err(refused) => obstacle.refuse(refused),
            }
        });
    };
    view! {
        <Button label=say_string(text::write_off) small=true on_press=move |()| open.set(true) />
        <Confirm open title warning yes=say_string(text::write_off_yes) busy on_yes=go />
    }
}

/// Drafts the write-off that stands in for the order.
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
