//! What was asked for and what was answered, outside the desk: against this its database is held.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Result, ensure};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use shared::api::exceptions::{CaseView, FiledView, FilingRequest, RecordedView};
use shared::case::{CaseNumber, Standing};
use shared::correction::CorrectionOrder;
use tests::{Database, Dice, Engine};

use super::channel::Said;

/// What a run is full of, each by the rows that show it.
const LIFE: [(&str, &str); 28] = [
    ("cases", "cases"),
    ("closed as paid", "closings WHERE outcome = 'confirmed_paid'"),
    ("closed as not paid", "closings WHERE outcome = 'confirmed_not_paid'"),
    ("closed by proposal", "closings WHERE proposal IS NOT NULL"),
    ("closed as corrected", "closings WHERE outcome = 'corrected'"),
    ("closed as recovered", "closings WHERE outcome = 'recovered'"),
    ("closed as written off", "closings WHERE outcome = 'written_off'"),
    ("set aside", "closings WHERE outcome IN ('notice_withdrawn', 'never_repaid', 'not_duplicate')"),
    ("bounces opened by evidence", "cases WHERE linked_from IS NOT NULL AND kind = 'payout_bounced'"),
    ("late successes", "cases WHERE kind = 'late_success'"),
    ("duplicates", "cases WHERE kind = 'duplicate_payout'"),
    ("voided by evidence", "proposals WHERE state_name = 'voided'"),
    ("taken over", "audit WHERE action = 'case.taken_over'"),
    ("paid again", "audit WHERE action = 'payout.pay_again_requested'"),
    ("refunds", "correction_orders WHERE kind = 'bounce_refund' AND state_name = 'posted'"),
    ("recoveries", "correction_orders WHERE kind LIKE '%_recovery' AND state_name = 'posted'"),
    ("write-offs", "correction_orders WHERE kind = 'write_off' AND state_name = 'posted'"),
    ("edited", "correction_events WHERE kind = 'edited'"),
    ("rejected", "correction_orders WHERE state_name = 'rejected'"),
    ("withdrawn", "correction_orders WHERE state_name = 'withdrawn'"),
    ("refused by accounting", "acknowledgements WHERE outcome = 'failed'"),
    ("unanswered", "correction_events WHERE kind = 'raised'"),
    ("delivered", "webhook_deliveries WHERE state = 'delivered'"),
    ("refused by a receiver", "webhook_attempts WHERE http_status IS NULL OR http_status >= 300"),
    ("sent anew", "audit WHERE action = 'webhook.replayed'"),
    ("policies in force", "policy_versions WHERE version > 1"),
    ("policies refused", "policy_changes WHERE state_name IN ('rejected', 'withdrawn')"),
    ("voided by policy", "proposals WHERE state_name = 'voided' AND state->>'policy_version' IS NOT NULL"),
];

/// A payout, and what nobody at the desk knows.
#[derive(Clone, Debug)]
pub struct Payout {
    pub ends: Said,
    /// Whether the channel says that it was not paid, as long as anybody might still believe that.
    pub is_late: bool,
    /// Whether the channel now and then says of it what is not so.
    pub is_lied_about: bool,
    pub filing: FilingRequest,
    /// What filing it answered.
    pub filed: Option<FiledView>,
}

/// A case with its correction orders, as they were last seen.
#[derive(Clone, Debug)]
pub struct Seen {
    pub view: CaseView,
    pub orders: Vec<CorrectionOrder>,
}

/// Everything that happened.
#[derive(Default)]
pub struct Book {
    pub payouts: Vec<Payout>,
    pub done: usize,
    pub refused: usize,
    pub failed: usize,
    /// Each case as it was last seen, and its correction orders.
    seen: HashMap<CaseNumber, Seen>,
    recorded: Vec<RecordedView>,
    history: Vec<String>,
}

impl Book {
    /// A turn begins.
    pub fn turn(&mut self, turn: usize, now: DateTime<Utc>) {
        self.history.push(format!("-- turn {turn}, {now}"));
    }

