//! One row of the list. Its number is a real link, stretched over the row.

use chrono::TimeDelta;
use leptos::prelude::*;
use shared::api::exceptions::CaseRow;
use shared::case::Standing;
use shared::text::Text;
use shared::text::app::queue as text;

use crate::components::money::Money;
use crate::components::person::Person;
use crate::components::standing::{PriorityMark, StandingIcon};
use crate::components::time::Age;
use crate::components::verdict_badge::VerdictBadge;
use crate::state::channels::use_channels;
use crate::state::clock::use_clock;
use crate::state::language::use_language;
use crate::state::list::use_list;
use crate::state::session::use_session;
use crate::written;

/// A case in the list.
#[component]
pub fn Row(
    /// The case.
    row: CaseRow,
    /// Its place in the list.
    place: usize,
) -> impl IntoView {
    let (list, language, channels) = (use_list(), use_language(), use_channels());
    let number = row.number;
    let moved = Memo::new(move |_| list.moved.with(|moved| moved.contains(&number)));
    let selected = Memo::new(move |_| list.selected.with(|selected| selected.contains(&number)));
    let channel = row.channel.clone();
    let reader = untrack(|| use_session().name());
    let mine = row.owner.as_deref() == Some(reader.as_str());
    view! {
        <div
            class="row"
            role="row"
            aria-rowindex=(place + 2).to_string()
            class:row--at=move || list.at.get() == place
            class:row--selected=move || selected.get()
            class:row--moved=move || moved.get()
            title=move || moved.get().then(|| text::moved(language.get()))
            on:mousedown=move |_| list.at.set(place)
        >
            <span role="cell" class="row__check">
                <input
                    type="checkbox"
                    aria-label=move || text::select_row(language.get(), &number.to_string())
                    prop:checked=move || selected.get()
                    on:change=move |_| list.toggle(number)
                />
            </span>
            <span role="cell" class="row__number">
                <StandingIcon standing=row.standing />
                <a class="row__link figures" href=format!("/cases/{number}")>{number.to_string()}</a>
                <PriorityMark priority=row.priority />
            </span>
            <span role="cell" class="row__kind clip">{move || row.kind.text(language.get())}</span>
            <span role="cell" class="row__channel clip">{move || channels.name(&channel, language.get())}</span>
            <span role="cell" class="row__order clip code" title=row.order_number.clone()>{row.order_number.clone()}</span>
            <span role="cell" class="row__merchant clip" title=row.merchant.clone()>{row.merchant.clone()}</span>
            <span role="cell" class="row__amount"><Money amount=row.amount /></span>
            <span role="cell" class="row__verdict">
                {row.kind.is_of_payout().then(|| view! { <VerdictBadge name=row.verdict.clone() /> })}
            </span>
            <span role="cell" class="row__age"><Age since=row.filed_at /></span>
            <span role="cell" class="row__due"><Due row=row.clone() /></span>
            <span role="cell" class="row__owner">
                {match row.owner.clone() {
                    Some(owner) => view! { <Person name=owner mine /> }.into_any(),
                    None => view! { <span class="faint">{move || text::nobody(language.get())}</span> }.into_any(),
                }}
            </span>
        </div>
    }
}

/// When it is due: red once it is over, which the words say too, amber in the last two hours; nothing once it is closed.
#[component]
fn Due(row: CaseRow) -> impl IntoView {
    let (clock, language) = (use_clock(), use_language());
    if row.standing == Standing::Closed {
        return None;
    }
    let left = move || row.due_at - clock.every_minute();
    let overdue = move || left() < TimeDelta::zero();
    let tone = move || match left() {
        left if left < TimeDelta::zero() => "row__when tone--not-paid",
        left if left < TimeDelta::hours(2) => "row__when tone--unknown",
        _ => "row__when tone--muted",
    };
    let words = move || {
        let time = written::duration(left().num_seconds().abs(), language.get());
        if overdue() { text::overdue(language.get(), &time) } else { text::due_in(language.get(), &time) }
    };
    Some(view! {
        <time class=tone datetime=row.due_at.to_rfc3339() title=written::local_moment(row.due_at)>
            {words}
        </time>
    })
}
