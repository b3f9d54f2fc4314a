//! What the chain of each case must tell: everything from its filing to its closing, in an order that the desk promises.

mod proposal;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::{Context, Result};
use shared::audit::Link;
use shared::digest::Digest;

use self::walk::Walk;
use super::tables::read;
use crate::database::Database;

/// What is believed to prove that a payout was not paid.
#[derive(Clone, Debug)]
pub enum Proofs {
    /// What the desk took for proof.
    AsClaimed,
    /// Of what the desk took for it, only the bodies with these digests.
    Only(HashSet<Digest>),
}

/// What does not hold.
pub async fn broken(database: &Database, proofs: &Proofs) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut walk: Option<Walk> = None;
    let mut linked = BTreeSet::new();
    let mut attempts = attempts(database).await?;
    for (subject, link) in links(database).await? {
        if walk.as_ref().is_none_or(|walk| walk.subject != subject) {
            let next = Walk::of(&subject, attempts.remove(&subject).unwrap_or_default());
            linked.extend(walk.replace(next).into_iter().flat_map(|walk| walk.linked));
        }
        walk.as_mut().context("a walk has begun")?.next(&link, proofs, &mut found);
    }
    linked.extend(walk.into_iter().flat_map(|walk| walk.linked));
    let opened = "SELECT 'EX-' || CAST(linked_from AS TEXT) || ' ' || kind FROM cases WHERE linked_from IS NOT NULL";
    let opened: BTreeSet<String> = database.texts(opened).await?.into_iter().collect();
    found.extend(linked.difference(&opened).map(|missing| format!("{missing}: contradicted, and no case opened")));
    Ok(found)
}

async fn links(database: &Database) -> Result<Vec<(String, Link)>> {
    let hex = match database.engine() {
        crate::Engine::Sqlite => "lower(hex(previous)) || ' ' || lower(hex(hash))",
        crate::Engine::Postgres => "encode(previous, 'hex') || ' ' || encode(hash, 'hex')",
    };
    let query = format!("SELECT {hex} || ' ' || subject || ' ' || entry FROM audit ORDER BY subject, seq");
    let rows = database.texts(&query).await?;
    rows.iter().map(|row| link(row).with_context(|| row.clone())).collect()
}

fn link(row: &str) -> Option<(String, Link)> {
    let mut parts = row.splitn(4, ' ');
    let previous = Digest::from_hex(parts.next()?)?;
    let hash = Digest::from_hex(parts.next()?)?;
    let subject = parts.next()?.to_owned();
    Some((subject, Link { entry: parts.next()?.to_owned(), previous, hash }))
}

/// The order numbers of the attempts that the evidence of each case speaks of, in order.
async fn attempts(database: &Database) -> Result<BTreeMap<String, Vec<String>>> {
    let mut attempts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [number, attempt] in read(database, ["number", "attempt"], "evidence ORDER BY number, seq").await? {
        attempts.entry(format!("EX-{number}")).or_default().push(attempt);
    }
    Ok(attempts)
}
