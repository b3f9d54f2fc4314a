//! Booking a file: its lines go into the days, and its balances are told of them. What belongs into a closed day goes into the
//! first open one after it.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::recon::{BalanceMoment, StatementState, StatementView};
use shared::audit::Action;
use shared::recon::{Side, Statement};
use shared::role::Permission;

use super::{file_as_seen, view};
use crate::caller::Caller;
use crate::desk::recon::run::have_run;
use crate::desk::recon::{first_open, subject};
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{BalanceRecord, FileDay, FileRecord, Tx};

/// What is said where a file has doubts that nobody has seen, in English and in Chinese.
const DOUBTED: (&str, &str) = (
    "What the file says of itself does not add up. Look at its doubts, then book it despite them.",
    "文件自载信息与明细不符。请先核对差异，确认后再入账。",
);

/// Books a file.
#[derive(Debug)]
pub struct BookFile {
    /// Who asks.
    pub caller: Caller,
    /// Which file.
    pub id: i64,
    /// The version that they saw.
    pub version: i64,
    /// Whether they have seen its doubts.
    pub despite_doubts: bool,
}

impl Command for BookFile {
    type Outcome = StatementView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<StatementView, Error> {
        self.caller.require(Permission::SendStatements)?;
        let mut file = file_as_seen(tx, self.id, self.version).await?;
        if file.state != StatementState::Read {
            return Err(Error::refuse(Code::FileState));
        }
        let doubts = file.statement.as_ref().map_or(0, |statement| statement.doubts.len());
        if doubts > 0 && !self.despite_doubts {
            return Err(Error::explain(Code::FileState, DOUBTED.0, DOUBTED.1));
        }
        let days = tx.statement_days(file.id).await?;
        let first = days.first().map(|day| day.date).into_iter();
        let first = first.chain(file.statement.as_ref().map(|statement| statement.first_date)).min();
        let closed = match first {
            Some(first) => tx.closed_days(&file.account, first).await?,
            None => vec![],
        };
        let mut moved = 0;
        let mut booked_on: BTreeSet<NaiveDate> = BTreeSet::new();
        for day in &days {
            let open = first_open(day.date, &closed);
            if open != day.date {
                tx.move_statement_day(file.id, (day.date, open)).await?;
                moved += day.count;
            }
            booked_on.insert(open);
        }
        let now = desk.clock.now();
        // Of a date without lines a file says that nothing happened.
        let dates = file.statement.as_ref().map(dates_of).unwrap_or_default();
        booked_on.extend(dates.into_iter().filter(|date| !closed.contains(date)));
        file.state = StatementState::Booked { by: self.caller.actor.clone(), at: now, moved };
        file.version += 1;
        tx.update_statement_file(&file).await?;
        let dates: Vec<NaiveDate> = booked_on.into_iter().collect();
        tx.touch_recon_days(&file.account, &dates, file.side).await?;
        if moved == 0 {
            tell_balances(tx, &file, &days, now).await?;
        }
        have_run(tx, desk, &file.account).await?;
        let after = json!({ "file": file.id, "days": dates, "moved": moved, "doubts": doubts });
        let happening = Happening::of(Action::StatementBooked, after);
        trail::record(tx, &self.caller, now, subject(&file.account), happening).await?;
        Ok(view(file))
    }
}

/// How many dates a file speaks of at most: a year's statement.
const DATES_MAX: usize = 400;

/// The dates that a statement speaks of.
fn dates_of(statement: &Statement) -> Vec<NaiveDate> {
    statement.first_date.iter_days().take_while(|date| *date <= statement.last_date).take(DATES_MAX).collect()
}

/// Writes down the balances that a statement of the channel's states: what its first day opens with, and what each of its days
/// closes with by its own lines. Lines that went into another day leave none of that to be told.
async fn tell_balances(tx: &mut Tx<'_>, file: &FileRecord, days: &[FileDay], now: DateTime<Utc>) -> Result<(), Error> {
    let Some(statement) = file.statement.as_ref().filter(|_| file.side == Side::Channel) else { return Ok(()) };
    let told = |moment, amount_minor| BalanceRecord {
        moment,
        amount_minor,
        file: Some(file.id),
        told_by: Actor::Desk,
        told_at: now,
        reason: None,
        attachments: vec![],
        seen: None,
    };
    let (opening, closing) = (statement.head.opening, statement.tail.closing);
    if let Some(opening) = opening {
        let first = (&file.account, statement.first_date);
        tx.insert_day_balance(first, &told(BalanceMoment::Opening, opening.amount.minor())).await?;
        let mut balance = opening.amount.minor();
        for date in dates_of(statement) {
            let moved = days.iter().find(|day| day.date == date).map_or(0, |day| day.movement_minor);
            balance = balance.saturating_add(moved);
            tx.insert_day_balance((&file.account, date), &told(BalanceMoment::Closing, balance)).await?;
        }
    } else if let Some(closing) = closing {
        let last = (&file.account, statement.last_date);
        tx.insert_day_balance(last, &told(BalanceMoment::Closing, closing.amount.minor())).await?;
    }
    Ok(())
}
