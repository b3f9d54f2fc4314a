//! Source systems: they file, file again, file twice at once, and pass on what channels say, late and out of order.

use anyhow::{Result, ensure};
use chrono::Duration;
use futures::future::join_all;
use shared::api::exceptions::{AddedKind, EvidenceRequest, FiledView, FilingRequest, RecordedView, ResponseRequest};
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::evidence::{Phase, attempts};
use shared::money::MoneyText;
use tests::caller::{Answer, Failure};
use tests::payout::payout;
use tests::response::nothing;

use super::book::{Payout, Seen};
use super::channel::{NAMES, Said};
use super::world::World;

/// How payouts end, as nobody at the desk knows.
const ENDS: [Said; 7] =
    [Said::Paid, Said::Paid, Said::NotPaid, Said::NotPaid, Said::Returned, Said::NoSuchOrder, Said::Processing];
/// Below and above what the policy calls large.
const AMOUNTS: [&str; 3] = ["128.50", "9000.00", "80000.00"];

impl World {
    /// A system files: something new, the same again, something else under a name that is taken.
    pub async fn file(&mut self) -> Result<()> {
        if !self.book.payouts.is_empty() && self.dice.once_in(3) {
            let index = self.dice.below(self.book.payouts.len() as u64) as usize;
            return if self.dice.once_in(3) {
                self.file_otherwise(index).await
            } else {
                self.file_again(index, 1).await
            };
        }
        let (ends, is_late, is_lied_about) = (*self.dice.one_of(&ENDS), self.dice.once_in(2), self.dice.once_in(3));
        let filing = self.new_filing(is_lied_about);
        self.book.payouts.push(Payout { ends, is_late, is_lied_about, filing, filed: None });
        let times = if self.dice.once_in(4) { 3 } else { 1 };
        self.file_again(self.book.payouts.len() - 1, times).await
    }

    fn new_filing(&mut self, is_lied_about: bool) -> FilingRequest {
        let number = self.book.payouts.len();
        let sent_at = self.now() - Duration::minutes(self.dice.below(120) as i64) - Duration::seconds(30);
        let channel = *self.dice.one_of(&NAMES);
        let order_number = format!("P-{number}");
        let mut filing = FilingRequest {
            source_reference: format!("R-{number}"),
            channel: channel.to_owned(),
            amount: MoneyText { amount: (*self.dice.one_of(&AMOUNTS)).to_owned(), currency: "CNY".to_owned() },
            sent_at,
            first_response: Some(nothing(Phase::Read).at(sent_at + Duration::seconds(30)).into()),
            ..payout().into()
        };
        for _ in 0..self.dice.below(3) {
            let truth = *self.dice.one_of(&[Said::Processing, Said::TimedOut, Said::NoSuchOrder]);
            let received_at = sent_at + Duration::seconds(30);
            let answer =
                self.channels.answer(&mut self.dice, (channel, &order_number), (truth, is_lied_about), received_at);
            filing.query_responses.push(answer);
        }
        self.of_some_kind(FilingRequest { order_number, ..filing })
    }

    /// The same filing, so many times at once: one case, and one answer for ever.
    async fn file_again(&mut self, index: usize, times: usize) -> Result<()> {
        let filing = self.book.payouts[index].filing.clone();
        let answers = join_all((0..times).map(|_| self.system.file(filing.clone()))).await;
        for answer in answers {
            if let Some(view) = self.judged("files", answer)? {
                self.book.filed(index, view)?;
            }
        }
        Ok(())
    }

    /// Another body under a reference that is taken is refused.
    async fn file_otherwise(&mut self, index: usize) -> Result<()> {
        if self.book.payouts[index].filed.is_none() {
            return Ok(());
        }
        let mut filing = self.book.payouts[index].filing.clone();
        filing.amount.amount = "1.00".to_owned();
        let answer: Answer<FiledView> = self.system.file(filing).await;
        let refusals = [Code::SourceReferenceReused, Code::RateLimited];
        let is_refused = matches!(&answer, Err(Failure::Refused(problem)) if refusals.contains(&problem.code));
        ensure!(is_refused || self.sabotage.is_on(), "another body was taken: {answer:?}");
        Ok(())
    }

