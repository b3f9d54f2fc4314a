//! Recording what was received or observed later: a channel's answer or notice, a look at its portal, a document.
//!
//! Evidence is taken at any time, on closed cases too. It voids an open proposal, ends a wait when the verdict changes,
//! and opens a linked case when it contradicts how the case was closed.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::api::commands::ObservationRequest;
use shared::api::exceptions::{EvidenceRequest, RecordedView};
use shared::audit::Action;
use shared::case::{CaseNumber, Change, Facts, State, WaitsFor};
use shared::case::{Received, Recorded, Told, check_evidence, check_observation, paid_again};
use shared::channel::ChannelProfile;
use shared::digest::Digest;
use shared::evidence::{Claim, Details, Evidence, EvidenceKind, Rule, Transport};
use shared::role::Permission;
use shared::text::Lang;

use super::case_file::CaseFile;
use super::open_linked::{open_bounce_of_attempt, open_linked};
use super::pass_on::pass_on;
use super::void_proposal::{Voided, void_open_proposal};
use crate::caller::Caller;
use crate::desk::corrections::finish_case::finish_if_told_as_booked;
use crate::desk::corrections::funds_back::note_funds_back;
use crate::desk::idempotency::Key;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{AttachmentRecord, EvidenceRecord, Tx};

/// Another system adds a channel's answer or notice.
#[derive(Debug)]
pub struct RecordEvidence {
    /// Who.
    pub caller: Caller,
    /// To which case.
    pub number: CaseNumber,
    /// What.
    pub request: EvidenceRequest,
    /// The idempotency key, where one was sent.
    pub key: Option<Key>,
    /// The language to refuse in.
    pub lang: Lang,
}

impl Command for RecordEvidence {
    type Outcome = RecordedView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<RecordedView, Error> {
        self.caller.require(Permission::AddResponses)?;
        if let Some(key) = &self.key
            && let Some(stored) = key.find(tx).await?
        {
            return stored.read();
        }
        let mut file = CaseFile::open(tx, desk, &self.caller, self.number).await?;
        let recorded = check_evidence(&self.request, &file.case.facts, file.now, self.lang).map_err(Error::fields)?;
        let seq = file.next_evidence();
        let (evidence, body) = recorded_as(&recorded, seq, &file.case.facts, &file.profile, &file.caller, file.now);
        let record = EvidenceRecord { number: self.number, evidence, body };
        let view = admit(tx, desk, &mut file, record, &[]).await?;
        if let Some(key) = &self.key {
            key.keep(tx, 201, &view, file.now).await?;
        }
        Ok(view)
    }
}

/// A person records a portal check or a document.
#[derive(Debug)]
pub struct RecordObservation {
    /// Who.
    pub caller: Caller,
    /// On which case.
    pub number: CaseNumber,
    /// What.
    pub request: ObservationRequest,
    /// The language to refuse in.
    pub lang: Lang,
}

impl Command for RecordObservation {
    type Outcome = RecordedView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<RecordedView, Error> {
        self.caller.require(Permission::WorkCases)?;
        let user = self.caller.user()?;
        let mut file = CaseFile::open(tx, desk, &self.caller, self.number).await?;
        let checked = check_observation(&self.request, &file.case.facts, file.now, self.lang).map_err(Error::fields)?;
        let observation = checked.observation;
        let attachments: Vec<_> = observation
            .attachments
            .iter()
            .zip(checked.contents)
            .map(|(attachment, content)| AttachmentRecord { attachment: attachment.clone(), content })
            .collect();
        // The observation as recorded is its raw body, so that its digest covers every word and every file.
        let body = match &checked.details {
            Some(details) => serde_json::to_vec(&(&observation, details)),
            None => serde_json::to_vec(&observation),
        };
        let body = body.map_err(|error| Error::Internal(error.to_string()))?;
        let evidence = Evidence {
            seq: file.next_evidence(),
            kind: checked.kind,
            attempt: checked.attempt,
            api: None,
            received_at: checked.observed_at,
            recorded_at: file.now,
            recorded_by: file.caller.actor.clone(),
            transport: Transport::default(),
            content_type: Some("application/json".to_owned()),
            size_bytes: size(&body),
            sha256: Digest::of(&body),
            claim: observation.shown.claim(),
            rule: Rule::Observed { shown: observation.shown },
            observation: Some(observation),
            details: checked.details,
        };
        let record = EvidenceRecord { number: self.number, evidence, body: Some(body) };
        // Whoever holds the case and records is not idle; for everyone else the state stays as it is.
        let _ = file.change(&Change::Renew { by: user.to_owned() });
        admit(tx, desk, &mut file, record, &attachments).await
    }
}

