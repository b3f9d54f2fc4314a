//! The policy changes while work is under way: supervisors and the admin propose, approve what is stale or their own, reject, withdraw and
//! race. What was proposed under the version before goes on, or is voided.

use anyhow::Result;
use futures::future::join_all;
use shared::api::policies::{PolicyChangeView, PolicyView};
use shared::money::{Currency, Money};
use shared::policy::{ApproverLimit, Band, Policy, Step};
use tests::caller::Answer;

use super::world::{PEOPLE, World};

/// Those who supervise, by their place in [`PEOPLE`].
const SUPERVISORS: [usize; 2] = [2, 3];
/// Up to what one of them may approve, where a limit is set: below what a large payout is.
const LIMIT_MINOR: i64 = 1_000_000;

impl World {
    /// Something happens to the policy.
    pub async fn rule(&mut self) -> Result<()> {
        let person = *self.dice.one_of(&SUPERVISORS);
        let answer: Answer<PolicyView> = self.people[person].policy().await;
        if matches!(&answer, Err(tests::caller::Failure::Refused(problem)) if problem.status == 401) {
            return self.sign_in_or_not(person).await;
        }
        let Some(view) = self.judged("a supervisor reads the policy", answer)? else { return Ok(()) };
        match view.open {
            Some(open) => self.decide_change(&open).await,
            None => self.propose_change(person, view.policy).await,
        }
    }

    /// Somebody proposes another policy: how many approve, who may, or how long accounting has.
    async fn propose_change(&mut self, person: usize, policy: Policy) -> Result<()> {
        let proposed = self.another_policy(policy);
        let answer = if self.dice.once_in(4) {
            self.root().await?.propose_policy(&proposed).await
        } else {
            self.people[person].propose_policy(&proposed).await
        };
        self.judged("somebody proposes a policy", answer).map(drop)
    }

    fn another_policy(&mut self, mut policy: Policy) -> Policy {
        match self.dice.below(8) {
            0 => policy.posting_hours = 12 + self.dice.below(36) as i64,
            1 => {
                let up_to = vec![Money::from_minor(LIMIT_MINOR, Currency::CNY)];
                let limit = ApproverLimit { approver: PEOPLE[2].0.to_owned(), up_to };
                policy.limits = if policy.limits.is_empty() { vec![limit] } else { vec![] };
            }
            2 => {
                let is_senior = policy.seniors.is_empty();
                let named = SUPERVISORS.map(|person| PEOPLE[person].0.to_owned()).to_vec();
                policy.seniors = if is_senior { named } else { vec![] };
                policy.tiers.iter_mut().flat_map(|tier| [&mut tier.large, &mut tier.very_large]).for_each(|step| {
                    step.senior = is_senior && step.approvals > 0;
                });
            }
            // As few as there may be, or as many as there are.
            wanted => {
                let most = if self.dice.once_in(4) { 3 } else { 2 };
                let approvals = [0, 1, 1, 2, most][wanted as usize - 3];
                for tier in &mut policy.tiers {
                    for band in Band::ALL {
                        let senior = tier.at(band).senior && approvals > 0;
                        let step = Step { senior, ..Step::of(approvals) }.at_least(tier.risk.floor(band));
                        tier.set(band, step);
                    }
                }
            }
        }
        policy
    }

    /// Mostly the other supervisor approves; now and then both do at once, its maker tries to, or it comes to nothing.
    async fn decide_change(&mut self, open: &PolicyChangeView) -> Result<()> {
        let change = &open.change;
        let (seq, binds_to) = (change.seq, change.binds_to);
        let others: Vec<usize> = SUPERVISORS.into_iter().filter(|person| PEOPLE[*person].0 != change.maker).collect();
        let other = *self.dice.one_of(&others);
        let answers = match self.dice.below(5) {
            0 => vec![self.people[other].reject_policy(seq, "not so").await],
            1 => {
                let maker = SUPERVISORS.into_iter().find(|person| !others.contains(person)).unwrap_or(other);
                vec![self.people[maker].withdraw_policy(seq, "not so").await]
            }
            2 => join_all(SUPERVISORS.map(|person| self.people[person].approve_policy(seq, binds_to))).await,
            _ => vec![self.people[other].approve_policy(seq, binds_to).await],
        };
        for answer in answers {
            self.judged("somebody decides a change of the policy", answer)?;
        }
        Ok(())
    }
}
