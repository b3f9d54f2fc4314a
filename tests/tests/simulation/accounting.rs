//! Accounting: it posts what it is sent, refuses it, answers late, twice at once, both ways at once, or never.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};
use futures::future::join_all;
use reqwest::Method;
use rust_decimal::Decimal;
use shared::api::correction_orders::{AcknowledgedOutcome, AcknowledgementRequest, AcknowledgementView, OrderList};
use shared::api::problem::Code;
use shared::correction::{Answer as Said, CorrectionOrder, OrderNumber};
use tests::caller::{Answer, Failure};
use tests::invariants::{self, Account};
use tests::{Database, Dice};

use super::world::World;

/// What accounting knows of.
#[derive(Default)]
pub struct Accounting {
    /// What it was told to have said of each sending: the same for ever.
    said: BTreeMap<(OrderNumber, i32), AcknowledgementView>,
    /// Everything that it ever tried to say, by the order, the sending and the outcome.
    tried: BTreeSet<(i64, i32, &'static str)>,
}

fn posted(order: OrderNumber, attempt: i32) -> AcknowledgementRequest {
    let voucher = Some(format!("V-{}-{attempt}", order.0));
    AcknowledgementRequest { attempt, outcome: AcknowledgedOutcome::Posted, voucher, reason: None }
}

fn failed(attempt: i32) -> AcknowledgementRequest {
    let reason = Some("the balance is too low".to_owned());
    AcknowledgementRequest { attempt, outcome: AcknowledgedOutcome::Failed, voucher: None, reason }
}

/// What accounting says of a sending: mostly once, mostly that it is posted.
fn answers(dice: &mut Dice, order: OrderNumber, attempt: i32) -> Vec<AcknowledgementRequest> {
    match dice.below(8) {
        0 | 1 => vec![failed(attempt)],
        2 => vec![posted(order, attempt), posted(order, attempt), posted(order, attempt)],
        3 => vec![failed(attempt), posted(order, attempt)],
        _ => vec![posted(order, attempt)],
    }
}

/// Some orders it never answers for.
pub fn is_answered_for(order: OrderNumber) -> bool {
    order.0 % 7 != 0
}

impl World {
    /// Accounting looks at what is to be posted, and answers for some of it; then says something of before once more.
    pub async fn account(&mut self) -> Result<()> {
        let list: Answer<OrderList> = self.system.orders(&[("state", "sent"), ("limit", "200")]).await;
        let Some(list) = self.judged("accounting looks", list)? else { return Ok(()) };
        for order in list.items {
            if !is_answered_for(order.number) || self.dice.once_in(3) {
                continue;
            }
            let answers = answers(&mut self.dice, order.number, order.attempts);
            self.acknowledge(order.number, answers).await?;
        }
        self.say_again().await
    }

    /// Accounting answers for one order: mostly it posts it.
    pub async fn answer_for(&mut self, order: &CorrectionOrder) -> Result<()> {
        let attempt = order.attempts;
        let said = if self.dice.once_in(3) { failed(attempt) } else { posted(order.number, attempt) };
        self.acknowledge(order.number, vec![said]).await
    }

    async fn acknowledge(&mut self, order: OrderNumber, requests: Vec<AcknowledgementRequest>) -> Result<()> {
        let path = format!("/correction-orders/{order}/acknowledgement");
        self.accounting.tried.extend(requests.iter().map(|request| (order.0, request.attempt, outcome(request))));
        let answered = join_all(requests.iter().map(|request| self.system.post(&path, request))).await;
        for (request, answer) in requests.iter().zip(answered) {
            let what = format!("accounting says of {order}/{} that it {}", request.attempt, outcome(request));
            if let Some(view) = self.judged(&what, answer)? {
                self.accounting.hear(view)?;
            }
        }
        Ok(())
    }

