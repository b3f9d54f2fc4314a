//! The discrepancies of an account over all its days, so that those of one cause can be resolved together.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::recon::AccountList;
use shared::recon::AccountId;
use shared::role::Permission;
use shared::text::app::recon as text;

use super::discrepancies::{Discrepancies, Of};
use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::loaded::Reading;
use crate::components::title::PageTitle;
use crate::pages::not_found::NotFound;
use crate::state::language::{say, use_language};
use crate::written;

/// The page.
#[component]
pub fn AllDiscrepanciesPage() -> impl IntoView {
    let params = use_params_map();
    let account = Memo::new(move |_| params.with(|params| AccountId::parse(&params.get("account")?)));
    view! {
        <Allowed needs=Permission::ReadRecon>
            {move || match account.get() {
                Some(account) => view! { <Page account /> }.into_any(),
                None => view! { <NotFound /> }.into_any(),
            }}
        </Allowed>
    }
}

#[component]
fn Page(account: AccountId) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let id = account.clone();
    let accounts = Reading::start(move || api.accounts());
    let name = move || {
        let named = accounts.value.with(|list| {
            let found = list.as_ref()?.items.iter().find(|view| view.account.id == id)?;
            Some(found.account.name.clone())
        });
        named.unwrap_or_else(|| id.to_string())
    };
    let id = account.clone();
    let offset_minutes = Signal::derive(move || {
        let of =
            |list: &AccountList| Some(list.items.iter().find(|view| view.account.id == id)?.account.utc_offset_minutes);
        accounts.value.with(|list| list.as_ref().and_then(of))
    });
    let zone = move || {
        let named = |minutes| text::times_of(language.get(), &written::zone_name(minutes));
        offset_minutes.get().map(|minutes| view! { " " {named(minutes)} })
    };
    let title = Signal::derive(move || text::discrepancies_of(language.get(), &name()));
    let flow = format!("/reconciliation/{account}");
    let of = Of { account, date: None };
    view! {
        <PageTitle title />
        <div class="page page--wide recon">
            <header class="page__head">
                <h1>{title}</h1>
                <p>
                    {say(text::discrepancies_intro)} " " <a href=flow>{say(text::flow)}</a> " · "
                    <a href="/reconciliation">{say(text::to_calendar)}</a>
                </p>
                <p class="small faint">{zone}</p>
            </header>
            <Discrepancies of offset_minutes changed=Signal::stored(()) on_change=Callback::new(|()| ()) />
        </div>
    }
}
