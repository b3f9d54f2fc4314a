//! The list of details: header, rows, and the comments around them.

use std::io::Read;

use shared::money::{Currency, Money};
use shared::recon::{
    Direction, Fault, FaultKind, Head, Line, LineKind, LineStatus, OwnSummary, References, Statement, Wanted,
};

use super::super::moment::moment;
use super::super::tally::{Tally, count_difference, sum_difference};
use super::super::text::{Lines, clipped, reference, words};
use super::super::{Unread, account_number, amount};
use super::sums::{Sum, sum};
use super::{LIST, tail};

const RECEIVED: &str = "商家实收（元）";
const FEE: &str = "服务费（元）";
const REFUND: &str = "退款";

/// What was read of the details so far.
pub struct Details<'a> {
    /// What was counted.
    pub tally: Tally<'a>,
    account: Option<String>,
    position: u32,
    summary: OwnSummary,
}

/// One list while it is read.
#[derive(Default)]
struct List {
    header: Vec<String>,
    is_begun: bool,
    is_ended: bool,
    /// How many rows there were of payments and of refunds, and what the merchant received.
    counted: [(u64, i128); 2],
    /// What the comments state of the same, and on which line.
    stated: [Option<(Sum, u32)>; 2],
}

impl<'a> Details<'a> {
    /// None yet.
    pub fn new(tally: Tally<'a>) -> Self {
        Self { tally, account: None, position: 0, summary: OwnSummary::default() }
    }

    /// Reads one list, decoded.
    pub fn read(&mut self, text: impl Read) -> Result<(), Unread> {
        let mut lines = Lines::new(text);
        let mut list = List::default();
        while let Some((number, bytes)) = lines.next()? {
            let line = std::str::from_utf8(bytes).unwrap_or_default();
            if let Some(comment) = line.trim_start_matches('"').strip_prefix('#') {
                self.comment(comment, number, &mut list)?;
            } else if line.trim().is_empty() || !list.is_begun {
                // Whatever else stands above the list is none of it.
            } else if list.is_ended {
                return Err(Fault::new(FaultKind::Malformed).at_line(number).found(line).expected("#").into());
            } else if list.header.is_empty() {
                list.header = line.split(',').map(|name| name.trim().to_owned()).collect();
                for name in ["支付宝交易号", "商户订单号", "业务类型", "完成时间", RECEIVED] {
                    list.column(name).map_err(|fault| fault.at_line(number))?;
                }
            } else {
                self.position += 1;
                let line = self.line(line, number, &mut list);
                self.tally.take(line)?;
            }
        }
        self.end(&list, lines.number())
    }

    fn comment(&mut self, comment: &str, line: u32, list: &mut List) -> Result<(), Unread> {
        let comment = comment.trim_matches(['#', '"']).trim();
        let currency = self.tally.account().currency;
        if comment.contains(LIST) {
            list.is_ended = comment.contains("结束");
            list.is_begun = true;
        } else if let Some(account) = bracketed(comment, "账号") {
            self.check_account(account, line)?;
        } else if let Some(begins) = bracketed(comment, "起始日期") {
            if let Some(date) = date(begins) {
                self.tally.see(date);
            }
        } else if comment.starts_with("交易合计") {
            list.stated[0] = Some((sum(comment, line, currency)?, line));
        } else if comment.starts_with("退款合计") {
            list.stated[1] = Some((sum(comment, line, currency)?, line));
        }
        Ok(())
    }

    /// Bills name the account with four digits more than the merchant's number has.
    fn check_account(&mut self, named: &str, line: u32) -> Result<(), Unread> {
        let number = self.tally.account().number.as_deref();
        let is_ours =
            |number: &str| account_number::is_same(number, named) || named.strip_suffix("0156") == Some(number);
        if let Some(number) = number.filter(|number| !is_ours(number)) {
            let fault = Fault::new(FaultKind::OtherAccount).at_line(line).in_column("账号").found(named);
            return Err(fault.expected(number).into());
        }
        self.account.get_or_insert_with(|| named.to_owned());
        Ok(())
    }

    fn line(&self, text: &str, number: u32, list: &mut List) -> Result<Line, Fault> {
        let values = values(text, list.header.len()).ok_or_else(|| {
            let fault = Fault::new(FaultKind::Malformed).at_line(number).found(text);
            fault.expected(Wanted::Values { count: list.header.len(), given: None })
        })?;
        let row = Row { header: &list.header, values, line: number };
        let account = self.tally.account();
        let received = row.money(RECEIVED, account.currency)?;
        let is_refund = row.value("业务类型").unwrap_or_default() == REFUND;
        let direction = if is_refund || received.minor() < 0 { Direction::Out } else { Direction::In };
        if is_refund && received.minor() > 0 {
            return Err(row.fault(FaultKind::BadAmount, RECEIVED).expected(Wanted::NegativeRefund));
        }
        let (count, sum) = &mut list.counted[usize::from(is_refund)];
        *count += 1;
        *sum += i128::from(received.minor());
        let finished = row.value("完成时间").or_else(|| row.value("创建时间")).unwrap_or_default();
        let (date, at) = moment(finished, account).map_err(|fault| fault.at_line(number).in_column("完成时间"))?;
        let unsigned =
            |money: Money| money.minor().checked_abs().map(|minor| Money::from_minor(minor, money.currency()));
        let too_large = || row.fault(FaultKind::BadAmount, RECEIVED);
        Ok(Line {
            position: self.position,
            kind: kind(&row, direction),
            direction,
            amount: unsigned(received).ok_or_else(too_large)?,
            fee: row.fee(direction, account.currency)?,
            status: LineStatus::Settled,
            references: row.references(is_refund),
            date,
            at: Some(at),
            counterparty: row.value("对方账户").and_then(|other| clipped(other, 200)),
            counterparty_account: None,
            text: words(&[row.value("商品名称"), row.value("备注")].map(Option::unwrap_or_default).join(" ")),
        })
    }

