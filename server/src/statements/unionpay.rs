//! UnionPay's settlement file of a merchant (全渠道商户对账文件, `INN…ZM_…`): one transaction a line, of fields of fixed widths, a
//! space between them, in GBK.
//!
//! The widths are those of the programs that UnionPay hands out (`parseZMFile` of its ACP SDK: 3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2,
//! 32, 2, 6, 10, 13, 13, 4, 15, 2, …, up to the merchant's number in the 28th field), the names of the fields those of programs that
//! read them. Amounts are in fen. Nothing in the file sums it up, and its times have no year: that stands in its name.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use shared::money::Money;
use shared::recon::{
    Direction, Fault, FaultKind, Format, Head, Line, LineKind, LineStatus, OwnSummary, References, Statement, Tail,
    Wanted,
};

use super::moment::of_channel;
use super::tally::{Tally, sum_difference};
use super::text::{Lines, reference, words};
use super::{Reading, Sink, Source, Unread};

/// A field: where it begins, and how wide it is, in bytes.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    begins: usize,
    width: usize,
}

const fn field(name: &'static str, begins: usize, width: usize) -> Field {
    Field { name, begins, width }
}

const CODE: Field = field("交易代码", 0, 3);
const TRACE: Field = field("系统跟踪号", 28, 6);
const TIME: Field = field("交易传输时间", 35, 10);
const CARD: Field = field("账号", 46, 19);
const AMOUNT: Field = field("交易金额", 66, 12);
const QUERY: Field = field("查询流水号", 87, 21);
const ORDER: Field = field("商户订单号", 112, 32);
const CHARGE: Field = field("商户手续费", 166, 13);
const SETTLED: Field = field("结算金额", 180, 13);
const TYPE: Field = field("交易类型", 215, 2);
const ORIGINAL: Field = field("原交易查询流水号", 271, 21);
const MERCHANT: Field = field("商户代码", 293, 15);

/// The shortest line: up to the merchant's number.
const LINE_LEAST: usize = 308;

/// Whether a line is of such a file: digits where there must be some, and spaces between fields.
pub fn is_line(line: &[u8]) -> bool {
    let is_digits = |field: Field| line[field.begins..field.begins + field.width].iter().all(u8::is_ascii_digit);
    line.len() >= LINE_LEAST
        && is_digits(TRACE)
        && is_digits(TIME)
        && is_digits(AMOUNT)
        && [CODE, TRACE, TIME, CARD, AMOUNT, QUERY, ORDER, CHARGE, SETTLED, TYPE]
            .iter()
            .all(|field| line[field.begins + field.width] == b' ')
}

/// Reads a file.
pub fn read(file: &mut dyn Source, reading: &Reading<'_>, sink: &mut Sink<'_>) -> Result<Statement, Unread> {
    let settled_on = settlement_date(reading.name)?;
    let mut lines = Lines::new(&mut *file as &mut dyn std::io::Read);
    let mut tally = Tally::new(reading, sink);
    tally.see(settled_on);
    let (mut position, mut merchant) = (0, None);
    let read = (|| {
        loop {
            let (number, line) = match lines.next()? {
                Some((_, bytes)) if bytes.iter().all(u8::is_ascii_whitespace) => continue,
                Some((number, bytes)) => (number, bytes.to_vec()),
                None => return Ok(()),
            };
            position += 1;
            let row = Row { bytes: &line, line: number };
            if merchant.is_none() {
                merchant = row.text(MERCHANT).ok().map(str::to_owned);
            }
            tally.take(row.read(position, settled_on, reading))?;
        }
    })();
    read.map_err(|unread| tally.ended(unread))?;
    let head = Head {
        format: Format::Unionpay,
        version: None,
        account: merchant,
        number: None,
        currency: reading.account.currency,
        opening: None,
    };
    tally.finish(head, Tail { closing: None, summary: OwnSummary::default() })
}

/// The day of settlement in the name: `INN17011988ZM_898111472980125` is of 19 January 2017.
fn settlement_date(name: Option<&str>) -> Result<NaiveDate, Unread> {
    let name = name.unwrap_or_default();
    let date =
        name.split(['/', '\\']).next_back().and_then(|name| name.strip_prefix("INN")).and_then(|rest| rest.get(..6));
    let date = date.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    date.and_then(|digits| NaiveDate::parse_from_str(&format!("20{digits}"), "%Y%m%d").ok()).ok_or_else(|| {
        Fault::new(FaultKind::BadDate).in_column("name").found(name).expected("INN17011988ZM_898111472980125").into()
    })
}

struct Row<'a> {
    bytes: &'a [u8],
    line: u32,
}

