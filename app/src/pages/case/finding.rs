//! What reconciliation found, on the page of its case: what differs, how much, why that may be, and the lines themselves.

mod account;
mod lines;
mod says;

use leptos::prelude::*;
use shared::case::CaseNumber;
use shared::recon::discrepancy::LikelyCause;
use shared::recon::{AccountId, BalanceFinding, Disagreement, ShownLine, Side};
use shared::text::Text;
use shared::text::app::finding as text;

use super::file::use_file;
use crate::api::recon::Day;
use crate::components::fact::{Fact, Facts as FactList};
use crate::components::money::Money;
use crate::state::language::{say, say_string, use_language};
pub use account::Account;
use lines::Lines;
pub use says::Says;

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
    let lines = found.lines().map(|(side, line)| (Some(side), line.clone())).collect::<Vec<_>>();
    let Disagreement { account, kind, date, amount, differs, causes, repeats, cleared, handed_over_to, .. } = found;
    // A second line and the one that it repeats are of one side.
    let repeats = repeats.map(|line| (lines.first().and_then(|(side, _)| *side), line)).into_iter().collect();
    let differs = move || differs.iter().map(|field| view! { <p>{field.text(language.get())}</p> }).collect_view();
    let (rule, cleared_by) = cleared.map_or((None, vec![]), |cleared| (Some(cleared.rule), of_either(cleared.by)));
    let cleared = rule.map(|rule| {
        view! { <p class="small">{move || text::cleared(language.get(), &rule.text(language.get()))}</p> }
    });
    let handed_over = handed_over_to.map(|number| view! { <HandedOver number /> });
    // What has cleared needs no explanation any more.
    let likely = (rule.is_none() || !causes.is_empty()).then(|| {
        view! {
            <Fact label=say_string(text::likely)>
                <Causes causes />
            </Fact>
        }
    });
    view! {
        <FactList title=say_string(text::title)>
            <Fact label=say_string(text::kind)>
                <div>{move || kind.text(language.get())} {differs} {cleared} {handed_over}</div>
            </Fact>
            <Fact label=say_string(text::at_issue)>
                <strong><Money amount /></strong>
            </Fact>
            <Fact label=say_string(text::day)>
                <DayLink account date />
            </Fact>
            {likely}
        </FactList>
        <Lines title=say_string(text::lines) lines />
        <Lines title=say_string(text::second_of) lines=repeats />
        <Lines title=say_string(text::cleared_by) lines=cleared_by />
    }
}

/// Lines of which a finding does not say whose they are.
fn of_either(lines: Vec<ShownLine>) -> Vec<(Option<Side>, ShownLine)> {
    lines.into_iter().map(|line| (None, line)).collect()
}

#[component]
fn Causes(causes: Vec<LikelyCause>) -> impl IntoView {
    let language = use_language();
    let is_unexplained = causes.is_empty();
    let one = |cause: LikelyCause| {
        let why = cause.why;
        view! {
            <p>
                <strong>{move || why.title(language.get())}</strong>
                " "
                {move || why.text(language.get())}
            </p>
        }
    };
    view! {
        <div>
            {causes.into_iter().map(one).collect_view()} {is_unexplained.then(|| view! { <p>{say(text::none_known)}</p> })}
        </div>
    }
}

/// The business day, which leads to its page.
#[component]
fn DayLink(account: AccountId, date: chrono::NaiveDate) -> impl IntoView {
    let href = Day { account, date }.address();
    view! {
        <a class="figures" href=href>
            {date.to_string()}
        </a>
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
    let difference = found.difference();
    let BalanceFinding { account, proof, leads, lines, .. } = found;
    let amounts = [
        (text::opening as fn(_) -> _, proof.opening.map(|known| known.amount)),
        (text::worked_out, proof.worked_out),
        (text::closing, proof.closing.map(|known| known.amount)),
        (text::difference, difference),
    ];
    let amounts = amounts.into_iter().filter_map(|(label, amount)| Some((label, amount?)));
    let state = proof.state;
    let leads = (!leads.is_empty()).then(|| {
        let leads = move || leads.iter().map(|lead| view! { <p>{lead.text(language.get())}</p> }).collect_view();
        view! {
            <Fact label=say_string(text::leads)>
                <div>{leads}</div>
            </Fact>
        }
    });
    view! {
        <FactList title=say_string(text::balance)>
            <Fact label=say_string(text::day)>
                <DayLink account date=proof.date />
            </Fact>
            {amounts
                .map(|(label, amount)| {
                    view! {
                        <Fact label=say_string(label)>
                            <Money amount />
                        </Fact>
                    }
                })
                .collect_view()}
            <Fact label=say_string(text::proof_stands)>{move || state.text(language.get())}</Fact>
            {leads}
        </FactList>
        <Lines title=say_string(text::lead_lines) lines=of_either(lines) />
    }
}
