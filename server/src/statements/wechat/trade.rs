//! The trade bill: what was paid and what was given back, with the fee beside each.

use std::io::Read;

use shared::money::{Currency, Money};
use shared::recon::{
    Direction, Fault, FaultKind, Format, Head, Line, LineKind, LineStatus, OwnSummary, References, Statement, Tail,
    Wanted,
};

use super::super::decoded::decoded;
use super::super::moment::{date_in_name, moment};
use super::super::tally::{Tally, count_difference, sum_difference};
use super::super::text::{clipped, reference, words};
use super::super::{Reading, Sink, Source, Unread, amount};
use super::bill::{Bill, Row, TRADE_SUMMARY};

/// A sum of the summary, and the column that it is of; those of bills before 2018 last.
const SUMS: [(&str, &str); 9] = [
    ("应结订单总金额", "应结订单金额"),
    ("退款总金额", "退款金额"),
    ("充值券退款总金额", "充值券退款金额"),
    ("手续费总金额", "手续费"),
    ("订单总金额", "订单金额"),
    ("申请退款总金额", "申请退款金额"),
    ("总交易额", "总金额"),
    ("总退款金额", "退款金额"),
    ("总代金券或立减优惠退款金额", "代金券或立减优惠退款金额"),
];

const FEE: &str = "手续费";
const REFUND: &str = "退款金额";

/// Where what stands. A bill of payments alone has no columns of refunds.
struct Columns {
    time: usize,
    merchant: usize,
    sub_merchant: Option<usize>,
    transaction: usize,
    order: usize,
    state: usize,
    currency: usize,
    paid: (usize, &'static str),
    fee: usize,
    refund: Option<usize>,
    refund_transaction: Option<usize>,
    refund_order: Option<usize>,
    refund_state: Option<usize>,
    goods: Option<usize>,
    payer: Option<usize>,
    summed: Vec<Summed>,
}

/// A column that is summed up, and its sum.
struct Summed {
    name: &'static str,
    column: usize,
    column_name: &'static str,
    sum: i128,
}

impl Columns {
    fn of<R: Read>(bill: &Bill<R>) -> Result<Self, Unread> {
        let paid = match bill.column("总金额") {
            Some(column) => (column, "总金额"),
            None => (bill.needed("应结订单金额")?, "应结订单金额"),
        };
        let summed = SUMS.iter().filter_map(|(name, column_name)| {
            Some(Summed { name, column: bill.column(column_name)?, column_name, sum: 0 })
        });
        Ok(Self {
            time: bill.needed("交易时间")?,
            merchant: bill.needed("商户号")?,
            sub_merchant: bill.column("特约商户号").or_else(|| bill.column("子商户号")),
            transaction: bill.needed("微信订单号")?,
            order: bill.needed("商户订单号")?,
            state: bill.needed("交易状态")?,
            currency: bill.needed("货币种类")?,
            paid,
            fee: bill.needed(FEE)?,
            refund: bill.column(REFUND),
            refund_transaction: bill.column("微信退款单号"),
            refund_order: bill.column("商户退款单号"),
            refund_state: bill.column("退款状态"),
            goods: bill.column("商品名称"),
            payer: bill.column("用户标识"),
            summed: summed.collect(),
        })
    }
}

/// Reads a file.
pub fn read(file: &mut dyn Source, reading: &Reading<'_>, sink: &mut Sink<'_>) -> Result<Statement, Unread> {
    let mut bill = Bill::new(decoded(file)?, TRADE_SUMMARY)?;
    let mut columns = Columns::of(&bill)?;
    let mut tally = Tally::new(reading, sink);
    let (mut position, mut merchant) = (0, None);
    if let Some(date) = date_in_name(reading.name) {
        tally.see(date);
    }
    let read = (|| {
        while let Some(row) = bill.next()? {
            position += 1;
            let line = row.and_then(|row| {
                merchant.get_or_insert_with(|| row.value(columns.merchant).to_owned());
                sum_up(&row, &mut columns.summed, reading.account.currency)?;
                line(&row, &columns, position, reading)
            });
            tally.take(line)?;
        }
        bill.sums()
    })();
    let (line, sums) = read.map_err(|unread| tally.ended(unread))?;
    let summary = summary(&sums, line, reading.account.currency)?;
    if tally.is_sound() {
        check(&sums, line, u64::from(position), &columns.summed, reading.account.currency)?;
    }
    let head = Head {
        format: Format::WechatTrade,
        version: None,
        account: merchant,
        number: None,
        currency: reading.account.currency,
        opening: None,
    };
    tally.finish(head, Tail { closing: None, summary })
}

fn sum_up(row: &Row, summed: &mut [Summed], currency: Currency) -> Result<(), Fault> {
    for column in summed {
        column.sum += i128::from(row.money(column.column, column.column_name, currency)?.minor());
    }
    Ok(())
}

fn line(row: &Row, columns: &Columns, position: u32, reading: &Reading<'_>) -> Result<Line, Fault> {
    let currency = reading.account.currency;
    check_account(row, columns, reading)?;
    let (date, at) = moment(row.value(columns.time), reading.account)
        .map_err(|fault| fault.at_line(row.line).in_column("交易时间"))?;
    let order = row.number(Some(columns.order)).and_then(reference);
    let is_refund = match row.value(columns.state) {
        "SUCCESS" => false,
        "REFUND" | "REVOKED" => true,
        _ => {
            let fault = row.fault(FaultKind::UnknownWord, columns.state, "交易状态");
            return Err(fault.expected("SUCCESS, REFUND, REVOKED"));
        }
    };
    let (amount, name, column) = match columns.refund.filter(|_| is_refund) {
        Some(column) => (row.money(column, REFUND, currency)?, REFUND, column),
        None => (row.money(columns.paid.0, columns.paid.1, currency)?, columns.paid.1, columns.paid.0),
    };
    if amount.minor() < 0 {
        return Err(row.fault(FaultKind::BadAmount, column, name).expected(Wanted::UnsignedAmount));
    }
    let fee = row.money(columns.fee, FEE, currency)?;
    let numbers = if is_refund {
        References {
            order_number: row.number(columns.refund_order).and_then(reference),
            channel_number: row.number(columns.refund_transaction).and_then(reference),
            original_order_number: order,
            ..References::default()
        }
    } else {
        let channel_number = row.number(Some(columns.transaction)).and_then(reference);
        References { order_number: order, channel_number, ..References::default() }
    };
    Ok(Line {
        position,
        kind: if is_refund { LineKind::Refund } else { LineKind::Receipt },
        direction: if is_refund { Direction::Out } else { Direction::In },
        amount,
        fee: (fee.minor() != 0).then_some(fee),
        status: if is_refund { refund_status(row, columns)? } else { LineStatus::Settled },
        references: numbers,
        date,
        at: Some(at),
        counterparty: columns.payer.and_then(|payer| clipped(row.value(payer), 200)),
        counterparty_account: None,
        text: columns.goods.and_then(|goods| words(row.value(goods))),
    })
}

/// A row of another merchant, or in another currency, is none of this account's.
fn check_account(row: &Row, columns: &Columns, reading: &Reading<'_>) -> Result<(), Fault> {
    let currency = reading.account.currency;
    if row.value(columns.currency) != currency.code() {
        return Err(row.fault(FaultKind::BadCurrency, columns.currency, "货币种类").expected(currency.code()));
    }
    let Some(number) = reading.account.number.as_deref() else { return Ok(()) };
    let is_sub_merchant = columns.sub_merchant.is_some_and(|column| row.value(column) == number);
    if row.value(columns.merchant) == number || is_sub_merchant {
        return Ok(());
    }
    Err(row.fault(FaultKind::OtherAccount, columns.merchant, "商户号").expected(number))
}

/// A refund that the bill shows as it began is not looked up again: the bill of no later day says how it ended.
fn refund_status(row: &Row, columns: &Columns) -> Result<LineStatus, Fault> {
    let Some(column) = columns.refund_state else { return Ok(LineStatus::Settled) };
    match row.value(column) {
        "SUCCESS" | "" => Ok(LineStatus::Settled),
        // CHANGE: it could not be given back, and somebody has to say where it should go.
        "PROCESSING" | "CHANGE" => Ok(LineStatus::Pending),
        "FAIL" => Ok(LineStatus::Failed),
        _ => Err(row.fault(FaultKind::UnknownWord, column, "退款状态").expected("SUCCESS, PROCESSING, FAIL, CHANGE")),
    }
}

fn value<'a>(sums: &'a [(String, String)], name: &str) -> Option<&'a str> {
    sums.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
}

