//! Correction orders as their rows say them: numbers and texts, none of the server's types.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use super::tables::read;
use crate::database::Database;

/// A correction order.
pub struct Order {
    /// Such as `1001`.
    pub number: String,
    /// The case's number, without `EX-`.
    pub case: String,
    pub kind: String,
    /// The channel and our order number.
    pub payout: (String, String),
    /// What it refers to: a return, an attempt, a line.
    pub reference: String,
    pub currency: String,
    /// Why, with the amounts.
    pub cause: Value,
    pub state: String,
    pub version: i64,
    pub attempts: i64,
    /// The lines of its revision.
    pub lines: Vec<Line>,
}

/// One line of an order.
pub struct Line {
    pub account: String,
    /// In minor units; what is credited is below zero.
    pub debit_minor: i128,
}

impl Order {
    /// Whether it counts against its payout, and as the one order of what it refers to.
    pub fn is_live(&self) -> bool {
        !matches!(self.state.as_str(), "rejected" | "withdrawn")
    }

    /// An amount of its cause, in minor units; none where it has no such amount.
    pub fn minor(&self, name: &str) -> i128 {
        minor(&self.cause[name])
    }

    /// What it puts right, whole.
    pub fn principal_minor(&self) -> i128 {
        match self.kind.as_str() {
            "bounce_refund" => self.minor("returned") + self.minor("return_fee"),
            "transit_clearing" => self.minor("credited"),
            _ => self.minor("amount"),
        }
    }

    /// How much of its payout it uses up: fees, and what the merchant owes already, do not count.
    pub fn capped_minor(&self) -> i128 {
        let counts = match self.kind.as_str() {
            "fee_adjustment" | "discrepancy_adjustment" | "transit_clearing" => false,
            "write_off" => self.cause["what"] == "channel_funds",
            _ => true,
        };
        if counts { self.principal_minor() } else { 0 }
    }

    /// Whether money is given up by it, or given away ahead of what is to come.
    pub fn is_risky(&self) -> bool {
        is_risky(&self.kind, &self.cause)
    }

    /// How it is called in a sentence.
    pub fn name(&self) -> String {
        format!("CO-{} of EX-{}", self.number, self.case)
    }
}

/// Whether money is given up by an order of this kind and cause, or given away ahead of what is to come.
pub fn is_risky(kind: &str, cause: &Value) -> bool {
    match kind {
        "bounce_refund" => cause["ahead_of_funds"] == true,
        "transit_clearing" => minor(&cause["came"]) < minor(&cause["credited"]),
        kind => kind == "write_off",
    }
}

/// An amount as it is stored, exact at its currency's scale, in minor units.
pub fn minor(money: &Value) -> i128 {
    money["amount"].as_str().map_or(0, |text| text.replace('.', "").parse().unwrap_or(0))
}

/// Every order, by its number.
pub async fn orders(database: &Database) -> Result<Vec<Order>> {
    let mut lines = lines(database).await?;
    let columns = [
        "number",
        "case_number",
        "kind",
        "channel",
        "order_number",
        "reference",
        "currency",
        "cause",
        "revision",
        "state_name",
        "version",
        "attempts",
    ];
    let rows = read(database, columns, "correction_orders ORDER BY number").await?;
    rows.into_iter()
        .map(|row| {
            let [number, case, kind, channel, payout, reference, currency, cause, revision, state, version, attempts] =
                row;
            Ok(Order {
                lines: lines.remove(&(number.clone(), revision)).unwrap_or_default(),
                cause: serde_json::from_str(&cause).with_context(|| cause.clone())?,
                payout: (channel, payout),
                version: version.parse()?,
                attempts: attempts.parse()?,
                number,
                case,
                kind,
                reference,
                currency,
                state,
            })
        })
        .collect()
}

async fn lines(database: &Database) -> Result<BTreeMap<(String, String), Vec<Line>>> {
    let columns = ["number", "revision", "account", "side", "amount_minor"];
    let mut lines: BTreeMap<_, Vec<Line>> = BTreeMap::new();
    for [number, revision, account, side, minor] in read(database, columns, "correction_lines").await? {
        let sign = if side == "debit" { 1 } else { -1 };
        let line = Line { account, debit_minor: sign * minor.parse::<i128>()? };
        lines.entry((number, revision)).or_default().push(line);
    }
    Ok(lines)
}
