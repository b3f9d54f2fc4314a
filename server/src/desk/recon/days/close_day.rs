//! Closing a day: one proposes, another approves, and both see the same.
//!
//! The rule: a closed day never opens again. Of two who act at once the second finds what the first did.

use chrono::NaiveDate;
use serde_json::json;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::api::recon::{ClosingState, ClosingView};
use shared::audit::Action;
use shared::digest::Digest;
use shared::recon::closing::{DayChange, DayRefusal, DayState};
use shared::recon::{AccountId, ChannelAccount};
use shared::role::Permission;
use shared::webhook::{DayClosed, Occurrence};

use super::facts::{Seen, see};
use crate::caller::Caller;
use crate::desk::events::publish;
use crate::desk::recon::run::refuse_while_running;
use crate::desk::recon::{account_for_update, subject};
use crate::desk::tell::{News, supervisors, tell};
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{DayRecord, Tx};

/// What a person does about closing a day.
#[derive(Clone, Debug)]
pub enum Closing {
    /// Proposes it.
    Propose {
        /// The digest of what they saw.
        seen: Digest,
        /// A remark.
        reason: Option<String>,
    },
    /// Approves what another proposed.
    Approve {
        /// The digest of what they saw.
        seen: Digest,
        /// A remark.
        reason: Option<String>,
    },
    /// Rejects it.
    Reject {
        /// Why.
        reason: String,
    },
    /// Takes back what they proposed.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// A person does something about closing a day.
#[derive(Debug)]
pub struct CloseDay {
    /// Who.
    pub caller: Caller,
    /// The account.
    pub account: AccountId,
    /// The day.
    pub date: NaiveDate,
    /// What.
    pub closing: Closing,
}

impl Command for CloseDay {
    /// Whether it was done: not where what was proposed is void by now, which is kept.
    type Outcome = bool;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<bool, Error> {
        let user = self.caller.user()?;
        self.caller.require(match self.closing {
            Closing::Propose { .. } | Closing::Withdraw { .. } => Permission::WorkRecon,
            Closing::Approve { .. } | Closing::Reject { .. } => Permission::ApproveClosing,
        })?;
        let account = account_for_update(tx, &self.account).await?.account;
        let day = tx.recon_day_for_update(&self.account, self.date).await?;
        let day = day.ok_or_else(|| Error::refuse(Code::NotFound))?;
        refuse_while_running(tx, desk, &self.account).await?;
        let seen = see(tx, &account, &day).await?;
        let mut closings = tx.day_closings((&self.account, self.date)).await?;
        let mut state = state_of(&day, &closings);
        let now = desk.clock.now();
        // What was proposed by what is no more is no proposal.
        if let (DayState::Proposed { binds_to, .. }, Some(open)) = (&state, closings.last_mut())
            && *binds_to != seen.facts.digest()
        {
            let void = decided(open, ClosingState::Voided, &self.caller.by_the_desk(), now, None);
            tx.update_day_closing((&self.account, self.date), &void).await?;
            let what = json!({ "date": self.date, "seq": void.seq, "by": "desk" });
            self.note(tx, desk, &self.caller.by_the_desk(), Action::ClosingVoided, what).await?;
            self.settle_notices(tx, desk, &void.maker).await?;
            let notice = Notice::ClosingVoided { account: self.account.clone(), date: self.date };
            self.tell(tx, desk, notice, std::slice::from_ref(&void.maker)).await?;
            *open = void;
            state = state.after(&DayChange::Void, &seen.facts, now).map_err(refused)?;
            if !matches!(self.closing, Closing::Propose { .. }) {
                return Ok(false);
            }
        }
        let after = state.after(&self.change(user), &seen.facts, now).map_err(refused)?;
        match &self.closing {
            Closing::Propose { seen: digest, reason } => {
                if *digest != seen.facts.digest() {
                    return Err(Error::refuse(Code::DayChanged));
                }
                self.propose(tx, desk, &closings, user, *digest, reason.clone()).await
            }
            Closing::Approve { reason, .. } => {
                let open = open(&closings)?;
                let approved = decided(open, ClosingState::Approved, &self.caller, now, reason.clone());
                tx.update_day_closing((&self.account, self.date), &approved).await?;
                self.close(tx, desk, (&account, day), &seen, after).await
            }
            Closing::Reject { reason } => {
                self.end(tx, desk, open(&closings)?, (ClosingState::Rejected, Action::ClosingRejected), reason).await
            }
            Closing::Withdraw { reason } => {
                self.end(tx, desk, open(&closings)?, (ClosingState::Withdrawn, Action::ClosingWithdrawn), reason).await
            }
        }?;
        Ok(true)
    }
}

impl CloseDay {
    fn change<'a>(&'a self, user: &'a str) -> DayChange<'a> {
        match &self.closing {
            Closing::Propose { .. } => DayChange::Propose { by: user },
            Closing::Approve { seen, .. } => DayChange::Approve { by: user, seen: *seen },
            Closing::Reject { reason } => DayChange::Reject { by: user, reason },
            Closing::Withdraw { .. } => DayChange::Withdraw { by: user },
        }
    }

    async fn propose(
        &self,
        tx: &mut Tx<'_>,
        desk: &Desk,
        closings: &[ClosingView],
        user: &str,
        binds_to: Digest,
        reason: Option<String>,
    ) -> Result<(), Error> {
        let proposal = ClosingView {
            seq: closings.last().map_or(1, |last| last.seq + 1),
            maker: user.to_owned(),
            reason,
            proposed_at: desk.clock.now(),
            binds_to,
            state: ClosingState::Open,
            decided_by: None,
            decided_at: None,
            remark: None,
        };
        tx.insert_day_closing((&self.account, self.date), &proposal).await?;
        let what = json!({ "date": self.date, "proposal": proposal });
        self.note(tx, desk, &self.caller, Action::ClosingProposed, what).await?;
        let checkers = supervisors(tx).await?;
        self.tell(tx, desk, self.waits(&proposal.maker), &checkers).await
    }

