//! What the chain of each case must tell: everything from its filing to its closing, in an order that the desk promises.

use std::collections::{BTreeSet, HashSet};

use anyhow::{Context, Result};
use serde_json::Value;
use shared::audit::{Action, ChainVerifier, Entry, Link};
use shared::digest::Digest;

use crate::database::Database;

/// What is believed to prove that a payout was not paid.
#[derive(Clone, Debug)]
pub enum Proofs {
    /// What the desk took for proof.
    AsClaimed,
    /// Of what the desk took for it, only the bodies with these digests.
    Only(HashSet<Digest>),
}

/// What does not hold.
pub async fn broken(database: &Database, proofs: &Proofs) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut walk: Option<Walk> = None;
    let mut linked = BTreeSet::new();
    for (subject, link) in links(database).await? {
        if walk.as_ref().is_none_or(|walk| walk.subject != subject) {
            linked.extend(walk.replace(Walk::of(&subject)).into_iter().flat_map(|walk| walk.linked));
        }
        let walk = walk.as_mut().context("a walk has begun")?;
        match walk.verifier.next(&link) {
            Ok(entry) => walk.step(&entry, proofs, &mut found),
            Err(fault) => found.push(fault.to_string()),
        }
    }
    linked.extend(walk.into_iter().flat_map(|walk| walk.linked));
    let opened = "SELECT 'EX-' || CAST(linked_from AS TEXT) || ' ' || kind FROM cases WHERE linked_from IS NOT NULL";
    let opened: BTreeSet<String> = database.texts(opened).await?.into_iter().collect();
    found.extend(linked.difference(&opened).map(|missing| format!("{missing}: contradicted, and no case opened")));
    Ok(found)
}

async fn links(database: &Database) -> Result<Vec<(String, Link)>> {
    let hex = match database.engine() {
        crate::Engine::Sqlite => "lower(hex(previous)) || ' ' || lower(hex(hash))",
        crate::Engine::Postgres => "encode(previous, 'hex') || ' ' || encode(hash, 'hex')",
    };
    let query = format!("SELECT {hex} || ' ' || subject || ' ' || entry FROM audit ORDER BY subject, seq");
    let rows = database.texts(&query).await?;
    rows.iter().map(|row| link(row).with_context(|| row.clone())).collect()
}

fn link(row: &str) -> Option<(String, Link)> {
    let mut parts = row.splitn(4, ' ');
    let previous = Digest::from_hex(parts.next()?)?;
    let hash = Digest::from_hex(parts.next()?)?;
    let subject = parts.next()?.to_owned();
    Some((subject, Link { entry: parts.next()?.to_owned(), previous, hash }))
}

/// One chain on its way.
struct Walk {
    subject: String,
    verifier: ChainVerifier,
    began: bool,
    claims: Vec<(Digest, String)>,
    proposal: Option<OpenProposal>,
    outcome: Option<String>,
    /// The kinds of case that must have been opened.
    linked: BTreeSet<String>,
}

struct OpenProposal {
    seq: Value,
    maker: String,
    binds_to: Value,
    required: i64,
    approved_by: BTreeSet<String>,
    evidence_since: bool,
}

impl Walk {
    fn of(subject: &str) -> Self {
        Self {
            subject: subject.to_owned(),
            verifier: ChainVerifier::new(subject),
            began: false,
            claims: vec![],
            proposal: None,
            outcome: None,
            linked: BTreeSet::new(),
        }
    }

