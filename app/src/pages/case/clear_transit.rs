//! What was credited ahead of its funds: that it stands in transit, and the order that clears it once they came, or are given up.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::correction_orders::DraftOrderRequest;
use shared::correction::{Cause, CorrectionKind, CorrectionOrder, came_of, in_transit, still_in_transit};
use shared::money::Money;
use shared::text::app::{common, corrections as text, matter};

use super::file::use_file;
use super::orders::Orders;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::focus::{HEADING, settle};
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// What stands in transit of a return, and what came of it by now.
#[derive(Clone, PartialEq)]
struct Standing {
    reference: String,
    credited: Money,
    came: Money,
}

impl Standing {
    /// What the order that clears it would give up.
    fn lost(&self) -> Option<Money> {
        let Self { reference, credited, came } = self.clone();
        Cause::TransitClearing { return_reference: reference, credited, came }.lost()
    }
}

/// What of the orders stands in transit, by one of the two ways to look at them.
fn standing(orders: Orders, find: fn(&[CorrectionOrder]) -> Vec<(&str, Money)>) -> Memo<Vec<Standing>> {
    let file = use_file();
    Memo::new(move |_| {
        let orders = orders.get();
        file.with(|view| {
            let returns = view.case.matter.returns();
            let of = |(reference, credited): (&str, Money)| Standing {
                reference: reference.to_owned(),
                credited,
                came: came_of(returns, reference, credited),
            };
            find(&orders).into_iter().map(of).collect()
        })
    })
}

/// That something stands in transit, and what it waits for.
#[component]
pub fn InTransit(
    /// The orders of the case.
    orders: Orders,
) -> impl IntoView {
    let (language, standing) = (use_language(), standing(orders, still_in_transit));
    let words = Signal::derive(move || {
        let lang = language.get();
        standing.with(|all| {
            let one = all.first()?;
            let title = text::in_transit(lang, &written::in_words(one.credited), &one.reference);
            let then = match one.came.is_positive() {
                true => text::in_transit_came(lang, &written::in_words(one.came)),
                false => text::in_transit_nothing(lang).to_owned(),
            };
            Some(Words { title, lines: vec![then], gentle: true })
        })
    });
    view! { <ProblemNotice words /> }
}

/// A button for each return of which something stands in transit.
#[component]
pub fn ClearTransit(
    /// The orders of the case.
    orders: Orders,
) -> impl IntoView {
    let standing = standing(orders, in_transit);
    move || standing.get().into_iter().map(|standing| view! { <Clear standing /> }).collect_view()
}

#[component]
fn Clear(standing: Standing) -> impl IntoView {
    let (file, language, toasts) = (use_file(), use_language(), use_toasts());
    let (open, busy, failure) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let lost = standing.lost();
    let reference = StoredValue::new(standing.reference);
    let send = Callback::new(move |()| {
        let request = DraftOrderRequest {
            version: file.now(|view| view.case.version),
            kind: CorrectionKind::TransitClearing,
            reference: Some(reference.get_value()),
            amount: None,
            direction: None,
            written_off: None,
            replaces: None,
        };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = file.api.draft_order(file.number, &request).await;
            busy.try_set(false);
            match answer {
                Ok(order) => {
                    let number = order.order.number.to_string();
                    toasts.show(Tone::Done, matter::order_drafted(language.get_untracked(), &number));
                    open.try_set(false);
                    file.read();
                    settle(&["main .orders .order a", HEADING]);
                }
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    });
    let label =
        Signal::derive(move || reference.with_value(|reference| text::clear_transit(language.get(), reference)));
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let pressed = move |()| if lost.is_some() { open.set(true) } else { send.run(()) };
    view! {
        <Button label small=true busy on_press=pressed />
        // Of what came whole there is nothing to ask.
        <Show when=move || lost.is_none()>
            <ProblemNotice words />
        </Show>
        <Dialog open title=say_string(text::clear_transit_title)>
            <div class="form">
                <p>{move || lost.map(|lost| text::clear_transit_loss(language.get(), &written::in_words(lost)))}</p>
                <ProblemNotice words />
                <div class="form__actions">
                    <Button label=say_string(text::clear_transit_draft) weight=Weight::Primary busy on_press=send />
                    <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
                </div>
            </div>
        </Dialog>
    }
}
