//! What an approval binds to: the digest of what was seen when it was proposed.

use serde::Serialize;

use super::{Attempt, Resolution, Situation};
use crate::digest::Digest;
use crate::evidence::{Claim, Evidence};
use crate::money::Money;

/// Everything that a decision rests on. Its digest changes with any of it.
#[derive(Debug, Serialize)]
pub struct Binding<'a> {
    case: crate::case::CaseNumber,
    resolution: Resolution,
    amount: Money,
    channel: &'a str,
    channel_version: i32,
    policy_version: i32,
    evidence: Vec<(i32, Digest, Claim)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<Digest>,
    // What linked cases know is part of what was seen. Corrections are not: proposing one would change what it binds to.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    attempts: &'a [Attempt],
}

impl<'a> Binding<'a> {
    /// The binding of a resolution to a case as it stands.
    pub fn of(resolution: Resolution, situation: &Situation<'a>) -> Self {
        let Situation { case, evidence, profile, policy, around } = *situation;
        Self {
            attempts: &around.attempts,
            case: case.number,
            resolution,
            amount: case.facts.amount,
            channel: &profile.id,
            channel_version: profile.version,
            policy_version: policy.version,
            evidence: evidence.iter().map(|piece| (piece.seq, piece.sha256, piece.claim)).collect(),
            correction: None,
        }
    }

    /// The same for what a correction order puts right: it binds to the order's content too.
    pub fn with_correction(self, content: Digest) -> Self {
        Self { correction: Some(content), ..self }
    }

    /// The same as it was under the policy of this version, where the one in force asks the same of it.
    pub fn under_policy(self, policy_version: i32) -> Self {
        Self { policy_version, ..self }
    }

    /// The SHA-256 of the binding as JSON, its fields in the order above.
    pub fn digest(&self) -> Digest {
        // Plain data with text keys: writing it as JSON cannot fail, and an empty text would match no other digest.
        Digest::of(&serde_json::to_vec(self).unwrap_or_default())
    }
}

/// The digest of a set of evidence: what an audit entry says was seen.
pub fn evidence_digest(evidence: &[Evidence]) -> Digest {
    Digest::of_parts(evidence.iter().map(|piece| piece.sha256.0.as_slice()))
}
