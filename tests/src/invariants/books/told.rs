//! What the evidence of each case tells of money, by the case and the reference; and what posted orders put right beyond it.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::super::records::{Order, minor};
use super::super::tables::read;
use crate::database::Database;

/// By a case's number and a reference.
type About<T> = BTreeMap<(String, String), T>;

/// What is told.
#[derive(Default)]
pub struct Told {
    /// What was reported as returned, in the order in which it was told, with the number of the piece.
    returned: About<Vec<(i64, i128)>>,
    /// The most that was ever back, each line once: as it was told last by then.
    back: About<i128>,
    /// What was settled.
    settled: About<i128>,
    /// Attempts that are proven paid, with the payout's amount.
    paid: About<i128>,
    /// Up to which piece those who approved an order saw.
    seen: BTreeMap<String, i64>,
}

impl Told {
    /// All that is told.
    pub async fn read(database: &Database) -> Result<Self> {
        let mut told = Self::default();
        // Each line of the account, by its case, with its return and how much it brought.
        let mut lines: About<(String, i128)> = BTreeMap::new();
        let from = "evidence e JOIN cases c ON c.number = e.number ORDER BY e.number, e.seq";
        let columns = ["e.number", "e.seq", "e.observation", "e.attempt", "e.claim", "e.details", "c.facts"];
        for [case, seq, observation, attempt, claim, details, facts] in read(database, columns, from).await? {
            let facts: Value = serde_json::from_str(&facts)?;
            if observation.is_empty() && matches!(claim.as_str(), "proves_paid" | "returned") {
                told.paid.insert((case.clone(), attempt), minor(&facts["amount"]));
            }
            let details: Value = if details.is_empty() { Value::Null } else { serde_json::from_str(&details)? };
            let of = |name: &str| (case.clone(), details[name].as_str().unwrap_or_default().to_owned());
            let amount = minor(&details["amount"]);
            match details["of"].as_str() {
                Some("return") => told.returned.entry(of("reference")).or_default().push((seq.parse()?, amount)),
                Some("funds_back") => {
                    let (about, line) = (of("return_reference"), of("reference"));
                    lines.insert(line, (about.1.clone(), amount));
                    let of_return = lines.iter().filter(|((of, _), (to, _))| *of == about.0 && *to == about.1);
                    let sum: i128 = of_return.map(|(_, (_, minor))| minor).sum();
                    let most = told.back.entry(about).or_default();
                    *most = sum.max(*most);
                }
                Some("settlement") => _ = told.settled.entry(of("reference")).or_insert(amount),
                _ => {}
            }
        }
        let approved = "proposals WHERE correction IS NOT NULL AND state_name = 'approved' ORDER BY number, seq";
        for [order, seen] in read(database, ["correction", "evidence_seen"], approved).await? {
            told.seen.insert(order, seen.parse()?);
        }
        Ok(told)
    }

    /// What a posted order puts right that the evidence of its case does not tell.
    pub fn faults_of(&self, order: &Order) -> Vec<String> {
        let about = (order.case.clone(), order.reference.clone());
        let known = |told: &About<i128>| told.get(&about).copied();
        let (amount, returned) = (order.minor("amount"), order.minor("returned"));
        let mut faults = Vec::new();
        match order.kind.as_str() {
            "bounce_refund" => {
                let is_ahead = order.cause["ahead_of_funds"] == true;
                if returned > self.reported(&about, &order.number) {
                    faults.push("posted as returned what nobody reported");
                }
                if !is_ahead && returned > known(&self.back).unwrap_or(0) {
                    faults.push("posted before the funds were back");
                }
            }
            "transit_clearing" if order.minor("came") > known(&self.back).unwrap_or(0) => {
                faults.push("cleared by money that did not come");
            }
            "duplicate_recovery" if amount > known(&self.settled).unwrap_or(0) => {
                faults.push("recovered more than the line settled");
            }
            "late_success_recovery" if amount > known(&self.paid).unwrap_or(0) => {
                faults.push("recovered what was not paid");
            }
            "write_off" if amount > known(&self.settled).or(known(&self.paid)).unwrap_or(0) => {
                faults.push("written off more than went out");
            }
            _ => {}
        }
        faults.into_iter().map(|fault| format!("{}: {fault}", order.name())).collect()
    }

    /// What a posted order left in no order of what was told when it was approved: there is one of each return, attempt and line.
    pub fn left_out_by(&self, order: &Order) -> Option<String> {
        let about = (order.case.clone(), order.reference.clone());
        let told = match order.kind.as_str() {
            "bounce_refund" => self.reported(&about, &order.number),
            "duplicate_recovery" => self.settled.get(&about).copied()?,
            "late_success_recovery" => self.paid.get(&about).copied()?,
            "write_off" => self.settled.get(&about).or_else(|| self.paid.get(&about)).copied()?,
            _ => return None,
        };
        let rest = told - order.principal_minor();
        (rest > 0).then(|| format!("{}: {rest} of what was told is in no order", order.name()))
    }

    /// What was reported of a return when those who approved the order looked.
    fn reported(&self, about: &(String, String), order: &str) -> i128 {
        let seen = self.seen.get(order).copied().unwrap_or(0);
        let reports = self.returned.get(about).map_or(&[][..], Vec::as_slice);
        reports.iter().rfind(|(seq, _)| *seq <= seen).map_or(0, |(_, minor)| *minor)
    }
}