impl Row<'_> {
    fn fault(&self, kind: FaultKind, field: Field) -> Fault {
        let found = self.bytes.get(field.begins..field.begins + field.width).unwrap_or_default();
        Fault::new(kind).at_line(self.line).in_column(field.name).found(&String::from_utf8_lossy(found))
    }

    fn text(&self, field: Field) -> Result<&str, Fault> {
        let cut_off = || Fault::new(FaultKind::CutOff).at_line(self.line).in_column(field.name);
        let bytes = self.bytes.get(field.begins..field.begins + field.width).ok_or_else(cut_off)?;
        let text = std::str::from_utf8(bytes).map_err(|_| self.fault(FaultKind::Malformed, field))?;
        Ok(text.trim())
    }

    fn read(&self, position: u32, settled_on: NaiveDate, reading: &Reading<'_>) -> Result<Line, Fault> {
        if self.bytes.len() < LINE_LEAST {
            let fault = Fault::new(FaultKind::CutOff).at_line(self.line);
            return Err(fault.expected(Wanted::LongerLine { least: LINE_LEAST, given: self.bytes.len() }));
        }
        let merchant = self.text(MERCHANT)?;
        if let Some(number) = reading.account.number.as_deref().filter(|number| *number != merchant) {
            return Err(self.fault(FaultKind::OtherAccount, MERCHANT).expected(number));
        }
        let (kind, direction) = self.kind()?;
        let amount = self.money(AMOUNT, reading)?;
        let local = self.local(settled_on)?;
        let (date, at) = of_channel(local, reading.account).ok_or_else(|| self.fault(FaultKind::BadDate, TIME))?;
        let original = self.text(ORIGINAL)?;
        Ok(Line {
            position,
            kind,
            direction,
            amount,
            fee: self.fee(direction, amount, reading)?,
            status: LineStatus::Settled,
            references: References {
                order_number: reference(self.text(ORDER)?),
                channel_number: reference(self.text(QUERY)?),
                ..References::default()
            },
            date,
            at: Some(at),
            counterparty: None,
            counterparty_account: reference(self.text(CARD)?),
            text: words(&[self.text(CODE)?, original].join(" ")),
        })
    }

    /// The type of the transaction (`txnType`), as the interface of payments lists it: 01 消费, 03 预授权完成, 11 代收; 04 退货,
    /// 31 消费撤销, 33 预授权完成撤销; 12 代付. Of all others (13 账单支付, 14 转账) the name does not say which way money goes.
    fn kind(&self) -> Result<(LineKind, Direction), Fault> {
        match self.text(TYPE)? {
            "01" | "03" | "11" => Ok((LineKind::Receipt, Direction::In)),
            "04" | "31" | "33" => Ok((LineKind::Refund, Direction::Out)),
            "12" => Ok((LineKind::Payout, Direction::Out)),
            _ => Err(self.fault(FaultKind::UnknownWord, TYPE).expected("01, 03, 04, 11, 12, 31, 33")),
        }
    }

    /// Twelve digits of fen; before them a letter for debit or credit, where the field has thirteen.
    fn money(&self, field: Field, reading: &Reading<'_>) -> Result<Money, Fault> {
        let text = self.text(field)?;
        let digits = if field.width == 13 { text.strip_prefix(['C', 'D']).unwrap_or(text) } else { text };
        let is_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let minor = is_digits.then(|| digits.parse().ok()).flatten();
        let bad = || self.fault(FaultKind::BadAmount, field).expected(Wanted::DigitsOfFen);
        Ok(Money::from_minor(minor.ok_or_else(bad)?, reading.account.currency))
    }

    /// The fee is what the settled amount differs by: that says too whether it was charged or given back.
    fn fee(&self, direction: Direction, amount: Money, reading: &Reading<'_>) -> Result<Option<Money>, Fault> {
        if self.text(CHARGE)?.is_empty() {
            return Ok(None);
        }
        let charge = self.money(CHARGE, reading)?;
        if charge.minor() == 0 {
            return Ok(None);
        }
        let settled = self.money(SETTLED, reading)?;
        let charged = match direction {
            Direction::In => amount.minor() - charge.minor(),
            Direction::Out => amount.minor() + charge.minor(),
        };
        let given_back = 2 * amount.minor() - charged;
        let sign = match settled.minor() {
            minor if minor == charged => 1,
            minor if minor == given_back => -1,
            _ => {
                let fault =
                    sum_difference(settled, charged.into()).unwrap_or_else(|| Fault::new(FaultKind::SumDiffers));
                return Err(fault.at_line(self.line).in_column(SETTLED.name));
            }
        };
        Ok(Some(Money::from_minor(sign * charge.minor(), reading.account.currency)))
    }

    /// `MMDDhhmmss`, of the year in which it lies nearest to the day of settlement.
    fn local(&self, settled_on: NaiveDate) -> Result<NaiveDateTime, Fault> {
        let text = self.text(TIME)?;
        let year = settled_on.year();
        let of_year = |year: i32| NaiveDateTime::parse_from_str(&format!("{year:04}{text}"), "%Y%m%d%H%M%S").ok();
        let candidates = [year - 1, year, year + 1].into_iter().filter_map(of_year);
        let nearest = candidates.min_by_key(|local| local.date().signed_duration_since(settled_on).num_days().abs());
        nearest.filter(|_| text.len() == 10).ok_or_else(|| self.fault(FaultKind::BadDate, TIME).expected("MMDDhhmmss"))
    }
}
