//! A person tells a balance that they read off the channel's portal, where no file states it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::json;
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::BalanceMoment;
use shared::audit::Action;
use shared::evidence::Attachment;
use shared::money::Money;
use shared::recon::AccountId;
use shared::recon::balance::{BalanceByHand, BalanceRefusal, check_balance_by_hand};
use shared::role::Permission;

use super::day_as_seen;
use super::facts::balances;
use crate::caller::Caller;
use crate::desk::recon::breaks::look;
use crate::desk::recon::subject;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{AttachmentRecord, BalanceRecord, Tx};

/// A person tells a balance.
#[derive(Debug)]
pub struct TellBalance {
    /// Who.
    pub caller: Caller,
    /// The account.
    pub account: AccountId,
    /// The day.
    pub date: NaiveDate,
    /// Its version that they saw.
    pub version: i64,
    /// Of which moment.
    pub moment: BalanceMoment,
    /// How much.
    pub amount: Money,
    /// When they saw it.
    pub seen_at: DateTime<Utc>,
    /// The portal's reference of the page.
    pub reference: Option<String>,
    /// What they say of it.
    pub reason: String,
    /// What shows it.
    pub attachments: Vec<(Attachment, Vec<u8>)>,
}

impl Command for TellBalance {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkRecon)?;
        let user = self.caller.user()?;
        let (account, mut day) = day_as_seen(tx, desk, (&self.account, self.date), self.version).await?;
        let account = account.account;
        let told = tx.day_balances(&self.account, (self.date, self.date)).await?;
        let told: Vec<BalanceRecord> = told.into_iter().map(|(_, balance)| balance).collect();
        let known = balances(&account, &day, &told);
        let now = desk.clock.now();
        // What a day opens with is what the day before closed with, and is seen as soon as that has ended.
        let (of, known) = match self.moment {
            BalanceMoment::Opening => (self.date - Days::new(1), known.opening),
            BalanceMoment::Closing => (self.date, known.closing),
        };
        let seen = BalanceByHand {
            amount: self.amount,
            date: of,
            by: user.to_owned(),
            seen_at: self.seen_at.min(now),
            reference: self.reference.clone(),
            screenshot: self.attachments.first().map(|(file, _)| file.sha256),
        };
        check_balance_by_hand(&seen, known.as_ref(), day.is_closed, &account, now).map_err(refused)?;
        for (attachment, content) in &self.attachments {
            let file = AttachmentRecord { attachment: attachment.clone(), content: content.clone() };
            tx.insert_day_attachment((&self.account, self.date), &file).await?;
        }
        let record = BalanceRecord {
            moment: self.moment,
            amount_minor: self.amount.minor(),
            file: None,
            told_by: self.caller.actor.clone(),
            told_at: now,
            reason: Some(self.reason.clone()),
            attachments: self.attachments.iter().map(|(file, _)| file.sha256).collect(),
            seen: Some(seen),
        };
        tx.insert_day_balance((&self.account, self.date), &record).await?;
        day.version += 1;
        day.break_case = look(tx, desk, &account, &day).await?;
        tx.update_recon_day(&day).await?;
        let after = json!({
            "date": self.date, "moment": self.moment, "seen": record.seen, "attachments": record.attachments,
            "reason": self.reason,
        });
        let happening = Happening::of(Action::BalanceTold, after);
        trail::record(tx, &self.caller, now, subject(&self.account), happening).await
    }
}

fn refused(refusal: BalanceRefusal) -> Error {
    match refusal {
        BalanceRefusal::OtherCurrency => Error::field("amount.currency", FieldCode::UnknownValue),
        BalanceRefusal::TooEarly | BalanceRefusal::SeenAtOtherTime => Error::field("seen_at", FieldCode::TooEarly),
        BalanceRefusal::NothingShown => Error::field("attachments", FieldCode::Missing),
        BalanceRefusal::DayClosed => Error::refuse(Code::DayClosed),
        BalanceRefusal::FileStatesIt => Error::explain(
            Code::BalanceStated,
            "A file of the channel's states this balance.",
            "通道文件已载明该余额。",
        ),
    }
}
