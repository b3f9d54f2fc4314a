//! The evidence: a timeline from sending to now, each piece with its claim and the rule that gave it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::evidence::{Claim, Evidence, EvidenceKind, Rule};
use shared::text::Text;
use shared::text::app::case as text;

use super::asking::NextQuery;
use super::attachments::Observed;
use super::body::Body;
use super::endings::{EndingsLine, read_endings};
use super::file::{piece, use_file};
use super::told::ToldLine;
use super::verdict::{VerdictCard, deciding};
use crate::components::badge::{Badge, Meaning};
use crate::components::icon::{Glyph, Icon};
use crate::components::time::{Countdown, Time};
use crate::state::clock::use_clock;
use crate::state::language::{say, say_string, use_language};
use crate::written;

/// How a claim looks.
pub fn claim_look(claim: Claim) -> (Glyph, Meaning) {
    match claim {
        Claim::ProvesPaid => (Glyph::Check, Meaning::Paid),
        Claim::ProvesNotPaid => (Glyph::Cross, Meaning::NotPaid),
        Claim::Returned => (Glyph::Return, Meaning::NotPaid),
        Claim::NonFinal => (Glyph::Clock, Meaning::Unknown),
        Claim::NoRecord => (Glyph::Search, Meaning::Unknown),
        Claim::NoInformation => (Glyph::Question, Meaning::Plain),
    }
}

fn kind_glyph(kind: EvidenceKind) -> Glyph {
    match kind {
        EvidenceKind::FirstResponse => Glyph::Arrow,
        EvidenceKind::NoResponse => Glyph::Offline,
        EvidenceKind::QueryResponse => Glyph::Query,
        EvidenceKind::ReturnNotice => Glyph::Return,
        EvidenceKind::FundsBack => Glyph::Check,
        EvidenceKind::StatementLine => Glyph::File,
        EvidenceKind::PayAgain => Glyph::Arrow,
        EvidenceKind::PortalCheck => Glyph::Screen,
        EvidenceKind::Document => Glyph::File,
        EvidenceKind::Reconciliation => Glyph::Half,
    }
}

/// The column.
#[component]
pub fn EvidenceColumn() -> impl IntoView {
    let file = use_file();
    read_endings(file);
    let pieces = file.memo(|view| {
        let mut pieces: Vec<(DateTime<Utc>, i32, Claim)> =
            view.evidence.iter().map(|piece| (piece.received_at, piece.seq, piece.claim)).collect();
        pieces.sort_unstable_by_key(|(received_at, seq, _)| (*received_at, *seq));
        pieces
    });
    let sent_at = file.now(|view| Some(view.case.facts.sent_at)).unwrap_or_default();
    let (zone, is_of_payout) = (file.now(|view| view.profile.utc_offset_minutes), file.is_of_payout());
    view! {
        <div class="evidence">
            {is_of_payout.then(|| view! { <VerdictCard /> })}
            <h2 class="unseen">{say(text::timeline)}</h2>
            <ol class="timeline">
                {is_of_payout
                    .then(|| {
                        view! {
                            <li class="timeline__mark">
                                <Icon glyph=Glyph::Arrow />
                                <span>{say(text::payout_sent)}</span>
                                <Time at=sent_at channel_offset_minutes=zone />
                            </li>
                        }
                    })}
                <For each=move || pieces.get() key=|(_, seq, claim)| (*seq, *claim) let:entry>
                    {file.now(|view| piece(view, entry.1)).map(|piece| view! { <Piece piece /> })}
                </For>
                {is_of_payout.then(|| view! { <MinimumAge /> })}
                <li class="timeline__mark">
                    <Icon glyph=Glyph::Clock />
                    <span>{say(text::now)}</span>
                </li>
                {is_of_payout.then(|| view! { <NextQuery /> })}
            </ol>
        </div>
    }
}

/// When the payout may be called not paid, while that is still to come.
#[component]
fn MinimumAge() -> impl IntoView {
    let (file, clock) = (use_file(), use_clock());
    let aged_at = file.now(|view| Some(view.profile.minimum_age_at(view.case.facts.sent_at))).unwrap_or_default();
    let ahead = Memo::new(move |_| clock.every_second() < aged_at);
    view! {
        <Show when=move || ahead.get()>
            <li class="timeline__mark timeline__mark--ahead">
                <Icon glyph=Glyph::Clock />
                <span>{say(text::aged)}</span>
                <Countdown until=aged_at />
            </li>
        </Show>
    }
}