    fn step(&mut self, entry: &Entry, proofs: &Proofs, found: &mut Vec<String>) {
        if !self.subject.starts_with("EX-") {
            return;
        }
        let after = entry.after.clone().unwrap_or_default();
        let mut expect = |holds: bool, what: &str| {
            if !holds {
                found.push(format!("{}: entry {}: {what}", entry.subject, entry.seq));
            }
        };
        let begins = matches!(entry.action, Action::CaseFiled | Action::CaseOpened);
        expect(begins != self.began, "a case begins once, with its first entry");
        self.began = true;
        if self.outcome.is_some() {
            use Action::{BeneficiaryRevealed, CaseLinked, CaseNoted, EvidenceRecorded, VerdictChanged};
            let harmless = [BeneficiaryRevealed, CaseLinked, CaseNoted, EvidenceRecorded, VerdictChanged];
            expect(harmless.contains(&entry.action), "a closed case was worked on");
        }
        match entry.action {
            Action::CaseFiled => after["evidence"].as_array().into_iter().flatten().for_each(|piece| self.piece(piece)),
            Action::CaseOpened => self.piece(&after),
            Action::EvidenceRecorded => {
                self.piece(&after);
                self.contradict(&after);
                self.proposal.iter_mut().for_each(|proposal| proposal.evidence_since = true);
            }
            Action::ProposalMade => {
                expect(self.proposal.is_none(), "two proposals at once");
                self.proposal = OpenProposal::made(&after);
            }
            Action::ProposalApproved => {
                let checker = entry.actor.user().unwrap_or_default().to_owned();
                expect(self.proposal.is_some(), "no proposal to approve");
                if let Some(proposal) = &mut self.proposal {
                    expect(checker != proposal.maker, "approved by its maker");
                    expect(!proposal.evidence_since, "approved although evidence came since");
                    expect(proposal.binds_to == after["binds_to"], "approved as something else than proposed");
                    expect(proposal.approved_by.insert(checker), "approved twice by one");
                }
            }
            Action::ProposalRejected | Action::ProposalWithdrawn | Action::ProposalVoided => self.proposal = None,
            Action::CaseClosed => {
                for fault in self.faults_of_closing(&after, proofs) {
                    expect(false, fault);
                }
                self.outcome = after["outcome"].as_str().map(str::to_owned);
                self.proposal = None;
            }
            _ => {}
        }
    }

    fn piece(&mut self, piece: &Value) {
        if is_observation(piece) {
            return;
        }
        let sha256 = piece["sha256"].as_str().and_then(Digest::from_hex).unwrap_or(Digest::ZERO);
        self.claims.push((sha256, piece["claim"].as_str().unwrap_or_default().to_owned()));
    }

    /// What the channel says against how the case was closed must have opened another.
    fn contradict(&mut self, piece: &Value) {
        if is_observation(piece) {
            return;
        }
        let kind = match (self.outcome.as_deref(), piece["claim"].as_str()) {
            (Some("confirmed_paid"), Some("returned" | "proves_not_paid")) => "payout_bounced",
            (Some("confirmed_not_paid"), Some("proves_paid" | "returned")) => "late_success",
            _ => return,
        };
        self.linked.insert(format!("{} {kind}", self.subject));
    }

    /// What is wrong with a closing: an outcome without proof needs the word of others, who saw what was there.
    fn faults_of_closing(&self, after: &Value, proofs: &Proofs) -> Vec<&'static str> {
        let mut faults = Vec::new();
        let proven = |wanted: &[&str]| {
            self.claims.iter().any(|(sha256, claim)| {
                let is_believed = match proofs {
                    Proofs::Only(bodies) => claim != "proves_not_paid" || bodies.contains(sha256),
                    Proofs::AsClaimed => true,
                };
                wanted.contains(&claim.as_str()) && is_believed
            })
        };
        let (paid, not_paid) = (proven(&["proves_paid", "returned"]), proven(&["proves_not_paid"]));
        let eyes = match after["outcome"].as_str() {
            _ if paid && not_paid => 2,
            Some("confirmed_paid") => i64::from(!paid),
            _ => i64::from(!not_paid),
        };
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
        let approvals = i64::try_from(proposal.approved_by.len()).unwrap_or_default();
        if approvals < proposal.required.max(eyes) {
            faults.push("closed with too few approvals");
        }
        faults
    }
}

impl OpenProposal {
    fn made(after: &Value) -> Option<Self> {
        Some(Self {
            seq: after["seq"].clone(),
            maker: after["maker"].as_str()?.to_owned(),
            binds_to: after["binds_to"].clone(),
            required: after["approvals"]["required"].as_i64()?,
            approved_by: BTreeSet::new(),
            evidence_since: false,
        })
    }
}

/// What a person saw is not the channel's word.
fn is_observation(piece: &Value) -> bool {
    piece["observed"] == true || matches!(piece["kind"].as_str(), Some("portal_check" | "document"))
}
