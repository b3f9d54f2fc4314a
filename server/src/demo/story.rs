//! A story: what happens to one payout, step by step, told in minutes before the demo's end. What comes of a step is not
//! told here; the desk decides.

use shared::evidence::Shown;
use shared::resolution::Resolution;

use super::answers::{Answer, Asked};
use super::orders::OrderAct;
use super::payout::Payout;

/// One payout and what happens to it.
pub struct Story {
    /// The payout.
    pub payout: Payout,
    /// What happens, in order.
    pub acts: Vec<Act>,
    minutes_ago: i64,
    on_linked: bool,
}

/// Something that happens.
pub struct Act {
    /// How long before the end.
    pub minutes_ago: i64,
    /// Whether to the linked case that the story's own case opened, rather than to the own one.
    pub on_linked: bool,
    /// What.
    pub step: Step,
}

/// What may happen.
#[derive(Clone, Debug)]
pub enum Step {
    /// The payout is filed, with its first answer and those to the queries so far: one every few minutes.
    File { first: Answer, queries: Vec<Answer> },
    /// The payout is filed as come back: this much of it, for this reason.
    FileReturned { amount: &'static str, reason: &'static str },
    /// The payout is filed as settled by so many lines.
    FileSettled { lines: u8 },
    /// Another system tells that the money of the return is back.
    FundsBack { amount: &'static str },
    /// An answer is added. `retry` has the payout been tried under a second order number.
    Hear { asked: Asked, answer: Answer, retry: bool },
    /// Something happens to the case's newest correction order.
    Order { by: &'static str, act: OrderAct },
    /// A person does something.
    Work { by: &'static str, work: Work },
}

/// What a person may do.
#[derive(Clone, Debug)]
pub enum Work {
    /// Takes the case, from whoever has it.
    Claim,
    /// Gives it back.
    Release,
    /// Puts it to wait.
    Wait { hours: i64, reason: &'static str },
    /// Writes a note.
    Note { text: &'static str },
    /// Looks at the channel's portal, or files a letter.
    Look(Look),
    /// Settles it, or proposes to.
    Resolve { resolution: Resolution, reason: Option<&'static str> },
    /// Asks the sending system to pay again.
    PayAgain { reason: &'static str },
    /// Agrees, as a checker.
    Approve { reason: Option<&'static str> },
    /// Disagrees, as a checker.
    Reject { reason: &'static str },
    /// Thinks again, as the maker.
    Withdraw { reason: &'static str },
    /// Looks at the payee unmasked.
    Reveal,
}

/// What somebody saw.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// What was shown.
    pub shown: Shown,
    /// Whether there is a picture of it; a reference otherwise.
    pub picture: bool,
    /// Whether it is a letter rather than the portal.
    pub letter: bool,
    /// In words.
    pub note: Option<&'static str>,
}

impl Story {
    /// The story of a payout that was sent so many minutes before the end.
    pub fn of(payout: Payout, minutes_ago: i64) -> Self {
        Self { payout, acts: Vec::new(), minutes_ago, on_linked: false }
    }

    /// Time passes.
    pub fn later(mut self, minutes: i64) -> Self {
        self.minutes_ago -= minutes;
        self
    }

    /// Time passes until so many minutes before the end.
    pub fn until(mut self, minutes_ago: i64) -> Self {
        self.minutes_ago = minutes_ago;
        self
    }

    /// From here on, of the linked case.
    pub fn then_linked(mut self) -> Self {
        self.on_linked = true;
        self
    }

    pub fn filed(self, first: Answer) -> Self {
        self.filed_after(first, &[])
    }

    pub fn filed_after(self, first: Answer, queries: &[Answer]) -> Self {
        let minutes = 3 * i64::try_from(queries.len()).unwrap_or_default();
        self.later(1 + minutes).step(Step::File { first, queries: queries.to_vec() })
    }

    /// Filed as come back: this much of it, in its currency.
    pub fn came_back(self, amount: &'static str, reason: &'static str) -> Self {
        self.step(Step::FileReturned { amount, reason })
    }

    pub fn settled_by(self, lines: u8) -> Self {
        self.step(Step::FileSettled { lines })
    }

    pub fn funds_are_back(self, amount: &'static str) -> Self {
        self.step(Step::FundsBack { amount })
    }

    pub fn asked(self, answer: Answer) -> Self {
        self.step(Step::Hear { asked: Asked::Query, answer, retry: false })
    }

    pub fn asked_of_retry(self, answer: Answer) -> Self {
        self.step(Step::Hear { asked: Asked::Query, answer, retry: true })
    }

    pub fn told(self, answer: Answer) -> Self {
        self.step(Step::Hear { asked: Asked::Notice, answer, retry: false })
    }

    pub fn claimed(self, by: &'static str) -> Self {
        self.work(by, Work::Claim)
    }

    pub fn released(self, by: &'static str) -> Self {
        self.work(by, Work::Release)
    }

    pub fn waits(self, by: &'static str, hours: i64, reason: &'static str) -> Self {
        self.work(by, Work::Wait { hours, reason })
    }

    pub fn noted(self, by: &'static str, text: &'static str) -> Self {
        self.work(by, Work::Note { text })
    }

    /// Someone sees this on the portal, and keeps a picture of it.
    pub fn seen(self, by: &'static str, shown: Shown, note: &'static str) -> Self {
        self.work(by, Work::Look(Look { shown, picture: true, letter: false, note: Some(note) }))
    }

    /// Someone sees this on the portal, and notes its reference.
    pub fn looked_up(self, by: &'static str, shown: Shown) -> Self {
        self.work(by, Work::Look(Look { shown, picture: false, letter: false, note: None }))
    }

    /// Someone files a letter that says this.
    pub fn letter(self, by: &'static str, shown: Shown, note: &'static str) -> Self {
        self.work(by, Work::Look(Look { shown, picture: true, letter: true, note: Some(note) }))
    }

    pub fn resolved(self, by: &'static str, resolution: Resolution) -> Self {
        self.work(by, Work::Resolve { resolution, reason: None })
    }

    pub fn resolved_because(self, by: &'static str, resolution: Resolution, reason: &'static str) -> Self {
        self.work(by, Work::Resolve { resolution, reason: Some(reason) })
    }

    pub fn pays_again(self, by: &'static str, reason: &'static str) -> Self {
        self.work(by, Work::PayAgain { reason })
    }

    pub fn approved(self, by: &'static str) -> Self {
        self.work(by, Work::Approve { reason: None })
    }

    pub fn approved_saying(self, by: &'static str, reason: &'static str) -> Self {
        self.work(by, Work::Approve { reason: Some(reason) })
    }

    pub fn rejected(self, by: &'static str, reason: &'static str) -> Self {
        self.work(by, Work::Reject { reason })
    }

    pub fn withdrawn(self, by: &'static str, reason: &'static str) -> Self {
        self.work(by, Work::Withdraw { reason })
    }

    pub fn revealed(self, by: &'static str) -> Self {
        self.work(by, Work::Reveal)
    }

    /// Something happens to the case's newest correction order.
    pub fn ordered(self, by: &'static str, act: OrderAct) -> Self {
        self.step(Step::Order { by, act })
    }

    fn work(self, by: &'static str, work: Work) -> Self {
        self.step(Step::Work { by, work })
    }

    /// Every step takes a minute.
    fn step(mut self, step: Step) -> Self {
        self.minutes_ago -= 1;
        self.acts.push(Act { minutes_ago: self.minutes_ago, on_linked: self.on_linked, step });
        self
    }
}