#[component]
fn Piece(piece: Evidence) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let seq = piece.seq;
    let decides = file.memo(move |view| deciding(&view.case.verdict).contains(&seq));
    let (glyph, meaning) = claim_look(piece.claim);
    let (kind, claim) = (piece.kind, piece.claim);
    let zone = file.now(|view| view.profile.utc_offset_minutes);
    let channel_time =
        written::differs_from_reader(piece.received_at, zone).then(|| written::time_at(piece.received_at, zone));
    let has_body = !piece.is_observation();
    // What reconciliation finds claims nothing of a payout: where the case is about none, that need not be said.
    let claims = file.is_of_payout() || kind != EvidenceKind::Reconciliation;
    view! {
        <li class="piece" class:piece--decides=move || decides.get() id=format!("evidence-{seq}") tabindex="-1">
            <span class="piece__dot" aria-hidden="true">
                <Icon glyph=kind_glyph(kind) />
            </span>
            <div class="piece__head">
                <h3>
                    <span class="faint figures">"#"{seq}</span>
                    " "
                    {move || kind.text(language.get())}
                </h3>
                {claims.then(|| view! { <Badge label=Signal::derive(move || claim.text(language.get())) glyph meaning /> })}
                <Show when=move || decides.get()>
                    <Badge label=say_string(text::decides) glyph=Glyph::Anchor meaning=Meaning::Accent />
                </Show>
                <span class="piece__time">
                    <Time at=piece.received_at channel_offset_minutes=zone />
                    {channel_time.map(|time| view! { <span class="faint figures no-print">{time}</span> })}
                </span>
            </div>
            {claims.then(|| view! { <RuleLine rule=piece.rule.clone() /> })}
            {piece.details.clone().map(|details| view! { <ToldLine details /> })}
            <EndingsLine rule=piece.rule.clone() />
            {piece.observation.clone().map(|observation| view! { <Observed observation /> })}
            <Transport piece=piece.clone() />
            {has_body.then(|| view! { <Body seq kind /> })}
        </li>
    }
}

/// Why the piece has its claim: the dictionary's entry with the channel's words and where they were read.
#[component]
fn RuleLine(rule: Rule) -> impl IntoView {
    let language = use_language();
    let said = rule.clone();
    let entry = match rule {
        Rule::Dictionary { wording, source, reviewed_on, .. } => Some((Some(wording), source, Some(reviewed_on))),
        Rule::NoRecordFinal { source, .. } => Some((None, source, None)),
        _ => None,
    };
    view! {
        <div class="piece__rule">
            <p>{move || said.text(language.get())}</p>
            {entry
                .map(|(wording, source, review)| {
                    let link = source.starts_with("https://");
                    view! {
                        <p class="muted">
                            {wording
                                .filter(|wording| !wording.is_empty())
                                .map(|wording| view! { <q title=say(text::wording)>{wording}</q> " · " })}
                            {if link {
                                view! { <a href=source target="_blank" rel="noreferrer noopener">{say(text::documentation)}</a> }.into_any()
                            } else {
                                view! { <span>{source}</span> }.into_any()
                            }}
                            {review
                                .map(|review| {
                                    let words = move || match review {
                                        Some(date) => text::reviewed_on(language.get(), &date.to_string()),
                                        None => text::not_reviewed(language.get()).to_owned(),
                                    };
                                    let class = if review.is_some() { "faint nowrap" } else { "tone--unknown nowrap" };
                                    view! { " · " <span class=class>{words}</span> }
                                })}
                        </p>
                    }
                })}
        </div>
    }
}

/// What the transport knew, who recorded it, and what it is held to.
#[component]
fn Transport(piece: Evidence) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let first_order = file.now(|view| view.case.facts.order_number.clone());
    let digest = piece.sha256.to_string();
    let words = move || {
        let lang = language.get();
        let mut parts = Vec::new();
        if piece.attempt != first_order {
            parts.push(text::of_attempt(lang, &piece.attempt));
        }
        parts.extend(piece.transport.http_status.map(|status| text::http_status(lang, status)));
        parts.extend(piece.transport.latency_ms.map(|latency| written::latency(latency, lang)));
        if piece.size_bytes > 0 && !piece.is_observation() {
            parts.push(written::size(piece.size_bytes));
        }
        parts.push(text::recorded_by(lang, &written::actor(&piece.recorded_by, lang)));
        parts.join(" · ")
    };
    view! {
        <p class="piece__transport faint small figures">
            {words} " · " <span title=digest.clone()>{say(text::digest)} " " <code>{digest.get(..8).unwrap_or_default().to_owned()}</code></span>
        </p>
    }
}
