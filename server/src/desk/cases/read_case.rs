//! Reading cases: one with all that a decision looks at, lists, approvals, evidence and trails. Nothing here changes
//! anything.

use chrono::{DateTime, Duration, Utc};
use shared::actor::Actor;
use shared::api::approvals::{ApprovalList, ApprovalRow};
use shared::api::exceptions::{CaseRow, CaseView, CountsView, FollowUpView, LinkedView};
use shared::api::problem::Code;
use shared::audit::Link;
use shared::case::{Case, CaseNumber, State};
use shared::channel::ChannelProfile;
use shared::evidence::{Evidence, EvidenceKind};
use shared::resolution::{Choice, Deciding, Situation, choices, may_approve};
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::jobs::schedule_follow_ups::follow_up_of;
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
        let mut case = find(&mut tx, number).await?;
        case.facts = case.facts.masked();
        let now = self.clock.now();
        let evidence = tx.evidence(number).await?;
        let profile = self.channels.profile(&case.facts.channel);
        Ok(CaseView {
            follow_up: follow_up(&mut tx, &case, &evidence, &profile, now).await?,
            evidence,
            proposals: tx.proposals(number).await?,
            notes: tx.notes(number).await?,
            linked: linked(&mut tx, &case, now).await?,
            profile,
            policy: self.policy.clone(),
            case,
            now,
        })
    }

    /// What the guards answer the caller for each resolution of a case.
    pub async fn read_choices(&self, caller: &Caller, number: CaseNumber) -> Result<Vec<Choice>, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let case = find(&mut tx, number).await?;
        let evidence = tx.evidence(number).await?;
        let profile = self.channels.profile(&case.facts.channel);
        let situation = Situation { case: &case, evidence: &evidence, profile: &profile, policy: &self.policy };
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
        let mut reader = self.store.reader().await?;
        Ok(reader.tx().list_cases(filter, order, after, limit, self.clock.now()).await?)
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
        open.sort_by_key(|(_, proposal)| (std::cmp::Reverse(proposal.approvals.required), proposal.proposed_at));
        let numbers: Vec<_> = open.iter().map(|(number, _)| *number).collect();
        let mut rows = tx.case_rows(&numbers, now).await?;
        let may_approve_at_all = caller.may(Permission::Approve);
        let user = caller.actor.user().unwrap_or_default();
        let mut items = Vec::with_capacity(open.len());
        for (number, proposal) in open {
            let Some(index) = rows.iter().position(|row| row.number == number) else { continue };
            let may_decide = may_approve_at_all && may_approve(&proposal, user).is_ok();
            items.push(ApprovalRow { case: rows.swap_remove(index), proposal, may_decide });
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

async fn find(tx: &mut Tx<'_>, number: CaseNumber) -> Result<Case, Error> {
    tx.case(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))
}

async fn linked(tx: &mut Tx<'_>, case: &Case, now: DateTime<Utc>) -> Result<Vec<LinkedView>, Error> {
    let mut linked = Vec::new();
    if let Some(number) = case.linked_from {
        let origin = find(tx, number).await?;
        linked.push(LinkedView { number, kind: origin.kind, standing: origin.state.standing(now) });
    }
    for (number, kind, state) in tx.cases_linked_from(case.number).await? {
        linked.push(LinkedView { number, kind, standing: state.standing(now) });
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
