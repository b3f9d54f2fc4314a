//! The fund bill: everything that moved the balance of an account, with the balance after it.

use std::io::Read;

use shared::money::{Currency, Money};
use shared::recon::{
    Direction, Fault, FaultKind, Format, Line, LineKind, LineStatus, OwnSummary, References, Statement, Wanted,
};

use super::super::chain::Chain;
use super::super::decoded::decoded;
use super::super::moment::{date_in_name, moment};
use super::super::tally::{Tally, count_difference, sum_difference};
use super::super::text::{reference, words};
use super::super::{Reading, Sink, Source, Unread, amount};
use super::bill::{Bill, FUND_SUMMARY, Row};

/// Where what stands.
struct Columns {
    time: usize,
    direction: usize,
    amount: usize,
    balance: usize,
    name: usize,
    kind: usize,
    transaction: Option<usize>,
    entry: Option<usize>,
    voucher: Option<usize>,
    note: Option<usize>,
}

impl Columns {
    fn of<R: Read>(bill: &Bill<R>) -> Result<Self, Unread> {
        Ok(Self {
            time: bill.needed("记账时间")?,
            direction: bill.needed("收支类型")?,
            amount: bill.needed(AMOUNT)?,
            balance: bill.needed(BALANCE)?,
            name: bill.needed("业务名称")?,
            kind: bill.needed("业务类型")?,
            transaction: bill.column("微信支付业务单号"),
            entry: bill.column("资金流水单号"),
            voucher: bill.column("业务凭证号"),
            note: bill.column("备注"),
        })
    }
}

const AMOUNT: &str = "收支金额(元)";
const BALANCE: &str = "账户结余(元)";

/// Reads a file.
pub fn read(file: &mut dyn Source, reading: &Reading<'_>, sink: &mut Sink<'_>) -> Result<Statement, Unread> {
    let mut bill = Bill::new(decoded(file)?, FUND_SUMMARY)?;
    let columns = Columns::of(&bill)?;
    let mut tally = Tally::new(reading, sink);
    let mut chain = Chain::default();
    let mut position = 0;
    if let Some(date) = date_in_name(reading.name) {
        tally.see(date);
    }
    let read = (|| {
        while let Some(row) = bill.next()? {
            position += 1;
            let read = row.and_then(|row| Ok((line(&row, &columns, position, reading)?, row)));
            let line = read.map(|((line, balance), row)| {
                chain.take(&line, Some(balance), row.line);
                line
            });
            tally.take(line)?;
        }
        bill.sums()
    })();
    let (line, sums) = read.map_err(|unread| tally.ended(unread))?;
    let summary = summary(&sums, line, reading.account.currency)?;
    if tally.is_sound() {
        check(&summary, &tally, line)?;
    }
    chain.finish(tally, Format::WechatFund, summary, Some(BALANCE))
}

fn line(row: &Row, columns: &Columns, position: u32, reading: &Reading<'_>) -> Result<(Line, Money), Fault> {
    let currency = reading.account.currency;
    let (date, at) = moment(row.value(columns.time), reading.account)
        .map_err(|fault| fault.at_line(row.line).in_column("记账时间"))?;
    let direction = match row.value(columns.direction) {
        "收入" => Direction::In,
        "支出" => Direction::Out,
        _ => return Err(row.fault(FaultKind::UnknownWord, columns.direction, "收支类型").expected("收入, 支出")),
    };
    let amount = row.money(columns.amount, AMOUNT, currency)?;
    if amount.minor() < 0 {
        return Err(row.fault(FaultKind::BadAmount, columns.amount, AMOUNT).expected(Wanted::UnsignedAmount));
    }
    let (name, kind_name) = (row.value(columns.name), row.value(columns.kind));
    let line = Line {
        position,
        kind: kind(name, kind_name, direction),
        direction,
        amount,
        fee: None,
        status: LineStatus::Settled,
        references: References {
            order_number: row.number(columns.voucher).and_then(reference),
            channel_number: row.number(columns.transaction).and_then(reference),
            entry_reference: row.number(columns.entry).and_then(reference),
            ..References::default()
        },
        date,
        at: Some(at),
        counterparty: None,
        counterparty_account: None,
        text: words(&[name, kind_name, row.number(columns.note).unwrap_or_default()].join(" ")),
    };
    Ok((line, row.money(columns.balance, BALANCE, currency)?))
}

/// What a row is of, by the names of its business.
fn kind(name: &str, kind: &str, direction: Direction) -> LineKind {
    let says = |word: &str| name.contains(word) || kind.contains(word);
    let is_payout = ["转账", "付款", "红包"].iter().any(|word| says(word));
    match direction {
        _ if says("手续费") => LineKind::Fee,
        _ if says("提现") || says("充值") => LineKind::Transfer,
        Direction::Out if says("退款") => LineKind::Refund,
        Direction::In if says("退款") || says("退回") || is_payout => LineKind::Bounce,
        Direction::Out if is_payout => LineKind::Payout,
        Direction::In if says("交易") => LineKind::Receipt,
        _ => LineKind::Other,
    }
}

fn summary(sums: &[(String, String)], line: u32, currency: Currency) -> Result<OwnSummary, Unread> {
    let value = |name: &str| {
        let found = sums.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        found.ok_or_else(|| Unread::from(Fault::new(FaultKind::MissingField).at_line(line).in_column(name)))
    };
    let count = |name: &str| {
        let text = value(name)?;
        text.parse()
            .map(Some)
            .map_err(|_| Unread::from(Fault::new(FaultKind::Malformed).at_line(line).in_column(name).found(text)))
    };
    let sum = |name: &str| {
        let read = amount::plain(value(name)?, currency);
        read.map(Some).map_err(|fault| Unread::from(fault.at_line(line).in_column(name)))
    };
    Ok(OwnSummary {
        count: count(FUND_SUMMARY)?,
        count_in: count("收入笔数")?,
        sum_in: sum("收入金额")?,
        count_out: count("支出笔数")?,
        sum_out: sum("支出金额")?,
        fees: None,
    })
}

fn check(summary: &OwnSummary, tally: &Tally<'_>, line: u32) -> Result<(), Unread> {
    let sums = tally.sums();
    let counts = [
        (FUND_SUMMARY, summary.count, sums.count),
        ("收入笔数", summary.count_in, sums.count_in),
        ("支出笔数", summary.count_out, sums.count_out),
    ];
    let moneys = [("收入金额", summary.sum_in, sums.sum_in), ("支出金额", summary.sum_out, sums.sum_out)];
    let counts =
        counts.into_iter().filter_map(|(name, stated, counted)| Some((name, count_difference(stated?, counted)?)));
    let moneys = moneys
        .into_iter()
        .filter_map(|(name, stated, counted)| Some((name, sum_difference(stated?, counted.minor().into())?)));
    match counts.chain(moneys).next() {
        Some((name, fault)) => Err(fault.at_line(line).in_column(name).into()),
        None => Ok(()),
    }
}
