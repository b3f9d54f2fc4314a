//! People: they claim, take over, look, propose, approve what is stale, act on closed cases, and race.

use std::time::Duration as RealDuration;

use anyhow::{Result, bail, ensure};
use futures::future::join_all;
use shared::api::exceptions::CaseView;
use shared::api::problem::Code;
use shared::case::{CaseKind, CaseNumber, State};
use shared::evidence::Verdict;
use shared::resolution::{Outcome, Resolution};
use tests::caller::{Answer, Failure};

use super::book::Seen;
use super::corrections::Step;
use super::deeds::{Deed, RESOLUTIONS, SHOWN, perform};
use super::world::{PEOPLE, World};

impl World {
    /// One person does one thing.
    pub async fn work(&mut self) -> Result<()> {
        // Whoever has begun tends to go on: a case alone is settled by several steps.
        let steps = 1 + self.dice.below(9);
        let Some((_, number)) = self.book.some_case(&mut self.dice) else { return Ok(()) };
        let mut person = self.dice.below(PEOPLE.len() as u64) as usize;
        if !self.dice.once_in(4) {
            // Mostly they look first.
            self.look_at(number, self.book.version(number), 0).await?;
        }
        for _ in 0..steps {
            let state = self.book.seen(number).map(|seen| seen.view.case.state);
            person = match state {
                // Somebody else looks at it now, mostly a supervisor.
                Some(State::Proposed { .. }) if self.dice.once_in(5) => self.dice.below(2) as usize,
                Some(State::Proposed { .. }) => 2 + self.dice.below(2) as usize,
                // Mostly whoever has it goes on.
                Some(State::Working { owner, .. }) if !self.dice.once_in(5) => {
                    PEOPLE.iter().position(|(name, _)| *name == owner).unwrap_or(person)
                }
                _ => person,
            };
            self.act(number, &[person]).await?;
        }
        Ok(())
    }

    /// Several people do something to the same case at once.
    pub async fn race(&mut self) -> Result<()> {
        let Some((_, number)) = self.book.some_case(&mut self.dice) else { return Ok(()) };
        let racers: Vec<usize> =
            (0..2 + self.dice.below(3)).map(|_| self.dice.below(PEOPLE.len() as u64) as usize).collect();
        self.act(number, &racers).await
    }

    /// Someone goes away before the answer comes; nobody knows then whether it was done.
    pub async fn work_in_haste(&mut self) -> Result<()> {
        let Some((_, number)) = self.book.some_case(&mut self.dice) else { return Ok(()) };
        let (before, seen) = (self.book.version(number), self.book.seen(number));
        let person = self.dice.below(PEOPLE.len() as u64) as usize;
        let deed = self.likely_deed(person, seen.as_ref());
        let patience = RealDuration::from_micros(self.dice.below(8000));
        let doing = perform(self.people[person].clone(), number, deed.clone(), seen, self.now());
        let done = tokio::time::timeout(patience, doing).await.is_ok();
        self.book.note(format!("{} does {deed:?} to {number} in haste ({done})", PEOPLE[person].0));
        self.look_at(number, before, 0).await
    }

    async fn act(&mut self, number: CaseNumber, people: &[usize]) -> Result<()> {
        let seen = self.book.seen(number);
        let deeds: Vec<(usize, Deed)> =
            people.iter().map(|person| (*person, self.likely_deed(*person, seen.as_ref()))).collect();
        self.do_at_once(number, &deeds).await
    }

    /// People do these things to the case at once, as they saw it last.
    pub async fn do_at_once(&mut self, number: CaseNumber, deeds: &[(usize, Deed)]) -> Result<()> {
        let (before, seen, now) = (self.book.version(number), self.book.seen(number), self.now());
        let doing = deeds
            .iter()
            .map(|(person, deed)| perform(self.people[*person].clone(), number, deed.clone(), seen.clone(), now));
        let mut done = 0;
        let answers = join_all(doing).await;
        for ((person, deed), answer) in deeds.iter().zip(answers) {
            let what = format!("{} does {deed:?} to {number}", PEOPLE[*person].0);
            if matches!(&answer, Err(Failure::Refused(problem)) if problem.status == 401) {
                self.sign_in_or_not(*person).await?;
            }
            let changes = !matches!(deed, Deed::Note);
            if self.judged(&what, answer)?.is_some() && changes {
                done += 1;
            }
        }
        self.look_at(number, before, done).await
    }

    /// Signing in writes, too: while the store fails it may fail.
    pub async fn sign_in_or_not(&mut self, person: usize) -> Result<()> {
        match self.sign_in(person).await {
            Err(error) if !self.sabotage.is_on() => Err(error),
            _ => Ok(()),
        }
    }

