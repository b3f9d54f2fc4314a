//! A settlement list as a payment company's portal exports it: a table in GBK that a saved mapping reads. It states no balance.

use encoding_rs::GBK;
use shared::recon::{
    Amounts, ChannelAccount, Column, Columns, Direction, KindWord, Line, LineKind, LineStatus, Mapping, Numbers,
    StatusWord,
};

use super::fund_bill::{local, plain};
use crate::demo::recon::books::BookDay;

/// The name of the saved mapping: the account's, so that a watched folder would find it, too.
pub const MAPPING: &str = "alipay-cny";

const KINDS: [(LineKind, &str); 7] = [
    (LineKind::Payout, "代付"),
    (LineKind::Receipt, "收款"),
    (LineKind::Refund, "退款"),
    (LineKind::Bounce, "退票"),
    (LineKind::Fee, "手续费"),
    (LineKind::Transfer, "转账"),
    (LineKind::Other, "批量代付"),
];
const STATUSES: [(LineStatus, &str); 3] =
    [(LineStatus::Settled, "成功"), (LineStatus::Failed, "失败"), (LineStatus::Pending, "处理中")];
const HEADER: [&str; 12] = [
    "入账时间",
    "业务",
    "收支",
    "金额",
    "服务费",
    "状态",
    "商户单号",
    "流水号",
    "批次号",
    "原商户单号",
    "对方",
    "备注",
];

/// Writes it.
pub fn write(account: &ChannelAccount, day: &BookDay) -> Vec<u8> {
    let mut text = format!("{}\r\n", HEADER.join(","));
    for line in &day.channel {
        text += &format!("{}\r\n", row(account, line).join(","));
    }
    GBK.encode(&text).0.into_owned()
}

fn row(account: &ChannelAccount, line: &Line) -> [String; 12] {
    let references = &line.references;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        local(account, line.at).format("%Y-%m-%d %H:%M:%S").to_string(),
        word(&KINDS, line.kind),
        if line.direction == Direction::In { "收入" } else { "支出" }.to_owned(),
        plain(line.amount),
        line.fee.map(plain).unwrap_or_default(),
        word(&STATUSES, line.status),
        text(&references.order_number),
        text(&references.channel_number),
        text(&references.batch_number),
        text(&references.original_order_number),
        text(&line.counterparty),
        String::new(),
    ]
}

fn word<T: PartialEq + Copy>(words: &[(T, &str)], wanted: T) -> String {
    words.iter().find(|(of, _)| *of == wanted).map(|(_, word)| (*word).to_owned()).unwrap_or_default()
}

/// Which of its columns is what.
pub fn mapping() -> Mapping {
    let named = |name: &str| Column::Named(name.to_owned());
    let column = |name: &str| Some(named(name));
    Mapping {
        sheet: None,
        header_row: Some(1),
        skip_head: 0,
        skip_tail: 0,
        date: named("入账时间"),
        date_format: "YYYY-MM-DD HH:mm:ss".to_owned(),
        time_format: None,
        utc_offset_minutes: None,
        amounts: Amounts::Directed {
            amount: named("金额"),
            direction: named("收支"),
            words_in: vec!["收入".to_owned()],
            words_out: vec!["支出".to_owned()],
        },
        numbers: Numbers::default(),
        fee_is_negative: false,
        columns: Columns {
            fee: column("服务费"),
            kind: column("业务"),
            status: column("状态"),
            order_number: column("商户单号"),
            channel_number: column("流水号"),
            batch_number: column("批次号"),
            original_order_number: column("原商户单号"),
            counterparty: column("对方"),
            text: column("备注"),
            ..Columns::default()
        },
        kinds: KINDS.map(|(kind, word)| KindWord { word: word.to_owned(), kind }).into(),
        kind: None,
        statuses: STATUSES.map(|(status, word)| StatusWord { word: word.to_owned(), status }).into(),
        summary: None,
    }
}
