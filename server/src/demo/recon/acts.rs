//! What happens to an account: systems send what they have, people look at it, each by the request that a real one would send.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde_json::{Value, to_value};
use shared::api::recon::{
    ApproveClosingRequest, BalanceMoment, BalanceRequest, BookRequest, CollectedRequest, DayView, LedgerAnswer,
    LedgerLineRequest, NewAccountRequest, ProposeClosingRequest, SaveMappingRequest, StatementState, StatementView,
};
use shared::money::MoneyText;
use shared::recon::{Format, Line};

use super::books::{Book, BookDay};
use super::{claims, differences, files};
use crate::demo::cast::{CORE, LIN, MEI, WU, ZHAO};
use crate::demo::door::{Door, Who};
use crate::desk::recon::run::run_of;
use crate::desk::recon::statements::reading_of;
use crate::jobs::Runner;

/// How much the balance on the portal lies below what the lines of the last day come to, in minor units: the channel took a yearly
/// fee that its list does not name.
const YEARLY_FEE_MINOR: i64 = 30_000;

/// Something that happens; of a day by its place.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// The account is made, with the mapping that its tables need.
    Open,
    /// Our books send the lines of the day that are there by now.
    SoFar(usize),
    /// Our books send all lines of the day, and say so.
    Lines(usize),
    /// The channel's statement of the day comes, and is booked.
    Statement(usize),
    /// Somebody reads the balance off the portal, as no file states it.
    Balance(usize),
    /// Somebody settles what differs up to the day, and what channels were asked about.
    Settle(usize),
    /// Somebody proposes to close the day.
    Propose(usize),
    /// Another approves it.
    Approve(usize),
}

impl Act {
    /// Does it.
    pub async fn play(self, (door, runner): (&mut Door, &Arc<Runner>), book: &Book, at: DateTime<Utc>) -> Result<()> {
        let done = match self {
            Self::Open => open(door, book).await,
            Self::SoFar(day) => {
                let day = &book.days[day];
                let so_far: Vec<&Line> = day.ours.iter().filter(|line| line.at < Some(at)).collect();
                send(door, book, day.date, &so_far).await?;
                runner.run_now(run_of(&book.account.id)).await.map_err(Into::into)
            }
            Self::Lines(day) => lines(door, book, &book.days[day]).await,
            Self::Statement(day) => statement((&mut *door, runner), book, &book.days[day]).await,
            Self::Balance(day) => balance(door, book, &book.days[day], at).await,
            Self::Settle(day) => {
                claims::answer(door, book, at).await?;
                differences::settle(door, book, book.days[day].date).await
            }
            Self::Propose(day) => propose(door, book, book.days[day].date).await,
            Self::Approve(day) => approve(door, book, day).await,
        };
        done.with_context(|| format!("{}: {self:?}", book.account.id))
    }
}

/// Who works on the account.
pub fn worker(book: &Book) -> Who {
    Who::Person(if book.format == Format::Csv { MEI } else { LIN })
}

async fn open(door: &mut Door, book: &Book) -> Result<()> {
    let request = NewAccountRequest { account: book.account.clone() };
    let _: Value = door.post(Who::Person(WU), "/channel-accounts", &request).await?;
    if book.format == Format::Csv {
        let path = format!("/mappings/{}", files::MAPPING);
        let request = SaveMappingRequest { version: 0, mapping: files::mapping() };
        let _: Value = door.put(worker(book), &path, &request).await?;
    }
    Ok(())
}

async fn lines(door: &mut Door, book: &Book, day: &BookDay) -> Result<()> {
    send(door, book, day.date, &day.ours.iter().collect::<Vec<_>>()).await?;
    let ended = CollectedRequest { account: book.account.id.clone(), date: day.date };
    door.post(Who::Client(CORE), "/ledger-days", &ended).await
}

async fn send(door: &mut Door, book: &Book, date: NaiveDate, lines: &[&Line]) -> Result<()> {
    let mut body = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut body, &request(book, line))?;
        body.push(b'\n');
    }
    let sent = ("application/x-ndjson", body);
    let answer: LedgerAnswer = door.send_bytes(Who::Client(CORE), "/ledger-lines", sent).await?;
    ensure!(answer.refused == 0, "{date}: {answer:?}");
    Ok(())
}

