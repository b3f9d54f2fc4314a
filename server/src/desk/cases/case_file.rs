//! A case taken out of the store to be changed: locked, with its evidence and its chain, and saved whole.
//!
//! The rule: whatever changes a case goes through here, so no change comes without its entry and its new version.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::{Case, CaseNumber, Change, Matter, State};
use shared::channel::ChannelProfile;
use shared::digest::Digest;
use shared::evidence::{Evidence, Verdict};
use shared::policy::Policy;
use shared::resolution::{Binding, Proposal, ProposalState, Resolution, Situation, Surroundings, evidence_digest};
use shared::text::{Lang, Text};
use shared::webhook::{CaseSnapshot, EvidenceRecorded, Occurrence, VerdictChanged};

use super::read_anew::is_behind;
use super::surroundings::surroundings;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::events::{Announcement, publish};
use crate::desk::trail::{Chain, Happening};
use crate::error::Error;
use crate::random::Random;
use crate::store::{AuditRecord, Tx};

/// A case that is being changed.
pub struct CaseFile {
    /// The case.
    pub case: Case,
    /// Its evidence, in order.
    pub evidence: Vec<Evidence>,
    /// What is known of its channel.
    pub profile: Arc<ChannelProfile>,
    /// The policy in force.
    pub policy: Arc<Policy>,
    /// What stands around it.
    pub around: Surroundings,
    /// Who changes it.
    pub caller: Caller,
    /// When.
    pub now: DateTime<Utc>,
    chain: Chain,
    entries: Vec<AuditRecord>,
    announcements: Vec<Announcement>,
    random: Arc<dyn Random>,
}

