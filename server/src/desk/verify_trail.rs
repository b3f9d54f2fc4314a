//! Checking everything that the trail says against itself and against what is stored.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::audit::{Action, ChainFault, ChainVerifier, Entry};
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::evidence::Claim;
use shared::resolution::Outcome;

use super::Desk;
use super::corrections::verify_orders::{OrdersTold, check_orders, note_order};
use crate::error::Error;
use crate::store::{AuditRecord, Tx};

/// How many entries are read at once: the check's memory does not grow with the trail.
const PAGE: i64 = 1000;

/// What the check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailReport {
    /// How many chains were checked.
    pub chains: u64,
    /// How many entries.
    pub entries: u64,
    /// How many pieces of evidence were compared with what the trail says of them.
    pub evidence: u64,
    /// What is wrong, each in a sentence.
    pub faults: Vec<String>,
}

/// The chain that is being checked, and what it says was recorded.
struct Checking {
    subject: String,
    verifier: ChainVerifier,
    recorded: HashMap<i32, (Digest, Option<Claim>)>,
    /// What pieces said when they were read anew, by the version of the profile and the piece.
    reread: BTreeMap<(i32, i32), Option<Claim>>,
    facts: Option<serde_json::Value>,
    changed_at: Option<DateTime<Utc>>,
    outcome: Option<Outcome>,
    orders: OrdersTold,
    broken: bool,
}

impl Desk {
    /// Checks every chain, every piece of evidence and every closing.
    pub async fn verify_trail(&self) -> Result<TrailReport, Error> {
        let mut report = TrailReport::default();
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut checking: Option<Checking> = None;
        let mut after = (String::new(), 0);
        loop {
            let page = tx.audit_page(&after.0, after.1, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = (last.subject.clone(), last.seq);
            for record in page {
                if checking.as_ref().is_none_or(|chain| chain.subject != record.subject) {
                    finish(&mut tx, checking.take(), &mut report).await?;
                    checking = Some(Checking::of(&record.subject));
                }
                if let Some(chain) = &mut checking {
                    chain.check(&record, &mut report);
                }
            }
        }
        finish(&mut tx, checking.take(), &mut report).await?;
        for number in tx.cases_without_trail().await? {
            report.faults.push(format!("{number}: the case has no trail"));
        }
        Ok(report)
    }
}

impl Checking {
    fn of(subject: &str) -> Self {
        Self {
            subject: subject.to_owned(),
            verifier: ChainVerifier::new(subject),
            recorded: HashMap::new(),
            reread: BTreeMap::new(),
            facts: None,
            changed_at: None,
            outcome: None,
            orders: OrdersTold::new(),
            broken: false,
        }
    }

    fn check(&mut self, record: &AuditRecord, report: &mut TrailReport) {
        report.entries += 1;
        if self.broken {
            return;
        }
        match self.verifier.next(&record.link) {
            Ok(entry) => {
                let same = (entry.seq, entry.at, &entry.actor, entry.action)
                    == (record.seq, record.at, &record.actor, record.action);
                if !same {
                    report
                        .faults
                        .push(format!("{}: entry {}: a column differs from the entry", self.subject, entry.seq));
                }
                self.note(&entry);
            }
            Err(fault) => self.fault(&fault, report),
        }
    }

    fn fault(&mut self, fault: &ChainFault, report: &mut TrailReport) {
        // What follows a broken link cannot be told from what was put in.
        self.broken = true;
        report.faults.push(fault.to_string());
    }

