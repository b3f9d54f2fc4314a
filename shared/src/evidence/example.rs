//! Pieces of evidence for tests, each changed by what the test is about.

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;

use super::{Claim, Evidence, EvidenceKind, Fault, Observation, Rule, Shown, Transport};
use crate::actor::Actor;
use crate::digest::Digest;

/// The order number of the payout's first attempt.
pub(crate) const ORDER: &str = "P1";

/// When that attempt was sent.
pub(crate) fn sent_at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap()
}

/// That many minutes after sending.
pub(crate) fn after(minutes: i64) -> DateTime<Utc> {
    sent_at() + Duration::minutes(minutes)
}

/// A channel's answer.
pub(crate) fn answer(seq: i32, kind: EvidenceKind, claim: Claim, minutes: i64) -> Evidence {
    Evidence {
        seq,
        kind,
        attempt: ORDER.into(),
        api: None,
        received_at: after(minutes),
        recorded_at: after(minutes),
        recorded_by: Actor::Client("core".into()),
        transport: Transport::default(),
        observation: None,
        details: None,
        content_type: None,
        size_bytes: 0,
        sha256: Digest::of(&seq.to_be_bytes()),
        claim,
        rule: Rule::NoCode { api: "query".into() },
    }
}

/// The answer to a query.
pub(crate) fn query(seq: i32, claim: Claim, minutes: i64) -> Evidence {
    answer(seq, EvidenceKind::QueryResponse, claim, minutes)
}

/// A portal check with a reference.
pub(crate) fn portal(seq: i32, shown: Shown, minutes: i64) -> Evidence {
    let observation =
        Observation { looked_up: ORDER.into(), shown, reference: Some("S-1".into()), note: None, attachments: vec![] };
    Evidence {
        observation: Some(observation),
        recorded_by: Actor::User("lin".into()),
        rule: Rule::Observed { shown },
        ..answer(seq, EvidenceKind::PortalCheck, shown.claim(), minutes)
    }
}

impl Evidence {
    /// The same of another attempt.
    pub(crate) fn of(self, attempt: &str) -> Self {
        Self { attempt: attempt.into(), ..self }
    }

    /// The same that could not be read.
    pub(crate) fn unreadable(self) -> Self {
        let rule = Rule::Unreadable { fault: Fault::BadSignature };
        Self { rule, claim: Claim::NoInformation, ..self }
    }

    /// The same that nobody else can look up again.
    pub(crate) fn unfounded(mut self) -> Self {
        if let Some(seen) = &mut self.observation {
            seen.reference = None;
        }
        self
    }
}

/// Any evidence of up to three attempts, numbered in order.
pub(crate) fn any_evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let kinds = [EvidenceKind::FirstResponse, EvidenceKind::QueryResponse, EvidenceKind::ReturnNotice];
    let answers = (prop::sample::select(kinds.to_vec()), prop::sample::select(Claim::ALL.to_vec()), 0_i64..120)
        .prop_map(|(kind, claim, minutes)| answer(0, kind, claim, minutes));
    let looks =
        (prop::sample::select(Shown::ALL.to_vec()), 0_i64..120, any::<bool>()).prop_map(|(shown, minutes, founded)| {
            let piece = portal(0, shown, minutes);
            if founded { piece } else { piece.unfounded() }
        });
    let piece = (prop_oneof![2 => answers, 1 => looks], prop::sample::select(vec!["P1", "P1", "P2", "P3"]))
        .prop_map(|(piece, attempt)| piece.of(attempt));
    prop::collection::vec(piece, 0..9).prop_map(|mut pieces| {
        (1..).zip(&mut pieces).for_each(|(seq, piece)| piece.seq = seq);
        pieces
    })
}
