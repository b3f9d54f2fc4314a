//! The words for what a channel's profile says, what is wrong with one, and what a change of it does.

use super::{Lang, Text};
use crate::api::problem::FieldCode;
use crate::channel::{Danger, Fact, ProfileFault};

impl Text for ProfileFault {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::QueryErrorProves(_) => lang
                .pick(
                    "a claim that is no proof: an error of a query never proves anything about the payout",
                    "不能作为证明：查询本身的错误不能证明代付结果",
                )
                .to_owned(),
            Self::WildcardProves(_) => lang
                .pick(
                    "one code at a time: `*` proves nothing, and stands for any code only in a notice of a return",
                    "须逐个代码列出：`*` 不能作为证明，仅可在退汇通知中代表任意代码",
                )
                .to_owned(),
            Self::BadPointer(_) => FieldCode::BadPlace.text(lang),
            Self::Twice(what) => match lang {
                Lang::En => format!("one entry: {what} stands twice"),
                Lang::Zh => format!("{what} 重复出现"),
            },
            Self::BadValue(en, zh) => lang.pick(*en, *zh).to_owned(),
        }
    }
}

impl ProfileFault {
    /// What is wrong, for machines.
    pub fn code(&self) -> FieldCode {
        match self {
            Self::QueryErrorProves(_) | Self::WildcardProves(_) => FieldCode::MayNotProve,
            Self::BadPointer(_) => FieldCode::BadPlace,
            Self::Twice(_) => FieldCode::Duplicate,
            Self::BadValue(..) => FieldCode::OutOfRange,
        }
    }
}

impl Text for Danger {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::ProvesNotPaid => (
                "From now on this proves that a payout was NOT paid. Where that is wrong, it is paid twice.",
                "此后将证明代付“未付”。若有误，款项会被重复支付。",
            ),
            Self::NoRecordProvesNotPaid => (
                "From that age on “no such order” proves that a payout was NOT paid. Where that is wrong, it is paid twice.",
                "到该时长后，“查无此单”将证明代付“未付”。若有误，款项会被重复支付。",
            ),
            Self::ProvesPaid => (
                "From now on this proves that a payout WAS paid. Where that is wrong, the payee gets nothing.",
                "此后将证明代付“已付”。若有误，收款人将收不到款项。",
            ),
            Self::SoonerNotPaid => (
                "Payouts may be called not paid sooner, while they may still succeed.",
                "可更早判定“未付”，而此时代付仍可能成功。",
            ),
            Self::AsksElsewhere => (
                "From now on the desk believes what this address answers. Make sure that it is your payment system's.",
                "此后系统将采信该地址的响应，请确认它属于我方支付系统。",
            ),
            Self::ReadsElsewhere => (
                "Answers are read from another place from now on: the same answer may say something else.",
                "此后从其他位置读取响应，同一响应的含义可能不同。",
            ),
        };
        lang.pick(en, zh).to_owned()
    }
}

impl Text for Fact {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::NameEn => ("Name in English", "英文名称"),
            Self::NameZh => ("Name in Chinese", "中文名称"),
            Self::UtcOffset => ("Time zone", "时区"),
            Self::MinimumAge => ("Minimum age", "最短判定时长"),
            Self::QueryWindow => ("Query window", "查询期限"),
            Self::Hours => ("Hours", "服务时间"),
            Self::CutOff => ("Cut-off", "日切时间"),
            Self::ReturnWindow => ("Return window", "退汇期限"),
            Self::NoRecordFinal => ("“No such order” is final", "“查无此单”为终态"),
            Self::FollowUp => ("Follow-up queries", "跟进查询"),
        };
        lang.pick(en, zh).to_owned()
    }
}
