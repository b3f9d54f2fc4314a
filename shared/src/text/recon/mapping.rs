//! Mappings: what a column is, and what a mapping lacks.

use super::words;
use crate::recon::{DecimalSign, MappingFault, Role, ThousandsSign};

words! { Role {
    Nothing: "—", "—";
    Date: "Date, or date and time", "日期（或日期时间）";
    Time: "Time of day", "时间";
    Amount: "Amount", "金额";
    AmountIn: "Amount in", "收入金额";
    AmountOut: "Amount out", "支出金额";
    Direction: "In or out", "收/支";
    Fee: "Fee", "手续费";
    Balance: "Balance after the line", "余额";
    Currency: "Currency", "币种";
    Kind: "Kind", "类型";
    Status: "Status", "状态";
    OrderNumber: "Our order number", "商户订单号";
    ChannelNumber: "The channel's number", "通道流水号";
    BatchNumber: "Batch number", "批次号";
    OriginalOrderNumber: "Order number of the original payment", "原订单号";
    EntryReference: "The bank's reference", "银行流水参考号";
    Counterparty: "Counterparty", "对方户名";
    CounterpartyAccount: "Counterparty's account", "对方账号";
    Text: "Words", "摘要";
} }

words! { MappingFault {
    EmptyColumn: "Say which column is the date, and which is the amount.", "请指定日期列与金额列。";
    NoHeader: "Columns are told by name, and no row names them.", "按列名取列，但未指定表头行。";
    DateFormat: "The date's pattern lacks the year, the month or the day.", "日期格式缺少年、月或日。";
    TimeFormat: "The time's pattern lacks the hour or the minute.", "时间格式缺少时或分。";
    Offset: "No place on earth has this offset.", "时差超出范围。";
    SameSigns: "One sign stands for both decimals and thousands.", "小数点与千分位使用了同一符号。";
    DirectionWords: "Say by which words lines go in, and by which out; no word for both.", "请分别填写表示收入与支出的词，且不得重复。";
    Words: "One word stands for two things.", "同一词对应了两种含义。";
    StatusWords: "There is a column of statuses, and no word of it is known.", "已指定状态列，但没有状态词。";
    TooManyRows: "At most 1,000 rows can be passed over.", "最多可略过 1,000 行。";
    Summary: "Say how the row of sums begins, and what stands in which of its columns.", "请填写合计行的开头文字及各列含义。";
} }

words! { DecimalSign {
    Point: "Point: 1280.00", "点：1280.00";
    Comma: "Comma: 1280,00", "逗号：1280,00";
} }

words! { ThousandsSign {
    None: "None: 1280", "无：1280";
    Comma: "Comma: 1,280", "逗号：1,280";
    Point: "Point: 1.280", "点：1.280";
    Space: "Space: 1 280", "空格：1 280";
    Apostrophe: "Apostrophe: 1'280", "撇号：1'280";
} }
