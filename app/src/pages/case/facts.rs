//! The facts of a case: what was filed, and what follows from it.

use leptos::prelude::*;
use shared::api::exceptions::{CaseView, LinkedView};
use shared::case::CaseNumber;
use shared::evidence::attempts;
use shared::text::app::case as text;
use shared::text::{Lang, Text};

use super::file::use_file;
use super::finding::Account;
use super::matter::Matter;
use super::notes::Notes;
use super::parties::{Beneficiary, Merchant};
use super::stake::Stake;
use super::trail::TrailButton;
use crate::components::copy::Copy;
use crate::components::fact::{Fact, Facts as FactList};
use crate::components::money::Money;
use crate::components::standing::{PriorityMark, StandingIcon};
use crate::components::time::{Age, Time};
use crate::state::channels::name_of;
use crate::state::clock::use_clock;
use crate::state::language::{say, say_string, use_language};
use crate::written;

/// The column.
#[component]
pub fn Facts() -> impl IntoView {
    let is_of_payout = use_file().is_of_payout();
    view! {
        <div class="facts">
            {is_of_payout.then(|| view! { <Payout /> })}
            <Matter />
            <Stake />
            {if is_of_payout {
                view! {
                    <Beneficiary />
                    <Merchant />
                }
                    .into_any()
            } else {
                view! { <Account /> }.into_any()
            }}
            <Source />
            <Linked />
            <Notes />
            <TrailButton />
        </div>
    }
}

#[component]
fn Payout() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let channel = move || file.with(|view| name_of(&view.profile, language.get()));
    // Facts never change after filing, so they are read once.
    file.now(|view| {
        let facts = view.case.facts.clone();
        let zone = view.profile.utc_offset_minutes;
        let aged_at = view.profile.minimum_age_at(facts.sent_at);
        let channel_time = written::differs_from_reader(facts.sent_at, zone).then(|| written::time_at(facts.sent_at, zone));
        Some(view! {
            <FactList title=say_string(text::payout)>
                <Fact label=say_string(text::amount)>
                    <strong>
                        <Money amount=facts.amount />
                    </strong>
                </Fact>
                <Fact label=say_string(text::sent_at)>
                    <Time at=facts.sent_at channel_offset_minutes=zone />
                    <span class="faint no-print">" · "<Age since=facts.sent_at /></span>
                </Fact>
                {channel_time.map(|time| view! { <Fact label=say_string(text::channel_time)><span class="figures">{time}</span></Fact> })}
                <Fact label=say_string(text::channel)>{channel}</Fact>
                <Fact label=say_string(text::order_number)>
                    <Copy code=facts.order_number.clone() />
                </Fact>
                {facts
                    .channel_order_number
                    .clone()
                    .map(|code| view! { <Fact label=say_string(text::channel_order_number)><Copy code /></Fact> })}
                <Attempts />
                <Fact label=say_string(text::minimum_age)>
                    <Time at=aged_at channel_offset_minutes=zone />
                </Fact>
                <QueryWindow />
            </FactList>
        })
    })
}

/// The order numbers, where there is more than one.
#[component]
fn Attempts() -> impl IntoView {
    let file = use_file();
    let numbers = file.memo(|view| {
        let numbers = attempts(&view.case.facts.order_number, &view.evidence);
        numbers.into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    move || {
        let numbers = numbers.get();
        (numbers.len() > 1).then(|| {
            view! {
                <Fact label=say_string(text::attempts)>
                    {numbers.into_iter().map(|code| view! { <Copy code /> }).collect_view()}
                </Fact>
            }
        })
    }
}

/// Until when the channel answers queries about this payout.
#[component]
fn QueryWindow() -> impl IntoView {
    let (file, clock) = (use_file(), use_clock());
    let ends_at = file.now(|view| view.profile.queries_end_at(view.case.facts.sent_at));
    ends_at.map(|ends_at| {
        let over = untrack(|| clock.every_minute()) > ends_at;
        let label = say_string(if over { text::query_window_over } else { text::query_window });
        view! {
            <Fact label>
                <Time at=ends_at />
            </Fact>
        }
    })
}

#[component]
fn Source() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let priority = file.memo(|view| Some(view.case.outlook.priority));
    file.now(|view| {
        let source = view.case.facts.source.clone();
        // What the desk opened by itself names no system.
        let by_desk = source.system.starts_with('@');
        let (filed_at, due_at) = (view.case.filed_at, view.case.outlook.due_at);
        Some(view! {
            <FactList title=say_string(text::filing)>
                <Fact label=say_string(text::source)>
                    {move || if by_desk { text::desk_itself(language.get()).to_owned() } else { source.system.clone() }}
                </Fact>
                <Fact label=say_string(text::reference)>
                    <Copy code=source.reference />
                </Fact>
                <Fact label=say_string(text::filed_at)>
                    <Time at=filed_at />
                </Fact>
                <Fact label=say_string(text::due)>
                    <Time at=due_at />
                </Fact>
                <Fact label=say_string(text::priority)>
                    {move || {
                        priority
                            .get()
                            .map(|priority| {
                                view! {
                                    <span class="cluster">
                                        <PriorityMark priority />
                                        {priority.text(language.get())}
                                    </span>
                                }
                            })
                    }}
                </Fact>
            </FactList>
        })
    })
}

/// How a case came to be linked to another.
#[derive(Clone)]
enum Origin {
    /// Somebody filed it, or it follows from what the other found.
    Beside(CaseNumber),
    /// What the other asked to be paid again came back.
    Attempt(CaseNumber, String),
    /// It contradicts how the other was closed.
    Contradicts(CaseNumber),
}

fn origin(view: &CaseView) -> Option<Origin> {
    let (number, facts) = (view.case.linked_from?, &view.case.facts);
    let is_of = |known: &&LinkedView| known.number == number && known.order_number == facts.order_number;
    let by_desk = facts.source.system.starts_with('@') && view.case.kind.is_of_payout();
    Some(match by_desk {
        false => Origin::Beside(number),
        true if view.linked.iter().any(|known| is_of(&known)) => Origin::Contradicts(number),
        true => Origin::Attempt(number, facts.order_number.clone()),
    })
}

impl Text for Origin {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Beside(number) => text::linked_to(lang, &number.to_string()),
            Self::Attempt(number, attempt) => text::linked_attempt(lang, &number.to_string(), attempt),
            Self::Contradicts(number) => text::linked_from(lang, &number.to_string()),
        }
    }
}

#[component]
fn Linked() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let linked = file.memo(|view| view.linked.clone());
    let origin = StoredValue::new(file.now(origin));
    move || {
        let linked = linked.get();
        (!linked.is_empty()).then(|| {
            view! {
                <section class="fact-list">
                    <h2>{say(text::linked)}</h2>
                    {origin.get_value().map(|origin| view! { <p class="small muted">{origin.text(language.get())}</p> })}
                    <ul class="stack stack--tight">
                        {linked
                            .into_iter()
                            .map(|case| {
                                view! {
                                    <li>
                                        <a class="cluster" href=format!("/cases/{}", case.number)>
                                            <StandingIcon standing=case.standing />
                                            {case.number.to_string()}
                                            <span class="muted">{case.kind.text(language.get())}</span>
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </section>
            }
        })
    }
}