fn summary(sums: &[(String, String)], line: u32, currency: Currency) -> Result<OwnSummary, Unread> {
    let sum = |names: [&str; 2]| -> Result<Option<Money>, Unread> {
        let found = names.into_iter().find_map(|name| Some((name, value(sums, name)?)));
        let Some((name, text)) = found else { return Ok(None) };
        amount::plain(text, currency).map(Some).map_err(|fault| fault.at_line(line).in_column(name).into())
    };
    let text = value(sums, TRADE_SUMMARY).unwrap_or_default();
    let malformed = |_| Fault::new(FaultKind::Malformed).at_line(line).in_column(TRADE_SUMMARY).found(text);
    Ok(OwnSummary {
        count: Some(text.parse().map_err(malformed)?),
        sum_in: sum(["应结订单总金额", "总交易额"])?,
        sum_out: sum(["退款总金额", "总退款金额"])?,
        fees: sum(["手续费总金额", "手续费总金额"])?,
        ..OwnSummary::default()
    })
}

fn check(
    sums: &[(String, String)],
    line: u32,
    count: u64,
    summed: &[Summed],
    currency: Currency,
) -> Result<(), Unread> {
    if let Some(stated) = value(sums, TRADE_SUMMARY).and_then(|text| text.parse().ok())
        && let Some(fault) = count_difference(stated, count)
    {
        return Err(fault.at_line(line).in_column(TRADE_SUMMARY).into());
    }
    for column in summed {
        let Some(text) = value(sums, column.name) else { continue };
        let stated = amount::plain(text, currency).map_err(|fault| fault.at_line(line).in_column(column.name))?;
        if let Some(fault) = sum_difference(stated, column.sum) {
            return Err(fault.at_line(line).in_column(column.name).into());
        }
    }
    Ok(())
}
