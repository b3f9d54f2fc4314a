//! The words of reconciliation: of its lines, of how they match and differ, of the balance proof and of closing a day.

mod causes;
mod closing;
mod expected;
mod mapping;
mod proof;
mod together;
mod wire;

#[cfg(test)]
mod tests;

use super::amounts::said;
use super::{Lang, Text};
use crate::recon::discrepancy::{Differs, DiscrepancyKind, Rounding};
use crate::recon::matching::{Fit, RefusedByHand, Rule};
use crate::recon::{Direction, LineKind, LineStatus, Side};

macro_rules! words {
    ($type:ident { $($variant:ident: $en:literal, $zh:literal;)+ }) => {
        impl $crate::text::Text for $type {
            fn text(&self, lang: $crate::text::Lang) -> String {
                match self { $(Self::$variant => lang.pick($en, $zh)),+ }.to_owned()
            }
        }
    };
}
use words;

words! { Side {
    Ours: "Our books", "我方账";
    Channel: "The channel", "通道";
} }

words! { Direction {
    In: "In", "收入";
    Out: "Out", "支出";
} }

words! { LineKind {
    Payout: "Payout", "代付";
    Receipt: "Receipt", "收款";
    Refund: "Refund", "退款";
    Bounce: "Bounce", "退汇";
    Fee: "Fee", "手续费";
    Transfer: "Transfer", "资金调拨";
    Other: "Other", "其他";
} }

words! { LineStatus {
    Settled: "Settled", "成功";
    Failed: "Failed", "失败";
    Pending: "Pending", "处理中";
} }

words! { Rule {
    OrderNumber: "by order number", "按商户订单号";
    ChannelNumber: "by the channel's number", "按通道流水号";
    EntryReference: "by the bank's reference", "按银行流水参考号";
    OriginalOrder: "by the order number of the original payment", "按原订单号";
    Batch: "by batch number", "按批次号";
    AmountAndCounterparty: "by amount, time and counterparty", "按金额、时间和对方";
    AmountAndTime: "by amount and time", "按金额和时间";
    DaySum: "all lines of a day against their sum", "按当日合计";
    FewLines: "a few lines against their sum", "按若干笔合计";
    ByHand: "by hand", "人工勾对";
} }

words! { Fit {
    Exact: "amounts equal", "金额一致";
    NetOfFee: "equal once the fee is taken off", "扣除手续费后一致";
    Sum: "equal in sum", "合计一致";
    Tolerance: "within the tolerance", "在容差内";
} }

words! { DiscrepancyKind {
    MissingInternal: "Not in our books (long)", "长款（我方无）";
    MissingChannel: "Not at the channel (short)", "短款（通道无）";
    AmountMismatch: "Amounts differ", "金额不符";
    CurrencyMismatch: "Currencies differ", "币种不符";
    StatusMismatch: "Statuses differ", "状态不符";
    FeeMismatch: "Fees differ", "手续费不符";
    DuplicateLine: "Second line", "重复明细";
} }

words! { Rounding {
    HalfUp: "rounded half up", "四舍五入";
    HalfEven: "rounded half to even", "四舍六入五成双";
    Up: "rounded up", "向上取整";
    Down: "cut off", "截尾";
} }

words! { RefusedByHand {
    NoReason: "Give a reason.", "请填写理由。";
    OneSided: "Choose lines of both sides.", "请同时选择双方的明细。";
    IsMatched: "A line is matched already: undo that first.", "有明细已勾对，请先取消勾对。";
    IsFinal: "A line is placed for good: its day is closed, or its case is.", "有明细已终结：所属日期已日结或差异已结。";
    NotMatched: "The lines are in no match.", "所选明细并未勾对。";
} }

impl Differs {
    /// The field's name.
    pub fn field(&self, lang: Lang) -> &'static str {
        match self {
            Self::Status { .. } => lang.pick("Status", "状态"),
            Self::Currency { .. } => lang.pick("Currency", "币种"),
            Self::Direction { .. } => lang.pick("Direction", "收支方向"),
            Self::Amount { .. } => lang.pick("Amount", "金额"),
            Self::Fee { .. } => lang.pick("Fee", "手续费"),
        }
    }

    /// What each side has there: ours, and the channel's.
    pub fn sides(&self, lang: Lang) -> (String, String) {
        match self {
            Self::Status { ours, channel } => (ours.text(lang), channel.text(lang)),
            Self::Direction { ours, channel } => (ours.text(lang), channel.text(lang)),
            Self::Currency { ours, channel } | Self::Amount { ours, channel } | Self::Fee { ours, channel } => {
                (said(*ours), said(*channel))
            }
        }
    }
}

impl Text for Differs {
    fn text(&self, lang: Lang) -> String {
        let (field, (ours, channel)) = (self.field(lang), self.sides(lang));
        match lang {
            Lang::En => format!("{field}: {ours} in our books, {channel} at the channel"),
            Lang::Zh => format!("{field}：我方 {ours}，通道 {channel}"),
        }
    }
}
