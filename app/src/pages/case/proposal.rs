//! Proposals: the open one with what its maker saw and what checkers may do, and those that ended.

mod decisions;

use leptos::prelude::*;
use shared::api::exceptions::CaseView;
use shared::evidence::Evidence;
use shared::resolution::{Proposal, ProposalState};
use shared::text::app::{approvals, decide as text};
use shared::text::{Lang, Text};

use super::changes::proposal_state;
use super::file::{open_proposal, use_file};
use super::seen::Seen;
use super::verdict::PieceLink;
use crate::components::approvals_words::approvals_words;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Reading;
use crate::components::person::Person;
use crate::components::time::Time;
use crate::components::verdict_badge::VerdictBadge;
use crate::state::language::{say, use_language};
use crate::written;
use decisions::Actions;

/// What came after the maker proposed.
fn since(view: &CaseView, proposal: &Proposal) -> Vec<Evidence> {
    view.evidence.iter().filter(|piece| piece.seq > proposal.evidence_seen).cloned().collect()
}

fn missing_words(proposal: &Proposal, lang: Lang) -> String {
    match proposal.missing() {
        1 => text::proposal_missing_one(lang).to_owned(),
        count => text::proposal_missing(lang, count),
    }
}

/// The proposal that awaits checkers, as its maker saw the case.
#[component]
pub fn OpenProposal() -> impl IntoView {
    let file = use_file();
    let proposal = file.memo(open_proposal);
    view! {
        <div class="proposal">
            {move || proposal.get().map(|proposal| view! { <Summary proposal /> })}
            // Apart from the summary, so that what a checker types outlives another's approval.
            <Actions />
        </div>
    }
}

#[component]
fn Summary(proposal: Proposal) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let resolution = proposal.resolution;
    let maker = proposal.maker.clone();
    let amount = file.now(|view| written::in_words(view.case.facts.amount));
    let verdict = file.is_of_payout().then(|| file.now(|view| view.case.verdict.name()));
    let new_pieces = file.now(|view| since(view, &proposal));
    let stake = resolution.outcome().is_some_and(|outcome| outcome == shared::resolution::Outcome::ConfirmedNotPaid);
    let seq = proposal.seq;
    let (needs, left, digest) = (proposal.approvals.clone(), proposal.clone(), proposal.binds_to.to_string());
    view! {
        <h2 class="cluster">
            <Icon glyph=Glyph::Approvals />
            {move || text::proposal_by(language.get(), &maker)}
        </h2>
        <p class="proposal__what">{move || resolution.text(language.get())}</p>
        <p class="cluster small">
            {verdict.map(|name| view! { <VerdictBadge name /> })}
            <Time at=proposal.proposed_at />
        </p>
        <div>
            <h3 class="small muted">{say(text::proposal_reason)}</h3>
            <p>{proposal.reason.clone().unwrap_or_else(|| text::proposal_no_reason(language.get_untracked()).to_owned())}</p>
        </div>
        {stake
            .then(|| {
                view! {
                    <p class="stake stake--twice">
                        <Icon glyph=Glyph::Alert />
                        <strong>{move || text::stake_title(language.get(), &amount)}</strong>
                    </p>
                }
            })}
        <p class="small">{move || approvals_words(&needs, language.get())}</p>
        <ul class="stack stack--tight">{proposal.decisions.iter().map(|one| view! { <Said decision=one.clone() /> }).collect_view()}</ul>
        <p class="small">
            <strong>{move || missing_words(&left, language.get())}</strong>
        </p>
        <div class="small">
            <p>{move || text::proposal_saw(language.get(), proposal.evidence_seen)}</p>
            {(!new_pieces.is_empty())
                .then(|| {
                    view! {
                        <p class="cluster">
                            {say(text::proposal_since)} {new_pieces.into_iter().map(|piece| view! { <PieceLink seq=piece.seq /> }).collect_view()}
                        </p>
                    }
                })}
            <AsSeen seq />
            <p class="faint" title=digest.clone()>
                {say(text::proposal_binds)} " " <code>{digest.get(..12).unwrap_or_default().to_owned()}</code>
            </p>
        </div>
    }
}

/// What its maker saw and what has changed since, read anew with the case.
#[component]
fn AsSeen(seq: i32) -> impl IntoView {
    let file = use_file();
    let version = file.memo(|view| view.case.version);
    let notes = file.memo(|view| view.notes.len());
    let reading = Reading::start(move || {
        // Tracking alone would not make a memo look at what it is made of.
        version.get();
        notes.get();
        file.api.proposal_as_seen(file.number, seq)
    });
    view! {
        <details class="seen-at" open>
            <summary>{say(approvals::seen)}</summary>
            <Seen reading is_of_payout=file.is_of_payout() />
        </details>
    }
}

/// What one checker said.
#[component]
fn Said(decision: shared::resolution::Decision) -> impl IntoView {
    let language = use_language();
    let (glyph, tone) = if decision.approved { (Glyph::Check, "tone--paid") } else { (Glyph::Cross, "tone--not-paid") };
    let checker = decision.checker.clone();
    let words = move || match decision.approved {
        true => text::proposal_approved_by(language.get(), &checker),
        false => text::proposal_rejected_by(language.get(), &checker),
    };
    view! {
        <li class="cluster small">
            <span class=tone>
                <Icon glyph />
            </span>
            <span>{words}</span>
            <span class="faint"><Time at=decision.decided_at /></span>
            {decision.reason.map(|reason| view! { <q class="muted">{reason}</q> })}
        </li>
    }
}

/// The proposals that ended.
#[component]
pub fn EarlierProposals() -> impl IntoView {
    let file = use_file();
    let ended = file.memo(|view| {
        view.proposals
            .iter()
            .rev()
            .filter(|proposal| proposal.state != ProposalState::Open)
            .cloned()
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || ended.with(|ended| !ended.is_empty())>
            <section class="fact-list">
                <h2>{say(text::earlier)}</h2>
                <ul class="stack">
                    {move || ended.get().into_iter().map(|proposal| view! { <Earlier proposal /> }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Earlier(proposal: Proposal) -> impl IntoView {
    let language = use_language();
    let resolution = proposal.resolution;
    let said = proposal.decisions.into_iter().map(|decision| view! { <Said decision /> }).collect_view();
    view! {
        <li class="small stack stack--tight">
            <span class="cluster">
                <Person name=proposal.maker />
                <strong>{move || resolution.text(language.get())}</strong>
                <span class="faint"><Time at=proposal.proposed_at /></span>
            </span>
            <span>{move || proposal_state(&proposal.state, language.get())}</span>
            {proposal.reason.map(|reason| view! { <q class="muted">{reason}</q> })}
            <ul class="stack stack--tight">{said}</ul>
        </li>
    }
}
