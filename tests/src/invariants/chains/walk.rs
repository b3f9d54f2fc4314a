//! One chain from its first entry to its last, and what each must follow from.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shared::audit::{Action, ChainVerifier, Entry, Link};
use shared::digest::Digest;

use super::Proofs;
use super::proposal::OpenProposal;

/// One chain on its way.
pub struct Walk {
    /// Whose chain it is.
    pub subject: String,
    /// The kinds of case that must have been opened.
    pub linked: BTreeSet<String>,
    verifier: ChainVerifier,
    began: bool,
    /// The attempts that its evidence speaks of, in order.
    attempts: Vec<String>,
    claims: Vec<Said>,
    proposal: Option<OpenProposal>,
    /// The approved proposals of correction orders, by the order.
    approved: BTreeMap<String, OpenProposal>,
    /// The orders that accounting posted.
    posted: BTreeSet<String>,
    /// The attempts that were asked for here.
    paid_again: BTreeSet<String>,
    outcome: Option<String>,
}

/// What the channel said of an attempt.
struct Said {
    attempt: String,
    sha256: Digest,
    claim: String,
}

/// What the channel's word proves of the attempts of a payout.
struct Proven {
    paid: bool,
    not_paid: bool,
    disputed: bool,
}

impl Walk {
    /// At the beginning of a chain.
    pub fn of(subject: &str, attempts: Vec<String>) -> Self {
        Self {
            subject: subject.to_owned(),
            linked: BTreeSet::new(),
            verifier: ChainVerifier::new(subject),
            began: false,
            attempts,
            claims: vec![],
            proposal: None,
            approved: BTreeMap::new(),
            posted: BTreeSet::new(),
            paid_again: BTreeSet::new(),
            outcome: None,
        }
    }

    /// Goes on to the next entry.
    pub fn next(&mut self, link: &Link, proofs: &Proofs, found: &mut Vec<String>) {
        match self.verifier.next(link) {
            Ok(entry) if entry.subject.starts_with("EX-") => {
                let faults = self.step(&entry, proofs);
                found
                    .extend(faults.into_iter().map(|fault| format!("{}: entry {}: {fault}", entry.subject, entry.seq)));
            }
            Ok(_) => {}
            Err(fault) => found.push(fault.to_string()),
        }
    }