    /// Some attempt of a payout, and how it ends: what was paid again was mostly paid.
    fn some_attempt(&mut self, number: CaseNumber, own: &str, ends: Said) -> (String, Said) {
        let seen = self.book.seen(number).map(|seen| seen.view.evidence).unwrap_or_default();
        let others: Vec<&str> = attempts(own, &seen).into_iter().filter(|attempt| *attempt != own).collect();
        if others.is_empty() || self.dice.once_in(3) {
            return (own.to_owned(), ends);
        }
        let truth = if self.dice.once_in(6) { Said::NotPaid } else { Said::Paid };
        ((*self.dice.one_of(&others)).to_owned(), truth)
    }

    /// How a payout ended as its channel has it now.
    pub fn ends_now(&self, index: usize, number: CaseNumber) -> Said {
        let Payout { ends, is_late, .. } = self.book.payouts[index];
        let is_closed = |seen: Seen| seen.view.case.state.outcome().is_some() || seen.view.case.linked_from.is_some();
        let is_open = !self.book.seen(number).is_some_and(is_closed);
        if ends == Said::Paid && is_late && is_open { Said::NotPaid } else { ends }
    }

    /// A channel says something, and the system passes it on: late, out of order, twice.
    pub async fn hear_from_channel(&mut self) -> Result<()> {
        let Some((index, number)) = self.book.some_case(&mut self.dice) else { return Ok(()) };
        let Payout { filing, is_lied_about, .. } = self.book.payouts[index].clone();
        let ends = self.ends_now(index, number);
        let age = (self.now() - filing.sent_at).num_seconds().max(1) as u64;
        let received_at = self.now() - Duration::seconds(self.dice.below(age) as i64);
        let (attempt, truth) = self.some_attempt(number, &filing.order_number, ends);
        let about = (filing.channel.as_str(), attempt.as_str());
        let response = self.channels.answer(&mut self.dice, about, (truth, is_lied_about), received_at);
        let is_notice = response.body.is_some() && self.dice.once_in(8);
        let kind = if is_notice { AddedKind::ReturnNotice } else { AddedKind::QueryResponse };
        let times = if self.dice.once_in(5) { 2 } else { 1 };
        self.pass_on(number, &heard(kind, attempt, response), times).await
    }

    /// The channel is asked about an attempt now, and says how it is; what was paid again was paid.
    pub async fn ask_channel(&mut self, number: CaseNumber, index: usize, attempt: &str) -> Result<()> {
        let filing = &self.book.payouts[index].filing;
        let said = if attempt == filing.order_number { self.ends_now(index, number) } else { Said::Paid };
        let (channel, now) = (filing.channel.clone(), self.now());
        let response = self.channels.say(&mut self.dice, (&channel, attempt), said, now);
        self.pass_on(number, &heard(AddedKind::QueryResponse, attempt.to_owned(), response), 1).await
    }

    /// A system adds evidence to a case, so many times at once.
    pub async fn pass_on(&mut self, number: CaseNumber, request: &EvidenceRequest, times: usize) -> Result<()> {
        let path = format!("/exceptions/{number}/evidence");
        let before = self.book.version(number);
        let answers: Vec<Answer<RecordedView>> = join_all((0..times).map(|_| self.system.post(&path, request))).await;
        let mut recorded = 0;
        for answer in answers {
            if let Some(view) = self.judged(&format!("{:?} is told of {number}", request.kind), answer)? {
                self.book.recorded(view);
                recorded += 1;
            }
        }
        self.look_at(number, before, recorded).await
    }
}

fn heard(kind: AddedKind, attempt: String, response: ResponseRequest) -> EvidenceRequest {
    let response = Some(ResponseRequest { attempt: Some(attempt), ..response });
    EvidenceRequest { kind, response, returned: None, funds_back: None, settlement_line: None }
}
