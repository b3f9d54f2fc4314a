//! Closing a day.

use super::words;
use crate::recon::closing::{Checked, DayRefusal, Obstacle};
use crate::text::amounts::said;
use crate::text::{Lang, Text};

words! { Checked {
    OursCollected: "Our lines are collected", "我方明细已收齐";
    StatementBooked: "The channel's statement is booked", "通道对账单已入账";
    LinesPlaced: "Every line has its place", "每条明细均有归属";
    CasesClosed: "The day's cases are closed", "当日差异均已结";
    BalanceProved: "The balance adds up", "余额平衡";
    EarlierDaysClosed: "The days before are closed", "此前各日已日结";
} }

words! { DayRefusal {
    Closed: "The day is closed, for good. What comes later lands in the open day.", "该日已日结，不可重开；之后的事项记入当前开放日。";
    NotProposed: "Nobody proposes to close this day.", "尚无日结提议。";
    IsProposed: "Closing this day is proposed already.", "已有日结提议。";
    NotReady: "The checklist is not met.", "日结检查项未全部满足。";
    IsMaker: "You proposed it; somebody else approves or rejects.", "这是您的提议，须由他人复核。";
    NotMaker: "Only who proposed it takes it back.", "仅提议人可以撤回。";
    Changed: "The day is not as it was when closing it was proposed. Look again and propose anew.", "提议之后该日情况已变化，请重新查看并提议。";
    NoReason: "Give a reason.", "请填写理由。";
} }

impl Text for Obstacle {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::OursNotCollected => lang
                .pick("Our books have not said that all lines of the day are there.", "尚未确认我方当日明细已收齐。")
                .to_owned(),
            Self::StatementNotBooked => {
                lang.pick("The channel's statement of the day is not booked.", "通道当日对账单尚未入账。").to_owned()
            }
            Self::LinesUnplaced { count } => match lang {
                Lang::En => format!("Lines that are not placed yet: {count}. Match the day."),
                Lang::Zh => format!("尚有 {count} 条明细未处理，请先对账。"),
            },
            Self::LinesHeld { count } => match lang {
                Lang::En => format!("Lines that wait for the other side's next days: {count}."),
                Lang::Zh => format!("尚有 {count} 条明细等待对方次日账单。"),
            },
            Self::CasesOpen { cases, lines } => {
                let (count, first) = (cases.len(), cases.iter().take(5).map(ToString::to_string).collect::<Vec<_>>());
                let more = count - first.len();
                let first = first.join(lang.pick(", ", "、"));
                let first = match (lang, more) {
                    (_, 0) => first,
                    (Lang::En, more) => format!("{first} and {more} more"),
                    (Lang::Zh, more) => format!("{first} 等，另有 {more} 单"),
                };
                match lang {
                    Lang::En => format!("Open cases: {count} ({first}), with {lines} lines in them."),
                    Lang::Zh => format!("未结差异 {count} 单（{first}），涉及 {lines} 条明细。"),
                }
            }
            Self::ProofLacks { what } => crate::recon::balance::ProofState::Lacks { what: what.clone() }.text(lang),
            Self::ProofBreaks { difference, settled: None } => {
                let difference = said(*difference);
                match lang {
                    Lang::En => format!("The balance is {difference} apart, and nothing explains it."),
                    Lang::Zh => format!("余额相差 {difference}，尚无说明。"),
                }
            }
            Self::ProofBreaks { difference, settled: Some(settled) } => {
                let (difference, settled) = (said(*difference), said(*settled));
                match lang {
                    Lang::En => format!("The balance is {difference} apart; {settled} is explained."),
                    Lang::Zh => format!("余额相差 {difference}，已说明 {settled}。"),
                }
            }
            Self::EarlierDayOpen { date } => match lang {
                Lang::En => format!("{date} is open: days are closed in their order."),
                Lang::Zh => format!("{date} 尚未日结：须按日期顺序日结。"),
            },
        }
    }
}
