//! What reconciliation found, on the page of its case: what differs, how much, why that may be.

use leptos::prelude::*;
use shared::case::CaseNumber;
use shared::recon::{BalanceFinding, Disagreement};
use shared::text::Text;
use shared::text::app::finding as text;

use super::file::use_file;
use crate::components::fact::{Fact, Facts as FactList};
use crate::components::money::Money;
use crate::state::language::{say, say_string, use_language};

/// A discrepancy.
#[component]
pub fn Discrepancy() -> impl IntoView {
    let file = use_file();
    let found = file.memo(|view| view.case.matter.disagreement().cloned());
    move || match found.get() {
        Some(found) => view! { <OneDiscrepancy found /> }.into_any(),
        None => view! { <p class="small">{say(text::nothing_yet)}</p> }.into_any(),
    }
}

#[component]
fn OneDiscrepancy(found: Disagreement) -> impl IntoView {
    let language = use_language();
    let Disagreement { kind, date, amount, differs, causes, cleared, handed_over_to, .. } = found;
    let differs = move || differs.iter().map(|field| view! { <p>{field.text(language.get())}</p> }).collect_view();
    let is_unexplained = causes.is_empty();
    let causes = move || {
        let one = |cause: &shared::recon::discrepancy::LikelyCause| {
            let lang = language.get();
            view! {
                <p>
                    <strong>{cause.why.title(lang)}</strong>
                    " "
                    {cause.why.text(lang)}
                </p>
            }
        };
        causes.iter().map(one).collect_view()
    };
    let cleared = cleared.map(|cleared| {
        view! { <p class="small">{move || text::cleared(language.get(), &cleared.rule.text(language.get()))}</p> }
    });
    let handed_over = handed_over_to.map(|number| view! { <HandedOver number /> });
    view! {
        <FactList title=say_string(text::title)>
            <Fact label=say_string(text::kind)>
                <div>{move || kind.text(language.get())} {differs} {cleared} {handed_over}</div>
            </Fact>
            <Fact label=say_string(text::at_issue)>
                <strong><Money amount /></strong>
            </Fact>
            <Fact label=say_string(text::day)>{date.to_string()}</Fact>
            <Fact label=say_string(text::likely)>
                <div>{causes} {is_unexplained.then(|| view! { <p>{say(text::none_known)}</p> })}</div>
            </Fact>
        </FactList>
    }
}

/// The case that decides it from now on.
#[component]
pub fn HandedOver(number: CaseNumber) -> impl IntoView {
    view! {
        <p class="small">
            {say(text::handed_over)} " "
            <a class="figures nowrap" href=format!("/cases/{number}")>{number.to_string()}</a>
        </p>
    }
}

/// A balance that does not add up.
#[component]
pub fn Balance() -> impl IntoView {
    let file = use_file();
    let found = file.memo(|view| view.case.matter.balance().cloned());
    move || match found.get() {
        Some(found) => view! { <OneBalance found /> }.into_any(),
        None => view! { <p class="small">{say(text::nothing_yet)}</p> }.into_any(),
    }
}

#[component]
fn OneBalance(found: BalanceFinding) -> impl IntoView {
    let language = use_language();
    let BalanceFinding { proof, leads, .. } = found;
    let amounts = [
        (text::opening as fn(_) -> _, proof.opening.map(|known| known.amount)),
        (text::worked_out, proof.worked_out),
        (text::closing, proof.closing.map(|known| known.amount)),
    ];
    let amounts = amounts.into_iter().filter_map(|(label, amount)| Some((label, amount?)));
    let state = proof.state;
    view! {
        <FactList title=say_string(text::balance)>
            <Fact label=say_string(text::day)>{proof.date.to_string()}</Fact>
            {amounts
                .map(|(label, amount)| {
                    view! {
                        <Fact label=say_string(label)>
                            <Money amount />
                        </Fact>
                    }
                })
                .collect_view()}
            <Fact label=say_string(text::leads)>
                <div>
                    <p>{move || state.text(language.get())}</p>
                    {move || leads.iter().map(|lead| view! { <p>{lead.text(language.get())}</p> }).collect_view()}
                </div>
            </Fact>
        </FactList>
    }
}
