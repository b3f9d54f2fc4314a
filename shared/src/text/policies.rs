//! The words for what the policy says, what is wrong with one, and what a change of it does.

use super::{Lang, Text};
use crate::api::problem::FieldCode;
use crate::policy::{APPROVALS_MAX, Band, Loosening, POSTING_HOURS_MAX, PolicyFault, ProposalEffect, Risk};
use crate::resolution::NotApprover;

impl Text for Risk {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::ProvenPaid => ("Paid, by the channel's own proof", "通道证明已付"),
            Self::ProvenNotPaid => ("Not paid, by the channel's own proof", "通道证明未付"),
            Self::SeenPaid => ("Paid, by what a person saw", "人工查看认定已付"),
            Self::SeenNotPaid => ("Not paid, by what a person saw", "人工查看认定未付"),
            Self::Contradiction => ("Proof both ways", "凭据相互矛盾"),
            Self::Refund => ("Refund of what came back", "退汇入账"),
            Self::RefundAhead => ("Refund ahead of the funds", "资金未到账先行入账"),
            Self::Recovery => ("Recovery of what was paid too much", "多付款项追回"),
            Self::Adjustment => ("Adjustment of a difference or a fee", "差异或手续费调整"),
            Self::WriteOff => ("Write-off", "核销"),
            Self::ReportSetAside => ("A report is set aside", "推翻退汇或重复的报告"),
            Self::NeverRepaid => ("Late success that was paid once only", "失败后成功，仅付款一次"),
        };
        lang.pick(en, zh).to_owned()
    }
}

impl Text for Band {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::Ordinary => ("Ordinary", "一般"),
            Self::Large => ("Large", "大额"),
            Self::VeryLarge => ("Very large", "特大额"),
        };
        lang.pick(en, zh).to_owned()
    }
}

impl Text for PolicyFault {
    fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::BelowFloor { risk, floor }, Lang::En) => {
                format!("“{}” needs at least {floor} approvals, whatever the policy", risk.text(lang))
            }
            (Self::BelowFloor { risk, floor }, Lang::Zh) => {
                format!("“{}”至少须{floor}人复核，任何政策不得低于此", risk.text(lang))
            }
            (Self::TooMany, Lang::En) => format!("0 to {APPROVALS_MAX} approvals"),
            (Self::TooMany, Lang::Zh) => format!("复核人数须为 0 至 {APPROVALS_MAX}"),
            (Self::LessForMore(risk), Lang::En) => {
                format!("“{}”: a larger amount needs no less than a smaller one", risk.text(lang))
            }
            (Self::LessForMore(risk), Lang::Zh) => format!("“{}”：较大金额的要求不得低于较小金额", risk.text(lang)),
            (Self::SeniorOfNone, _) => lang
                .pick("a senior approval only where an approval is needed", "无须复核时不能要求高级复核人")
                .to_owned(),
            (Self::TooFewSeniors, _) => lang
                .pick(
                    "at least two senior approvers, so that what one of them proposes can be approved by another",
                    "至少须有两名高级复核人，以便其中一人的提议可由另一人复核",
                )
                .to_owned(),
            (Self::NoTier(risk), Lang::En) => format!("a row for “{}”", risk.text(lang)),
            (Self::NoTier(risk), Lang::Zh) => format!("缺少“{}”一行", risk.text(lang)),
            (Self::Twice(what), Lang::En) => format!("one entry: {what} stands twice"),
            (Self::Twice(what), Lang::Zh) => format!("{what} 重复出现"),
            (Self::NotPositive, _) => FieldCode::NotPositive.text(lang),
            (Self::NotAboveLarge, _) => {
                lang.pick("more than what is large in the same currency", "须高于同币种的大额起点").to_owned()
            }
            (Self::Hours, Lang::En) => format!("1 to {POSTING_HOURS_MAX} hours"),
            (Self::Hours, Lang::Zh) => format!("1 至 {POSTING_HOURS_MAX} 小时"),
            (Self::TooLong, _) => FieldCode::TooMany.text(lang),
            (Self::NoSupervisor(name), Lang::En) => format!("a supervisor who may sign in; {name} is none"),
            (Self::NoSupervisor(name), Lang::Zh) => format!("{name} 不是可登录的复核人"),
        }
    }
}

impl PolicyFault {
    /// What is wrong, for machines.
    pub fn code(&self) -> FieldCode {
        match self {
            Self::BelowFloor { .. } => FieldCode::BelowFloor,
            Self::TooMany | Self::LessForMore(_) | Self::NotAboveLarge | Self::Hours => FieldCode::OutOfRange,
            Self::SeniorOfNone => FieldCode::Conflict,
            Self::TooFewSeniors => FieldCode::TooShort,
            Self::NoTier(_) => FieldCode::Missing,
            Self::Twice(_) => FieldCode::Duplicate,
            Self::NotPositive => FieldCode::NotPositive,
            Self::TooLong => FieldCode::TooMany,
            Self::NoSupervisor(_) => FieldCode::UnknownValue,
        }
    }
}

impl Text for Loosening {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::FewerApprovals => ("Fewer people look at it than before.", "复核要求比以前降低。"),
            Self::LargerAmounts => (
                "Larger amounts count as smaller from now on: fewer people look at them.",
                "此后较大的金额按较小金额处理，复核要求降低。",
            ),
            Self::MayApproveMore => {
                ("Somebody may approve from now on what they could not.", "此后有人可以复核此前无权复核的事项。")
            }
        };
        lang.pick(en, zh).to_owned()
    }
}

impl Text for ProposalEffect {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::NeedsMore => ("voided: it would need more", "作废：需要更多复核"),
            Self::ApproverLost => ("voided: somebody approved it who may not any more", "作废：已通过者不再有权复核"),
            Self::NeedsFewer => ("voided: it would need fewer", "作废：所需复核减少"),
            Self::Stands => ("goes on", "继续有效"),
        };
        lang.pick(en, zh).to_owned()
    }
}

impl Text for NotApprover {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::IsMaker => lang.pick("Your own: somebody else checks it.", "您的提议，须由他人复核。").to_owned(),
            Self::HasDecided => {
                lang.pick("You have decided; another checker is needed.", "您已决定，还需其他复核人。").to_owned()
            }
            Self::NotOpen => lang.pick("It is not open any more.", "已不在待复核状态。").to_owned(),
            Self::BeyondLimit { up_to } => match lang {
                Lang::En => format!("Beyond your limit: you may approve up to {up_to}. You may reject it."),
                Lang::Zh => format!("超出您的复核限额（{up_to}），但可以驳回。"),
            },
            Self::SeniorNeeded => lang
                .pick(
                    "A senior approver's approval is the one still missing. You may reject it.",
                    "尚缺的一次复核须由高级复核人作出，但您可以驳回。",
                )
                .to_owned(),
        }
    }
}