/// The evidence that something recorded is, with its raw body.
pub fn recorded_as(
    recorded: &Recorded,
    seq: i32,
    facts: &Facts,
    profile: &ChannelProfile,
    caller: &Caller,
    now: DateTime<Utc>,
) -> (Evidence, Option<Vec<u8>>) {
    match recorded {
        Recorded::Answer(received) => (evidence_of(received, seq, facts, profile, caller, now), received.body.clone()),
        Recorded::Told(kind, told) => {
            let (evidence, body) = told_as(*kind, told, seq, caller, now);
            (evidence, Some(body))
        }
    }
}

/// The evidence that another system tells field by field. Its fields are its raw body, so that its digest covers them.
fn told_as(kind: EvidenceKind, told: &Told, seq: i32, caller: &Caller, now: DateTime<Utc>) -> (Evidence, Vec<u8>) {
    // Plain data with text keys: writing it as JSON cannot fail.
    let body = serde_json::to_vec(&told.details).unwrap_or_default();
    let evidence = Evidence {
        seq,
        kind,
        attempt: told.attempt.clone(),
        api: None,
        received_at: told.happened_at,
        recorded_at: now,
        recorded_by: caller.actor.clone(),
        transport: Transport::default(),
        observation: None,
        details: Some(told.details.clone()),
        content_type: Some("application/json".to_owned()),
        size_bytes: size(&body),
        sha256: Digest::of(&body),
        claim: match told.details {
            // That nothing came, after all, says nothing of how the payout ended.
            Details::Return(ref returned) if !returned.amount.is_positive() => Claim::NoInformation,
            // What came back had been paid.
            Details::Return(_) | Details::FundsBack(_) => Claim::Returned,
            Details::Settlement(_) => Claim::ProvesPaid,
            Details::PayAgain(_) => Claim::NonFinal,
            // How lines or balances differ says nothing of how a payout ended.
            Details::Discrepancy(_) | Details::BalanceBreak(_) => Claim::NoInformation,
        },
        rule: Rule::Told,
    };
    (evidence, body)
}

/// The evidence that an answer is, with its claim.
pub fn evidence_of(
    received: &Received,
    seq: i32,
    facts: &Facts,
    profile: &ChannelProfile,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Evidence {
    let body = received.body.as_deref();
    let reading = shared::evidence::read(&received.answer(facts), profile);
    Evidence {
        seq,
        kind: received.kind,
        attempt: received.attempt.clone(),
        api: reading.api,
        received_at: received.received_at,
        recorded_at: now,
        recorded_by: caller.actor.clone(),
        transport: received.transport.clone(),
        observation: None,
        details: reading.details,
        content_type: received.content_type.clone(),
        size_bytes: size(body.unwrap_or_default()),
        sha256: Digest::of(body.unwrap_or_default()),
        claim: reading.claim,
        rule: reading.rule,
    }
}

/// Takes a piece into a case, with all that follows from it.
pub async fn admit(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &mut CaseFile,
    record: EvidenceRecord,
    attachments: &[AttachmentRecord],
) -> Result<RecordedView, Error> {
    let piece = record.evidence.clone();
    tx.insert_evidence(std::slice::from_ref(&record)).await?;
    tx.insert_attachments(file.case.number, piece.seq, attachments).await?;
    let judged_before = file.case.verdict.name();
    let verdict_changed = file.add_evidence(piece.clone());
    void_open_proposal(tx, file, Voided::Evidence(piece.seq)).await?;
    let ends_wait = match file.case.state {
        State::Waiting { on: WaitsFor::Channel, .. } => verdict_changed,
        // That one more piece proves the same ends no wait for accounting.
        State::Waiting { on: WaitsFor::Accounting, .. } => file.case.verdict.name() != judged_before,
        _ => false,
    };
    if ends_wait {
        file.change(&Change::EndWait)?;
        file.happened(Action::CaseWaitEnded, json!({ "evidence": piece.seq }));
    }
    let opened = match file.case.state.outcome() {
        _ if paid_again(&piece, &file.evidence).is_some() => open_bounce_of_attempt(tx, desk, file, &record).await?,
        Some(outcome) => open_linked(tx, desk, file, outcome, &record).await?,
        None => None,
    };
    pass_on(tx, desk, file, &record).await?;
    note_funds_back(tx, file).await?;
    finish_if_told_as_booked(tx, file).await?;
    file.save(tx).await?;
    Ok(RecordedView { number: file.case.number, evidence: piece, verdict: file.case.verdict.clone(), opened })
}

fn size(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}
