//! Reconciliation: a calendar of accounts by day, and the files that came in. A day and a file have pages of their own.

mod account_form;
mod all_discrepancies;
mod ask;
mod calendar;
mod calendar_keys;
mod day;
mod day_badge;
mod discrepancies;
mod file;
mod file_badge;
mod files;
mod flow;
mod late_for;
mod line_cells;
mod line_place;
mod line_table;
mod mapping;
mod mappings;
mod month;
mod upload;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::api::recon::{AccountList, AccountView, Calendar};
use shared::recon::AccountId;
use shared::role::Permission;
use shared::text::app::recon as text;

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::exports::Exports;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::register::{EntryDialog, Register};
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string};
use crate::state::session::use_session;
pub use all_discrepancies::AllDiscrepanciesPage;
use calendar::CalendarTable;
pub use day::DayPage;
pub use file::FilePage;
use files::Files;
pub use flow::FlowPage;
pub use mapping::MappingPage;
pub use mappings::MappingsPage;
use month::{MonthBar, days_of, last_of, month_of};
use upload::UploadDialog;

/// The accounts, and the form of a new one, or of one that is there, over them.
type Accounts = Register<AccountList, AccountView, ()>;

/// The page.
#[component]
pub fn ReconciliationPage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::title) />
        <Allowed needs=Permission::ReadRecon>
            <Page />
        </Allowed>
    }
}

/// The last date of which any account has a day: what came in last is what a reader comes for.
fn last_date(accounts: &AccountList) -> Option<NaiveDate> {
    accounts.items.iter().filter_map(|view| view.last_date).max()
}

#[component]
fn Page() -> impl IntoView {
    let (api, query) = (use_api(), use_query_map());
    let accounts = Accounts::start(move || api.accounts());
    let listed =
        move || accounts.reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let last = Memo::new(move |_| accounts.reading.value.with(|list| list.as_ref().and_then(last_date)));
    let month = Memo::new(move |_| {
        let named = query.with(|query| query.get("month"));
        month_of(named.as_deref(), last.get().unwrap_or_else(|| api.now().date_naive()))
    });
    let calendar = Reading::<Calendar>::start(move || {
        let month = month.get();
        api.calendar(month, last_of(month))
    });
    let asked = Memo::new(move |_| query.with(|query| AccountId::parse(&query.get("upload")?)));
    let uploading = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.get().is_some() && accounts.reading.value.with(Option::is_some) {
            uploading.set(true);
        }
    });
    let export = Signal::derive(move || {
        let month = month.get();
        format!("/api/v1/days/export?from={month}&to={}", last_of(month))
    });
    view! {
        <div class="page page--wide recon">
            <Head accounts uploading />
            <Loaded reading=accounts.reading>
                <Show when=move || !listed().is_empty() fallback=move || view! { <NoAccounts accounts /> }>
                    <MonthBar month path="/reconciliation" />
                    <Loaded reading=calendar>
                        {move || {
                            let cells = calendar.value.with(|calendar| calendar.as_ref().map(|it| it.items.clone()).unwrap_or_default());
                            view! { <CalendarTable accounts=listed() days=days_of(month.get()) cells register=accounts /> }
                        }}
                    </Loaded>
                    <Exports address=export />
                    <Files />
                </Show>
            </Loaded>
            <EntryDialog register=accounts title=account_form::title form=account_form::form />
            <UploadDialog open=uploading accounts=Signal::derive(listed) first=asked />
        </div>
    }
}

#[component]
fn Head(accounts: Accounts, uploading: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let is_any = move || accounts.reading.value.with(|list| list.as_ref().is_some_and(|list| !list.items.is_empty()));
    view! {
        <header class="page__head">
            <h1>{say(text::title)}</h1>
            <span class="push cluster">
                <a class="button button--quiet" href="/reconciliation/mappings">{say(text::mappings_title)}</a>
                <Show when=move || session.may(Permission::ManageAccounts) && is_any()>
                    <Button label=say_string(text::add_account) glyph=Glyph::Plus on_press=move |()| accounts.form.set(Some(None)) />
                </Show>
                <Show when=move || session.may(Permission::SendStatements) && is_any()>
                    <Button
                        label=say_string(text::upload)
                        weight=Weight::Primary
                        glyph=Glyph::Up
                        on_press=move |()| uploading.set(true)
                    />
                </Show>
            </span>
            <p>{say(text::intro)}</p>
        </header>
    }
}

/// What an empty desk says, with the way out of it for who may make an account.
#[component]
fn NoAccounts(accounts: Accounts) -> impl IntoView {
    let session = use_session();
    let explanation = move || {
        if session.may(Permission::ManageAccounts) { text::no_accounts } else { text::no_accounts_ask }
    };
    let explanation = say_string(untrack(explanation));
    view! {
        <Empty glyph=Glyph::Balance title=say_string(text::no_accounts_title) explanation>
            <Show when=move || session.may(Permission::ManageAccounts)>
                <Button
                    label=say_string(text::add_account)
                    weight=Weight::Primary
                    glyph=Glyph::Plus
                    on_press=move |()| accounts.form.set(Some(None))
                />
            </Show>
        </Empty>
    }
}
