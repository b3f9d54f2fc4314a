//! Counting what open cases would say by a proposed profile, the most dangerous first.

use std::collections::HashMap;

use shared::api::channels::{AffectedCase, ClaimShift, OpenEffect, VerdictShift};
use shared::case::State;
use shared::evidence::{Claim, Evidence};

use super::Read;
use crate::desk::cases::read_anew::apply;

/// The counts so far.
#[derive(Default)]
pub(super) struct Tally {
    looked_at: i64,
    claims_changed: i64,
    proposals_voided: i64,
    claims: HashMap<(Claim, Claim), i64>,
    verdicts: HashMap<(&'static str, &'static str), Vec<AffectedCase>>,
    verdict_counts: HashMap<(&'static str, &'static str), i64>,
}

/// How many cases of each change of the verdict are kept to be named.
const KEPT_MAX: usize = 50;

impl Tally {
    pub(super) fn add(&mut self, read: &Read) {
        self.looked_at += 1;
        self.proposals_voided += i64::from(matches!(read.case.state, State::Proposed { .. }));
        let mut evidence: Vec<Evidence> = read.records.iter().map(|record| record.evidence.clone()).collect();
        for (seq, reading) in &read.readings {
            let Some(piece) = evidence.iter().find(|piece| piece.seq == *seq) else { continue };
            if piece.claim != reading.claim {
                self.claims_changed += 1;
                *self.claims.entry((piece.claim, reading.claim)).or_default() += 1;
            }
        }
        let verdict = apply(&read.readings, &mut evidence, &read.case);
        let (from, to) = (read.case.verdict.name(), verdict.name());
        if from != to {
            *self.verdict_counts.entry((from, to)).or_default() += 1;
            let kept = self.verdicts.entry((from, to)).or_default();
            if kept.len() < KEPT_MAX {
                kept.push(AffectedCase { number: read.case.number, from: from.to_owned(), to: to.to_owned() });
            }
        }
    }

    pub(super) fn finish(self, named_max: usize) -> OpenEffect {
        let mut claims: Vec<ClaimShift> =
            self.claims.into_iter().map(|((from, to), count)| ClaimShift { from, to, count }).collect();
        claims.sort_by_key(|shift| (std::cmp::Reverse(shift.count), shift.from.name(), shift.to.name()));
        let mut shifts: Vec<_> = self.verdict_counts.into_iter().collect();
        shifts.sort_by_key(|((from, to), _)| (danger(to), *from));
        let mut kept = self.verdicts;
        let cases = shifts.iter().flat_map(|(shift, _)| kept.remove(shift).unwrap_or_default());
        let cases: Vec<AffectedCase> = cases.take(named_max).collect();
        let verdicts: Vec<VerdictShift> = shifts
            .into_iter()
            .map(|((from, to), count)| VerdictShift { from: from.to_owned(), to: to.to_owned(), count })
            .collect();
        OpenEffect {
            total: 0,
            looked_at: self.looked_at,
            claims_changed: self.claims_changed,
            verdicts_changed: verdicts.iter().map(|shift| shift.count).sum(),
            proposals_voided: self.proposals_voided,
            claims,
            verdicts,
            cases,
        }
    }
}

/// A wrong "not paid" pays twice; a wrong "paid" robs the payee; a contradiction and "unknown" settle nothing.
fn danger(verdict: &str) -> i32 {
    match verdict {
        "not_paid" => 0,
        "paid" => 1,
        "contradiction" => 2,
        _ => 3,
    }
}
