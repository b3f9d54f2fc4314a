//! A proposal as its case's chain tells of it.

use std::collections::BTreeSet;

use serde_json::Value;

/// A proposal under way.
pub struct OpenProposal {
    /// Its number within the case.
    pub seq: Value,
    /// Who made it.
    pub maker: String,
    /// What it binds to.
    pub binds_to: Value,
    /// The correction order that it puts into force.
    pub correction: Value,
    /// How many others must approve, as was said when it was made.
    pub required: i64,
    /// Who did.
    pub approved_by: BTreeSet<String>,
    /// Whether evidence came since.
    pub evidence_since: bool,
}

impl OpenProposal {
    /// The one that an entry tells of.
    pub fn made(after: &Value) -> Option<Self> {
        Some(Self {
            seq: after["seq"].clone(),
            maker: after["maker"].as_str()?.to_owned(),
            binds_to: after["binds_to"].clone(),
            correction: after["correction"].clone(),
            required: after["approvals"]["required"].as_i64()?,
            approved_by: BTreeSet::new(),
            evidence_since: false,
        })
    }

    /// Somebody approves; what is wrong with that.
    pub fn approve(&mut self, checker: String, binds_to: &Value) -> Vec<&'static str> {
        let mut faults = Vec::new();
        if checker == self.maker {
            faults.push("approved by its maker");
        }
        if self.evidence_since {
            faults.push("approved although evidence came since");
        }
        if self.binds_to != *binds_to {
            faults.push("approved as something else than proposed");
        }
        if !self.approved_by.insert(checker) {
            faults.push("approved twice by one");
        }
        faults
    }

    /// Whether so many others approved, and as many as it needed.
    pub fn is_approved_by(&self, eyes: i64) -> bool {
        i64::try_from(self.approved_by.len()).unwrap_or_default() >= self.required.max(eyes)
    }
}
