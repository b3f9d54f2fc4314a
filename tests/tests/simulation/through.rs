//! People who see a case through: they look at what may be chosen, take it, ask for what is missing, and go on until it is closed. So
//! whatever the guards let through is seen to happen; chance says only which way. Anything may come between that others began.

use anyhow::{Result, bail};
use chrono::Duration;
use shared::api::exceptions::EvidenceRequest;
use shared::api::particulars::FundsBackRequest;
use shared::case::{CaseKind, CaseNumber, State, WaitsFor};
use shared::correction::{Cause, CorrectionKind, OrderStateName, in_transit};
use shared::evidence::{Shown, attempts};
use shared::money::{Money, MoneyText};
use shared::resolution::{Choice, Outcome, Resolution, Unmet};
use tests::Dice;
use tests::caller::Failure;
use tests::returned::{Told, funds_back};

use super::accounting::is_answered_for;
use super::book::Seen;
use super::channel::Said;
use super::corrections::Step;
use super::deeds::Deed;
use super::world::{PEOPLE, World};

/// How many steps are taken at most.
const STEPS_MAX: usize = 24;
/// After how many steps in a row of which nothing came they leave it.
const IN_VAIN_MAX: usize = 3;
/// Of how many pieces of evidence nobody asks for more.
const PIECES_MAX: usize = 14;

impl World {
    /// Somebody goes on with a case that is open, as far as they come; where nothing can be done, with another.
    pub async fn see_through(&mut self) -> Result<()> {
        for _ in 0..IN_VAIN_MAX {
            let Some(number) = self.book.some_open_case(&mut self.dice) else { return Ok(()) };
            let done = self.book.done;
            self.go_on_to_the_end(number).await?;
            if self.book.done > done + 1 {
                break;
            }
        }
        Ok(())
    }

    async fn go_on_to_the_end(&mut self, number: CaseNumber) -> Result<()> {
        let mut in_vain = 0;
        self.book.note(format!("{number} is seen through"));
        for _ in 0..STEPS_MAX {
            self.look_at(number, self.book.version(number), 0).await?;
            let Some(seen) = self.book.seen(number) else { return Ok(()) };
            let done = self.book.done;
            if in_vain == IN_VAIN_MAX || !self.step_on(number, &seen).await? {
                return Ok(());
            }
            in_vain = if self.book.done > done { 0 } else { in_vain + 1 };
        }
        Ok(())
    }

    /// Takes the next step; answers whether there may be another.
    async fn step_on(&mut self, number: CaseNumber, seen: &Seen) -> Result<bool> {
        match &seen.view.case.state {
            State::Closed { outcome: Outcome::ConfirmedNotPaid, .. } => self.go_on_unpaid(number, seen).await,
            State::Closed { .. } => Ok(false),
            State::Proposed { maker, .. } => self.check(number, seen, maker).await,
            State::Waiting { on: WaitsFor::Accounting, .. } => self.give_what_is_awaited(number, seen).await,
            State::Working { owner, .. } if self.dice.once_in(12) => {
                let other = usize::from(owner == PEOPLE[0].0);
                self.do_at_once(number, &[(other, Deed::Claim { take_over: true })]).await?;
                Ok(true)
            }
            State::Working { owner, lease_until } if *lease_until > self.now() => {
                let person = PEOPLE.iter().position(|(name, _)| name == owner).unwrap_or(0);
                self.go_on(number, person, seen).await
            }
            State::Open | State::Working { .. } | State::Waiting { .. } => {
                let person = self.dice.below(2) as usize;
                self.do_at_once(number, &[(person, Deed::Claim { take_over: false })]).await?;
                Ok(true)
            }
        }
    }

    /// Whoever has the case takes what the guards allow, or asks for what is missing.
    async fn go_on(&mut self, number: CaseNumber, person: usize, seen: &Seen) -> Result<bool> {
        let choices = match self.people[person].choices(number).await {
            Ok(choices) => choices,
            Err(Failure::Refused(problem)) if problem.status == 401 => {
                self.sign_in_or_not(person).await?;
                return Ok(true);
            }
            Err(Failure::Refused(problem)) if problem.status < 500 || self.sabotage.is_on() => return Ok(false),
            Err(failure) => bail!("reading what may be chosen for {number}: {failure}"),
        };
        let allowed = choices.iter().filter(|choice| choice.is_allowed()).map(|choice| choice.resolution);
        let allowed: Vec<Resolution> = allowed.filter(|choice| *choice != Resolution::KeepWaiting).collect();
        let of_state = |is: fn(OrderStateName) -> bool| seen.orders.iter().find(|order| is(order.state.name()));
        let deed = if let Some(order) = of_state(OrderStateName::is_editable) {
            Deed::Correct(Box::new(Step::on_with(&mut self.dice, order, seen)))
        } else if let Some(order) = of_state(is_under_way) {
            // What is not sent although its funds are back is not what the evidence tells any more.
            if order.state.name() == OrderStateName::Sent || order.funds_back_at.is_none() {
                return self.give_what_is_awaited(number, seen).await;
            }
            Deed::Correct(Box::new(Step::Withdraw(order.clone())))
        } else if let Some((reference, _)) = in_transit(&seen.orders).first() {
            let returns = seen.view.case.matter.returns();
            let has_come = returns.iter().any(|known| known.reference == *reference && known.back.is_some());
            if !has_come && !self.dice.once_in(4) {
                return self.give_what_is_in_transit(number, seen).await;
            }
            Deed::Correct(Box::new(Step::clear(reference, seen)))
        } else if allowed.is_empty() {
            return self.ask_for_what_is_missing(number, person, seen, &choices).await;
        } else {
            choose(&mut self.dice, &allowed, seen)
        };
        self.do_at_once(number, &[(person, deed)]).await?;
        Ok(true)
    }