    async fn end(
        &self,
        tx: &mut Tx<'_>,
        desk: &Desk,
        open: &ClosingView,
        (state, action): (ClosingState, Action),
        reason: &str,
    ) -> Result<(), Error> {
        let ended = decided(open, state, &self.caller, desk.clock.now(), Some(reason.to_owned()));
        tx.update_day_closing((&self.account, self.date), &ended).await?;
        self.note(tx, desk, &self.caller, action, json!({ "date": self.date, "seq": ended.seq, "reason": reason }))
            .await?;
        self.settle_notices(tx, desk, &ended.maker).await?;
        // Who takes it back knows.
        let (account, by) = (self.account.clone(), self.caller.user()?.to_owned());
        let notice = Notice::ClosingRejected { account, date: self.date, by, reason: reason.to_owned() };
        self.tell(tx, desk, notice, &[ended.maker]).await
    }

    /// That it waits for a checker.
    fn waits(&self, maker: &str) -> Notice {
        Notice::ClosingWaits { account: self.account.clone(), date: self.date, by: maker.to_owned() }
    }

    /// Nothing waits for the checkers any more.
    async fn settle_notices(&self, tx: &mut Tx<'_>, desk: &Desk, maker: &str) -> Result<(), Error> {
        for checker in supervisors(tx).await? {
            tx.settle_notice(&checker, &self.waits(maker), desk.clock.now()).await?;
        }
        Ok(())
    }

    async fn tell(&self, tx: &mut Tx<'_>, desk: &Desk, notice: Notice, people: &[String]) -> Result<(), Error> {
        let news = News { number: None, at: desk.clock.now(), actor: &self.caller.actor, notice };
        tell(tx, news, people).await
    }

    async fn close(
        &self,
        tx: &mut Tx<'_>,
        desk: &Desk,
        (account, mut day): (&ChannelAccount, DayRecord),
        seen: &Seen,
        after: DayState,
    ) -> Result<(), Error> {
        let DayState::Closed { maker, checker, at, binds_to } = after else {
            return Err(Error::Internal(format!("{} {} is approved and not closed", self.account, self.date)));
        };
        day.is_closed = true;
        day.version += 1;
        tx.update_recon_day(&day).await?;
        let proof = &seen.proof;
        let known = proof.opening.as_ref().zip(proof.movement).zip(proof.closing.as_ref());
        let ((opening, movement), closing) =
            known.ok_or_else(|| Error::Internal(format!("{} {} closes without proof", self.account, self.date)))?;
        let closed = DayClosed {
            account: account.id.clone(),
            channel: account.channel.clone(),
            date: self.date,
            opening: opening.amount,
            movement,
            closing: closing.amount,
            maker,
            checker,
            binds_to,
        };
        self.note(tx, desk, &self.caller, Action::DayClosed, json!({ "closed": closed, "facts": seen.facts })).await?;
        self.settle_notices(tx, desk, &closed.maker).await?;
        publish(tx, &*desk.random, at, [Occurrence::DayClosed(closed)]).await
    }

    async fn note(
        &self,
        tx: &mut Tx<'_>,
        desk: &Desk,
        caller: &Caller,
        action: Action,
        what: serde_json::Value,
    ) -> Result<(), Error> {
        trail::record(tx, caller, desk.clock.now(), subject(&self.account), Happening::of(action, what)).await
    }
}

/// Where a day stands, by how it is kept.
fn state_of(day: &DayRecord, closings: &[ClosingView]) -> DayState {
    let last = closings.last();
    match last.map(|last| (last.state, last)) {
        Some((ClosingState::Open, open)) => {
            DayState::Proposed { maker: open.maker.clone(), at: open.proposed_at, binds_to: open.binds_to }
        }
        Some((ClosingState::Approved, last)) if day.is_closed => DayState::Closed {
            maker: last.maker.clone(),
            checker: last.decided_by.as_ref().and_then(|by| by.user()).unwrap_or_default().to_owned(),
            at: last.decided_at.unwrap_or(last.proposed_at),
            binds_to: last.binds_to,
        },
        _ => DayState::Open,
    }
}

fn open(closings: &[ClosingView]) -> Result<&ClosingView, Error> {
    let open = closings.last().filter(|last| last.state == ClosingState::Open);
    open.ok_or_else(|| Error::refuse(Code::ProposalNotOpen))
}

fn decided(
    closing: &ClosingView,
    state: ClosingState,
    caller: &Caller,
    now: chrono::DateTime<chrono::Utc>,
    remark: Option<String>,
) -> ClosingView {
    let (decided_by, decided_at) = (Some(caller.actor.clone()), Some(now));
    ClosingView { state, decided_by, decided_at, remark, ..closing.clone() }
}

fn refused(refusal: DayRefusal) -> Error {
    Error::refuse(match refusal {
        DayRefusal::Closed => Code::DayClosed,
        DayRefusal::NotProposed => Code::ProposalNotOpen,
        DayRefusal::IsProposed => Code::ProposalOpen,
        DayRefusal::NotReady => Code::ClosingBlocked,
        DayRefusal::IsMaker => Code::MakerMayNotCheck,
        DayRefusal::NotMaker => Code::Forbidden,
        DayRefusal::Changed => Code::DayChanged,
        DayRefusal::NoReason => Code::InvalidFields,
    })
}
