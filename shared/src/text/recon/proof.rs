//! The balance proof and what a break may come from.

use super::words;
use crate::recon::balance::{BalanceRefusal, BalanceSource, Lacking, Lead, ProofState};
use crate::text::amounts::said;
use crate::text::{Lang, Text};

words! { Lacking {
    Opening: "the opening balance", "期初余额";
    Movement: "the channel's statement", "通道对账单";
    Closing: "the closing balance", "期末余额";
} }

words! { BalanceRefusal {
    OtherCurrency: "The balance is in another currency than the account.", "余额币种与账户币种不符。";
    TooEarly: "The business day has not ended.", "该业务日尚未结束。";
    SeenAtOtherTime: "Give when you saw it: after the day had ended, and not later than now.", "请填写查看时间：须在该日结束之后且不晚于现在。";
    NothingShown: "Add a screenshot, or the portal's reference.", "请添加截图或后台编号。";
    FileStatesIt: "The channel's file states this balance.", "通道文件已载明该余额。";
    DayClosed: "The day is closed.", "该日已日结。";
} }

impl Text for BalanceSource {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Statement { .. } => lang.pick("from the channel's file", "来自通道文件").to_owned(),
            Self::ByHand(seen) => {
                let by = &seen.by;
                match lang {
                    Lang::En => format!("seen on the portal by {by}"),
                    Lang::Zh => format!("{by} 在通道后台查看"),
                }
            }
            Self::DayBefore { date } => match lang {
                Lang::En => format!("closing balance of {date}"),
                Lang::Zh => format!("{date} 期末余额"),
            },
        }
    }
}

impl Text for ProofState {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Holds => lang.pick("The balance adds up.", "余额平衡。").to_owned(),
            Self::Lacks { what } => {
                let what: Vec<String> = what.iter().map(|lacking| lacking.text(lang)).collect();
                match lang {
                    Lang::En => format!("Not worked out yet: {} is missing.", what.join(", ")),
                    Lang::Zh => format!("尚不能核算：缺少{}。", what.join("、")),
                }
            }
            Self::Breaks { difference, gap } if difference.minor() == 0 => {
                let gap = said(*gap);
                match lang {
                    Lang::En => format!("The day does not open with what the day before closed with: {gap} apart."),
                    Lang::Zh => format!("期初余额与前一日期末余额不符，相差 {gap}。"),
                }
            }
            Self::Breaks { difference, .. } => {
                let difference = said(*difference);
                match lang {
                    Lang::En => format!(
                        "The balance does not add up: the closing balance is {difference} apart from what was worked out."
                    ),
                    Lang::Zh => format!("余额不平：期末余额与核算结果相差 {difference}。"),
                }
            }
        }
    }
}

impl Text for Lead {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Gap { closed, opened } => {
                let (closed, opened) = (said(*closed), said(*opened));
                match lang {
                    Lang::En => format!(
                        "The day before closed with {closed}, this day opens with {opened}: what lies between is in neither."
                    ),
                    Lang::Zh => format!("前一日期末 {closed}，本日期初 {opened}：其间的变动两日均未列示。"),
                }
            }
            Self::MissingDays { first, last } if first == last => match lang {
                Lang::En => format!("The day {first} is missing."),
                Lang::Zh => format!("缺少 {first} 的数据。"),
            },
            Self::MissingDays { first, last } => match lang {
                Lang::En => format!("The days from {first} to {last} are missing."),
                Lang::Zh => format!("缺少 {first} 至 {last} 的数据。"),
            },
            Self::Line { .. } => {
                lang.pick("One line that is not matched is of just that size.", "有一条未勾对明细恰为差额。").to_owned()
            }
            Self::Pair { .. } => lang
                .pick(
                    "Two lines that are not matched are of just that size together.",
                    "有两条未勾对明细合计恰为差额。",
                )
                .to_owned(),
            Self::WrongWay { .. } => lang
                .pick(
                    "The break is twice this line: it may count the wrong way.",
                    "差额恰为该明细的两倍：收支方向可能相反。",
                )
                .to_owned(),
            Self::Kind { kind, direction, ours, channel } => {
                let (kind, direction, ours, channel) =
                    (kind.text(lang), direction.text(lang), said(*ours), said(*channel));
                match lang {
                    Lang::En => format!(
                        "{kind}, {direction}: {ours} in our books, {channel} at the channel; that is the difference."
                    ),
                    Lang::Zh => format!("{kind}（{direction}）：我方 {ours}，通道 {channel}，恰为差额。"),
                }
            }
            Self::Fees { ours, channel } => {
                let (ours, channel) = (said(*ours), said(*channel));
                match lang {
                    Lang::En => format!("Fees: {ours} in our books, {channel} at the channel; that is the difference."),
                    Lang::Zh => format!("手续费：我方 {ours}，通道 {channel}，恰为差额。"),
                }
            }
            Self::Typed { worked_out, typed } => {
                let (worked_out, typed) = (said(*worked_out), said(*typed));
                match lang {
                    Lang::En => {
                        format!("{typed} was typed, {worked_out} was worked out: two digits have changed places.")
                    }
                    Lang::Zh => format!("录入 {typed}，核算为 {worked_out}：两位数字颠倒。"),
                }
            }
        }
    }
}