    /// Notes what happened.
    pub fn note(&mut self, what: String) {
        self.history.push(what);
    }

    /// The last of what happened.
    pub fn history(&self) -> String {
        self.history[self.history.len().saturating_sub(80)..].join("\n")
    }

    /// Some case that was filed, with its payout: mostly a late one, so that several things happen to the same. Where
    /// another was opened from it, sometimes that one.
    pub fn some_case(&self, dice: &mut Dice) -> Option<(usize, CaseNumber)> {
        let filed: Vec<(usize, CaseNumber)> = self.payouts.iter().enumerate().filter_map(filed_number).collect();
        let recent = &filed[filed.len().saturating_sub(4)..];
        if filed.is_empty() {
            return None;
        }
        let any = dice.once_in(3);
        let (index, number) = *dice.one_of(if any { &filed } else { recent });
        let linked = self.seen.get(&number).map_or(&[][..], |seen| &seen.view.linked);
        // What was opened against a case is where the work is.
        let open = linked.iter().rev().find(|linked| linked.standing != Standing::Closed).or(linked.first());
        Some((index, open.filter(|_| !dice.once_in(3)).map_or(number, |linked| linked.number)))
    }

    /// Some case that is not closed as far as anybody saw, in the order in which they were filed; one that the desk opened itself as
    /// often as any other.
    pub fn some_open_case(&self, dice: &mut Dice) -> Option<CaseNumber> {
        let filed: Vec<CaseNumber> = self.payouts.iter().enumerate().filter_map(filed_number).map(|it| it.1).collect();
        let linked = filed.iter().filter_map(|number| self.seen.get(number)).flat_map(|seen| &seen.view.linked);
        let is_open =
            |number: &CaseNumber| self.seen.get(number).is_none_or(|seen| seen.view.case.state.outcome().is_none());
        let linked: Vec<CaseNumber> = linked.map(|linked| linked.number).filter(is_open).collect();
        let filed: Vec<CaseNumber> = filed.into_iter().filter(is_open).collect();
        match (filed.as_slice(), linked.as_slice()) {
            ([], []) => None,
            (filed, []) => Some(*dice.one_of(filed)),
            ([], linked) => Some(*dice.one_of(linked)),
            (filed, linked) => {
                let ones = if dice.once_in(2) { filed } else { linked };
                Some(*dice.one_of(ones))
            }
        }
    }

    /// The payout of that order number.
    pub fn payout_of(&self, order_number: &str) -> Option<usize> {
        self.payouts.iter().position(|payout| payout.filing.order_number == order_number)
    }

    /// A filing was answered: always the same.
    pub fn filed(&mut self, index: usize, view: FiledView) -> Result<()> {
        let payout = &mut self.payouts[index];
        ensure!(view.source_reference == payout.filing.source_reference, "another's answer: {view:?}");
        if let Some(before) = &payout.filed {
            ensure!(*before == view, "the same filing was answered {before:?}, and then {view:?}");
        }
        payout.filed = Some(view);
        Ok(())
    }

    /// Evidence was taken.
    pub fn recorded(&mut self, view: RecordedView) {
        self.recorded.push(view);
    }

    /// The version at which a case was last seen.
    pub fn version(&self, number: CaseNumber) -> i64 {
        self.seen.get(&number).map_or(0, |seen| seen.view.case.version)
    }

    /// The case as it was last seen: by now it may be another.
    pub fn seen(&self, number: CaseNumber) -> Option<Seen> {
        self.seen.get(&number).cloned()
    }

