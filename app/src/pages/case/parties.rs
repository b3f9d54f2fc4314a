//! Whose payout it is, and who was to be paid: masked, and shown in full only when asked, which the server records.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::case::Beneficiary as Party;
use shared::role::Permission;
use shared::text::app::case as text;

use super::file::use_file;
use crate::components::button::{Button, Weight};
use crate::components::copy::Copy;
use crate::components::fact::{Fact, Facts};
use crate::components::icon::Glyph;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;

/// The merchant.
#[component]
pub fn Merchant() -> impl IntoView {
    use_file().now(|view| {
        let merchant = view.case.facts.merchant.clone();
        Some(view! {
            <Facts title=say_string(text::merchant)>
                <Fact label=say_string(text::merchant_name)>{merchant.name}</Fact>
                <Fact label=say_string(text::merchant_number)>
                    <Copy code=merchant.id />
                </Fact>
            </Facts>
        })
    })
}

/// The beneficiary.
#[component]
pub fn Beneficiary() -> impl IntoView {
    let (file, language, session) = (use_file(), use_language(), use_session());
    let masked = StoredValue::new(file.now(|view| view.case.facts.beneficiary.clone()));
    let full = RwSignal::new(None::<Party>);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let reveal = move |()| {
        busy.set(true);
        spawn_local(async move {
            match file.api.reveal(file.number).await {
                Ok(answer) => {
                    full.set(answer.beneficiary);
                    failure.set(None);
                }
                Err(error) => failure.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let blocked = Signal::derive(move || {
        let may = session.may(Permission::RevealBeneficiary);
        (!may).then(|| text::reveal_not_yours(language.get()).to_owned())
    });
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Facts title=say_string(text::beneficiary)>
            {move || match full.get().or_else(|| masked.get_value()) {
                Some(party) => view! { <PartyFacts party /> }.into_any(),
                None => view! { <p class="small muted">{say(text::beneficiary_none)}</p> }.into_any(),
            }}
        </Facts>
        <Show when=move || masked.with_value(Option::is_some)>
            <div class="reveal no-print">
                <ProblemNotice words />
                <Show
                    when=move || full.with(Option::is_some)
                    fallback=move || {
                        view! {
                            <Button label=say_string(text::reveal) small=true glyph=Glyph::Eye busy blocked on_press=reveal />
                            <p class="small faint">{say(text::reveal_why)}</p>
                        }
                    }
                >
                    <Button label=say_string(text::hide) small=true weight=Weight::Quiet on_press=move |()| full.set(None) />
                    <p class="small faint">{say(text::revealed)}</p>
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn PartyFacts(party: Party) -> impl IntoView {
    let bank: Vec<String> = [party.bank, party.branch, party.province, party.city]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    view! {
        <Fact label=say_string(text::name)>{party.name}</Fact>
        <Fact label=say_string(text::account)>
            <code>{party.account}</code>
        </Fact>
        {(!bank.is_empty()).then(|| view! { <Fact label=say_string(text::bank)>{bank.join(" · ")}</Fact> })}
        {party.bank_code.map(|code| view! { <Fact label=say_string(text::bank_code)><Copy code /></Fact> })}
    }
}
