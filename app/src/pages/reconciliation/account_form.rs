//! The form of an account at a channel: a new one, or one that is changed, with the reason.

use chrono::NaiveTime;
use leptos::prelude::*;
use shared::api::recon::{AccountView, ChangeAccountRequest, NewAccountRequest};
use shared::money::{Currency, Money};
use shared::recon::{AccountId, ChannelAccount, Tolerance};
use shared::text::Lang;
use shared::text::app::{common, recon as text};

use super::Accounts;
use crate::api::use_api;
use crate::components::field::{Field, Select, TextArea};
use crate::components::register::{EntryForm, Saving};
use crate::state::channels::use_channels;
use crate::state::language::{Say, say_string, use_language};

/// What the dialog is called.
pub fn title(entry: Option<&AccountView>, lang: Lang) -> String {
    match entry {
        Some(view) => text::change_account_of(lang, &view.account.name),
        None => text::add_account(lang).to_owned(),
    }
}

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
    reason: RwSignal<String>,
}

impl Draft {
    fn of(account: Option<&ChannelAccount>, first_channel: Option<String>) -> Self {
        let typed = |read: fn(&ChannelAccount) -> String, otherwise: &str| {
            RwSignal::new(account.map_or_else(|| otherwise.to_owned(), read))
        };
        let tolerance =
            |it: &ChannelAccount| Money::from_minor(it.tolerance.amount_minor, it.currency).amount().to_string();
        Self {
            id: typed(|it| it.id.to_string(), ""),
            channel: typed(|it| it.channel.clone(), &first_channel.unwrap_or_default()),
            name: typed(|it| it.name.clone(), ""),
            currency: typed(|it| it.currency.code().to_owned(), "CNY"),
            number: typed(|it| it.number.clone().unwrap_or_default(), ""),
            offset: typed(|it| it.utc_offset_minutes.to_string(), "480"),
            cut_off: typed(|it| it.cut_off.map(|time| time.format("%H:%M").to_string()).unwrap_or_default(), ""),
            hold: typed(|it| it.hold_days.to_string(), "1"),
            tolerance: typed(tolerance, "0"),
            minutes: typed(|it| it.tolerance.minutes.to_string(), "10"),
            reason: RwSignal::new(String::new()),
        }
    }

    fn cut_off(self) -> Result<Option<NaiveTime>, ()> {
        let typed = self.cut_off.get();
        match typed.trim() {
            "" => Ok(None),
            time => NaiveTime::parse_from_str(time, "%H:%M").map(Some).map_err(drop),
        }
    }

    fn currency(self) -> Option<Currency> {
        Currency::from_code(self.currency.get().trim())
    }

    fn tolerance_minor(self) -> Option<i64> {
        let currency = self.currency().unwrap_or(Currency::CNY);
        let tolerance = Money::parse(self.tolerance.get().trim(), currency).ok()?;
        Some(tolerance.minor()).filter(|minor| *minor >= 0)
    }

    /// The account, if everything that was typed can be read.
    fn account(self) -> Option<ChannelAccount> {
        let number = Some(self.number.get().trim().to_owned()).filter(|number| !number.is_empty());
        let name = Some(self.name.get().trim().to_owned()).filter(|name| !name.is_empty())?;
        Some(ChannelAccount {
            id: AccountId::parse(self.id.get().trim())?,
            channel: self.channel.get(),
            name,
            currency: self.currency()?,
            number,
            utc_offset_minutes: self.offset.get().trim().parse().ok()?,
            cut_off: self.cut_off().ok()?,
            hold_days: self.hold.get().trim().parse().ok()?,
            tolerance: Tolerance {
                amount_minor: self.tolerance_minor()?,
                minutes: self.minutes.get().trim().parse().ok()?,
            },
            formats: vec![],
        })
    }

    fn reason(self) -> Option<String> {
        Some(self.reason.get().trim().to_owned()).filter(|reason| !reason.is_empty())
    }
}

/// A fault of what is typed where it cannot be read as what it has to be.
fn unread<T: 'static>(
    value: RwSignal<String>,
    read: fn(&str) -> Option<T>,
    says: Say,
) -> impl Fn() -> Option<Say> + Send + Sync + 'static {
    move || value.with(|typed| read(typed.trim()).is_none()).then_some(says)
}

