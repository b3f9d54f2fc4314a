//! What systems and people tell of money, field by field: returns whole and in parts, again and otherwise, funds that are back,
//! settlements one too many.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use shared::api::exceptions::{EvidenceRequest, FilingKind, FilingRequest};
use shared::api::particulars::{FundsBackRequest, ReturnFeeRequest, ReturnRequest, SettlementLineRequest};
use shared::case::CaseKind;
use shared::money::MoneyText;
use tests::Dice;
use tests::returned::{Told, funds_back, returned, seen, settled};

use super::book::Payout;
use super::channel::Said;
use super::world::{PEOPLE, World};

impl World {
    /// Makes a filing one of a payout that came back, or that was settled twice; mostly leaves it as it is.
    pub fn of_some_kind(&mut self, filing: FilingRequest) -> FilingRequest {
        let at = self.now();
        let dice = &mut self.dice;
        let count = 1 + dice.below(2);
        let returns = count.min(parts_of(&filing));
        match dice.below(10) {
            0..3 => FilingRequest {
                kind: FilingKind::PayoutBounced,
                returns: (0..returns).map(|part| some_return(dice, &filing, part, at)).collect(),
                first_response: None,
                query_responses: vec![],
                ..filing
            },
            3 | 4 => FilingRequest {
                kind: FilingKind::DuplicatePayout,
                settlement_lines: (0..=count).map(|part| some_line(dice, &filing, part, at)).collect(),
                first_response: None,
                query_responses: vec![],
                ..filing
            },
            _ => filing,
        }
    }

    /// Somebody tells of money: a system, or a person who saw it.
    pub async fn tell(&mut self) -> Result<()> {
        let Some((index, number)) = self.book.some_case(&mut self.dice) else { return Ok(()) };
        let Payout { filing, is_lied_about, .. } = self.book.payouts[index].clone();
        let Some(view) = self.book.seen(number).map(|seen| seen.view) else { return Ok(()) };
        let was_paid = matches!(self.ends_now(index, number), Said::Paid | Said::Returned);
        if view.case.kind == CaseKind::PayoutUnknown && !was_paid && !is_lied_about {
            // Of what was never paid no money is told of, where nobody lies.
            return self.hear_from_channel().await;
        }
        let told = self.something_told(&filing, view.case.kind);
        if self.dice.once_in(5) && !matches!(told, Told::Line(_)) {
            let before = self.book.version(number);
            let person = self.dice.below(PEOPLE.len() as u64) as usize;
            let mut observation = seen(told);
            observation.observed_at = self.now();
            let answer = self.people[person].observe(number, observation).await;
            let recorded = self.judged("a person tells of money", answer)?.is_some();
            return self.look_at(number, before, i64::from(recorded)).await;
        }
        let times = if self.dice.once_in(6) { 2 } else { 1 };
        self.pass_on(number, &EvidenceRequest::from(told), times).await
    }

    pub fn something_told(&mut self, filing: &FilingRequest, kind: CaseKind) -> Told {
        let at = self.now();
        let dice = &mut self.dice;
        let part = dice.below(3);
        match (kind, dice.below(4)) {
            (CaseKind::PayoutBounced, 0) => Told::Return(some_return(dice, filing, part, at)),
            (CaseKind::PayoutBounced, _) => Told::Funds(some_funds(dice, filing, part, at)),
            (CaseKind::DuplicatePayout, 0..3) => Told::Line(some_line(dice, filing, part, at)),
            (CaseKind::PayoutUnknown, 0 | 1) => Told::Line(some_line(dice, filing, part, at)),
            (_, 2) => Told::Return(some_return(dice, filing, part, at)),
            _ => Told::Funds(some_funds(dice, filing, part, at)),
        }
    }
}

/// In how many parts a payout comes back.
fn parts_of(filing: &FilingRequest) -> u64 {
    1 + minor(filing) as u64 % 3
}

fn minor(filing: &FilingRequest) -> i64 {
    filing.amount.amount.replace('.', "").parse().unwrap_or(0)
}

/// A part of a payout, mostly the same however often it is told, and mostly no more in all than the payout.
fn share(dice: &mut Dice, filing: &FilingRequest) -> MoneyText {
    let parts = if dice.once_in(10) { 1 + dice.below(3) } else { parts_of(filing) };
    let minor = minor(filing) / parts as i64;
    MoneyText { amount: format!("{}.{:02}", minor / 100, minor % 100), currency: filing.amount.currency.clone() }
}

fn some_return(dice: &mut Dice, filing: &FilingRequest, part: u64, now: DateTime<Utc>) -> ReturnRequest {
    let (amount, part) = (share(dice, filing), part % parts_of(filing));
    let fee = dice.once_in(4).then(|| ReturnFeeRequest {
        amount: MoneyText { amount: "1.50".to_owned(), currency: filing.amount.currency.clone() },
        given_back: dice.once_in(2),
    });
    let reference = format!("RT-{}-{part}", filing.order_number);
    ReturnRequest { amount, fee, returned_at: some_time(dice, filing, now), ..returned(&reference, "1.00") }
}

fn some_funds(dice: &mut Dice, filing: &FilingRequest, part: u64, now: DateTime<Utc>) -> FundsBackRequest {
    let (amount, part) = (share(dice, filing), part % parts_of(filing));
    let booked_at = some_time(dice, filing, now);
    let line = format!("F-{}-{part}-{}", filing.order_number, dice.below(3));
    let reference = format!("RT-{}-{part}", filing.order_number);
    FundsBackRequest { amount, booked_at, reference: line, ..funds_back(&reference, "1.00") }
}

fn some_line(dice: &mut Dice, filing: &FilingRequest, part: u64, now: DateTime<Utc>) -> SettlementLineRequest {
    let amount = if dice.once_in(4) { share(dice, filing) } else { filing.amount.clone() };
    let settled_at = some_time(dice, filing, now);
    let reference = format!("L-{}-{part}", filing.order_number);
    SettlementLineRequest { amount, settled_at, ..settled(&reference, "1.00") }
}

/// Some time between the sending and now.
fn some_time(dice: &mut Dice, filing: &FilingRequest, now: DateTime<Utc>) -> DateTime<Utc> {
    let age = (now - filing.sent_at).num_seconds().max(1) as u64;
    now - Duration::seconds(dice.below(age) as i64)
}
