//! Writing the trail: every change writes its entry in the same transaction.

use chrono::{DateTime, Utc};
use shared::audit::{Action, Entry, Link};
use shared::digest::Digest;

use crate::caller::Caller;
use crate::error::Error;
use crate::store::{AuditRecord, Tx};

/// What an entry says beyond who, when and where.
#[derive(Clone, Debug)]
pub struct Happening {
    /// What happened.
    pub action: Action,
    /// What was before.
    pub before: Option<serde_json::Value>,
    /// What is after.
    pub after: Option<serde_json::Value>,
    /// The digest of the evidence that was there.
    pub evidence_seen: Option<Digest>,
}

impl Happening {
    /// Something that happened, with what is after.
    pub fn of(action: Action, after: serde_json::Value) -> Self {
        Self { action, before: None, after: Some(after), evidence_seen: None }
    }

    /// The same with what was before.
    pub fn from(self, before: serde_json::Value) -> Self {
        Self { before: Some(before), ..self }
    }

    /// The same with what was seen.
    pub fn seeing(self, evidence: Digest) -> Self {
        Self { evidence_seen: Some(evidence), ..self }
    }
}

/// The end of a chain, to which entries are added.
pub struct Chain {
    subject: String,
    seq: i64,
    head: Digest,
}

impl Chain {
    /// The chain of a subject that has none yet.
    pub fn start(subject: impl ToString) -> Self {
        Self { subject: subject.to_string(), seq: 0, head: Digest::ZERO }
    }

    /// The chain of a subject as it stands in the store.
    pub async fn load(tx: &mut Tx<'_>, subject: impl ToString) -> Result<Self, Error> {
        let subject = subject.to_string();
        let (seq, head) = tx.audit_head(&subject).await?.unwrap_or((0, Digest::ZERO));
        Ok(Self { subject, seq, head })
    }

    /// Adds an entry; it is kept once the record is inserted.
    pub fn add(&mut self, caller: &Caller, at: DateTime<Utc>, happening: Happening) -> AuditRecord {
        self.seq += 1;
        let entry = Entry {
            subject: self.subject.clone(),
            seq: self.seq,
            at,
            actor: caller.actor.clone(),
            action: happening.action,
            origin: caller.origin.clone(),
            before: happening.before,
            after: happening.after,
            evidence_seen: happening.evidence_seen,
        };
        let link = Link::new(&entry, self.head);
        self.head = link.hash;
        AuditRecord { subject: entry.subject, seq: entry.seq, at, actor: entry.actor, action: entry.action, link }
    }
}

/// Writes one entry to the chain of `subject`.
pub async fn record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    at: DateTime<Utc>,
    subject: impl ToString,
    happening: Happening,
) -> Result<(), Error> {
    let mut chain = Chain::load(tx, subject).await?;
    let record = chain.add(caller, at, happening);
    Ok(tx.insert_audit(&[record]).await?)
}