    /// What was said of a sending stands: the same again is answered the same, anything else is refused.
    async fn say_again(&mut self) -> Result<()> {
        let said: Vec<AcknowledgementView> = self.accounting.said.values().cloned().collect();
        if said.is_empty() {
            return Ok(());
        }
        let before = self.dice.one_of(&said).clone();
        let (order, attempt) = (before.number, before.attempt);
        let is_posted = matches!(before.answer, Said::Posted { .. });
        let (same, other) = if is_posted {
            (posted(order, attempt), failed(attempt))
        } else {
            (failed(attempt), posted(order, attempt))
        };
        self.acknowledge(order, vec![same]).await?;
        let path = format!("/correction-orders/{order}/acknowledgement");
        match self.system.post::<AcknowledgementView>(&path, &other).await {
            Err(Failure::Refused(problem)) if problem.code == Code::AcknowledgementContradicts => Ok(()),
            Err(Failure::Refused(problem)) if self.sabotage.is_on() || problem.status == 429 => Ok(()),
            answer => bail!("accounting said {:?} of {order}/{attempt}, then the contrary: {answer:?}", before.answer),
        }
    }

    /// What is wrong with what accounting exported: all that is posted is in it, once.
    pub async fn faults_of_export(&self, database: &Database) -> Result<Vec<String>> {
        let (from, to) = (self.began() - chrono::Duration::days(1), self.now() + chrono::Duration::days(1));
        let period = [from, to].map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
        let path = format!("/postings?from={}&to={}", period[0], period[1]);
        let table = self.system.request(Method::GET, &path).send().await?.error_for_status()?.text().await?;
        let mut exported: BTreeMap<Account, i128> = BTreeMap::new();
        for row in table.lines().skip(1) {
            // The columns up to the currency hold neither commas nor quotes.
            let cells: Vec<&str> = row.splitn(9, ',').collect();
            ensure!(cells.len() == 9, "{row}");
            let minor = |cell: &str| -> Result<i128> {
                let amount: Decimal = if cell.is_empty() { Decimal::ZERO } else { cell.parse()? };
                Ok(amount.mantissa())
            };
            *exported.entry((cells[4].to_owned(), cells[7].to_owned())).or_default() +=
                minor(cells[5])? - minor(cells[6])?;
        }
        let books = invariants::posted_by_account(database).await?;
        Ok(if exported == books { vec![] } else { vec![format!("exported are {exported:?}, and posted {books:?}")] })
    }
}

impl Accounting {
    /// An answer to what it said: always the same.
    fn hear(&mut self, view: AcknowledgementView) -> Result<()> {
        let before = self.said.entry((view.number, view.attempt)).or_insert_with(|| view.clone());
        ensure!(*before == view, "accounting was answered {before:?}, and then {view:?}");
        Ok(())
    }

    /// What is wrong with what the desk keeps of it, and with what became of orders for which it never answered.
    pub async fn faults(&self, database: &Database) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let mut said: BTreeMap<(OrderNumber, i32), String> = BTreeMap::new();
        for [number, attempt, outcome] in
            invariants::read(database, ["number", "attempt", "outcome"], "acknowledgements").await?
        {
            let (number, attempt): (i64, i32) = (number.parse()?, attempt.parse()?);
            if !self.tried.iter().any(|tried| *tried == (number, attempt, outcome.as_str())) {
                found.push(format!("CO-{number}/{attempt}: accounting never said that it {outcome}"));
            }
            said.insert((OrderNumber(number), attempt), outcome);
        }
        for ((number, attempt), view) in &self.said {
            let outcome = if matches!(view.answer, Said::Posted { .. }) { "posted" } else { "failed" };
            if said.get(&(*number, *attempt)).map(String::as_str) != Some(outcome) {
                found.push(format!("{number}/{attempt}: accounting said that it {outcome}, and that is lost"));
            }
        }
        found.extend(faults_of_unanswered(database).await?);
        Ok(found)
    }
}

/// After the time that accounting has, whatever it did not answer for was raised, and its case waits for it no more.
async fn faults_of_unanswered(database: &Database) -> Result<Vec<String>> {
    let unanswered = "correction_orders o JOIN cases c ON c.number = o.case_number WHERE o.state_name = 'sent'";
    let mut found = Vec::new();
    for [number, case_state] in invariants::read(database, ["o.number", "c.state_name"], unanswered).await? {
        let history = format!("correction_events WHERE number = {number} ORDER BY seq DESC LIMIT 1");
        let last = invariants::read(database, ["kind"], &history).await?;
        if last != [["raised"]] || case_state == "waiting" {
            found.push(format!("CO-{number}: nobody is told that accounting does not answer ({case_state}, {last:?})"));
        }
    }
    Ok(found)
}

fn outcome(request: &AcknowledgementRequest) -> &'static str {
    if request.outcome == AcknowledgedOutcome::Posted { "posted" } else { "failed" }
}
