//! Reading the evidence of a case anew where a newer version of its channel's profile is in force.
//!
//! The rule: whoever takes an open case out of the store has it as the version in force reads it, whether or not the desk
//! has got round to it by itself. A closed case keeps the readings that it was decided by.

use serde_json::json;
use shared::audit::Action;
use shared::case::{Case, Change, Matter, State};
use shared::channel::ChannelProfile;
use shared::evidence::{Evidence, Reading, Verdict, reread};

use super::case_file::CaseFile;
use super::void_proposal::{Voided, void_open_proposal};
use crate::error::Error;
use crate::store::{EvidenceRecord, ReadingRecord, Tx};

/// Whether a case has yet to be read by this profile.
pub fn is_behind(case: &Case, profile: &ChannelProfile) -> bool {
    case.state.outcome().is_none() && case.channel_version < profile.version
}

/// The pieces that say something else by this profile, with what they say.
pub fn read_by(records: &[EvidenceRecord], case: &Case, profile: &ChannelProfile) -> Vec<(i32, Reading)> {
    let read = |record: &EvidenceRecord| {
        let reading = reread(&record.evidence, record.body.as_deref(), &case.facts, profile)?;
        Some((record.evidence.seq, reading))
    };
    records.iter().filter_map(read).collect()
}

/// Lets pieces say what they were read to say anew, and answers the verdict on all.
pub fn apply(readings: &[(i32, Reading)], evidence: &mut [Evidence], case: &Case) -> Verdict {
    for (seq, reading) in readings {
        if let Some(piece) = evidence.iter_mut().find(|piece| piece.seq == *seq) {
            (piece.claim, piece.rule, piece.api) = (reading.claim, reading.rule.clone(), reading.api.clone());
            piece.details.clone_from(&reading.details);
        }
    }
    Verdict::of(&case.facts.order_number, evidence)
}

impl CaseFile {
    /// Reads all evidence anew by the profile in force, with all that follows from it. The desk does it, whoever touched
    /// the case.
    pub(super) async fn read_anew(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let desk = self.caller.by_the_desk();
        let caller = std::mem::replace(&mut self.caller, desk);
        let read = self.read_anew_by_the_desk(tx).await;
        self.caller = caller;
        read
    }

    async fn read_anew_by_the_desk(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let records = tx.evidence_with_bodies(self.case.number).await?;
        let readings = read_by(&records, &self.case, &self.profile);
        let from = std::mem::replace(&mut self.case.channel_version, self.profile.version);
        if readings.is_empty() && !matches!(self.case.state, State::Proposed { .. }) {
            return Ok(tx.note_read_by(self.case.number, self.profile.version).await?);
        }
        self.keep_readings(tx, &readings, from).await?;
        let verdict = apply(&readings, &mut self.evidence, &self.case);
        self.case.matter = Matter::of(self.case.kind, &self.evidence);
        let verdict_changed = self.judge(verdict);
        // The version of the profile is part of what an approval binds to, whatever the evidence says by it.
        void_open_proposal(tx, self, Voided::ChannelVersion(self.profile.version)).await?;
        if verdict_changed && matches!(self.case.state, State::Waiting { .. }) {
            self.change(&Change::EndWait)?;
            self.happened(Action::CaseWaitEnded, json!({ "channel_version": self.profile.version }));
        }
        self.save(tx).await
    }

    async fn keep_readings(&mut self, tx: &mut Tx<'_>, readings: &[(i32, Reading)], from: i32) -> Result<(), Error> {
        if readings.is_empty() {
            return Ok(());
        }
        let said = |seq| self.evidence.iter().find(|piece| piece.seq == seq).map(|piece| piece.claim);
        let pieces: Vec<_> = readings
            .iter()
            .map(|(seq, reading)| json!({ "seq": seq, "claim": reading.claim, "was": said(*seq) }))
            .collect();
        let records: Vec<ReadingRecord> = readings
            .iter()
            .map(|(seq, reading)| ReadingRecord {
                number: self.case.number,
                seq: *seq,
                channel_version: self.profile.version,
                api: reading.api.clone(),
                claim: reading.claim,
                rule: reading.rule.clone(),
                details: reading.details.clone(),
                read_at: self.now,
            })
            .collect();
        tx.insert_readings(&records).await?;
        let after = json!({ "from_version": from, "channel_version": self.profile.version, "pieces": pieces });
        self.happened(Action::EvidenceReread, after);
        Ok(())
    }
}