fn request(book: &Book, line: &Line) -> LedgerLineRequest {
    let order = line.references.order_number.clone().unwrap_or_default();
    LedgerLineRequest {
        account: book.account.id.clone(),
        source_system: CORE.to_owned(),
        source_line: format!("{order}-{}", line.kind.name()),
        kind: line.kind,
        direction: line.direction,
        amount: line.amount.into(),
        fee: line.fee.map(MoneyText::from),
        status: Some(line.status),
        references: line.references.clone(),
        date: Some(line.date),
        at: line.at,
        counterparty: line.counterparty.clone(),
        counterparty_account: None,
        text: None,
    }
}

/// The paying system hands on what the channel sends.
async fn statement((door, runner): (&mut Door, &Arc<Runner>), book: &Book, day: &BookDay) -> Result<()> {
    let (name, bytes) = files::file(book, day);
    let who = Who::Client(CORE);
    let mapping = if book.format == Format::Csv { format!("&mapping={}", files::MAPPING) } else { String::new() };
    let path = format!("/statements?account={}&name={name}{mapping}", book.account.id);
    let sent: StatementView = door.send_bytes(who, &path, ("application/octet-stream", bytes)).await?;
    runner.run_now(reading_of(sent.id)).await?;
    let path = format!("/statements/{}", sent.id);
    let read: StatementView = door.get(who, &path).await?;
    ensure!(read.state == StatementState::Read, "{name}: {:?}", read.state);
    let request = BookRequest { version: read.version, despite_doubts: false };
    let _: Value = door.post(who, &format!("{path}/book"), &request).await?;
    runner.run_now(run_of(&book.account.id)).await?;
    Ok(())
}

async fn balance(door: &mut Door, book: &Book, day: &BookDay, at: DateTime<Utc>) -> Result<()> {
    if day.date == book.days[0].date {
        tell(door, book, day, (BalanceMoment::Opening, day.opening_minor), at).await?;
    }
    let fee = if day.before_last == Some(0) { YEARLY_FEE_MINOR } else { 0 };
    tell(door, book, day, (BalanceMoment::Closing, day.closing_minor() - fee), at).await
}

async fn tell(
    door: &mut Door,
    book: &Book,
    day: &BookDay,
    (moment, amount_minor): (BalanceMoment, i64),
    at: DateTime<Utc>,
) -> Result<()> {
    let (who, path) = (worker(book), path(book, day.date));
    let seen: DayView = door.get(who, &path).await?;
    let request = BalanceRequest {
        version: seen.version,
        moment,
        amount: book.account.money(amount_minor).into(),
        seen_at: at - Duration::minutes(2),
        reference: Some(format!("ZH-{}-{}", day.date.format("%m%d"), moment.name())),
        reason: "商家后台 · 资金管理 · 账户余额。".to_owned(),
        attachments: vec![],
    };
    let _: Value = door.post(who, &format!("{path}/balances"), &request).await?;
    Ok(())
}

async fn propose(door: &mut Door, book: &Book, date: NaiveDate) -> Result<()> {
    let (who, path) = (worker(book), path(book, date));
    let seen: DayView = door.get(who, &path).await?;
    let request = ProposeClosingRequest { seen: seen.seen, reason: None };
    let _: Value = door.post(who, &format!("{path}/closing"), &request).await.with_context(|| {
        let unmet: Vec<_> = seen.checklist.iter().flat_map(|item| &item.unmet).collect();
        format!("{date}: {unmet:?}")
    })?;
    Ok(())
}

async fn approve(door: &mut Door, book: &Book, day: usize) -> Result<()> {
    let who = Who::Person(if day.is_multiple_of(2) { WU } else { ZHAO });
    let path = path(book, book.days[day].date);
    let seen: DayView = door.get(who, &path).await?;
    let request = to_value(ApproveClosingRequest { seen: seen.seen, reason: None })?;
    let _: Value = door.post(who, &format!("{path}/closing/approve"), &request).await?;
    Ok(())
}

fn path(book: &Book, date: NaiveDate) -> String {
    format!("/days/{}/{date}", book.account.id)
}
