//! The outbox against the chains: whatever happened to a case is to be told to every endpoint that asked for all, once, in the
//! order in which it happened.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::tables::read;
use crate::database::Database;

/// An event that is to be delivered to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// What every delivery of it is known by.
    pub id: String,
    /// The case that it happened to.
    pub subject: String,
    /// What sort of thing happened.
    pub event_type: String,
    /// `pending`, `delivered` or `given_up`.
    pub state: String,
    /// How often its endpoint said that it took it.
    pub taken: usize,
}

/// What is told of a case for each of these entries of its chain.
const TOLD: [(&str, &str); 8] = [
    ("case.filed", "case.opened"),
    ("case.opened", "case.opened"),
    ("case.linked", "case.contradicted"),
    ("case.closed", "case.closed"),
    ("evidence.recorded", "evidence.recorded"),
    ("verdict.changed", "verdict.changed"),
    ("payout.pay_again_requested", "payout.pay_again_requested"),
    ("proposal.made", "proposal.made"),
];
/// What happens to correction orders is told under the name that it has in the chain.
const OF_ORDERS: &str = "correction.";

/// The events of an endpoint, in the order in which they were written.
pub async fn outgoing(database: &Database, endpoint: &str) -> Result<Vec<Outgoing>> {
    let rows = format!("webhook_deliveries WHERE endpoint = '{endpoint}' ORDER BY seq");
    let taken =
        "(SELECT count(*) FROM webhook_attempts a WHERE a.delivery = seq AND a.http_status BETWEEN 200 AND 299)";
    let events = read(database, ["event_id", "subject", "event_type", "state", taken], &rows).await?;
    let outgoing = |[id, subject, event_type, state, taken]: [String; 5]| {
        Ok(Outgoing { id, subject, event_type, state, taken: taken.parse()? })
    };
    events.into_iter().map(outgoing).collect()
}

/// What does not hold.
pub async fn broken(database: &Database) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let endpoints = read(database, ["id", "event_types"], "webhook_endpoints WHERE removed_at IS NULL").await?;
    if endpoints.is_empty() {
        return Ok(found);
    }
    let happened = happened(database).await?;
    let ended = ended(database).await?;
    for [endpoint, _] in endpoints.iter().filter(|[_, types]| types == "[]") {
        let events = outgoing(database, endpoint).await?;
        let ids: BTreeSet<&str> = events.iter().map(|event| event.id.as_str()).collect();
        if ids.len() != events.len() {
            found.push(format!("{endpoint}: two events under one identifier"));
        }
        let mut written: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut proposals: BTreeMap<&str, usize> = BTreeMap::new();
        for event in &events {
            let is_of_order = event.event_type.starts_with(OF_ORDERS);
            if is_of_order || TOLD.iter().any(|(_, event_type)| *event_type == event.event_type) {
                written.entry(&event.subject).or_default().push(&event.event_type);
            }
            if event.event_type == "proposal.ended" {
                *proposals.entry(&event.subject).or_default() += 1;
            }
        }
        for (subject, happened) in &happened {
            let written = written.remove(subject.as_str()).unwrap_or_default();
            if written != *happened {
                found.push(format!("{endpoint}: of {subject} it is to hear {written:?}, and {happened:?} happened"));
            }
            let (told, ended) = (proposals.remove(subject.as_str()).unwrap_or(0), ended.get(subject).copied());
            if told != ended.unwrap_or(0) {
                found.push(format!("{endpoint}: of {told} proposals of {subject} it is to hear that they ended"));
            }
        }
    }
    Ok(found)
}

/// What happened to each case that is told of, by its chain.
async fn happened(database: &Database) -> Result<BTreeMap<String, Vec<String>>> {
    let mut happened: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for [subject, entry] in read(database, ["subject", "entry"], "audit ORDER BY subject, seq").await? {
        let entry: Value = serde_json::from_str(&entry)?;
        let action = entry["action"].as_str().unwrap_or_default();
        let of_order = Some(action).filter(|action| action.starts_with(OF_ORDERS));
        let told = TOLD.iter().find(|(known, _)| *known == action).map(|(_, event_type)| *event_type).or(of_order);
        // What was paid again and came back contradicts nothing: its own case is told of.
        let told = told.filter(|_| action != "case.linked" || entry["after"]["attempt"].is_null());
        happened.entry(subject).or_default().extend(told.map(str::to_owned));
    }
    Ok(happened)
}

/// How many proposals of each case ended.
async fn ended(database: &Database) -> Result<BTreeMap<String, usize>> {
    let mut ended = BTreeMap::new();
    for [number] in read(database, ["number"], "proposals WHERE state_name <> 'open'").await? {
        *ended.entry(format!("EX-{number}")).or_default() += 1;
    }
    Ok(ended)
}