    /// A supervisor who has not decided yet does; where nobody is left, the maker takes the proposal back.
    async fn check(&mut self, number: CaseNumber, seen: &Seen, maker: &str) -> Result<bool> {
        let decided = |name: &str| {
            let last = seen.view.proposals.last();
            last.is_some_and(|proposal| proposal.decisions.iter().any(|decision| decision.checker == name))
        };
        let may = |person: &usize| PEOPLE[*person].0 != maker && !decided(PEOPLE[*person].0);
        let checkers: Vec<usize> = (2..PEOPLE.len()).filter(may).collect();
        match self.dice.below(12) {
            // It stays with the supervisors for a while; the channel has something to say; the policy changes.
            0 | 1 => return Ok(false),
            2 => {
                let own = &seen.view.case.facts.order_number;
                if let Some(index) = self.book.payout_of(own) {
                    self.ask_channel(number, index, own).await?;
                }
                return Ok(true);
            }
            3 => {
                self.rule().await?;
                self.rule().await?;
                return Ok(true);
            }
            _ => {}
        }
        if checkers.is_empty() {
            let maker = PEOPLE.iter().position(|(name, _)| *name == maker).unwrap_or(0);
            self.do_at_once(number, &[(maker, Deed::Withdraw)]).await?;
            return Ok(false);
        }
        let deed = if self.dice.once_in(7) { Deed::Reject } else { Deed::Approve };
        let checker = *self.dice.one_of(&checkers);
        self.do_at_once(number, &[(checker, deed)]).await?;
        Ok(true)
    }

