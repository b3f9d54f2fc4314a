//! The policy: its versions follow from changes that others approved, none is below the floors, and what waits for approval waits for
//! what the policy in force asks of it.

mod asked;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;
use shared::audit::{Action, Entry};

use self::asked::{Asked, Policy};
use super::tables::read;
use crate::database::Database;

/// What does not hold.
pub async fn broken(database: &Database) -> Result<Vec<String>> {
    let versions = versions(database).await?;
    let mut found = faults_of_versions(database, &versions).await?;
    found.extend(faults_of_trail(database, versions.len()).await?);
    found.extend(versions.values().flat_map(Policy::below_floors));
    found.extend(faults_of_proposals(database, &versions).await?);
    Ok(found)
}

/// Every version that was in force, by its number.
async fn versions(database: &Database) -> Result<BTreeMap<i64, Policy>> {
    let rows = read(database, ["version", "policy"], "policy_versions ORDER BY version").await?;
    rows.into_iter().map(|[version, policy]| Ok((version.parse()?, Policy::read(&policy)?))).collect()
}

/// Each version but the first is what a change says that somebody else approved, made from the one before; and each change that was
/// approved is a version.
async fn faults_of_versions(database: &Database, versions: &BTreeMap<i64, Policy>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let numbers: Vec<i64> = versions.keys().copied().collect();
    if numbers != (1..=numbers.len() as i64).collect::<Vec<_>>() {
        found.push(format!("versions of the policy are left out: {numbers:?}"));
    }
    let columns = ["v.version", "v.policy", "c.policy", "c.base_version", "c.state_name", "c.maker", "c.checker"];
    let rows = "policy_versions v LEFT JOIN policy_changes c ON c.seq = v.change WHERE v.version > 1";
    for [version, policy, proposed, base, state, maker, checker] in read(database, columns, rows).await? {
        let name = format!("policy {version}");
        let is_proposed = !proposed.is_empty()
            && serde_json::from_str::<Value>(&policy)? == serde_json::from_str::<Value>(&proposed)?;
        if !is_proposed || state != "approved" {
            found.push(format!("{name}: in force, and nobody approved it so"));
        }
        if base.parse::<i64>().ok() != version.parse::<i64>().ok().map(|version| version - 1) {
            found.push(format!("{name}: made from version {base}"));
        }
        if checker.is_empty() || checker == maker {
            found.push(format!("{name}: approved by its maker"));
        }
    }
    let lost = "policy_changes WHERE state_name = 'approved' AND seq NOT IN (SELECT change FROM policy_versions WHERE change IS NOT NULL)";
    found.extend(
        read(database, ["seq"], lost)
            .await?
            .into_iter()
            .map(|[seq]| format!("change {seq}: approved and not in force")),
    );
    let open = read(database, ["seq"], "policy_changes WHERE state_name = 'open'").await?;
    if open.len() > 1 {
        found.push(format!("{} changes of the policy wait at once", open.len()));
    }
    Ok(found)
}

/// By the trail nobody approved what they proposed themselves, and each version came into force in its turn.
async fn faults_of_trail(database: &Database, versions: usize) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let (mut makers, mut in_force) = (BTreeMap::new(), Vec::new());
    for [entry] in read(database, ["entry"], "audit WHERE subject = 'policy' ORDER BY seq").await? {
        let entry: Entry = serde_json::from_str(&entry).with_context(|| entry.clone())?;
        let after = entry.after.unwrap_or_default();
        match entry.action {
            Action::PolicyChangeProposed => _ = makers.insert(after["seq"].as_i64(), entry.actor),
            Action::PolicyChangeApproved if makers.get(&after["change"].as_i64()) == Some(&entry.actor) => {
                found.push(format!("change {} of the policy: approved by its maker", after["change"]));
            }
            Action::PolicyInForce => in_force.extend(after["version"].as_i64()),
            _ => {}
        }
    }
    if in_force != (1..=versions as i64).collect::<Vec<_>>() {
        found.push(format!(
            "by its trail {in_force:?} came into force of the policy, and there are {versions} versions"
        ));
    }
    Ok(found)
}

/// What waits for approval waits for what the policy in force asks, whatever was proposed asks what its own version does; and
/// nothing was voided by a version that asks the same.
async fn faults_of_proposals(database: &Database, versions: &BTreeMap<i64, Policy>) -> Result<Vec<String>> {
    let (_, in_force) = versions.last_key_value().context("no policy is in force")?;
    let approvers = approvers(database).await?;
    let columns = [
        "p.number",
        "p.seq",
        "p.resolution",
        "p.approvals",
        "p.state_name",
        "p.state",
        "p.policy_version",
        "c.verdict",
        "o.kind",
        "o.cause",
        "(SELECT max(e.seq) FROM evidence e WHERE e.number = p.number) = p.evidence_seen",
    ];
    let rows =
        "proposals p JOIN cases c ON c.number = p.number LEFT JOIN correction_orders o ON o.number = p.correction";
    let mut found = Vec::new();
    for row in read(database, columns, rows).await? {
        let [number, seq, resolution, approvals, state_name, state, made_under, verdict, order, cause, is_as_seen] =
            row;
        let name = format!("EX-{number}: proposal {seq}");
        let about = Asked::of(&resolution, &approvals, &verdict, (&order, &cause))?;
        let state: Value = serde_json::from_str(&state)?;
        let is_as_seen = matches!(is_as_seen.as_str(), "1" | "t" | "true");
        let own = versions.get(&made_under.parse()?).with_context(|| format!("no policy {made_under}"))?;
        if is_as_seen && !about.may_be_asked_by(own) {
            found.push(format!("{name}: it asks for other approvals than the policy that it was made under"));
        }
        match (state_name.as_str(), state["policy_version"].as_i64()) {
            ("open", _) if !about.is_asked_by(in_force) => {
                found.push(format!("{name}: it waits for other approvals than the policy in force asks"));
            }
            ("voided", Some(version)) => {
                let policy = versions.get(&version).with_context(|| format!("no policy {version}"))?;
                if version <= made_under.parse()? {
                    found.push(format!("{name}: voided by a policy that it was made under"));
                }
                let decided = approvers.get(&(number, seq)).map_or(&[][..], Vec::as_slice);
                let is_lost = decided.iter().any(|checker| policy.limits(checker));
                if is_as_seen && about.is_asked_in_any_case_by(policy) && !is_lost {
                    found.push(format!("{name}: voided by policy {version}, which asks the same"));
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Who approved each proposal.
async fn approvers(database: &Database) -> Result<BTreeMap<(String, String), Vec<String>>> {
    let mut approvers: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for [number, proposal, checker] in
        read(database, ["number", "proposal", "checker"], "decisions WHERE approved").await?
    {
        approvers.entry((number, proposal)).or_default().push(checker);
    }
    Ok(approvers)
}
