//! WeChat Pay's fund bill: all that moved the balance, with the balance after each, and the sums below.

use chrono::{DateTime, Duration, Utc};
use shared::money::Money;
use shared::recon::{ChannelAccount, Direction, Line, LineKind};

use crate::demo::recon::books::{BookDay, moved_minor};

const HEADER: &str = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";
const SUMMARY: &str = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

/// Writes it.
pub fn write(account: &ChannelAccount, day: &BookDay) -> Vec<u8> {
    let amount = |minor: i64| account.money(minor).amount().to_string();
    let mut text = format!("\u{feff}{HEADER}\r\n");
    let mut balance = day.opening_minor;
    let mut sums = [(0, 0), (0, 0)];
    for (index, line) in day.channel.iter().enumerate() {
        balance += moved_minor(line);
        let (count, sum) = &mut sums[usize::from(line.direction == Direction::Out)];
        *count += 1;
        *sum += line.amount.minor();
        let serial = format!("503000000020{}{index:010}", day.date.format("%Y%m%d"));
        let values = [
            local(account, line.at).format("%Y-%m-%d %H:%M:%S").to_string(),
            line.references.channel_number.clone().unwrap_or_default(),
            serial,
            name(line).to_owned(),
            name(line).to_owned(),
            if line.direction == Direction::In { "收入" } else { "支出" }.to_owned(),
            amount(line.amount.minor()),
            amount(balance),
            "1900000109API".to_owned(),
            line.counterparty.clone().unwrap_or_default(),
            line.references.order_number.clone().unwrap_or_default(),
        ];
        text += &format!("`{}\r\n", values.join(",`"));
    }
    let [(count_in, sum_in), (count_out, sum_out)] = sums;
    let sums = [
        (count_in + count_out).to_string(),
        count_in.to_string(),
        amount(sum_in),
        count_out.to_string(),
        amount(sum_out),
    ];
    text += &format!("{SUMMARY}\r\n`{}\r\n", sums.join(",`"));
    text.into_bytes()
}

/// A time as the channel writes it.
pub fn local(account: &ChannelAccount, at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    at.unwrap_or_default() + Duration::minutes(i64::from(account.utc_offset_minutes))
}

/// An amount without its currency.
pub fn plain(money: Money) -> String {
    money.amount().to_string()
}

fn name(line: &Line) -> &'static str {
    match (line.kind, line.direction) {
        (LineKind::Payout, _) => "商家转账",
        (LineKind::Bounce, _) => "商家转账退回",
        (LineKind::Receipt, _) => "交易",
        (LineKind::Refund, _) => "退款",
        (LineKind::Fee, _) => "扣除交易手续费",
        (LineKind::Transfer | LineKind::Other, Direction::In) => "充值",
        (LineKind::Transfer | LineKind::Other, Direction::Out) => "提现",
    }
}
