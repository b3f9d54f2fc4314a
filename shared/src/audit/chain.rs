//! The hash chain: each entry's hash covers the one before, so that nothing can be changed, taken out or put between.

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::digest::Digest;

/// An entry as it is kept and exported: the exact text that was hashed, and its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    /// The entry as JSON, byte for byte as it was hashed.
    pub entry: String,
    /// The hash of the entry before; all zero for the first.
    pub previous: Digest,
    /// SHA-256 over `previous` (32 bytes) and `entry`.
    pub hash: Digest,
}

impl Link {
    /// Chains an entry to the hash before it.
    pub fn new(entry: &Entry, previous: Digest) -> Self {
        // Plain data with text keys: writing it as JSON cannot fail, and an empty text would not verify.
        let entry = serde_json::to_string(entry).unwrap_or_default();
        let hash = hash(&entry, previous);
        Self { entry, previous, hash }
    }
}

fn hash(entry: &str, previous: Digest) -> Digest {
    Digest::of_parts([previous.0.as_slice(), entry.as_bytes()])
}

/// What is wrong with a chain, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ChainFault {
    /// An entry cannot be read.
    #[error("{subject}: the entry after number {after} is no audit entry")]
    Unreadable {
        /// The chain.
        subject: String,
        /// The last entry that could be read.
        after: i64,
    },
    /// An entry's text does not give its hash.
    #[error("{subject}: entry {seq} was changed: its hash does not fit its text")]
    Changed {
        /// The chain.
        subject: String,
        /// The entry.
        seq: i64,
    },
    /// An entry does not follow the one before.
    #[error("{subject}: entry {seq} does not follow entry {after}: one was taken out, put in or moved")]
    Broken {
        /// The chain.
        subject: String,
        /// The entry.
        seq: i64,
        /// The one before it.
        after: i64,
    },
    /// An entry belongs to another chain.
    #[error("{subject}: entry {seq} belongs to {found}")]
    Stranger {
        /// The chain.
        subject: String,
        /// The entry.
        seq: i64,
        /// The chain that the entry names.
        found: String,
    },
}

/// Checks one chain link by link, in order, in constant memory.
#[derive(Clone, Debug)]
pub struct ChainVerifier {
    subject: String,
    seq: i64,
    head: Digest,
}

impl ChainVerifier {
    /// A verifier at the start of the chain of `subject`.
    pub fn new(subject: &str) -> Self {
        Self { subject: subject.to_owned(), seq: 0, head: Digest::ZERO }
    }

    /// Checks the next link and answers its entry.
    pub fn next(&mut self, link: &Link) -> Result<Entry, ChainFault> {
        let subject = || self.subject.clone();
        let entry: Entry = serde_json::from_str(&link.entry)
            .map_err(|_| ChainFault::Unreadable { subject: subject(), after: self.seq })?;
        if entry.subject != self.subject {
            return Err(ChainFault::Stranger { subject: subject(), seq: entry.seq, found: entry.subject });
        }
        if hash(&link.entry, link.previous) != link.hash {
            return Err(ChainFault::Changed { subject: subject(), seq: entry.seq });
        }
        if link.previous != self.head || entry.seq != self.seq + 1 {
            return Err(ChainFault::Broken { subject: subject(), seq: entry.seq, after: self.seq });
        }
        self.head = link.hash;
        self.seq = entry.seq;
        Ok(entry)
    }

    /// How many entries were checked, and the hash of the last.
    pub fn head(&self) -> (i64, Digest) {
        (self.seq, self.head)
    }
}

/// Checks a whole chain; answers its length and its last hash.
pub fn verify(subject: &str, links: &[Link]) -> Result<(i64, Digest), ChainFault> {
    let mut verifier = ChainVerifier::new(subject);
    for link in links {
        verifier.next(link)?;
    }
    Ok(verifier.head())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::audit::{Action, Origin};

    fn chain(length: i64) -> Vec<Link> {
        let mut head = Digest::ZERO;
        (1..=length)
            .map(|seq| {
                let link = Link::new(&entry("EX-1", seq), head);
                head = link.hash;
                link
            })
            .collect()
    }

    fn entry(subject: &str, seq: i64) -> Entry {
        Entry {
            subject: subject.into(),
            seq,
            at: chrono::DateTime::from_timestamp(1_780_000_000 + seq, 0).unwrap(),
            actor: Actor::User("lin".into()),
            action: Action::CaseNoted,
            origin: Origin::default(),
            before: None,
            after: Some(serde_json::json!({"note": format!("note {seq}")})),
            evidence_seen: None,
        }
    }

    #[test]
    fn a_whole_chain_verifies() {
        let links = chain(5);
        assert_eq!(verify("EX-1", &links), Ok((5, links[4].hash)));
        assert_eq!(verify("EX-1", &[]), Ok((0, Digest::ZERO)));
    }

    #[test]
    fn every_way_of_tampering_is_found() {
        let subject = || "EX-1".to_owned();
        type Tamper = fn(&mut Vec<Link>);
        let table: Vec<(&str, Tamper, ChainFault)> = vec![
            (
                "text changed",
                |l| l[2].entry = l[2].entry.replace("note 3", "note x"),
                ChainFault::Changed { subject: subject(), seq: 3 },
            ),
            ("taken out", |l| drop(l.remove(2)), ChainFault::Broken { subject: subject(), seq: 4, after: 2 }),
            ("swapped", |l| l.swap(1, 2), ChainFault::Broken { subject: subject(), seq: 3, after: 1 }),
            (
                "put in twice",
                |l| l.insert(2, l[1].clone()),
                ChainFault::Broken { subject: subject(), seq: 2, after: 2 },
            ),
            ("first taken out", |l| drop(l.remove(0)), ChainFault::Broken { subject: subject(), seq: 2, after: 0 }),
            ("rubbish", |l| l[1].entry = "{}".into(), ChainFault::Unreadable { subject: subject(), after: 1 }),
            (
                "changed and hashed anew",
                |l| {
                    l[2].entry = l[2].entry.replace("note 3", "note x");
                    l[2].hash = hash(&l[2].entry, l[2].previous);
                },
                ChainFault::Broken { subject: subject(), seq: 4, after: 3 },
            ),
            (
                "of another case",
                |l| l[4] = Link::new(&entry("EX-2", 5), l[3].hash),
                ChainFault::Stranger { subject: subject(), seq: 5, found: "EX-2".into() },
            ),
        ];
        for (name, tamper, expected) in table {
            let mut links = chain(5);
            tamper(&mut links);
            assert_eq!(verify("EX-1", &links), Err(expected), "{name}");
        }
    }
}