/// The offsets from UTC that there are, as they are written: `UTC+08:00`.
fn offsets(chosen: &str) -> Vec<(String, String)> {
    const HALVES: [i32; 6] = [-210, 210, 270, 330, 345, 570];
    let mut minutes: Vec<i32> = (-12..=14).map(|hours| hours * 60).chain(HALVES).chain(chosen.parse().ok()).collect();
    minutes.sort_unstable();
    minutes.dedup();
    let written = |minutes: i32| {
        let sign = if minutes < 0 { '−' } else { '+' };
        format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    };
    minutes.into_iter().map(|minutes| (minutes.to_string(), written(minutes))).collect()
}

/// The form.
pub fn form(entry: Option<AccountView>, accounts: Accounts) -> AnyView {
    let (api, language, channels) = (use_api(), use_language(), use_channels());
    let first = untrack(|| channels.names(language.get()).into_iter().next());
    let draft = Draft::of(entry.as_ref().map(|view| &view.account), first.map(|(id, _)| id));
    let (version, is_new) = (entry.as_ref().map(|view| view.version), entry.is_none());
    let formats = entry.map(|view| view.account.formats).unwrap_or_default();
    let saving = Saving::new();
    let save = move |()| {
        saving.tried.set(true);
        let Some(account) = untrack(|| draft.account()) else { return };
        let account = ChannelAccount { formats: formats.clone(), ..account };
        match version {
            None => {
                saving
                    .send(accounts, async move { api.add_account(&NewAccountRequest { account }).await.map(|_| None) });
            }
            Some(version) => {
                let Some(reason) = untrack(|| draft.reason()) else { return };
                let request = ChangeAccountRequest { version, account, reason };
                saving.send(accounts, async move { api.change_account(&request).await.map(|_| None) });
            }
        }
    };
    let identity = is_new.then(|| {
        let options = Signal::derive(move || channels.names(language.get()));
        let no_id = saving.fault(unread(draft.id, AccountId::parse, text::account_id_hint), "account.id");
        let no_currency = saving.fault(unread(draft.currency, Currency::from_code, text::account_no_currency), "account.currency");
        view! {
            <Field label=say_string(text::account_id) hint=say_string(text::account_id_hint) value=draft.id error=no_id code=true />
            <Select label=say_string(text::account_channel) value=draft.channel options />
            <Field label=say_string(text::account_currency) hint=say_string(text::account_currency_hint) value=draft.currency error=no_currency code=true />
        }
    });
    let reason = (!is_new).then(|| {
        let error = saving.fault_if_empty(draft.reason, "reason");
        view! { <TextArea label=say_string(text::reason) value=draft.reason error /> }
    });
    view! {
        <EntryForm is_new saving on_save=save on_cancel=move |()| accounts.form.set(None)>
            <Field label=say_string(text::account_name) value=draft.name error=saving.fault_if_empty(draft.name, "account.name") />
            {identity}
            <Field label=say_string(text::account_number) hint=say_string(text::account_number_hint) value=draft.number optional=true code=true />
            <Clock draft saving />
            <Apart draft saving />
            {reason}
        </EntryForm>
    }
    .into_any()
}

/// By which clock its days are reckoned.
#[component]
fn Clock(draft: Draft, saving: Saving) -> impl IntoView {
    let options = Signal::derive(move || offsets(&draft.offset.get_untracked()));
    let no_cut_off =
        saving.fault(move || draft.cut_off().is_err().then_some(text::account_cut_off_hint as Say), "account.cut_off");
    view! {
        <Select label=say_string(text::account_offset) value=draft.offset options />
        <Field
            label=say_string(text::account_cut_off)
            hint=say_string(text::account_cut_off_hint)
            value=draft.cut_off
            error=no_cut_off
            optional=true
        />
    }
}

/// How far lines may lie apart, and how long one waits for its pair.
#[component]
fn Apart(draft: Draft, saving: Saving) -> impl IntoView {
    let whole = |text: &str| text.parse::<u32>().ok();
    let no_hold = saving.fault(unread(draft.hold, whole, common::required), "account.hold_days");
    let no_minutes = saving.fault(unread(draft.minutes, whole, common::required), "account.tolerance.minutes");
    let no_tolerance = saving.fault(
        move || draft.tolerance_minor().is_none().then_some(text::account_no_tolerance as Say),
        "account.tolerance.amount_minor",
    );
    view! {
        <Field label=say_string(text::account_hold) hint=say_string(text::account_hold_hint) value=draft.hold error=no_hold />
        <Field label=say_string(text::account_tolerance) hint=say_string(text::account_tolerance_hint) value=draft.tolerance error=no_tolerance />
        <Field label=say_string(text::account_minutes) value=draft.minutes error=no_minutes />
    }
}
