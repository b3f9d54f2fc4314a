//! Asking a channel, after the call: whatever came is evidence, byte for byte, once.

use chrono::{DateTime, Utc};
use shared::actor::Actor;
use shared::case::{CaseNumber, Received};
use shared::digest::Digest;
use shared::evidence::{Evidence, EvidenceKind};

use super::case_file::CaseFile;
use super::record_evidence::{admit, evidence_of};
use super::start_query::end_run;
use crate::caller::Caller;
use crate::channels::follow_up::Said;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{EvidenceRecord, JobName, Tx};

/// What came of a call. It may be kept again: the second time changes nothing.
#[derive(Clone, Debug)]
pub struct RecordAnswer {
    /// The job that asked.
    pub name: JobName,
    /// Who ran it.
    pub holder: String,
    /// The case.
    pub number: CaseNumber,
    /// The API by which the answer is read.
    pub api: String,
    /// The order number of the attempt that was asked about.
    pub attempt: String,
    /// When the answer was there, or was given up.
    pub heard_at: DateTime<Utc>,
    /// What came.
    pub said: Said,
    /// Whether there is nothing more to ask about for now.
    pub is_last: bool,
}

impl Command for RecordAnswer {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let mut file = CaseFile::open(tx, desk, &Caller::nobody(), self.number).await?;
        let job = tx.job_for_update(&self.name).await?.filter(|job| job.is_leased_by(&self.holder));
        // Its own job tells whether this was kept before. An answer that came after its lease had run out, or after the case
        // was closed, is evidence all the same; the job is somebody else's by then, or nobody's.
        if job.as_ref().map_or_else(|| self.is_among(&file.evidence), |job| job.started.is_none()) {
            return Ok(());
        }
        let received = self.received();
        let seq = file.next_evidence();
        let evidence = evidence_of(&received, seq, &file.case.facts, &file.profile, &file.caller, file.now);
        let record = EvidenceRecord { number: self.number, evidence, body: received.body };
        admit(tx, desk, &mut file, record, &[]).await?;
        let Some(mut job) = job else { return Ok(()) };
        job.started = None;
        match file.profile.follow_up.clone() {
            Some(follow_up) if self.is_last => end_run(tx, &file.case, job, &follow_up, file.now).await?,
            _ => tx.update_job(&job).await?,
        }
        Ok(())
    }
}

impl RecordAnswer {
    fn received(&self) -> Received {
        let Said { body, content_type, transport } = self.said.clone();
        Received {
            kind: if body.is_some() { EvidenceKind::QueryResponse } else { EvidenceKind::NoResponse },
            body,
            content_type,
            transport,
            api: Some(self.api.clone()),
            attempt: self.attempt.clone(),
            received_at: self.heard_at,
        }
    }

    /// Whether this very answer is among the evidence: it was kept, and whoever kept it did not learn so.
    fn is_among(&self, evidence: &[Evidence]) -> bool {
        let sha256 = Digest::of(self.said.body.as_deref().unwrap_or_default());
        evidence.iter().any(|piece| {
            piece.recorded_by == Actor::Desk
                && piece.received_at == self.heard_at
                && piece.attempt == self.attempt
                && piece.transport == self.said.transport
                && piece.sha256 == sha256
        })
    }
}
