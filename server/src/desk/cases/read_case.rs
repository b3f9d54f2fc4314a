//! Reading cases: one with all that a decision looks at, lists, approvals, evidence and trails. Nothing here changes
//! anything.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use shared::actor::Actor;
use shared::api::approvals::{ApprovalList, ApprovalRow};
use shared::api::exceptions::{CaseRow, CaseView, CountsView, FollowUpView, LinkedView};
use shared::api::problem::Code;
use shared::audit::Link;
use shared::case::{Case, CaseNumber, Change, Matter, State};
use shared::channel::ChannelProfile;
use shared::evidence::{Evidence, EvidenceKind};
use shared::policy::Policy;
use shared::resolution::{Choice, Deciding, Proposal, ProposalState, Situation, choices};
use shared::role::Permission;

use super::read_anew::{apply, is_behind, read_by};
use super::surroundings::surroundings;
use super::void_proposal::Voided;
use super::watch_returns::watch_of;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::jobs::schedule_follow_ups::follow_up_of;
use crate::desk::policies::revisit_proposals::is_outruled;
use crate::error::Error;
use crate::store::{AttachmentRecord, Tx};

pub use crate::store::{EvidenceRecord, ListFilter, ListOrder, ListPosition};

/// How soon is soon, for the view "due soon".
const DUE_SOON_HOURS: i64 = 2;
/// How many open proposals are listed at most.
const APPROVALS_MAX: i64 = 200;

impl Desk {
    /// A case with all that a decision looks at; the beneficiary masked.
    pub async fn read_case(&self, caller: &Caller, number: CaseNumber) -> Result<CaseView, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let Seen { mut case, evidence, proposals, profile, policy } = self.see(&mut tx, number).await?;
        case.facts = case.facts.masked();
        let now = self.clock.now();
        Ok(CaseView {
            follow_up: follow_up(&mut tx, &case, &evidence, &profile, now).await?,
            evidence,
            proposals,
            notes: tx.notes(number).await?,
            linked: linked(&mut tx, &case, now).await?,
            around: surroundings(&mut tx, &case).await?,
            watch: watch_of(&mut tx, &case).await?,
            profile: (*profile).clone(),
            policy: (*policy).clone(),
            case,
            now,
        })
    }

    /// What the guards answer the caller for each resolution of a case.
    pub async fn read_choices(&self, caller: &Caller, number: CaseNumber) -> Result<Vec<Choice>, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let Seen { case, evidence, profile, policy, .. } = self.see(&mut tx, number).await?;
        let around = surroundings(&mut tx, &case).await?;
        let (profile, policy) = (&profile, &policy);
        let situation = Situation { case: &case, evidence: &evidence, profile, policy, around: &around };
        let name = caller.actor.user().unwrap_or_default();
        Ok(choices(&situation, &Deciding { name, roles: &caller.roles, now: self.clock.now() }))
    }

    /// A page of cases.
    pub async fn list_cases(
        &self,
        caller: &Caller,
        filter: &ListFilter,
        order: ListOrder,
        after: Option<ListPosition>,
        limit: i64,
    ) -> Result<Vec<CaseRow>, Error> {
        caller.require(Permission::ReadCases)?;
        let mut glance = self.store.glance().await?;
        let rows = glance.tx().list_cases(filter, order, after, limit, self.clock.now()).await?;
        glance.keep();
        Ok(rows)
    }

    /// How many cases each of the caller's own views holds.
    pub async fn count_views(&self, caller: &Caller) -> Result<CountsView, Error> {
        caller.require(Permission::ReadCases)?;
        let now = self.clock.now();
        let mut reader = self.store.reader().await?;
        let user = caller.actor.user().unwrap_or_default();
        let mut counts = reader.tx().count_views(user, now + Duration::hours(DUE_SOON_HOURS), now).await?;
        if !caller.may(Permission::Approve) {
            counts.awaiting_approval = 0;
        }
        Ok(counts)
    }

    /// The open proposals: the riskiest first, the oldest of those first.
    pub async fn list_approvals(&self, caller: &Caller) -> Result<ApprovalList, Error> {
        caller.require(Permission::ReadCases)?;
        let now = self.clock.now();
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut open = tx.open_proposals(APPROVALS_MAX).await?;
        let policy = self.policies.in_force(&mut tx).await?;
        open.sort_by_key(|(_, proposal)| {
            (std::cmp::Reverse((proposal.approvals.required, proposal.approvals.senior)), proposal.proposed_at)
        });
        let numbers: Vec<_> = open.iter().map(|(number, _)| *number).collect();
        let mut rows = tx.case_rows(&numbers, now).await?;
        let may_approve_at_all = caller.may(Permission::Approve);
        let user = caller.actor.user().unwrap_or_default();
        let mut items = Vec::with_capacity(open.len());
        for (number, proposal) in open {
            let Some(index) = rows.iter().position(|row| row.number == number) else { continue };
            let may_decide = may_approve_at_all && proposal.may_be_decided_by(user).is_ok();
            let case = rows.swap_remove(index);
            let refusal = proposal.may_be_approved_by(user, &policy, case.amount).err();
            let may_not_approve = refusal.filter(|_| may_approve_at_all);
            items.push(ApprovalRow { case, proposal, may_decide, may_not_approve });
        }
        Ok(ApprovalList { items, now })
    }

    /// All evidence of a case with raw bodies.
    pub async fn read_evidence(&self, caller: &Caller, number: CaseNumber) -> Result<Vec<EvidenceRecord>, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        find(&mut tx, number).await?;
        Ok(tx.evidence_with_bodies(number).await?)
    }

    /// One piece of evidence with its raw body.
    pub async fn read_evidence_piece(
        &self,
        caller: &Caller,
        number: CaseNumber,
        seq: i32,
    ) -> Result<EvidenceRecord, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        reader.tx().evidence_piece(number, seq).await?.ok_or_else(|| Error::refuse(Code::NotFound))
    }

    /// A file of a case.
    pub async fn read_attachment(
        &self,
        caller: &Caller,
        number: CaseNumber,
        sha256: shared::digest::Digest,
    ) -> Result<AttachmentRecord, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        reader.tx().attachment(number, sha256).await?.ok_or_else(|| Error::refuse(Code::NotFound))
    }

    /// The trail of a case.
    pub async fn read_trail(&self, caller: &Caller, number: CaseNumber) -> Result<Vec<Link>, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        find(&mut tx, number).await?;
        Ok(tx.audit_links(&number.to_string()).await?)
    }
}