    fn step(&mut self, entry: &Entry, proofs: &Proofs) -> Vec<&'static str> {
        let mut faults = Vec::new();
        let after = entry.after.clone().unwrap_or_default();
        if matches!(entry.action, Action::CaseFiled | Action::CaseOpened) == self.began {
            faults.push("a case begins once, with its first entry");
        }
        self.began = true;
        if self.outcome.is_some() && !is_harmless(entry.action) {
            faults.push("a closed case was worked on");
        }
        match entry.action {
            Action::CaseFiled => after["evidence"].as_array().into_iter().flatten().for_each(|piece| self.piece(piece)),
            Action::CaseOpened => {
                self.piece(&after);
                after["others"].as_array().into_iter().flatten().for_each(|piece| self.piece(piece));
            }
            Action::EvidenceRecorded => {
                self.piece(&after);
                self.contradict(&after);
                self.proposal.iter_mut().for_each(|proposal| proposal.evidence_since = true);
            }
            Action::PayAgainRequested => _ = self.paid_again.insert(text(&after["order_number"])),
            Action::ProposalMade if self.proposal.is_some() => faults.push("two proposals at once"),
            Action::ProposalMade => self.proposal = OpenProposal::made(&after),
            Action::ProposalApproved => match &mut self.proposal {
                Some(proposal) => {
                    let checker = entry.actor.user().unwrap_or_default().to_owned();
                    faults.extend(proposal.approve(checker, &after["binds_to"]));
                }
                None => faults.push("no proposal to approve"),
            },
            Action::ProposalRejected | Action::ProposalWithdrawn | Action::ProposalVoided => self.proposal = None,
            Action::CorrectionApproved => faults.extend(self.approve_order(&after)),
            Action::CorrectionPosted => _ = self.posted.insert(text(&after["order"])),
            Action::CaseClosed => {
                faults.extend(self.faults_of_closing(&after, proofs));
                self.outcome = after["outcome"].as_str().map(str::to_owned);
                self.proposal = None;
            }
            _ => {}
        }
        faults
    }

    fn piece(&mut self, piece: &Value) {
        if is_observation(piece) {
            return;
        }
        let sha256 = piece["sha256"].as_str().and_then(Digest::from_hex).unwrap_or(Digest::ZERO);
        let place = piece["seq"].as_u64().unwrap_or(1) as usize;
        let attempt = self.attempts.get(place - 1).cloned().unwrap_or_default();
        self.claims.push(Said { attempt, sha256, claim: text(&piece["claim"]) });
    }

    /// What the channel says against how the case was closed must have opened another.
    fn contradict(&mut self, piece: &Value) {
        if is_observation(piece) {
            return;
        }
        let kind = match (self.outcome.as_deref(), piece["claim"].as_str()) {
            (Some("confirmed_paid"), Some("returned" | "proves_not_paid")) => "payout_bounced",
            // What was paid again on purpose contradicts nothing.
            (Some("confirmed_not_paid"), _) if self.paid_again.contains(&text(&piece["attempt"])) => return,
            (Some("confirmed_not_paid"), Some("proves_paid" | "returned")) => "late_success",
            (Some("notice_withdrawn"), Some("returned")) => "payout_bounced",
            _ => return,
        };
        self.linked.insert(format!("{} {kind}", self.subject));
    }

    /// An order is put into force by the proposal that is under way.
    fn approve_order(&mut self, after: &Value) -> Vec<&'static str> {
        let Some(proposal) = self.proposal.take() else { return vec!["an order approved without a proposal"] };
        let mut faults = Vec::new();
        if proposal.correction != after["order"] {
            faults.push("another order approved than was proposed");
        }
        if !proposal.is_approved_by(1) {
            faults.push("an order approved by too few");
        }
        self.approved.insert(text(&after["order"]), proposal);
        faults
    }

    /// What is wrong with a closing: by an order, without accounting's word; otherwise, without proof or the word of others,
    /// who saw what was there.
    fn faults_of_closing(&self, after: &Value, proofs: &Proofs) -> Vec<&'static str> {
        if let Some(order) = after["order"].as_str() {
            let is_approved = self.approved.get(order).is_some_and(|it| it.binds_to == after["binds_to"]);
            let is_done = is_approved && self.posted.contains(order);
            return if is_done { vec![] } else { vec!["closed by an order that was not approved so and posted"] };
        }
        let mut faults = Vec::new();
        let proven = self.proven(proofs);
        let eyes = match after["outcome"].as_str() {
            Some("confirmed_paid") if proven.paid => 0,
            _ if proven.disputed && !proven.paid && after["outcome"] != "handed_over" => 2,
            Some("confirmed_not_paid") => i64::from(!proven.not_paid),
            // Nothing is decided: another case knows of it, and decides.
            Some("handed_over") => 0,
            _ => 1,
        };
        if after["outcome"] == "confirmed_not_paid" && proven.paid {
            faults.push("closed as not paid, and the channel says that it was paid");
        }
        let Some(proposal) = &self.proposal else {
            if eyes > 0 {
                faults.push("closed by one person without proof");
            }
            return faults;
        };
        if proposal.evidence_since {
            faults.push("closed although evidence came since the proposal");
        }
        if proposal.binds_to != after["binds_to"] || proposal.seq != after["proposal"] {
            faults.push("closed by another proposal than was approved");
        }
        if !proposal.is_approved_by(eyes) {
            faults.push("closed with too few approvals");
        }
        faults
    }

    /// What is proven of the attempts, of each by itself.
    fn proven(&self, proofs: &Proofs) -> Proven {
        let is_believed = |said: &Said| match proofs {
            Proofs::Only(bodies) => said.claim != "proves_not_paid" || bodies.contains(&said.sha256),
            Proofs::AsClaimed => true,
        };
        let attempts: BTreeSet<&str> = self.claims.iter().map(|said| said.attempt.as_str()).collect();
        let ends: Vec<(bool, bool)> = attempts
            .into_iter()
            .map(|attempt| {
                let claims = || self.claims.iter().filter(|said| said.attempt == attempt && is_believed(said));
                let paid = claims().any(|said| matches!(said.claim.as_str(), "proves_paid" | "returned"));
                (paid, claims().any(|said| said.claim == "proves_not_paid"))
            })
            .collect();
        Proven {
            paid: ends.contains(&(true, false)),
            not_paid: !ends.is_empty() && ends.iter().all(|end| *end == (false, true)),
            disputed: ends.contains(&(true, true)),
        }
    }
}

/// Whether it may happen to a closed case: it is recorded, and changes nothing of how the case ended.
fn is_harmless(action: Action) -> bool {
    use Action::{
        BeneficiaryRevealed, CaseLinked, CaseNoted, EvidenceRecorded, PayAgainRequested, ReturnWatchCounted,
        VerdictChanged,
    };
    let harmless = [
        BeneficiaryRevealed,
        CaseLinked,
        CaseNoted,
        EvidenceRecorded,
        PayAgainRequested,
        ReturnWatchCounted,
        VerdictChanged,
    ];
    harmless.contains(&action)
}

/// What a person saw is not the channel's word.
fn is_observation(piece: &Value) -> bool {
    piece["observed"] == true || matches!(piece["kind"].as_str(), Some("portal_check" | "document"))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
