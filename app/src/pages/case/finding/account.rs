//! Where it was found: the account at the channel. Its money is our own, so that no merchant and no payee stand behind it.

use leptos::prelude::*;
use shared::text::app::{case as text, finding};

use crate::components::fact::{Fact, Facts as FactList};
use crate::pages::case::file::use_file;
use crate::state::channels::name_of;
use crate::state::language::{say_string, use_language};

/// The account and its channel.
#[component]
pub fn Account() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let channel = move || file.with(|view| name_of(&view.profile, language.get()));
    // Where the merchant of a payout stands, the desk puts the account.
    let account = file.now(|view| Some(view.case.facts.merchant.clone()));
    account.map(|account| {
        let flow = format!("/reconciliation/{}", account.id);
        view! {
            <FactList title=say_string(finding::account)>
                <Fact label=say_string(text::merchant_name)>
                    <a href=flow>{account.name}</a>
                </Fact>
                <Fact label=say_string(finding::account_id)>
                    <code>{account.id}</code>
                </Fact>
                <Fact label=say_string(text::channel)>{channel}</Fact>
            </FactList>
        }
    })
}
