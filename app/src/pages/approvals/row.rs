//! One proposal in the list, with what a checker looks at first: what, how much, who, why it needs a checker.

use leptos::prelude::*;
use shared::api::approvals::ApprovalRow;
use shared::case::CaseNumber;
use shared::text::Text;
use shared::text::app::approvals as text;

use super::Desk;
use crate::api::use_api;
use crate::components::approvals_words::approvals_words;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Reading;
use crate::components::money::Money;
use crate::components::standing::PriorityMark;
use crate::components::time::Age;
use crate::components::verdict_badge::VerdictBadge;
use crate::pages::approvals::decide::Asked;
use crate::pages::case::Seen;
use crate::state::language::{say_string, use_language};
use crate::state::session::use_session;
use shared::text::app::decide;

/// The row.
#[component]
pub fn Row(
    /// The proposal and its case.
    row: ApprovalRow,
    /// Its place in the list.
    place: usize,
    /// The list.
    desk: Desk,
) -> impl IntoView {
    let (language, reader) = (use_language(), untrack(|| use_session().name()));
    let number = row.case.number;
    let selected = Memo::new(move |_| desk.selected.with(|selected| selected.contains(&number)));
    let resolution = row.proposal.resolution;
    let (needed, given) = (row.proposal.approvals.required, row.proposal.approvals.required - row.proposal.missing());
    let approvals = row.proposal.approvals.clone();
    let maker = row.proposal.maker.clone();
    let is_own = maker == reader;
    let ask = move |asked: Asked| {
        move |()| {
            desk.at.set(place);
            desk.selected.update(std::collections::HashSet::clear);
            desk.ask(asked);
        }
    };
    let may_not_approve = row.may_not_approve.filter(|_| row.may_decide);
    let closing = if row.may_decide {
        let blocked = Signal::derive(move || may_not_approve.map(|why| why.text(language.get())));
        view! {
            <Button label=say_string(decide::approve) small=true glyph=Glyph::Check blocked on_press=ask(Asked::Approve) />
            <Button label=say_string(decide::reject) small=true on_press=ask(Asked::Reject) />
        }
        .into_any()
    } else {
        let why = move || if is_own { text::your_own(language.get()) } else { text::already(language.get()) };
        view! {
            <span class="cluster small muted">
                <Icon glyph=Glyph::Lock />
                {why}
            </span>
        }
        .into_any()
    };
    let (seq, is_of_payout) = (row.proposal.seq, row.case.kind.is_of_payout());
    let is_open = Memo::new(move |_| desk.seen.get() == Some(number));
    let seen_label = Signal::derive(move || {
        let words = if is_open.get() { text::seen_hide } else { text::seen };
        words(language.get()).to_owned()
    });
    let order = row.proposal.correction.map(|order| order.to_string());
    view! {
        <li
            class="approval"
            class:row--at=move || desk.at.get() == place
            class:row--selected=move || selected.get()
            on:mousedown=move |_| desk.at.set(place)
        >
            <input
                type="checkbox"
                class="approval__check"
                aria-label=move || text::select(language.get(), &number.to_string())
                prop:checked=move || selected.get()
                on:change=move |_| desk.toggle(number)
            />
            <div class="approval__main">
                <p class="approval__what">
                    <a class="figures" href=format!("/cases/{number}")>{number.to_string()}</a>
                    <PriorityMark priority=row.case.priority />
                    <strong>{move || resolution.text(language.get())}</strong>
                    {is_of_payout.then(|| view! { <VerdictBadge name=row.case.verdict.clone() /> })}
                </p>
                {order
                    .map(|order| {
                        let (href, name) = (format!("/corrections/{order}"), order);
                        view! {
                            <p class="small">
                                <a href=href>{move || text::order(language.get(), &name)}</a>
                            </p>
                        }
                    })}
                <p class="small muted">
                    {row.case.merchant.clone()} " · " {move || text::proposed_by(language.get(), &maker)} " · " <Age since=row.proposal.proposed_at />
                </p>
                <p class="small muted">{move || approvals_words(&approvals, language.get())}</p>
                {row.proposal.reason.clone().map(|reason| view! { <q class="small">{reason}</q> })}
                {may_not_approve
                    .map(|why| {
                        view! {
                            <p class="cluster small tone--unknown">
                                <Icon glyph=Glyph::Lock />
                                <span>{move || why.text(language.get())}</span>
                            </p>
                        }
                    })}
                <p>
                    <Button label=seen_label small=true weight=Weight::Quiet on_press=move |()| desk.show_seen(number) />
                </p>
                <Show when=move || is_open.get()>
                    <AsSeen number seq is_of_payout />
                </Show>
            </div>
            <div class="approval__end">
                <strong>
                    <Money amount=row.proposal.approvals.amount.unwrap_or(row.case.amount) />
                </strong>
                <span class="small muted figures">{move || text::given(language.get(), given, needed)}</span>
                <span class="cluster">{closing}</span>
            </div>
        </li>
    }
}

/// What its maker saw, read when it is asked for.
#[component]
fn AsSeen(number: CaseNumber, seq: i32, is_of_payout: bool) -> impl IntoView {
    let api = use_api();
    let reading = Reading::start(move || api.proposal_as_seen(number, seq));
    view! { <Seen reading is_of_payout /> }
}