    /// The funds come back that an order waits for, or accounting answers.
    async fn give_what_is_awaited(&mut self, number: CaseNumber, seen: &Seen) -> Result<bool> {
        let Some(order) = seen.orders.iter().find(|order| is_under_way(order.state.name())) else {
            return self.give_what_is_in_transit(number, seen).await;
        };
        match &order.cause {
            _ if order.state.name() == OrderStateName::Sent => {
                if !is_answered_for(order.number) {
                    return Ok(false);
                }
                self.answer_for(order).await?;
            }
            Cause::BounceRefund { return_reference, returned, .. } if order.funds_back_at.is_none() => {
                self.give_back(number, seen, (return_reference, *returned)).await?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Money comes of what was credited ahead of it: mostly all of it.
    async fn give_what_is_in_transit(&mut self, number: CaseNumber, seen: &Seen) -> Result<bool> {
        let Some((reference, credited)) = in_transit(&seen.orders).first().copied() else { return Ok(false) };
        let most = credited.minor() as u64;
        let came = if self.dice.once_in(4) { 1 + self.dice.below(most) } else { most };
        let came = Money::from_minor(came as i64, credited.currency());
        self.give_back(number, seen, (reference, came)).await?;
        Ok(true)
    }

    async fn give_back(&mut self, number: CaseNumber, seen: &Seen, (of_return, came): (&str, Money)) -> Result<()> {
        let told = Told::Funds(FundsBackRequest {
            reference: format!("F-{of_return}-{}", seen.view.evidence.len()),
            amount: MoneyText { amount: came.amount().to_string(), currency: came.currency().to_string() },
            booked_at: self.now(),
            ..funds_back(of_return, "1.00")
        });
        self.pass_on(number, &EvidenceRequest::from(told), 1).await
    }

    /// What was closed as not paid is mostly paid again; and what its channel said too early comes right.
    async fn go_on_unpaid(&mut self, number: CaseNumber, seen: &Seen) -> Result<bool> {
        let own = seen.view.case.facts.order_number.as_str();
        let Some(index) = self.book.payout_of(own) else { return Ok(false) };
        let again = attempts(own, &seen.view.evidence).into_iter().find(|attempt| *attempt != own).map(str::to_owned);
        match again {
            None if !self.dice.once_in(3) => {
                let step = Deed::Correct(Box::new(Step::pay_again(&mut self.dice, seen)));
                let person = self.dice.below(2) as usize;
                self.do_at_once(number, &[(person, step)]).await?;
                return Ok(true);
            }
            Some(again) => self.ask_channel(number, index, &again).await?,
            None => {}
        }
        self.ask_channel(number, index, own).await?;
        Ok(false)
    }

    /// Time passes, the channel is asked, somebody looks at its portal, money is told of: whatever a choice waits for.
    async fn ask_for_what_is_missing(
        &mut self,
        number: CaseNumber,
        person: usize,
        seen: &Seen,
        choices: &[Choice],
    ) -> Result<bool> {
        let case = &seen.view.case;
        let Some(index) = self.book.payout_of(&case.facts.order_number) else { return Ok(false) };
        let too_early = choices.iter().flat_map(|choice| &choice.unmet).filter_map(|unmet| match unmet {
            Unmet::TooEarly { until } => Some(*until),
            _ => None,
        });
        if let Some(until) = too_early.max().filter(|until| *until >= self.now()) {
            self.pass(until - self.now() + Duration::minutes(1));
            self.book.note("the minimum age passes".to_owned());
            return Ok(true);
        }
        let is_asked_enough = seen.view.evidence.len() > PIECES_MAX || self.ends_now(index, number) == Said::Processing;
        match case.kind {
            _ if is_asked_enough => Ok(false),
            CaseKind::LateSuccess if !unsettled(choices).is_empty() => {
                for (knows_of_it, attempt) in unsettled(choices) {
                    self.ask_channel(knows_of_it, index, &attempt).await?;
                }
                Ok(true)
            }
            CaseKind::PayoutUnknown | CaseKind::LateSuccess => {
                for attempt in attempts(&case.facts.order_number, &seen.view.evidence) {
                    self.ask_channel(number, index, attempt).await?;
                    let shown = self.shown_of(number, index, attempt);
                    self.do_at_once(number, &[(person, Deed::LookUp(shown, attempt.to_owned()))]).await?;
                }
                Ok(true)
            }
            CaseKind::PayoutBounced | CaseKind::DuplicatePayout => {
                let filing = self.book.payouts[index].filing.clone();
                let told = self.something_told(&filing, case.kind);
                self.pass_on(number, &EvidenceRequest::from(told), 1).await?;
                Ok(true)
            }
            CaseKind::Discrepancy | CaseKind::BalanceBreak => Ok(false),
        }
    }

    /// What a channel's portal shows of an attempt.
    fn shown_of(&self, number: CaseNumber, index: usize, attempt: &str) -> Shown {
        if attempt != self.book.payouts[index].filing.order_number {
            return Shown::Paid;
        }
        match self.ends_now(index, number) {
            Said::Paid => Shown::Paid,
            Said::NotPaid => Shown::NotPaid,
            Said::Returned => Shown::Returned,
            Said::NoSuchOrder => Shown::NotFound,
            _ => Shown::Processing,
        }
    }
}

/// The attempts of which it is not known how they ended, each with the case that tells of it.
fn unsettled(choices: &[Choice]) -> Vec<(CaseNumber, String)> {
    let mut unsettled = Vec::new();
    for unmet in choices.iter().flat_map(|choice| &choice.unmet) {
        if let Unmet::AttemptUnsettled { attempt, case } = unmet
            && !unsettled.contains(&(*case, attempt.clone()))
        {
            unsettled.push((*case, attempt.clone()));
        }
    }
    unsettled
}

fn is_under_way(state: OrderStateName) -> bool {
    matches!(state, OrderStateName::Approved | OrderStateName::Sent)
}

/// One of what is allowed: mostly what moves money, where that is.
fn choose(dice: &mut Dice, allowed: &[Resolution], seen: &Seen) -> Deed {
    let moves: Vec<Resolution> = allowed.iter().copied().filter(|choice| choice.awaits_accounting()).collect();
    let resolution = match moves.as_slice() {
        [] => *dice.one_of(allowed),
        moves if !dice.once_in(4) => *dice.one_of(moves),
        _ => *dice.one_of(allowed),
    };
    let kind = match (resolution, seen.view.case.kind) {
        (Resolution::WriteOff, _) => CorrectionKind::WriteOff,
        (Resolution::RaiseCorrection, CaseKind::PayoutBounced) => CorrectionKind::BounceRefund,
        (Resolution::RaiseCorrection, CaseKind::LateSuccess) => CorrectionKind::LateSuccessRecovery,
        (Resolution::RaiseCorrection, _) => CorrectionKind::DuplicateRecovery,
        (other, _) => return Deed::Resolve(other, true),
    };
    Deed::Correct(Box::new(Step::draft_of(kind, seen)))
}
