//! Correction orders on their way: what their history, their approvals and what accounting said must agree on.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::records::Order;
use super::tables::read;
use crate::database::Database;

/// What does not hold.
pub async fn broken(database: &Database, orders: &[Order]) -> Result<Vec<String>> {
    let papers = Papers::read(database).await?;
    Ok(orders.iter().flat_map(|order| papers.faults_of(order)).collect())
}

/// All that is written of orders beside their own rows, by the order's number.
#[derive(Default)]
struct Papers {
    /// What happened, in order.
    events: BTreeMap<String, Vec<String>>,
    /// The versions of which the chain of its case tells.
    audited: BTreeMap<String, Vec<i64>>,
    /// How accounting answered, by the sending.
    said: BTreeMap<String, BTreeMap<i64, String>>,
    /// Who made each approved proposal of it, how many had to approve, and who did.
    approvals: BTreeMap<String, Vec<Approval>>,
    /// The states of all cases.
    cases: BTreeMap<String, String>,
}

struct Approval {
    maker: String,
    required: usize,
    checkers: BTreeSet<String>,
}

impl Papers {
    async fn read(database: &Database) -> Result<Self> {
        let mut papers = Self::default();
        for [number, kind] in read(database, ["number", "kind"], "correction_events ORDER BY number, seq").await? {
            papers.events.entry(number).or_default().push(kind);
        }
        let told = "audit WHERE action LIKE 'correction.%' ORDER BY subject, seq";
        for [entry] in read(database, ["entry"], told).await? {
            let entry: Value = serde_json::from_str(&entry)?;
            let number = entry["after"]["order"].as_str().unwrap_or_default().trim_start_matches("CO-").to_owned();
            papers.audited.entry(number).or_default().push(entry["after"]["version"].as_i64().unwrap_or(0));
        }
        for [number, attempt, outcome] in read(database, ["number", "attempt", "outcome"], "acknowledgements").await? {
            papers.said.entry(number).or_default().insert(attempt.parse()?, outcome);
        }
        papers.read_approvals(database).await?;
        papers.cases.extend(read(database, ["number", "state_name"], "cases").await?.into_iter().map(<(_, _)>::from));
        Ok(papers)
    }

    async fn read_approvals(&mut self, database: &Database) -> Result<()> {
        let mut checkers: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for [case, proposal, checker] in
            read(database, ["number", "proposal", "checker"], "decisions WHERE approved").await?
        {
            checkers.entry((case, proposal)).or_default().insert(checker);
        }
        let columns = ["correction", "number", "seq", "maker", "approvals"];
        let approved = "proposals WHERE correction IS NOT NULL AND state_name = 'approved'";
        for [order, case, seq, maker, approvals] in read(database, columns, approved).await? {
            let approvals: Value = serde_json::from_str(&approvals)?;
            let required = approvals["required"].as_u64().unwrap_or(0) as usize;
            let checkers = checkers.remove(&(case, seq)).unwrap_or_default();
            self.approvals.entry(order).or_default().push(Approval { maker, required, checkers });
        }
        Ok(())
    }

    fn faults_of(&self, order: &Order) -> Vec<String> {
        let events: Vec<&str> = self.events.get(&order.number).into_iter().flatten().map(String::as_str).collect();
        let times = |kind: &str| events.iter().filter(|event| **event == kind).count();
        let mut faults = Vec::from_iter(fault_of_path(&events, &order.state));
        let mut expect = |holds: bool, what: &str| {
            if !holds {
                faults.push(what.to_owned());
            }
        };
        let versions: Vec<i64> = (1..=order.version).collect();
        expect(events.len() == versions.len(), "its history is not as long as its version");
        expect(self.audited.get(&order.number) == Some(&versions), "a change is not in the trail once");
        expect(order.attempts == times("sent") as i64, "it was sent another number of times");
        let said = self.said.get(&order.number).cloned().unwrap_or_default();
        let posted = said.values().filter(|outcome| *outcome == "posted").count();
        expect(said.keys().all(|attempt| (1..=order.attempts).contains(attempt)), "an answer to no sending");
        expect(posted <= 1 && times("posted") <= 1, "it was posted twice");
        expect((order.state == "posted") == (posted == 1), "posted, and accounting did not say so; or the other way");
        expect(said.len() == times("posted") + times("failed"), "an answer without its event");
        expect(self.is_visible(order), "it is under way, and its case is closed");
        self.check_approvals(order, times("approved"), &mut expect);
        faults.into_iter().map(|fault| format!("{}: {fault}", order.name())).collect()
    }

    /// Whether whatever is still to happen to an order can be seen on an open case.
    fn is_visible(&self, order: &Order) -> bool {
        let is_settled = matches!(order.state.as_str(), "posted" | "rejected" | "withdrawn");
        is_settled || self.cases.get(&order.case).is_some_and(|state| state != "closed")
    }

    /// Nothing was approved without the word of others: two of them where money is given up, or given away ahead.
    fn check_approvals(&self, order: &Order, times: usize, expect: &mut impl FnMut(bool, &str)) {
        let approvals = self.approvals.get(&order.number).map_or(&[][..], Vec::as_slice);
        expect(approvals.len() == times, "approved without an approved proposal");
        // What it says now is what was approved last.
        if let Some(last) = approvals.last().filter(|_| matches!(order.state.as_str(), "approved" | "sent" | "posted"))
        {
            expect(!order.is_risky() || last.required >= 2, "one approval was enough for what needs two");
        }
        for approval in approvals {
            let others = approval.checkers.iter().filter(|checker| **checker != approval.maker).count();
            expect(others >= approval.required.max(1), "approved by too few others");
        }
    }
}

/// What is wrong with the way that an order took, if anything.
fn fault_of_path(events: &[&str], state: &str) -> Option<String> {
    let mut at = "nothing";
    for event in events {
        let next = match (at, *event) {
            ("nothing", "drafted") | ("proposed", "proposal_ended") => "drafted",
            ("drafted" | "failed", "proposed") => "proposed",
            ("proposed", "approved") => "approved",
            ("proposed", "rejected") => "rejected",
            ("approved", "sent") => "sent",
            ("sent", "posted") => "posted",
            ("sent", "failed") => "failed",
            ("drafted" | "failed" | "approved", "withdrawn") => "withdrawn",
            ("drafted" | "failed", "edited") | ("sent", "raised") => at,
            ("drafted" | "proposed" | "approved", "funds_back") => at,
            _ => return Some(format!("{event} when it was {at}")),
        };
        at = next;
    }
    (at != state).then(|| format!("it is {state}, and by its history {at}"))
}

#[cfg(test)]
mod tests {
    use super::fault_of_path;

    #[test]
    fn an_order_goes_one_way() {
        for (events, state, expected) in [
            (&["drafted", "edited", "proposed", "approved", "sent", "raised", "posted"][..], "posted", None),
            (&["drafted", "proposed", "proposal_ended", "proposed", "rejected"], "rejected", None),
            (&["drafted", "proposed", "approved", "sent", "failed", "proposed"], "proposed", None),
            (&["drafted", "proposed", "approved"], "sent", Some("it is sent, and by its history approved")),
            (&["drafted", "sent"], "sent", Some("sent when it was drafted")),
            (&["drafted", "proposed", "approved", "sent", "posted", "sent"], "sent", Some("sent when it was posted")),
        ] {
            assert_eq!(fault_of_path(events, state).as_deref(), expected, "{events:?}");
        }
    }
}