    /// Mostly what leads on, as far as the person can see; else anything.
    fn likely_deed(&mut self, person: usize, seen: Option<&Seen>) -> Deed {
        let Some(seen) = seen.filter(|_| !self.dice.once_in(5)) else { return self.deed(seen) };
        let (case, me) = (&seen.view.case, PEOPLE[person].0);
        match &case.state {
            State::Open | State::Waiting { .. } => Deed::Claim { take_over: false },
            State::Working { owner, .. } if owner != me => Deed::Claim { take_over: true },
            State::Working { .. } if case.kind == CaseKind::PayoutUnknown => self.decision(&case.verdict),
            State::Working { .. } => self.correction(seen),
            State::Proposed { .. } => Deed::Approve,
            State::Closed { outcome: Outcome::ConfirmedNotPaid, .. } if self.dice.once_in(2) => {
                Deed::Correct(Box::new(Step::pay_again(&mut self.dice, seen)))
            }
            State::Closed { .. } => self.deed(Some(seen)),
        }
    }

    /// How an unknown payout is decided.
    fn decision(&mut self, verdict: &Verdict) -> Deed {
        match verdict {
            Verdict::Paid { .. } => Deed::Resolve(Resolution::ConfirmPaid, false),
            Verdict::NotPaid { .. } => Deed::Resolve(Resolution::ConfirmNotPaid, true),
            Verdict::Contradiction { .. } => Deed::Resolve(*self.dice.one_of(&RESOLUTIONS), true),
            Verdict::Unknown { .. } => match self.dice.below(3) {
                0 => Deed::Observe(*self.dice.one_of(&SHOWN), false),
                1 => Deed::Resolve(Resolution::ConfirmPaid, true),
                _ => Deed::Resolve(Resolution::ConfirmNotPaidWithoutProof, true),
            },
        }
    }

    /// How a payout is put right, or not.
    fn correction(&mut self, seen: &Seen) -> Deed {
        let set_aside = match seen.view.case.kind {
            CaseKind::PayoutBounced => Resolution::WithdrawNotice,
            CaseKind::DuplicatePayout => Resolution::NotDuplicate,
            CaseKind::PayoutUnknown | CaseKind::LateSuccess => Resolution::NeverRepaid,
            CaseKind::Discrepancy => Resolution::WithinTolerance,
            CaseKind::BalanceBreak => Resolution::Explain,
        };
        let times = if set_aside == Resolution::NeverRepaid { 3 } else { 15 };
        if self.dice.once_in(times) {
            return Deed::Resolve(set_aside, true);
        }
        Deed::Correct(Box::new(Step::likely(&mut self.dice, seen)))
    }

    /// Anything that a person may try.
    fn deed(&mut self, seen: Option<&Seen>) -> Deed {
        match self.dice.below(16) {
            0..3 => Deed::Claim { take_over: self.dice.once_in(3) },
            3 => Deed::Release,
            4 => Deed::Wait,
            5 => Deed::Note,
            6 | 7 => Deed::Observe(*self.dice.one_of(&SHOWN), self.dice.once_in(3)),
            8..11 => Deed::Resolve(*self.dice.one_of(&RESOLUTIONS), !self.dice.once_in(4)),
            11 | 12 => Deed::Approve,
            13 => Deed::Reject,
            14 => Deed::Withdraw,
            _ => seen.map_or(Deed::Note, |seen| Deed::Correct(Box::new(Step::likely(&mut self.dice, seen)))),
        }
    }

    /// What was answered, where it was done. A refusal is well; a failure is well while the store fails.
    pub fn judged<T>(&mut self, what: &str, answer: Answer<T>) -> Result<Option<T>> {
        match answer {
            Ok(value) => {
                self.book.note(what.to_owned());
                self.book.done += 1;
                Ok(Some(value))
            }
            Err(Failure::Refused(problem)) if problem.status < 500 => {
                self.book.note(format!("{what}: {}", problem.code.name()));
                self.book.refused += 1;
                Ok(None)
            }
            Err(Failure::Refused(problem)) if self.sabotage.is_on() => {
                self.book.note(format!("{what}: {}", problem.code.name()));
                self.book.failed += 1;
                Ok(None)
            }
            Err(failure) => bail!("{what}: {failure}"),
        }
    }

    /// Looks at the case: its version has grown with each change, and what was closed is closed as it was.
    pub async fn look_at(&mut self, number: CaseNumber, before: i64, changes: i64) -> Result<()> {
        let answer: Answer<CaseView> = self.system.case(number).await;
        let view = match answer {
            Ok(view) => view,
            // Reading notes that the key was used.
            Err(_) if self.sabotage.is_on() => return Ok(()),
            // By a clock that was put back a client has called too often for a while.
            Err(Failure::Refused(problem)) if problem.code == Code::RateLimited => return Ok(()),
            Err(failure) => bail!("reading {number}: {failure}"),
        };
        let version = view.case.version;
        ensure!(
            version >= before + changes,
            "{number}: {changes} changes from version {before} on, and it is {version}"
        );
        let orders = if view.case.kind == CaseKind::PayoutUnknown { vec![] } else { self.orders_of(number).await? };
        self.book.see(view, orders)
    }
}
