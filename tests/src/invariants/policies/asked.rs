//! What a policy asks of a proposal, reckoned here anew from the rows: the server's own rules are not asked whether they are right.

use anyhow::{Context, Result};
use serde_json::Value;

use super::super::records::{is_risky, minor};

/// A version of the policy, as its row says it.
pub struct Policy(Value);

/// The fewest approvals that any policy may ask for, of ordinary and of larger amounts.
const FLOORS: [(&str, i64, i64); 12] = [
    ("proven_paid", 0, 0),
    ("proven_not_paid", 0, 0),
    ("seen_paid", 1, 1),
    ("seen_not_paid", 1, 2),
    ("contradiction", 2, 2),
    ("refund", 1, 1),
    ("refund_ahead", 2, 2),
    ("recovery", 1, 1),
    ("adjustment", 1, 1),
    ("write_off", 2, 2),
    ("report_set_aside", 1, 1),
    ("never_repaid", 1, 1),
];

impl Policy {
    /// The policy of a row.
    pub fn read(row: &str) -> Result<Self> {
        Ok(Self(serde_json::from_str(row).with_context(|| row.to_owned())?))
    }

    /// Where it asks for less than may be asked.
    pub fn below_floors(&self) -> Vec<String> {
        let below = |(risk, ordinary, larger): &(&str, i64, i64)| {
            let bands = [("ordinary", ordinary), ("large", larger), ("very_large", larger)];
            let of_risk = bands.into_iter().filter(|(band, floor)| self.tier(risk, band).0 < **floor);
            of_risk
                .map(|(band, _)| format!("policy {}: too few approvals of {band} {risk}", self.0["version"]))
                .collect::<Vec<_>>()
        };
        FLOORS.iter().flat_map(below).collect()
    }

    /// Whether it sets a limit to what this person approves.
    pub fn limits(&self, person: &str) -> bool {
        self.0["limits"].as_array().into_iter().flatten().any(|limit| limit["approver"] == person)
    }

    /// How many approvals it asks for, and whether one is to be a senior's.
    fn tier(&self, risk: &str, band: &str) -> (i64, bool) {
        let tier = self.0["tiers"].as_array().into_iter().flatten().find(|tier| tier["risk"] == risk);
        let step = tier.map(|tier| &tier[band]);
        let of = |name: &str| step.map_or(&Value::Null, |step| &step[name]);
        let approvals = of("approvals").as_i64().unwrap_or(-1);
        (approvals, approvals > 0 && of("senior").as_bool().unwrap_or(false))
    }

    fn band(&self, amount: &Value) -> &'static str {
        let from = |name: &str| {
            let limits = self.0[name].as_array().into_iter().flatten();
            limits.into_iter().find(|limit| limit["currency"] == amount["currency"]).map(minor)
        };
        match (from("large_from"), from("very_large_from")) {
            (None, _) => "very_large",
            (_, Some(very_large)) if minor(amount) >= very_large => "very_large",
            (Some(large), _) if minor(amount) >= large => "large",
            _ => "ordinary",
        }
    }
}

/// What a proposal asks for, and what it is about.
pub struct Asked {
    required: i64,
    senior: bool,
    amount: Value,
    resolution: String,
    /// The kind of its correction order; empty where it is for none.
    order: String,
    is_risky: bool,
    verdict: String,
}

impl Asked {
    /// Of a proposal's row, with its case's verdict, and its order's kind and cause where it is for one.
    pub fn of(resolution: &str, approvals: &str, verdict: &str, (order, cause): (&str, &str)) -> Result<Self> {
        let approvals: Value = serde_json::from_str(approvals)?;
        let verdict: Value = serde_json::from_str(verdict)?;
        let cause: Value = if cause.is_empty() { Value::Null } else { serde_json::from_str(cause)? };
        Ok(Self {
            required: approvals["required"].as_i64().unwrap_or(0),
            senior: approvals["senior"].as_bool().unwrap_or(false),
            amount: approvals["amount"].clone(),
            resolution: resolution.to_owned(),
            order: order.to_owned(),
            is_risky: is_risky(order, &cause),
            verdict: verdict["name"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// Whether it asks for what this policy does, as its case and its order stand.
    pub fn is_asked_by(&self, policy: &Policy) -> bool {
        self.is_asked_under(policy, &self.verdict, self.is_risky)
    }

    /// The same, whatever became of its order since.
    pub fn is_asked_in_any_case_by(&self, policy: &Policy) -> bool {
        [true, false].into_iter().all(|risky| self.is_asked_under(policy, &self.verdict, risky))
    }

    /// The same, as its order may have stood when it was proposed.
    pub fn may_be_asked_by(&self, policy: &Policy) -> bool {
        [true, false].into_iter().any(|risky| self.is_asked_under(policy, &self.verdict, risky))
    }

    fn is_asked_under(&self, policy: &Policy, verdict: &str, is_risky: bool) -> bool {
        let band = policy.band(&self.amount);
        let risk = match self.order.as_str() {
            "" => of_resolution(&self.resolution, verdict),
            order => of_order(order, is_risky),
        };
        let (mut required, mut senior) = policy.tier(risk, band);
        if verdict == "contradiction" {
            let (more, one_senior) = policy.tier("contradiction", band);
            (required, senior) = (required.max(more), senior || one_senior);
        }
        (self.required, self.senior) == (required, senior)
    }
}

/// What may go wrong where a case is settled so without moving money.
fn of_resolution(resolution: &str, verdict: &str) -> &'static str {
    match (resolution, verdict) {
        (_, "contradiction") => "contradiction",
        ("confirm_paid", "paid") => "proven_paid",
        ("confirm_paid", _) => "seen_paid",
        ("confirm_not_paid", _) => "proven_not_paid",
        ("confirm_not_paid_without_proof", _) => "seen_not_paid",
        ("never_repaid", _) => "never_repaid",
        _ => "report_set_aside",
    }
}

/// What may go wrong where an order moves money.
fn of_order(kind: &str, is_risky: bool) -> &'static str {
    match kind {
        "bounce_refund" if is_risky => "refund_ahead",
        "bounce_refund" => "refund",
        "late_success_recovery" | "duplicate_recovery" => "recovery",
        "write_off" => "write_off",
        "transit_clearing" if is_risky => "write_off",
        _ => "adjustment",
    }
}
