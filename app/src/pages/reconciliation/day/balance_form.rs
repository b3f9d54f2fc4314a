//! A balance that a person read off the channel's portal, with what shows it.

use leptos::prelude::*;
use shared::api::recon::{BalanceMoment, BalanceRequest};
use shared::money::{Currency, Money, MoneyText};
use shared::text::Text;
use shared::text::app::{common, recon as text};

use super::Shown;
use super::act::Act;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, Select, TextArea, to_first_fault};
use crate::components::files::{Files, Picked};
use crate::components::problem_notice::ProblemNotice;
use crate::state::language::{Say, say, say_string, use_language};
use crate::written;

/// The dialog.
#[component]
pub fn BalanceDialog(
    /// The day.
    shown: Shown,
    /// The account's currency.
    currency: Currency,
) -> impl IntoView {
    let open = shown.recording;
    view! {
        <Dialog open title=say_string(text::record_balance)>
            <Form open shown currency />
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, shown: Shown, currency: Currency) -> impl IntoView {
    let (api, language, act) = (use_api(), use_language(), Act::on(shown));
    let moment = RwSignal::new(BalanceMoment::Closing.name().to_owned());
    let (amount, reference, reason) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let seen_at = RwSignal::new(written::for_input(api.now()));
    let (files, tried) = (RwSignal::new(Vec::<Picked>::new()), RwSignal::new(false));
    let request = move || {
        let typed = amount.get().trim().to_owned();
        Some(BalanceRequest {
            version: shown.version(),
            moment: BalanceMoment::from_name(&moment.get())?,
            amount: Money::parse(&typed, currency).ok().map(MoneyText::from)?,
            seen_at: written::from_input(&seen_at.get())?,
            reference: Some(reference.get().trim().to_owned()).filter(|typed| !typed.is_empty()),
            reason: Some(reason.get().trim().to_owned()).filter(|typed| !typed.is_empty())?,
            attachments: files.get().into_iter().map(|file| file.request).collect(),
        })
    };
    let save = move |()| {
        tried.set(true);
        let Some(request) = untrack(request) else { return to_first_fault() };
        let day = shown.day.get_value();
        act.send(async move { api.tell_balance(&day, &request).await }, move |()| {
            open.try_set(false);
            text::balance_toast
        });
    };
    let fault = move |is_wrong: Signal<bool>, says: Say, field: &'static str| {
        Signal::derive(move || {
            let said = (tried.get() && is_wrong.get()).then(|| says(language.get()).to_owned());
            said.or_else(|| act.expected(field))
        })
    };
    let no_amount = Signal::derive(move || amount.with(|typed| Money::parse(typed.trim(), currency).is_err()));
    let no_time = Signal::derive(move || seen_at.with(|typed| written::from_input(typed).is_none()));
    let no_reason = Signal::derive(move || reason.with(|typed| typed.trim().is_empty()));
    let moments = Signal::derive(move || {
        let lang = language.get();
        [BalanceMoment::Closing, BalanceMoment::Opening].map(|it| (it.name().to_owned(), it.text(lang))).to_vec()
    });
    let file_fault = Signal::derive(move || act.expected("attachments"));
    view! {
        <div class="form">
            <p>{say(text::balance_intro)}</p>
            <ProblemNotice words=act.words() />
            <Select label=say_string(text::balance_moment) value=moment options=moments />
            <Field
                label=say_string(text::balance_amount)
                hint=say_string(text::balance_amount_hint)
                value=amount
                error=fault(no_amount, text::balance_amount_hint, "amount")
            />
            <Field
                label=say_string(text::balance_seen_at)
                kind="datetime-local"
                value=seen_at
                error=fault(no_time, common::required, "seen_at")
            />
            <Field label=say_string(text::balance_reference) value=reference optional=true />
            <TextArea label=say_string(text::balance_reason) value=reason error=fault(no_reason, common::required, "reason") />
            <Files files error=file_fault most=1 />
            <div class="form__actions">
                <Button label=say_string(common::save) weight=Weight::Primary busy=act.busy on_press=save />
                <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}