/// A case as a decision sees it.
struct Seen {
    case: Case,
    evidence: Vec<Evidence>,
    proposals: Vec<Proposal>,
    profile: Arc<ChannelProfile>,
    policy: Arc<Policy>,
}

impl Seen {
    /// Ends the open proposal as the command that touches the case next will.
    fn void_proposal(&mut self, voided: Voided, now: DateTime<Utc>) {
        self.case.state = self.case.state.after(&Change::EndProposal, now).unwrap_or(self.case.state.clone());
        for proposal in self.proposals.iter_mut().filter(|proposal| proposal.state == ProposalState::Open) {
            proposal.state = voided.state(now);
        }
    }
}

impl Desk {
    /// A case as a command would find it: an open one read by the profile in force and with its proposal as the policy in
    /// force leaves it, also where the desk has not got round to it yet; a closed one as it was decided.
    async fn see(&self, tx: &mut Tx<'_>, number: CaseNumber) -> Result<Seen, Error> {
        let case = find(tx, number).await?;
        let proposals = tx.proposals(number).await?;
        let in_force = self.channels.in_force(tx, &case.facts.channel).await?;
        let policy = self.policies.in_force(tx).await?;
        let is_behind = is_behind(&case, &in_force);
        let profile = if is_behind { in_force } else { self.decided_by(tx, &case, in_force).await? };
        let mut seen = Seen { case, evidence: vec![], proposals, profile, policy };
        if is_behind {
            self.see_read_anew(tx, &mut seen).await?;
        } else {
            seen.evidence = tx.evidence(number).await?;
        }
        let open = seen.proposals.iter().find(|proposal| proposal.state == ProposalState::Open);
        let is_outruled = match open {
            Some(proposal) => is_outruled(tx, &seen.case, proposal, &seen.policy).await?,
            None => false,
        };
        if is_outruled {
            seen.void_proposal(Voided::Policy(seen.policy.version), self.clock.now());
            seen.case.version += 1;
        }
        Ok(seen)
    }

