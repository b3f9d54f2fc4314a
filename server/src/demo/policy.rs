//! The demo's policy: how it came to be as it is, and the change of it that waits.

use anyhow::{Context, Result};
use serde_json::{Value, to_value};
use shared::api::commands::ReasonRequest;
use shared::api::policies::{ApprovePolicyChangeRequest, PolicyChangeRequest, PolicyView};
use shared::money::{Currency, Money};
use shared::policy::{Band, Policy, Risk, Step};

use super::cast::{WU, ZHAO};
use super::door::{Door, Who};

/// Something that happens to the policy.
pub struct PolicyAct {
    /// How long before the end.
    pub minutes_ago: i64,
    step: Act,
}

enum Act {
    Propose { reason: &'static str, change: fn(&mut Policy) },
    Approve { reason: &'static str },
    Reject { reason: &'static str },
}

/// All that happens to the policy. None of it asks something else of what is proposed at the end, but for the change that
/// waits.
pub fn acts() -> Vec<PolicyAct> {
    let act = |minutes_ago, step| PolicyAct { minutes_ago, step };
    vec![
        act(
            7300,
            Act::Propose {
                reason: "特大额核销与矛盾处理，须有高级复核人参与。", change: very_large_by_seniors
            },
        ),
        act(7180, Act::Approve { reason: "与授权手册一致，同意。" }),
        act(
            4400,
            Act::Propose {
                reason: "Few payouts between 50,000 and 100,000 turn out wrong.",
                change: large_from_double,
            },
        ),
        act(4310, Act::Reject { reason: "One of them cost us more than a year of second looks. 50,000 stays." }),
        act(
            35,
            Act::Propose {
                reason: "上月两笔截图有误：凭后台查看认定已付的，改为两人复核。", change: seen_by_two
            },
        ),
    ]
}

fn very_large_by_seniors(policy: &mut Policy) {
    policy.very_large_from = vec![Money::from_minor(50_000_000, Currency::CNY)];
    policy.seniors = vec![WU.to_owned(), ZHAO.to_owned()];
    for risk in [Risk::WriteOff, Risk::Contradiction] {
        set(policy, risk, &[Band::VeryLarge], Step { approvals: 2, senior: true });
    }
}

fn large_from_double(policy: &mut Policy) {
    for large in policy.large_from.iter_mut().filter(|large| large.currency() == Currency::CNY) {
        *large = Money::from_minor(10_000_000, Currency::CNY);
    }
}

fn seen_by_two(policy: &mut Policy) {
    set(policy, Risk::SeenPaid, &Band::ALL, Step::of(2));
}

fn set(policy: &mut Policy, risk: Risk, bands: &[Band], step: Step) {
    for tier in policy.tiers.iter_mut().filter(|tier| tier.risk == risk) {
        bands.iter().for_each(|band| tier.set(*band, step));
    }
}

impl PolicyAct {
    /// Does it, by the requests that the browser app would send. Wu proposes, and Zhao decides.
    pub async fn play(&self, door: &mut Door) -> Result<()> {
        let who = Who::Person(if matches!(self.step, Act::Propose { .. }) { WU } else { ZHAO });
        let seen: PolicyView = door.get(who, "/policies").await?;
        let open = |verb: &str| {
            let open = seen.open.as_ref().context("nothing is proposed")?;
            anyhow::Ok((format!("/policies/changes/{}/{verb}", open.change.seq), open.change.binds_to))
        };
        let (path, body) = match &self.step {
            Act::Propose { reason, change } => {
                let (base_version, mut policy) = (seen.policy.version, seen.policy.clone());
                change(&mut policy);
                let request = PolicyChangeRequest { base_version, policy, reason: (*reason).to_owned() };
                ("/policies/changes".to_owned(), to_value(request)?)
            }
            Act::Approve { reason } => {
                let (path, binds_to) = open("approve")?;
                (path, to_value(ApprovePolicyChangeRequest { binds_to, reason: Some((*reason).to_owned()) })?)
            }
            Act::Reject { reason } => (open("reject")?.0, to_value(ReasonRequest { reason: (*reason).to_owned() })?),
        };
        let _: Value = door.post(who, &path, &body).await.context("the policy")?;
        Ok(())
    }
}
