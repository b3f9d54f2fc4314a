//! A correction order: what it puts right, its lines with why each is there, and where it stands.

use leptos::prelude::*;
use shared::correction::{CorrectionKind, CorrectionOrder, Line, OrderNumber, OrderState, OrderStateName, Side, total};
use shared::money;
use shared::text::Text;
use shared::text::app::{common, corrections as text};
use shared::text::corrections::{in_language, line_reason};

use crate::components::badge::{Badge, Meaning};
use crate::components::icon::Glyph;
use crate::components::money::Money;
use crate::components::time::Age;
use crate::state::language::{Say, say, use_language};
use crate::written;

/// Where an order stands, as a badge.
#[component]
pub fn OrderBadge(
    /// The state.
    state: OrderStateName,
) -> impl IntoView {
    let language = use_language();
    let (glyph, meaning) = match state {
        OrderStateName::Drafted => (Glyph::File, Meaning::Plain),
        OrderStateName::Proposed => (Glyph::Approvals, Meaning::Accent),
        OrderStateName::Approved => (Glyph::Check, Meaning::Accent),
        OrderStateName::Sent => (Glyph::Clock, Meaning::Unknown),
        OrderStateName::Failed => (Glyph::Alert, Meaning::Contradiction),
        OrderStateName::Posted => (Glyph::Check, Meaning::Paid),
        OrderStateName::Rejected => (Glyph::Cross, Meaning::NotPaid),
        OrderStateName::Withdrawn => (Glyph::Return, Meaning::Plain),
    };
    view! { <Badge label=Signal::derive(move || state.text(language.get())) glyph meaning /> }
}

/// An order with its lines.
#[component]
pub fn CorrectionOrderCard(
    /// The order.
    order: CorrectionOrder,
    /// Whether its case is named, where it does not show beside.
    #[prop(optional)]
    names_case: bool,
    /// The order that stands in for it, where one does.
    #[prop(optional_no_strip)]
    replaced_by: Option<OrderNumber>,
) -> impl IntoView {
    let language = use_language();
    let (kind, number, case) = (order.kind(), order.number, order.case);
    let (drafted_by, replaces) = (order.drafted_by.clone(), order.replaces);
    let ending = ending(&order.state);
    view! {
        <article class="order">
            <header class="order__head">
                <a class="figures" href=format!("/corrections/{number}")>{number.to_string()}</a>
                <strong>{move || kind.text(language.get())}</strong>
                <OrderBadge state=order.state.name() />
                <span class="push">
                    <strong><Money amount=order.principal() /></strong>
                    <WithFees moved=order.moved_with_fees() />
                </span>
            </header>
            <p class="small muted">
                {names_case.then(|| view! { <a class="figures" href=format!("/cases/{case}")>{case.to_string()}</a> " · " })}
                {order.merchant.name.clone()} " · " {order.payout.order_number.clone()} " · "
                <code>{order.cause.reference().to_owned()}</code> " · "
                {move || text::drafted_by(language.get(), &drafted_by)} " · " <Age since=order.drafted_at />
                {replaces.map(|order| view! { " · " <OtherOrder label=text::replaces order /> })}
                {replaced_by.map(|order| view! { " · " <OtherOrder label=text::replaced_by order /> })}
            </p>
            {ending.map(|words| view! { <p class="small">{move || words.text(language.get())}</p> })}
            <OrderLines lines=order.lines.clone() kind />
        </article>
    }
}

/// Another order, after what it is to this one.
#[component]
fn OtherOrder(label: Say, order: OrderNumber) -> impl IntoView {
    view! {
        {say(label)}
        " "
        <a class="figures" href=format!("/corrections/{order}")>{order.to_string()}</a>
    }
}

/// The order that stands in for another, among those of its case.
pub fn replacement(orders: &[CorrectionOrder], replaced: OrderNumber) -> Option<OrderNumber> {
    orders.iter().find(|order| order.replaces == Some(replaced)).map(|order| order.number)
}

/// What accounting or a person said last, where somebody did.
enum Ending {
    Posted(String),
    Failed(String),
    Said(String, String),
}

fn ending(state: &OrderState) -> Option<Ending> {
    match state {
        OrderState::Posted { voucher, .. } => Some(Ending::Posted(voucher.clone())),
        OrderState::Failed { reason, .. } => Some(Ending::Failed(reason.clone())),
        OrderState::Rejected { by, reason, .. } | OrderState::Withdrawn { by, reason, .. } => {
            Some(Ending::Said(by.clone(), reason.clone()))
        }
        _ => None,
    }
}

impl Text for Ending {
    fn text(&self, lang: shared::text::Lang) -> String {
        match self {
            Self::Posted(voucher) => text::voucher(lang, voucher),
            Self::Failed(reason) => text::refused(lang, reason),
            Self::Said(by, words) => common::said(lang, by, in_language(words, lang)),
        }
    }
}

/// The lines of an order, each with why it is there, and both sums.
#[component]
pub fn OrderLines(
    /// The lines.
    lines: Vec<Line>,
    /// The kind of their order: it says what a line's reason means.
    kind: CorrectionKind,
) -> impl IntoView {
    let sum = |side| {
        let currency = lines.first().map(|line| line.amount.currency());
        let minor = i64::try_from(total(&lines, side)).ok();
        currency.zip(minor).map(|(currency, minor)| money::Money::from_minor(minor, currency))
    };
    let (debit, credit) = (sum(Side::Debit), sum(Side::Credit));
    let columns = [text::account, text::debit, text::credit, text::why];
    view! {
        <table class="table order__lines">
            <thead>
                <tr>{columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}</tr>
            </thead>
            <tbody>{lines.iter().map(|line| view! { <OrderLine line=*line kind /> }).collect_view()}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{say(text::total)}</th>
                    <td class="figures">{debit.map(|amount| view! { <Money amount /> })}</td>
                    <td class="figures">{credit.map(|amount| view! { <Money amount /> })}</td>
                    <td></td>
                </tr>
            </tfoot>
        </table>
    }
}

#[component]
fn OrderLine(line: Line, kind: CorrectionKind) -> impl IntoView {
    let language = use_language();
    let on = |side| (line.side == side).then(|| view! { <Money amount=line.amount /> });
    view! {
        <tr>
            <td>{move || line.account.text(language.get())}</td>
            <td class="figures">{on(Side::Debit)}</td>
            <td class="figures">{on(Side::Credit)}</td>
            <td class="small muted">{move || line_reason(line.reason, kind, language.get())}</td>
        </tr>
    }
}

/// What an order moves in all, where fees are given back with it.
#[component]
pub fn WithFees(
    /// All that it moves.
    moved: Option<money::Money>,
) -> impl IntoView {
    let language = use_language();
    moved.map(|moved| {
        let words = move || text::with_fees(language.get(), &written::in_words(moved));
        view! { <span class="small muted">" · " {words}</span> }
    })
}
