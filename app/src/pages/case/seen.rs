//! A proposal as its maker saw the case: the evidence that was there, saying what it said then; the order that was proposed;
//! and what has happened since.

use leptos::prelude::*;
use shared::api::approvals::{SeenView, SinceView};
use shared::correction::{CorrectionOrder, Side};
use shared::evidence::Evidence;
use shared::text::Text;
use shared::text::app::{approvals as text, corrections};
use shared::text::corrections::line_reason;

use super::claim_look;
use super::told::ToldLine;
use crate::components::badge::Badge;
use crate::components::correction_order::WithFees;
use crate::components::loaded::{Loaded, Reading};
use crate::components::money::Money;
use crate::components::time::Time;
use crate::components::verdict_badge::VerdictBadge;
use crate::state::language::{say, use_language};
use crate::written;

/// What was seen, once it was read.
#[component]
pub fn Seen(
    /// The reading.
    reading: Reading<SeenView>,
    /// Whether the case is about a payout, of which there is a verdict.
    is_of_payout: bool,
) -> impl IntoView {
    view! {
        <Loaded reading>
            {move || reading.value.get().map(|seen| view! { <Told seen is_of_payout /> })}
        </Loaded>
    }
}

#[component]
fn Told(seen: SeenView, is_of_payout: bool) -> impl IntoView {
    let language = use_language();
    let version = seen.proposal.policy_version;
    let is_empty = seen.evidence.is_empty();
    view! {
        <div class="seen">
            <section class="stack stack--tight">
                <h3 class="cluster small">
                    <span class="muted">{say(text::seen_evidence)}</span>
                    {is_of_payout.then(|| view! { <VerdictBadge name=seen.verdict.name() /> })}
                </h3>
                <ol class="seen__evidence small">
                    {seen.evidence.into_iter().map(|piece| view! { <Piece piece is_of_payout /> }).collect_view()}
                </ol>
                {is_empty.then(|| view! { <p class="muted small">{say(text::seen_none)}</p> })}
                <p class="faint small">{move || text::seen_policy(language.get(), version)}</p>
            </section>
            {seen
                .order
                .map(|order| {
                    view! {
                        <section class="stack stack--tight">
                            <h3 class="small muted">{say(text::seen_order)}</h3>
                            <Order order />
                        </section>
                    }
                })}
            <Since since=seen.since />
        </div>
    }
}

/// The order in a few lines: what shows it in full may be as narrow as a telephone.
#[component]
fn Order(order: CorrectionOrder) -> impl IntoView {
    let language = use_language();
    let (number, kind) = (order.number, order.kind());
    view! {
        <p class="cluster small">
            <a class="figures" href=format!("/corrections/{number}")>{number.to_string()}</a>
            <strong>{move || kind.text(language.get())}</strong>
            <Money amount=order.principal() />
            <WithFees moved=order.moved_with_fees() />
        </p>
        <ul class="seen__evidence small">
            {order
                .lines
                .into_iter()
                .map(|line| {
                    let side = if line.side == Side::Debit { corrections::debit } else { corrections::credit };
                    view! {
                        <li class="cluster">
                            <span class="muted">{say(side)}</span>
                            <span>{move || line.account.text(language.get())}</span>
                            <Money amount=line.amount />
                            <span class="muted">{move || line_reason(line.reason, kind, language.get())}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

#[component]
fn Piece(piece: Evidence, is_of_payout: bool) -> impl IntoView {
    let language = use_language();
    let ((glyph, meaning), claim, kind) = (claim_look(piece.claim), piece.claim, piece.kind);
    view! {
        <li class="stack stack--tight">
            <span class="cluster">
                <span class="figures muted">{format!("#{}", piece.seq)}</span>
                <span>{move || kind.text(language.get())}</span>
                {is_of_payout.then(|| view! { <Badge label=Signal::derive(move || claim.text(language.get())) glyph meaning /> })}
                <span class="faint"><Time at=piece.received_at /></span>
            </span>
            {piece.details.map(|details| view! { <ToldLine details /> })}
        </li>
    }
}

#[component]
fn Since(since: Vec<SinceView>) -> impl IntoView {
    let is_empty = since.is_empty();
    view! {
        <section class="stack stack--tight">
            <h3 class="small muted">{say(text::since)}</h3>
            {is_empty.then(|| view! { <p class="small">{say(text::since_nothing)}</p> })}
            <ol class="seen__evidence small">
                {since.into_iter().map(|one| view! { <Happened one /> }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn Happened(one: SinceView) -> impl IntoView {
    let language = use_language();
    let (action, actor, evidence) = (one.action, one.actor, one.evidence);
    view! {
        <li class="cluster">
            <span class="faint"><Time at=one.at /></span>
            <strong>{move || written::actor(&actor, language.get())}</strong>
            <span>{move || action.text(language.get())}</span>
            {evidence.map(|seq| view! { <span class="muted">{move || text::since_piece(language.get(), seq)}</span> })}
        </li>
    }
}