    fn note(&mut self, entry: &Entry) {
        // Looking, telling and asking change nothing; everything else that has an entry changes the case at the same moment.
        if !matches!(
            entry.action,
            Action::BeneficiaryRevealed | Action::CaseEscalated | Action::QueryRequested | Action::ReturnWatchCounted
        ) {
            self.changed_at = Some(entry.at);
        }
        let Some(after) = &entry.after else { return };
        note_order(&mut self.orders, after);
        let pieces = match entry.action {
            Action::CaseFiled => {
                self.facts = Some(after["facts"].clone());
                after["evidence"].as_array().cloned().unwrap_or_default()
            }
            Action::EvidenceRecorded => vec![after.clone()],
            Action::CaseOpened => {
                let mut pieces = vec![json!({ "seq": 1, "sha256": after["sha256"], "claim": after["claim"] })];
                pieces.extend(after["others"].as_array().cloned().unwrap_or_default());
                pieces
            }
            Action::EvidenceReread => return self.note_reread(after),
            Action::CaseClosed => {
                self.outcome = after["outcome"].as_str().and_then(Outcome::from_name);
                return;
            }
            _ => return,
        };
        for piece in pieces {
            let seq = piece["seq"].as_i64().and_then(|seq| i32::try_from(seq).ok());
            if let (Some(seq), Some(sha256)) = (seq, piece["sha256"].as_str().and_then(Digest::from_hex)) {
                self.recorded.insert(seq, (sha256, piece["claim"].as_str().and_then(Claim::from_name)));
            }
        }
    }
}

impl Checking {
    fn note_reread(&mut self, after: &serde_json::Value) {
        let number = |value: &serde_json::Value| value.as_i64().and_then(|number| i32::try_from(number).ok());
        let Some(version) = number(&after["channel_version"]) else { return };
        for piece in after["pieces"].as_array().into_iter().flatten() {
            let claim = piece["claim"].as_str().and_then(Claim::from_name);
            if let Some(seq) = number(&piece["seq"]) {
                self.reread.insert((version, seq), claim);
            }
        }
    }
}

/// Compares what a case's chain says with what is stored of it.
async fn finish(tx: &mut Tx<'_>, checking: Option<Checking>, report: &mut TrailReport) -> Result<(), Error> {
    let Some(mut chain) = checking else { return Ok(()) };
    report.chains += 1;
    let Ok(number) = chain.subject.parse::<CaseNumber>() else { return Ok(()) };
    if chain.broken {
        return Ok(());
    }
    for record in tx.evidence_as_recorded(number).await? {
        report.evidence += 1;
        let (seq, sha256) = (record.evidence.seq, record.evidence.sha256);
        if Digest::of(record.body.as_deref().unwrap_or_default()) != sha256 {
            report.faults.push(format!("{number}: evidence {seq}: the body does not give its digest"));
        }
        if chain.recorded.remove(&seq) != Some((sha256, Some(record.evidence.claim))) {
            report.faults.push(format!("{number}: evidence {seq} is not what the trail says was recorded"));
        }
    }
    let readings: BTreeMap<(i32, i32), Option<Claim>> = tx
        .readings(number)
        .await?
        .into_iter()
        .map(|reading| ((reading.channel_version, reading.seq), Some(reading.claim)))
        .collect();
    if readings != chain.reread {
        report.faults.push(format!("{number}: what evidence said when read anew is not what the trail says"));
    }
    for seq in chain.recorded.keys() {
        report.faults.push(format!("{number}: evidence {seq} is in the trail and gone from the store"));
    }
    let closed = tx.closing(number).await?.map(|closing| closing.outcome);
    let case = tx.case(number).await?;
    let state = case.as_ref().and_then(|case| case.state.outcome());
    if closed != chain.outcome || state != chain.outcome {
        report.faults.push(format!("{number}: how the case was closed is not what the trail says"));
    }
    if case.as_ref().map(|case| case.updated_at) != chain.changed_at {
        report.faults.push(format!("{number}: the case's last change is not the trail's last entry"));
    }
    report.faults.extend(check_orders(tx, number, chain.orders).await?);
    let facts = case.map(|case| json!(case.facts.masked()));
    if chain.facts.is_some() && chain.facts != facts {
        report.faults.push(format!("{number}: the facts are not what the trail says was filed"));
    }
    Ok(())
}
