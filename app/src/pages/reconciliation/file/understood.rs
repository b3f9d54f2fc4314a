//! What was understood of a file: whose it is, its sums and balances, and what it holds of each day.

use leptos::prelude::*;
use shared::api::recon::StatementDays;
use shared::money::Money as Amount;
use shared::recon::{AccountId, Statement};
use shared::text::Text;
use shared::text::app::recon as text;

use crate::api::recon::Day;
use crate::api::use_api;
use crate::components::fact::{Fact, Facts};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Reading};
use crate::components::money::Money;
use crate::state::language::{Say, say, say_string, use_language};

/// The section.
#[component]
pub fn Understood(
    /// Of which file.
    id: i64,
    /// Of which account.
    account: AccountId,
    /// What was understood.
    statement: Statement,
    /// Whether its lines are in the days.
    is_booked: bool,
) -> impl IntoView {
    let language = use_language();
    let Statement { head, tail, sums, first_date, last_date, doubts, other_accounts, .. } = statement;
    let holds = doubts.is_empty();
    let format = head.format;
    let dates = move || match first_date == last_date {
        true => first_date.to_string(),
        false => text::dates(language.get(), &first_date.to_string(), &last_date.to_string()),
    };
    let optional = |label: Say, value: Option<String>| {
        value.map(|value| view! { <Fact label=say_string(label)><code>{value}</code></Fact> })
    };
    let balance = |label: Say, amount: Option<Amount>| {
        amount.map(|amount| view! { <Fact label=say_string(label)><Money amount /></Fact> })
    };
    view! {
        <Facts title=say_string(text::understood)>
            <Fact label=say_string(text::format)>
                {move || format.text(language.get())} " " <span class="faint small">{head.version}</span>
            </Fact>
            {optional(text::names_account, head.account)}
            <Fact label=say_string(text::column_days)><span class="figures">{dates}</span></Fact>
            <Fact label=say_string(text::column_lines)><span class="figures">{sums.count}</span></Fact>
            {balance(text::opening, head.opening.map(|opening| opening.amount))}
            <Sum label=text::came_in amount=sums.sum_in count=sums.count_in />
            <Sum label=text::went_out amount=sums.sum_out count=sums.count_out />
            <Fact label=say_string(text::fees)><Money amount=sums.fees /></Fact>
            {balance(text::closing, tail.closing.map(|closing| closing.amount))}
            <Fact label=say_string(text::unsettled)><span class="figures">{sums.count_unsettled}</span></Fact>
        </Facts>
        {holds
            .then(|| {
                view! {
                    <p class="cluster small tone--paid">
                        <Icon glyph=Glyph::Check />
                        {say(text::agrees)}
                    </p>
                }
            })}
        {(!other_accounts.is_empty())
            .then(|| {
                let others = other_accounts.join(", ");
                view! { <p class="small muted">{move || text::other_accounts(language.get(), &others)}</p> }
            })}
        <ByDay id account is_booked />
    }
}

#[component]
fn Sum(label: Say, amount: Amount, count: u64) -> impl IntoView {
    let language = use_language();
    view! {
        <Fact label=say_string(label)>
            <Money amount />
            " "
            <span class="faint small">{move || text::sum_of(language.get(), count)}</span>
        </Fact>
    }
}

/// What the file holds of each day, and into which day that goes.
#[component]
fn ByDay(id: i64, account: AccountId, is_booked: bool) -> impl IntoView {
    let account = StoredValue::new(account);
    let (api, language) = (use_api(), use_language());
    let reading = Reading::<StatementDays>::start(move || api.statement_days(id));
    let days = move || reading.value.with(|days| days.as_ref().map(|days| days.items.clone()).unwrap_or_default());
    view! {
        <section class="stack" aria-label=say(text::by_day)>
            <h2>{say(text::by_day)}</h2>
            <Loaded reading>
                <table class="table recon__narrow">
                    <thead>
                        <tr>
                            <th scope="col">{say(text::flow_date)}</th>
                            <th scope="col" class="table__end">{say(text::column_lines)}</th>
                            <th scope="col">{say(text::goes_into)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            days()
                                .into_iter()
                                .map(|day| {
                                    let (date, into) = (day.date, day.booked_on);
                                    let into = move || match into == date {
                                        true => into.to_string(),
                                        false => text::is_closed_into(language.get(), &into.to_string()),
                                    };
                                    view! {
                                        <tr>
                                            <td class="figures">{date.to_string()}</td>
                                            <td class="figures table__end">{day.count}</td>
                                            <td class="figures">
                                                {if is_booked {
                                                    let href = Day { account: account.get_value(), date: day.booked_on }.address();
                                                    view! { <a href=href>{into}</a> }.into_any()
                                                } else {
                                                    into.into_any()
                                                }}
                                            </td>
                                        </tr>
                                    }
                                })
                                .collect_view()
                        }}
                    </tbody>
                </table>
            </Loaded>
        </section>
    }
}
