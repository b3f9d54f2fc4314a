//! Adjusting a fee beside what else puts the case right: the channel charged more or less for the payout than was booked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::correction_orders::DraftOrderRequest;
use shared::correction::{AdjustmentDirection, CorrectionKind};
use shared::money::{Currency, Money};
use shared::text::app::{common, corrections as text, matter};

use super::file::{CaseFile, use_file};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, Select};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// What is typed. It stays when the dialog closes.
#[derive(Clone, Copy)]
struct Draft {
    reference: RwSignal<String>,
    /// `more` or `less`.
    charged: RwSignal<String>,
    amount: RwSignal<String>,
    tried: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
}

impl Draft {
    fn new() -> Self {
        Self {
            reference: RwSignal::new(String::new()),
            charged: RwSignal::new("more".to_owned()),
            amount: RwSignal::new(String::new()),
            tried: RwSignal::new(false),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn reference(self) -> Option<String> {
        Some(self.reference.get().trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn money(self, currency: Currency) -> Option<Money> {
        Money::parse(self.amount.get().trim(), currency).ok().filter(|amount| amount.is_positive())
    }

    fn request(self, version: i64, currency: Currency) -> Option<DraftOrderRequest> {
        let less = self.charged.get() == "less";
        Some(DraftOrderRequest {
            version,
            kind: CorrectionKind::FeeAdjustment,
            reference: Some(self.reference()?),
            amount: Some(self.money(currency)?),
            // What the channel charged less it still has of ours.
            direction: Some(if less { AdjustmentDirection::Long } else { AdjustmentDirection::Short }),
            written_off: None,
            replaces: None,
        })
    }
}

/// The button, with its dialog.
#[component]
pub fn AdjustFee() -> impl IntoView {
    let (open, draft) = (RwSignal::new(false), Draft::new());
    view! {
        <Button label=say_string(text::adjust_fee) small=true on_press=move |()| open.set(true) />
        <Dialog open title=say_string(text::adjust_fee)>
            <Form draft open />
        </Dialog>
    }
}

#[component]
fn Form(draft: Draft, open: RwSignal<bool>) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let currency = file.now(|view| Some(view.case.facts.amount.currency())).unwrap_or(Currency::CNY);
    let required = move |is_missing: Signal<bool>| {
        Signal::derive(move || {
            (draft.tried.get() && is_missing.get()).then(|| common::required(language.get()).to_owned())
        })
    };
    let no_reference = required(Signal::derive(move || draft.reference().is_none()));
    let no_amount = Signal::derive(move || {
        let is_none = draft.tried.get() && draft.money(currency).is_none();
        is_none.then(|| text::not_an_amount(language.get()).to_owned())
    });
    let charged = Signal::derive(move || {
        let lang = language.get();
        let words = [("more", text::charged_more(lang)), ("less", text::charged_less(lang))];
        words.map(|(name, words)| (name.to_owned(), words.to_owned())).to_vec()
    });
    let words = Signal::derive(move || draft.failure.get().map(|failure| failure.words(language.get())));
    let send = sender(file, draft, open, currency);
    let label = Signal::derive(move || matter::fee_amount(language.get(), currency.code()));
    view! {
        <div class="form">
            <p class="small muted">{say(text::adjust_fee_hint)}</p>
            <Field
                label=say_string(text::fee_reference)
                hint=say_string(text::fee_reference_hint)
                value=draft.reference
                code=true
                error=no_reference
            />
            <div class="form__row">
                <Select label=say_string(text::charged) value=draft.charged options=charged />
                <Field label value=draft.amount error=no_amount />
            </div>
            <ProblemNotice words />
            <div class="form__actions">
                <Button label=say_string(text::draft) weight=Weight::Primary busy=draft.busy on_press=send />
                <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}

/// Drafts the order; it shows beside the others.
fn sender(file: CaseFile, draft: Draft, open: RwSignal<bool>, currency: Currency) -> Callback<()> {
    let (language, toasts) = (use_language(), use_toasts());
    Callback::new(move |()| {
        draft.tried.set(true);
        let version = file.now(|view| view.case.version);
        let Some(request) = untrack(|| draft.request(version, currency)) else { return };
        draft.busy.set(true);
        draft.failure.set(None);
        spawn_local(async move {
            let answer = file.api.draft_order(file.number, &request).await;
            draft.busy.try_set(false);
            match answer {
                Ok(order) => {
                    let number = order.order.number.to_string();
                    toasts.show(Tone::Done, matter::order_drafted(language.get_untracked(), &number));
                    open.try_set(false);
                    draft.reference.try_set(String::new());
                    draft.amount.try_set(String::new());
                    draft.tried.try_set(false);
                    file.read();
                }
                Err(refused) => drop(draft.failure.try_set(Some(refused))),
            }
        });
    })
}
