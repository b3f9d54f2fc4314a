//! Reconciliation: a calendar of accounts by day, and the files that came in. A day and a file have pages of their own.

mod account_form;
mod ask;
mod calendar;
mod day;
mod day_badge;
mod file;
mod file_badge;
mod files;
mod flow;
mod line_cells;
mod mappings;
mod upload;

use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::api::recon::{AccountList, AccountView, Calendar};
use shared::role::Permission;
use shared::text::app::recon as text;

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Reading};
use crate::components::register::{EntryDialog, Register};
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;
use calendar::CalendarTable;
pub use day::DayPage;
pub use file::FilePage;
use files::Files;
pub use flow::FlowPage;
use upload::UploadDialog;

/// The accounts, and the form of a new one over them.
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

/// The first day of the month that the address names; this month's otherwise.
fn month_of(named: Option<&str>, today: NaiveDate) -> NaiveDate {
    let named = named.and_then(|month| format!("{month}-01").parse().ok());
    named.unwrap_or(today - Days::new(u64::from(today.day0())))
}

/// The days of a month.
fn days_of(month: NaiveDate) -> Vec<NaiveDate> {
    month.iter_days().take_while(|day| day.month() == month.month()).collect()
}

#[component]
fn Page() -> impl IntoView {
    let (api, session, query) = (use_api(), use_session(), use_query_map());
    let month = Memo::new(move |_| {
        let named = query.with(|query| query.get("month"));
        month_of(named.as_deref(), api.now().date_naive())
    });
    let accounts = Accounts::start(move || api.accounts());
    let calendar = Reading::<Calendar>::start(move || {
        let month = month.get();
        api.calendar(month, month + Months::new(1) - Days::new(1))
    });
    let listed =
        move || accounts.reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let uploading = RwSignal::new(false);
    view! {
        <div class="page page--wide recon">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
                <span class="push cluster">
                    <Show when=move || session.may(Permission::ManageAccounts)>
                        <Button label=say_string(text::add_account) glyph=Glyph::Plus on_press=move |()| accounts.form.set(Some(None)) />
                    </Show>
                    <Show when=move || session.may(Permission::SendStatements) && !listed().is_empty()>
                        <Button
                            label=say_string(text::upload)
                            weight=Weight::Primary
                            glyph=Glyph::Raised
                            on_press=move |()| uploading.set(true)
                        />
                    </Show>
                </span>
                <p>{say(text::intro)}</p>
            </header>
            <Loaded reading=accounts.reading>
                <Show
                    when=move || !listed().is_empty()
                    fallback=|| {
                        view! { <Empty glyph=Glyph::Split title=say_string(text::no_accounts_title) explanation=say_string(text::no_accounts) /> }
                    }
                >
                    <MonthBar month />
                    <Loaded reading=calendar>
                        {move || {
                            let cells = calendar.value.with(|calendar| calendar.as_ref().map(|it| it.items.clone()).unwrap_or_default());
                            view! { <CalendarTable accounts=listed() days=days_of(month.get()) cells /> }
                        }}
                    </Loaded>
                    <Files />
                </Show>
            </Loaded>
            <EntryDialog register=accounts title=|_, lang| text::add_account(lang).to_owned() form=account_form::form />
            <UploadDialog open=uploading accounts=Signal::derive(listed) />
        </div>
    }
}

/// The month that shows, with the ways to its neighbours.
#[component]
fn MonthBar(month: Memo<NaiveDate>) -> impl IntoView {
    let language = use_language();
    let link = |month: NaiveDate| format!("/reconciliation?month={}-{:02}", month.year(), month.month());
    view! {
        <nav class="recon__month cluster" aria-label=say(text::month)>
            <a class="button button--quiet button--small" href=move || link(month.get() - Months::new(1)) aria-label=say(text::month_before)>
                <Icon glyph=Glyph::Back />
            </a>
            <h2 class="figures">{move || text::month_name(language.get(), month.get().year(), month.get().month())}</h2>
            <a class="button button--quiet button--small" href=move || link(month.get() + Months::new(1)) aria-label=say(text::month_after)>
                <Icon glyph=Glyph::Arrow />
            </a>
        </nav>
    }
}