impl CaseFile {
    /// Takes a case out of the store, read by its channel's profile in force and with its proposal as the policy in force
    /// leaves it; nobody else changes it before the transaction ends.
    pub async fn open(tx: &mut Tx<'_>, desk: &Desk, caller: &Caller, number: CaseNumber) -> Result<Self, Error> {
        let case = tx.case_for_update(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let evidence = tx.evidence(number).await?;
        let chain = Chain::load(tx, number).await?;
        let profile = desk.channels.in_force(tx, &case.facts.channel).await?;
        let policy = desk.policies.in_force(tx).await?;
        let (caller, now) = (caller.clone(), desk.clock.now());
        let (entries, announcements, random) = (vec![], vec![], Arc::clone(&desk.random));
        let around = surroundings(tx, &case).await?;
        let mut file =
            Self { case, evidence, profile, policy, around, caller, now, chain, entries, announcements, random };
        if is_behind(&file.case, &file.profile) {
            file.read_anew(tx).await?;
        }
        if matches!(file.case.state, State::Proposed { .. }) {
            file.void_what_is_outruled(tx).await?;
        }
        Ok(file)
    }

    /// The same for a caller who has seen it: refuses where it has changed since.
    pub async fn open_as_seen(
        tx: &mut Tx<'_>,
        desk: &Desk,
        caller: &Caller,
        (number, version): (CaseNumber, i64),
    ) -> Result<Self, Error> {
        let file = Self::open(tx, desk, caller, number).await?;
        file.expect_version(tx, version).await?;
        Ok(file)
    }

    /// Refuses to act on a version that is not the current one, saying what the other did meanwhile.
    pub async fn expect_version(&self, tx: &mut Tx<'_>, version: i64) -> Result<(), Error> {
        if self.case.version == version {
            return Ok(());
        }
        let last = tx.last_entry(&self.case.number.to_string()).await?;
        let Some((actor, action)) = last else { return Err(Error::refuse(Code::CaseChanged)) };
        let (en, zh) = (action.text(Lang::En), action.text(Lang::Zh));
        let who = |lang| actor.text(lang);
        Err(Error::explain(
            Code::CaseChanged,
            format!("Meanwhile {} {en}. You saw version {version}, it is now {}.", who(Lang::En), self.case.version),
            format!("期间 {}：{zh}。您看到的是版本 {version}，现为版本 {}。", who(Lang::Zh), self.case.version),
        ))
    }

    /// Changes the state, or says why it may not change so.
    pub fn change(&mut self, change: &Change) -> Result<(), Error> {
        self.case.state = self.case.state.after(change, self.now)?;
        Ok(())
    }

    /// Notes what happened; it is written when the case is saved.
    pub fn happened(&mut self, action: Action, after: serde_json::Value) {
        self.happened_as(&self.caller.clone(), Happening::of(action, after));
    }

    /// The same for what someone else, or the desk itself, does.
    pub fn happened_as(&mut self, caller: &Caller, happening: Happening) {
        let seen = evidence_digest(&self.evidence);
        self.entries.push(self.chain.add(caller, self.now, happening.seeing(seen)));
    }

    /// Tells other systems what happened, once the case is saved: with the case as it stands then.
    pub fn announce(&mut self, announcement: impl FnOnce(CaseSnapshot) -> Occurrence + Send + Sync + 'static) {
        self.announcements.push(Box::new(announcement));
    }

    /// Adds a piece of evidence and judges anew; answers whether the verdict changed.
    pub fn add_evidence(&mut self, piece: Evidence) -> bool {
        let after = json!({
            "seq": piece.seq, "kind": piece.kind, "attempt": piece.attempt, "sha256": piece.sha256,
            "claim": piece.claim, "received_at": piece.received_at, "observed": piece.is_observation(),
        });
        let told = (&piece).into();
        self.announce(|case| Occurrence::EvidenceRecorded(EvidenceRecorded { case, evidence: told }));
        self.evidence.push(piece);
        self.case.matter = Matter::of(self.case.kind, &self.evidence);
        self.happened(Action::EvidenceRecorded, after);
        self.judge(Verdict::of(&self.case.facts.order_number, &self.evidence))
    }

    /// Takes a verdict over; answers whether it changed.
    pub fn judge(&mut self, verdict: Verdict) -> bool {
        let before = std::mem::replace(&mut self.case.verdict, verdict);
        let changed = before != self.case.verdict;
        if changed {
            let happening = Happening::of(Action::VerdictChanged, json!(self.case.verdict)).from(json!(before));
            self.announce(|case| Occurrence::VerdictChanged(VerdictChanged { case, before }));
            self.happened_as(&self.caller.by_the_desk(), happening);
        }
        changed
    }

    /// The number of the next piece of evidence.
    pub fn next_evidence(&self) -> i32 {
        self.evidence.last().map_or(1, |piece| piece.seq + 1)
    }

    /// What a decision looks at.
    pub fn situation(&self) -> Situation<'_> {
        Situation {
            case: &self.case,
            evidence: &self.evidence,
            profile: &self.profile,
            policy: &self.policy,
            around: &self.around,
        }
    }

    /// The digest that a resolution taken now binds to.
    pub fn binding(&self, resolution: Resolution) -> Digest {
        Binding::of(resolution, &self.situation()).digest()
    }

    /// The open proposal, if there is one.
    pub async fn open_proposal(&self, tx: &mut Tx<'_>) -> Result<Option<Proposal>, Error> {
        let proposals = tx.proposals(self.case.number).await?;
        Ok(proposals.into_iter().find(|proposal| proposal.state == ProposalState::Open))
    }

    /// A proposal by its number.
    pub async fn proposal(&self, tx: &mut Tx<'_>, seq: i32) -> Result<Proposal, Error> {
        let proposals = tx.proposals(self.case.number).await?;
        proposals.into_iter().find(|proposal| proposal.seq == seq).ok_or_else(|| Error::refuse(Code::NotFound))
    }

    /// Writes the case, its next version and its entries.
    pub async fn save(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        self.case.version += 1;
        self.case.updated_at = self.now;
        tx.update_case(&self.case).await?;
        self.save_entries(tx).await
    }

    /// Writes the entries alone, and what other systems are told, for what is recorded and changes nothing.
    pub async fn save_entries(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        tx.insert_audit(&std::mem::take(&mut self.entries)).await?;
        let announcements = std::mem::take(&mut self.announcements);
        if announcements.is_empty() {
            return Ok(());
        }
        let case = CaseSnapshot::of(&self.case);
        let occurrences = announcements.into_iter().map(|announcement| announcement(case.clone()));
        publish(tx, &*self.random, self.now, occurrences).await
    }
}