    /// Ends a list: its comments must be there, and must be right.
    fn end(&mut self, list: &List, line: u32) -> Result<(), Unread> {
        if !list.is_ended {
            return Err(Fault::new(FaultKind::CutOff).at_line(line).expected(format!("{LIST}结束")).into());
        }
        for (index, name) in ["交易合计", "退款合计"].into_iter().enumerate() {
            let Some((stated, line)) = list.stated[index] else {
                return Err(Fault::new(FaultKind::CutOff).at_line(line).expected(name).into());
            };
            let (count, sum) = list.counted[index];
            let differences = [count_difference(stated.count, count), sum_difference(stated.received, sum)];
            if self.tally.is_sound()
                && let Some(fault) = differences.into_iter().flatten().next()
            {
                return Err(fault.at_line(line).in_column(name).into());
            }
            self.sum_up(index, stated);
        }
        Ok(())
    }

    /// Adds what one list states to what the bill states.
    fn sum_up(&mut self, index: usize, stated: Sum) {
        let (count, sum) = if index == 0 {
            (&mut self.summary.count_in, &mut self.summary.sum_in)
        } else {
            (&mut self.summary.count_out, &mut self.summary.sum_out)
        };
        *count = Some(count.unwrap_or(0) + stated.count);
        self.summary.count = Some(self.summary.count.unwrap_or(0) + stated.count);
        let before = sum.map_or(0, Money::minor);
        let minor = before.saturating_add(stated.received.minor().saturating_abs());
        *sum = Some(Money::from_minor(minor, stated.received.currency()));
    }

    /// The statement of all lists.
    pub fn finish(self, head: Head) -> Result<Statement, Unread> {
        self.tally.finish(Head { account: self.account, ..head }, tail(self.summary))
    }
}

impl List {
    fn column(&self, name: &str) -> Result<usize, Fault> {
        let found = self.header.iter().position(|column| column == name);
        found.ok_or_else(|| Fault::new(FaultKind::MissingField).in_column(name))
    }
}

/// A row and its header.
struct Row<'a> {
    header: &'a [String],
    values: Vec<String>,
    line: u32,
}

impl Row<'_> {
    fn value(&self, name: &str) -> Option<&str> {
        let column = self.header.iter().position(|column| column == name)?;
        self.values.get(column).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    fn money(&self, name: &str, currency: Currency) -> Result<Money, Fault> {
        let text = self.value(name).unwrap_or_default();
        amount::plain(text, currency).map_err(|fault| fault.at_line(self.line).in_column(name))
    }

    fn fault(&self, kind: FaultKind, name: &str) -> Fault {
        Fault::new(kind).at_line(self.line).in_column(name).found(self.value(name).unwrap_or_default())
    }

    /// Whatever its sign, a fee is charged with what comes in, and given back with what goes out.
    fn fee(&self, direction: Direction, currency: Currency) -> Result<Option<Money>, Fault> {
        if self.value(FEE).is_none() {
            return Ok(None);
        }
        let minor = self.money(FEE, currency)?.minor();
        let fee = match direction {
            Direction::In => minor.checked_abs(),
            Direction::Out => minor.checked_abs().map(|minor| -minor),
        };
        let fee = fee.ok_or_else(|| self.fault(FaultKind::BadAmount, FEE))?;
        Ok((fee != 0).then(|| Money::from_minor(fee, currency)))
    }

    fn references(&self, is_refund: bool) -> References {
        let order = self.value("商户订单号").and_then(reference);
        let channel_number = self.value("支付宝交易号").and_then(reference);
        if !is_refund {
            return References { order_number: order, channel_number, ..References::default() };
        }
        let refund = self.value("退款批次号/请求号").or_else(|| self.value("退款批次号"));
        References {
            order_number: refund.and_then(reference),
            channel_number,
            original_order_number: order,
            ..References::default()
        }
    }
}

fn kind(row: &Row<'_>, direction: Direction) -> LineKind {
    match (row.value("业务类型"), direction) {
        (Some(REFUND), _) => LineKind::Refund,
        (Some("交易"), Direction::In) => LineKind::Receipt,
        _ => LineKind::Other,
    }
}

/// The values of a row. Most have a tab behind them, some are quoted.
fn values(text: &str, count: usize) -> Option<Vec<String>> {
    let plain: Vec<String> = text.split(',').map(str::to_owned).collect();
    if plain.len() == count && !text.contains('"') {
        return Some(plain);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let record = reader.records().next()?.ok()?;
    (record.len() == count).then(|| record.iter().map(str::to_owned).collect())
}

/// What stands in brackets behind a name: `账号：[2088...]`.
fn bracketed<'a>(comment: &'a str, name: &str) -> Option<&'a str> {
    let rest = comment.strip_prefix(name)?;
    let (_, rest) = rest.split_once('[')?;
    rest.split_once(']').map(|(inner, _)| inner.trim())
}

/// `2019年05月09日 00:00:00`.
fn date(text: &str) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::parse_from_str(text.split(' ').next()?, "%Y年%m月%d日").ok()
}
