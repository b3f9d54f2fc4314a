//! What changed between two readings of a case, in words: so that the second to act is told what the first did.

use shared::actor::Actor;
use shared::api::exceptions::CaseView;
use shared::case::State;
use shared::evidence::{Claim, EvidenceKind, Verdict};
use shared::resolution::{ProposalState, Resolution};
use shared::text::app::{case as text, decide};
use shared::text::corrections::waiting_in_language;
use shared::text::{Lang, Text};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The case stands elsewhere.
    State(State),
    /// A piece of evidence arrived.
    Evidence(i32, Actor, EvidenceKind, Claim),
    /// All the evidence says something else.
    Verdict(Verdict),
    /// Someone proposed.
    Proposed(String, Resolution),
    /// A proposal ended.
    ProposalEnded(ProposalState),
    /// Someone wrote a note.
    Note(String),
}

/// What is in `after` and was not in `before`.
pub fn between(before: &CaseView, after: &CaseView) -> Vec<Change> {
    let mut changes = Vec::new();
    if !same_state(&before.case.state, &after.case.state) {
        changes.push(Change::State(after.case.state.clone()));
    }
    let new_pieces = after.evidence.iter().skip(before.evidence.len());
    changes.extend(
        new_pieces.map(|piece| Change::Evidence(piece.seq, piece.recorded_by.clone(), piece.kind, piece.claim)),
    );
    if before.case.verdict.name() != after.case.verdict.name() {
        changes.push(Change::Verdict(after.case.verdict.clone()));
    }
    for proposal in &after.proposals {
        match before.proposals.iter().find(|known| known.seq == proposal.seq) {
            None => changes.push(Change::Proposed(proposal.maker.clone(), proposal.resolution)),
            Some(known) if known.state != proposal.state => changes.push(Change::ProposalEnded(proposal.state.clone())),
            Some(_) => {}
        }
    }
    changes.extend(after.notes.iter().skip(before.notes.len()).map(|note| Change::Note(note.author.clone())));
    changes
}

/// A lease that was renewed is no change.
fn same_state(one: &State, other: &State) -> bool {
    match (one, other) {
        (State::Working { owner, .. }, State::Working { owner: other, .. }) => owner == other,
        (one, other) => one == other,
    }
}

/// How a proposal stands, in a few words.
pub fn proposal_state(state: &ProposalState, lang: Lang) -> String {
    match state {
        ProposalState::Open => decide::state_open(lang).to_owned(),
        ProposalState::Approved { .. } => decide::state_approved(lang).to_owned(),
        ProposalState::Rejected { .. } => decide::state_rejected(lang).to_owned(),
        ProposalState::Withdrawn { reason, .. } => decide::state_withdrawn(lang, reason),
        ProposalState::Voided { evidence: Some(evidence), .. } => decide::state_voided(lang, *evidence),
        ProposalState::Voided { policy_version: Some(version), .. } => decide::state_outruled(lang, *version),
        ProposalState::Voided { channel_version, .. } => {
            decide::state_overtaken(lang, channel_version.unwrap_or_default())
        }
    }
}

impl Change {
    /// Whether that person did it: nobody has to be told of what they did themselves.
    pub fn is_by(&self, name: &str) -> bool {
        match self {
            Self::State(State::Working { owner, .. } | State::Waiting { owner, .. }) => owner == name,
            Self::State(State::Proposed { maker, .. }) | Self::Proposed(maker, _) => maker == name,
            Self::State(State::Closed { closed_by, .. }) => closed_by.user() == Some(name),
            Self::Note(author) => author == name,
            Self::Evidence(_, by, ..) => by.user() == Some(name),
            Self::State(State::Open) | Self::Verdict(_) | Self::ProposalEnded(_) => false,
        }
    }

    /// The words for it.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::State(state) => of_state(state, lang),
            Self::Evidence(seq, by, kind, claim) => {
                let by = crate::written::actor(by, lang);
                text::changed_evidence(lang, *seq, &by, &kind.text(lang), &claim.text(lang))
            }
            Self::Verdict(verdict) => text::changed_verdict(lang, verdict.word(lang), &verdict.text(lang)),
            Self::Proposed(maker, resolution) => text::changed_proposal(lang, maker, &resolution.text(lang)),
            Self::ProposalEnded(state) => text::changed_proposal_ended(lang, &proposal_state(state, lang)),
            Self::Note(author) => text::changed_note(lang, author),
        }
    }
}

fn of_state(state: &State, lang: Lang) -> String {
    use shared::case::Standing;
    let (standing, who) = match state {
        State::Open => (Standing::Open, text::nobody_has_it(lang).to_owned()),
        State::Working { owner, .. } => (Standing::Working, text::held_by(lang, owner)),
        State::Waiting { reason, .. } => {
            (Standing::Waiting, text::waiting_because(lang, &waiting_in_language(reason, lang)))
        }
        State::Proposed { maker, .. } => (Standing::Proposed, text::awaits_checkers(lang, maker)),
        State::Closed { outcome, closed_by, .. } => {
            (Standing::Closed, format!("{} · {}", outcome.text(lang), crate::written::actor(closed_by, lang)))
        }
    };
    text::changed_state(lang, &who, &standing.text(lang))
}