    /// A case is seen. What was closed stays closed, and as it was.
    pub fn see(&mut self, view: CaseView, orders: Vec<CorrectionOrder>) -> Result<()> {
        let number = view.case.number;
        let outcome = view.case.state.outcome();
        if let Some(Seen { view: before, .. }) = self.seen.get(&number) {
            ensure!(before.case.version <= view.case.version, "{number}: its version went back");
            let was = before.case.state.outcome();
            ensure!(was.is_none() || was == outcome, "{number}: closed as {was:?}, and now {outcome:?}");
            let kept = view.evidence.iter().zip(&before.evidence).all(|(now, then)| now == then);
            ensure!(kept && view.evidence.len() >= before.evidence.len(), "{number}: evidence changed");
        }
        self.seen.insert(number, Seen { view, orders });
        Ok(())
    }

    /// How much happened, by what: a run in which nothing happens proves nothing.
    pub async fn life(&self, database: &Database) -> Result<BTreeMap<&'static str, usize>> {
        let mut life =
            BTreeMap::from([("done", self.done), ("refused", self.refused), ("failed in the store", self.failed)]);
        for (what, rows) in LIFE {
            let counted = database.texts(&format!("SELECT CAST(count(*) AS TEXT) FROM {rows}")).await?;
            life.insert(what, counted.first().map_or(Ok(0), |count| count.parse())?);
        }
        Ok(life)
    }

    /// What of it is not in the database: filings, their money, evidence.
    pub async fn broken(&self, database: &Database) -> Result<Vec<String>> {
        let mut found = self.lost_filings(database).await?;
        found.extend(self.lost_evidence(database).await?);
        Ok(found)
    }

    async fn lost_filings(&self, database: &Database) -> Result<Vec<String>> {
        let query = "SELECT c.source_reference || ' ' || CAST(c.number AS TEXT) || ' ' || CAST(q.amount_minor AS TEXT) \
                     FROM cases c JOIN queue q ON q.number = c.number WHERE c.source_system = 'core'";
        let rows = database.texts(query).await?;
        let mut stored: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        let mut found = Vec::new();
        for row in &rows {
            let mut parts = row.splitn(3, ' ');
            let mut part = || parts.next().unwrap_or_default();
            let (reference, number, minor) = (part(), part(), part());
            if stored.insert(reference, (number, minor)).is_some() {
                found.push(format!("{reference}: two cases"));
            }
        }
        for payout in &self.payouts {
            let reference = payout.filing.source_reference.as_str();
            let amount: Decimal = payout.filing.amount.amount.parse()?;
            let minor = (amount * Decimal::ONE_HUNDRED).normalize().to_string();
            match (&payout.filed, stored.remove(reference)) {
                (Some(view), Some((number, _))) if view.number.0.to_string() != number => {
                    found.push(format!("{reference}: {} by its answer, {number} in the store", view.number));
                }
                (_, Some((_, kept))) if kept != minor => found.push(format!("{reference}: {minor} became {kept}")),
                (Some(view), None) => found.push(format!("{reference}: {} was acknowledged and is lost", view.number)),
                _ => {}
            }
        }
        found.extend(stored.keys().map(|reference| format!("{reference}: nobody filed it")));
        Ok(found)
    }

    async fn lost_evidence(&self, database: &Database) -> Result<Vec<String>> {
        let hex = match database.engine() {
            Engine::Sqlite => "lower(hex(sha256))",
            Engine::Postgres => "encode(sha256, 'hex')",
        };
        let query = format!("SELECT CAST(number AS TEXT) || ' ' || CAST(seq AS TEXT) || ' ' || {hex} FROM evidence");
        let stored: std::collections::HashSet<String> = database.texts(&query).await?.into_iter().collect();
        let lost = self.recorded.iter().filter(|view| {
            let piece = &view.evidence;
            !stored.contains(&format!("{} {} {}", view.number.0, piece.seq, piece.sha256))
        });
        Ok(lost
            .map(|view| format!("{}: evidence {} was acknowledged and is lost", view.number, view.evidence.seq))
            .collect())
    }
}

fn filed_number((index, payout): (usize, &Payout)) -> Option<(usize, CaseNumber)> {
    payout.filed.as_ref().map(|view| (index, view.number))
}
