//! The form of a new account at a channel.

use chrono::NaiveTime;
use leptos::prelude::*;
use shared::api::recon::NewAccountRequest;
use shared::money::Currency;
use shared::recon::{AccountId, ChannelAccount, Tolerance};
use shared::text::app::{common, recon as text};

use super::Accounts;
use crate::api::use_api;
use crate::components::field::{Field, Select};
use crate::components::register::{EntryForm, Saving};
use crate::state::channels::use_channels;
use crate::state::language::{Say, say_string, use_language};
use shared::api::recon::AccountView;

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    id: RwSignal<String>,
    channel: RwSignal<String>,
    name: RwSignal<String>,
    currency: RwSignal<String>,
    number: RwSignal<String>,
    offset: RwSignal<String>,
    cut_off: RwSignal<String>,
    hold: RwSignal<String>,
    tolerance: RwSignal<String>,
    minutes: RwSignal<String>,
}

impl Draft {
    fn empty(channel: String) -> Self {
        let typed = |text: &str| RwSignal::new(text.to_owned());
        Self {
            id: typed(""),
            channel: RwSignal::new(channel),
            name: typed(""),
            currency: typed("CNY"),
            number: typed(""),
            offset: typed("480"),
            cut_off: typed(""),
            hold: typed("1"),
            tolerance: typed("0"),
            minutes: typed("10"),
        }
    }

    fn cut_off(self) -> Result<Option<NaiveTime>, ()> {
        let typed = self.cut_off.get();
        match typed.trim() {
            "" => Ok(None),
            time => NaiveTime::parse_from_str(time, "%H:%M").map(Some).map_err(drop),
        }
    }

    /// The account, if everything that was typed can be read.
    fn account(self) -> Option<ChannelAccount> {
        let number = Some(self.number.get().trim().to_owned()).filter(|number| !number.is_empty());
        let name = Some(self.name.get().trim().to_owned()).filter(|name| !name.is_empty())?;
        Some(ChannelAccount {
            id: AccountId::parse(self.id.get().trim())?,
            channel: self.channel.get(),
            name,
            currency: Currency::from_code(self.currency.get().trim())?,
            number,
            utc_offset_minutes: self.offset.get().trim().parse().ok()?,
            cut_off: self.cut_off().ok()?,
            hold_days: self.hold.get().trim().parse().ok()?,
            tolerance: Tolerance {
                amount_minor: self.tolerance.get().trim().parse().ok()?,
                minutes: self.minutes.get().trim().parse().ok()?,
            },
            formats: vec![],
        })
    }
}

/// A fault of what is typed where it cannot be read as what it has to be.
fn unread<T>(value: RwSignal<String>, read: fn(&str) -> Option<T>) -> impl Fn() -> Option<Say> + Send + Sync + 'static
where
    T: 'static,
{
    move || value.with(|typed| read(typed.trim()).is_none()).then_some(common::required as Say)
}

/// The form.
pub fn form(_: Option<AccountView>, accounts: Accounts) -> AnyView {
    let (api, language, channels) = (use_api(), use_language(), use_channels());
    let first = untrack(|| channels.names(language.get()).into_iter().next());
    let draft = Draft::empty(first.map(|(id, _)| id).unwrap_or_default());
    let saving = Saving::new();
    let save = move |()| {
        saving.tried.set(true);
        let Some(account) = untrack(|| draft.account()) else { return };
        saving.send(accounts, async move { api.add_account(&NewAccountRequest { account }).await.map(|_| None) });
    };
    let options = Signal::derive(move || channels.names(language.get()));
    let whole = |text: &str| text.parse::<i64>().ok();
    let no_id = saving.fault(unread(draft.id, AccountId::parse), "account.id");
    let no_name = saving.fault_if_empty(draft.name, "account.name");
    let no_currency = saving.fault(unread(draft.currency, Currency::from_code), "account.currency");
    let no_offset = saving.fault(unread(draft.offset, whole), "account.utc_offset_minutes");
    let no_cut_off =
        saving.fault(move || draft.cut_off().is_err().then_some(text::account_cut_off_hint as Say), "account.cut_off");
    let no_hold = saving.fault(unread(draft.hold, whole), "account.hold_days");
    let no_tolerance = saving.fault(unread(draft.tolerance, whole), "account.tolerance.amount_minor");
    let no_minutes = saving.fault(unread(draft.minutes, whole), "account.tolerance.minutes");
    view! {
        <EntryForm is_new=true saving on_save=save on_cancel=move |()| accounts.form.set(None)>
            <Field label=say_string(text::account_id) hint=say_string(text::account_id_hint) value=draft.id error=no_id code=true />
            <Field label=say_string(text::account_name) value=draft.name error=no_name />
            <Select label=say_string(text::account_channel) value=draft.channel options />
            <Field label=say_string(text::account_currency) value=draft.currency error=no_currency code=true />
            <Field label=say_string(text::account_number) hint=say_string(text::account_number_hint) value=draft.number optional=true code=true />
            <Field label=say_string(text::account_offset) value=draft.offset error=no_offset />
            <Field label=say_string(text::account_cut_off) hint=say_string(text::account_cut_off_hint) value=draft.cut_off error=no_cut_off optional=true />
            <Field label=say_string(text::account_hold) value=draft.hold error=no_hold />
            <Field label=say_string(text::account_tolerance) value=draft.tolerance error=no_tolerance />
            <Field label=say_string(text::account_minutes) value=draft.minutes error=no_minutes />
        </EntryForm>
    }
    .into_any()
}