    /// A case as it will be once it is read by the profile in force.
    async fn see_read_anew(&self, tx: &mut Tx<'_>, seen: &mut Seen) -> Result<(), Error> {
        let records = tx.evidence_with_bodies(seen.case.number).await?;
        let readings = read_by(&records, &seen.case, &seen.profile);
        seen.evidence = records.into_iter().map(|record| record.evidence).collect();
        let verdict = apply(&readings, &mut seen.evidence, &seen.case);
        seen.case.matter = Matter::of(seen.case.kind, &seen.evidence);
        let (now, is_proposed) = (self.clock.now(), matches!(seen.case.state, State::Proposed { .. }));
        if is_proposed {
            seen.void_proposal(Voided::ChannelVersion(seen.profile.version), now);
        } else if verdict != seen.case.verdict {
            seen.case.state = seen.case.state.after(&Change::EndWait, now).unwrap_or(seen.case.state.clone());
        }
        (seen.case.verdict, seen.case.channel_version) = (verdict, seen.profile.version);
        seen.case.version += i64::from(is_proposed || !readings.is_empty());
        Ok(())
    }

    /// The profile that a closed case was decided by; for all else the one in force.
    async fn decided_by(
        &self,
        tx: &mut Tx<'_>,
        case: &Case,
        in_force: Arc<ChannelProfile>,
    ) -> Result<Arc<ChannelProfile>, Error> {
        if case.state.outcome().is_none() {
            return Ok(in_force);
        }
        let version = tx.closing(case.number).await?.map_or(in_force.version, |closing| closing.channel_version);
        if version == in_force.version {
            return Ok(in_force);
        }
        let stored = tx.channel_version(&case.facts.channel, version).await?;
        let undescribed = || ChannelProfile::undescribed(&case.facts.channel);
        Ok(Arc::new(stored.map_or_else(undescribed, |stored| stored.profile)))
    }
}

async fn find(tx: &mut Tx<'_>, number: CaseNumber) -> Result<Case, Error> {
    tx.case(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))
}

async fn linked(tx: &mut Tx<'_>, case: &Case, now: DateTime<Utc>) -> Result<Vec<LinkedView>, Error> {
    let opened = tx.cases_linked_from(case.number).await?;
    let mut linked = Vec::new();
    for number in case.linked_from.into_iter().chain(opened.into_iter().map(|(number, ..)| number)) {
        let Case { kind, facts, state, .. } = find(tx, number).await?;
        linked.push(LinkedView { number, kind, order_number: facts.order_number, standing: state.standing(now) });
    }
    Ok(linked)
}

async fn follow_up(
    tx: &mut Tx<'_>,
    case: &Case,
    evidence: &[Evidence],
    profile: &ChannelProfile,
    now: DateTime<Utc>,
) -> Result<Option<FollowUpView>, Error> {
    if profile.follow_up.is_none() || matches!(case.state, State::Closed { .. }) {
        return Ok(None);
    }
    let job = tx.job(&follow_up_of(case.number)).await?;
    let is_asked = |piece: &&Evidence| {
        let kinds = [EvidenceKind::QueryResponse, EvidenceKind::NoResponse];
        piece.recorded_by == Actor::Desk && kinds.contains(&piece.kind)
    };
    Ok(Some(FollowUpView {
        next_at: job.as_ref().map(|job| job.run_at),
        asking_since: job
            .filter(|job| job.lease.as_ref().is_some_and(|lease| lease.until > now))
            .and_then(|job| job.started.map(|started| started.at)),
        last: evidence.iter().rev().find(is_asked).map(|piece| piece.seq),
    }))
}
