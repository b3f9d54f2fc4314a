//! What a proposed policy would do to the open proposals, shown before anybody approves it. Asking changes nothing.

use std::collections::HashMap;

use shared::api::policies::{AffectedProposal, PolicyEffectView};
use shared::case::{Case, CaseNumber};
use shared::policy::{Policy, ProposalEffect, effect_of, has_too_few_left};
use shared::resolution::Proposal;
use shared::role::Permission;

use super::read_policies::find_change;
use super::revisit_proposals::needed_by;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::tell::supervisors;
use crate::error::Error;
use crate::store::Tx;

/// How many open proposals are looked at, at most.
const LOOKED_AT_MAX: i64 = 5_000;
/// How many proposals are named.
const NAMED_MAX: usize = 50;

impl Desk {
    /// What a change of the policy would do to the open proposals.
    pub async fn read_policy_effect(&self, caller: &Caller, seq: i32) -> Result<PolicyEffectView, Error> {
        caller.require(Permission::ReadPolicies)?;
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let policy = find_change(&mut tx, seq).await?.policy;
        let supervisors = supervisors(&mut tx).await?;
        let mut open = tx.open_proposals(LOOKED_AT_MAX + 1).await?;
        let looked_at = open.len().min(usize::try_from(LOOKED_AT_MAX).unwrap_or(usize::MAX));
        let more = open.len() > looked_at;
        open.truncate(looked_at);
        let numbers: Vec<CaseNumber> = open.iter().map(|(number, _)| *number).collect();
        let cases: HashMap<CaseNumber, Case> =
            tx.cases(&numbers).await?.into_iter().map(|case| (case.number, case)).collect();
        let mut affected = Vec::with_capacity(open.len());
        for (number, proposal) in open {
            if let Some(case) = cases.get(&number) {
                affected.push(look_at(&mut tx, case, proposal, &policy, &supervisors).await?);
            }
        }
        Ok(summed_up(affected, more))
    }
}

async fn look_at(
    tx: &mut Tx<'_>,
    case: &Case,
    proposal: Proposal,
    policy: &Policy,
    supervisors: &[String],
) -> Result<AffectedProposal, Error> {
    let to = needed_by(tx, case, &proposal, policy).await?;
    Ok(AffectedProposal {
        number: case.number,
        proposal: proposal.seq,
        resolution: proposal.resolution,
        effect: effect_of(&proposal, &to, policy, case.facts.amount),
        nobody_left: has_too_few_left(&to, &proposal.maker, supervisors, policy),
        maker: proposal.maker,
        from: proposal.approvals,
        to,
    })
}

fn summed_up(mut affected: Vec<AffectedProposal>, more: bool) -> PolicyEffectView {
    let as_count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let count = |effect| as_count(affected.iter().filter(|one| one.effect == effect).count());
    let view = PolicyEffectView {
        looked_at: as_count(affected.len()),
        more,
        need_more: count(ProposalEffect::NeedsMore),
        need_fewer: count(ProposalEffect::NeedsFewer),
        approver_lost: count(ProposalEffect::ApproverLost),
        stand: count(ProposalEffect::Stands),
        nobody_left: as_count(affected.iter().filter(|one| one.nobody_left).count()),
        proposals: vec![],
    };
    affected.retain(|one| one.effect != ProposalEffect::Stands || one.nobody_left);
    affected.sort_by_key(|one| (!one.nobody_left, one.effect));
    affected.truncate(NAMED_MAX);
    PolicyEffectView { proposals: affected, ..view }
}
