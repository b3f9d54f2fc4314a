//! The discrepancies of an account over all its days, so that those of one cause can be resolved together.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
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
            </header>
            <Discrepancies of changed=Signal::stored(()) on_change=Callback::new(|()| ()) />
        </div>
    }
}
