//! The words for correction orders: kinds, accounts, states, and why each line is there.

use super::{Lang, Text};

use crate::correction::{
    Account, AdjustmentDirection, CauseFault, CorrectionKind, DraftRefusal, EditRefusal, EditableField, LineReason,
    NotAsTold, OrderEventKind, OrderNumber, OrderStateName, Side, WrittenOff,
};

macro_rules! words {
    ($type:ident { $($variant:ident: $en:literal, $zh:literal;)+ }) => {
        impl Text for $type {
            fn text(&self, lang: Lang) -> String {
                match self { $(Self::$variant => lang.pick($en, $zh)),+ }.to_owned()
            }
        }
    };
}

words! { CorrectionKind {
    BounceRefund: "Refund of a bounce", "退汇入账";
    LateSuccessRecovery: "Recovery of a late success", "失败后成功追扣";
    DuplicateRecovery: "Recovery of a duplicate", "重复代付追扣";
    DiscrepancyAdjustment: "Adjustment of a discrepancy", "差异调账";
    FeeAdjustment: "Adjustment of a fee", "手续费调账";
    WriteOff: "Write-off", "核销";
    TransitClearing: "Clearing of funds in transit", "在途资金清账";
} }

words! { Account {
    MerchantPayable: "Merchant payable", "应付商户款";
    ChannelFunds: "Channel funds", "通道备付金";
    PayoutInTransit: "Payout in transit", "代付在途";
    Suspense: "Suspense", "待查挂账";
    FeeExpense: "Fee expense", "手续费支出";
    FeeIncome: "Fee income", "手续费收入";
    Receivable: "Receivable", "应收商户款";
    WriteOffLoss: "Write-off loss", "核销损失";
    WriteOffGain: "Write-off gain", "核销收益";
} }

words! { Side {
    Debit: "Debit", "借";
    Credit: "Credit", "贷";
} }

words! { OrderStateName {
    Drafted: "Drafted", "草拟";
    Proposed: "Awaiting approval", "待复核";
    Approved: "Approved", "已批准";
    Sent: "Sent to accounting", "已送记账";
    Failed: "Refused by accounting", "记账失败";
    Posted: "Posted", "已记账";
    Rejected: "Rejected", "已驳回";
    Withdrawn: "Withdrawn", "已撤回";
} }

words! { OrderEventKind {
    Drafted: "drafted the order", "草拟订单";
    Edited: "changed the order", "修改订单";
    Proposed: "proposed the order", "提交订单";
    ProposalEnded: "the proposal ended; it is a draft again", "提议终止，恢复为草稿";
    Approved: "approved the order", "批准订单";
    Rejected: "rejected the order", "驳回订单";
    Withdrawn: "withdrew the order", "撤回订单";
    FundsBack: "the funds are back", "资金已到账";
    Sent: "gave the order to accounting", "送交记账";
    Raised: "accounting has not answered: raised the case", "记账未回执，重新提示异常单";
    Posted: "posted the order", "记账完成";
    Failed: "refused the order", "记账失败";
} }

words! { AdjustmentDirection {
    Long: "the channel has more", "长款";
    Short: "the channel has less", "短款";
} }

words! { WrittenOff {
    ChannelFunds: "our money at the channel that is not recovered", "未能追回的通道资金";
    Receivable: "what the merchant owes and does not pay", "商户未偿还的应收款";
    Suspense: "money in suspense that nobody claims", "无人认领的挂账资金";
    Surplus: "money at the channel that is in nobody's books", "通道多出且无人入账的资金";
} }

words! { EditableField {
    Amount: "the amount", "金额";
    ReturnFee: "the fee that the channel kept of the return", "通道扣收的退汇费";
    ReturnFeeOnUs: "our part of the return's fee", "我方承担的退汇费";
    ChannelFeeGivenBack: "the fee that the channel gives back", "通道退还的手续费";
    PayoutFeeGivenBack: "the fee that the merchant gets back", "退还商户的手续费";
    AheadOfFunds: "whether the merchant is credited ahead of the funds", "是否在资金到账前入账";
    FromBalance: "the part taken from the merchant's balance", "从商户余额扣收的部分";
} }

words! { CauseFault {
    Currencies: "All amounts are in the payout's currency.", "所有金额须为代付的币种。";
    Negative: "No amount is below zero.", "金额不能小于零。";
    Nothing: "There is nothing to move: the amount is zero.", "金额为零，无须变动。";
    PartAboveWhole: "A part is larger than the whole that it is of.", "部分金额大于其整体。";
    TooLarge: "The sum is larger than can be counted.", "合计超出可计范围。";
    Reference: "A reference has 1 to 128 characters and no blanks at its ends.", "编号须为 1 至 128 个字符，首尾不得有空格。";
} }

words! { LineReason {
    FundsCameBack: "the returned money stands in our account at the channel again", "退回的资金已回到我方通道账户";
    FundsStillUnderWay: "the returned money is still under way; the merchant is credited ahead of it", "退回的资金尚在途，先行入账商户";
    UnderWayNoMore: "what was credited ahead of its funds is under way no more", "先行入账的资金不再在途";
    MerchantGetsPayoutBack: "the payee did not keep it, so the merchant gets the payout's money back", "收款人未收妥，代付款退还商户";
    ReturnFeeOnUs: "what the channel kept for the return, the part that we bear", "通道扣收的退汇费，由我方承担的部分";
    ReturnFeeOnMerchant: "what the channel kept for the return, the part that the merchant bears", "通道扣收的退汇费，由商户承担的部分";
    ChannelFeeCameBack: "the channel gives its fee for the payout back to us", "通道退还本笔代付的手续费";
    ChannelFeeNotSpent: "the channel's fee for the payout is an expense no more", "通道手续费不再是支出";
    PayoutFeeGivenUp: "our fee for the payout is given up", "放弃本笔代付的手续费收入";
    PayoutFeeToMerchant: "the merchant gets our fee for the payout back", "手续费退还商户";
    TakenFromBalance: "it is taken back from the merchant's balance", "从商户余额扣回";
    OwedByMerchant: "the merchant's balance does not cover this part: the merchant owes it to us", "商户余额不足的部分，记为应收";
    PaidAfterAll: "the channel did pay the payout out of our money", "通道实际已用我方资金付款";
    PaidTwice: "the channel paid the payout a second time out of our money", "通道用我方资金重复付款";
    ChannelHasMore: "the channel holds more of our money than our books say", "通道资金多于账面";
    ChannelHasLess: "the channel holds less of our money than our books say", "通道资金少于账面";
    OwnerUnknown: "whose money it is is not known yet", "归属待查";
    MissingUntilFound: "what is missing, until it is found", "短少待查";
    ChargedMore: "the channel charged more than we booked", "通道多收手续费";
    ChargedLess: "the channel charged less than we booked", "通道少收手续费";
    GivenUp: "it is given up as a loss", "确认为损失";
    NeverRecovered: "it will not come back: it leaves the account on which it stood", "无法收回，从原账户转出";
    Kept: "nobody claims it: it is kept", "无人认领，转为收益";
    NeverClaimed: "it leaves suspense, for nobody claims it", "无人认领，转出挂账";
} }

/// The words for a line of an order of that kind: why money is taken back differs by how it came to be the merchant's.
pub fn line_reason(reason: LineReason, kind: CorrectionKind, lang: Lang) -> String {
    match (reason, kind) {
        (LineReason::TakenFromBalance, CorrectionKind::LateSuccessRecovery) => {
            taken_after_late_success(lang).to_owned()
        }
        (LineReason::TakenFromBalance, CorrectionKind::DuplicateRecovery) => taken_after_duplicate(lang).to_owned(),
        (reason, _) => reason.text(lang),
    }
}

/// What a case waits for by one of its orders, as it is written down: in every language, so that whoever reads it can.
pub fn waits_by(order: OrderNumber, words: fn(Lang) -> &'static str) -> String {
    format!("{order} · {} / {}", words(Lang::En), words(Lang::Zh))
}

/// The same in the reader's language; what a person wrote stays.
pub fn waiting_in_language(stored: &str, lang: Lang) -> String {
    let known = [waits_for_accounting as fn(Lang) -> &'static str, waits_for_funds];
    let own = stored.split_once(" · ").and_then(|(order, _)| {
        let number: OrderNumber = order.parse().ok()?;
        let words = known.into_iter().find(|words| waits_by(number, *words) == stored)?;
        Some(format!("{order} · {}", words(lang)))
    });
    own.unwrap_or_else(|| stored.to_owned())
}

/// Why an order was taken back: what the desk itself gave as the reason, in the reader's language; what a person wrote stays.
pub fn in_language(stored: &str, lang: Lang) -> &str {
    let is_own = [Lang::En, Lang::Zh].into_iter().any(|written| stored == replaced_by_write_off(written));
    if is_own { replaced_by_write_off(lang) } else { stored }
}

crate::texts! {
    taken_after_late_success: "it had been given back to the merchant, and is taken from the balance again", "此前已退还商户，现从商户余额扣回";
    taken_after_duplicate: "it was paid out twice, and one of the two is taken from the merchant's balance", "重复付款，多付的一笔从商户余额扣回";
    waits_for_accounting: "waits for accounting", "等待记账回执";
    waits_for_funds: "waits for the funds", "等待资金到账";
    replaced_by_write_off: "a write-off stands in for it", "改为核销";
}

impl Text for DraftRefusal {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::NotOfThisCase => {
                ("Cases of this kind are not put right by such an order.", "此类异常单不使用这种差错订单。")
            }
            Self::NoSuchReference => (
                "Nothing on this case bears that reference; name one that does.",
                "异常单上没有该编号，请指明已有的编号。",
            ),
            Self::ReferenceNeeded => {
                ("Name what is put right: several could be meant, or none is known.", "请指明所处理的编号。")
            }
            Self::NotYetPaid => ("The evidence does not prove that this was paid.", "凭据未证明该笔已付。"),
            Self::FieldNeeded => {
                ("Name the amount, the direction or what is written off.", "请填写金额、方向或核销内容。")
            }
            Self::NothingInTransit => (
                "Nothing of it stands in transit: no refund ahead of its funds was posted for it, or another order clears it.",
                "没有在途款项：未有先行入账且已记账的退款，或已由其他订单清账。",
            ),
            Self::NotToReplace => (
                "Only a write-off stands in for another order, and only for one of this case that accounting refused.",
                "只有核销可以替代其他订单，且该订单须属于本异常单并已记账失败。",
            ),
            Self::AboveCap { at_most } => {
                return match lang {
                    Lang::En => format!("The corrections would add up to more than the payout: {at_most} at most."),
                    Lang::Zh => format!("差错订单合计将超过代付金额：至多 {at_most}。"),
                };
            }
            Self::Faulty { fault } => return fault.text(lang),
        };
        lang.pick(en, zh).to_owned()
    }
}

impl Text for NotAsTold {
    fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Above { at_most }, Lang::En) => {
                format!("The evidence tells of {at_most} at most: no order books more.")
            }
            (Self::Above { at_most }, Lang::Zh) => format!("凭据所示至多 {at_most}，差错订单不得超过。"),
            (Self::LeftOut { rest }, Lang::En) => format!(
                "{rest} of what the evidence tells would be in no order: an order puts right all of it. What the channel kept is \
                 entered as a fee, what the balance does not cover as owed by the merchant; of what was credited ahead, all that came."
            ),
            (Self::LeftOut { rest }, Lang::Zh) => format!(
                "凭据所示款项中有 {rest} 将不在任何差错订单内：差错订单须处理全部金额。通道扣收的部分请填为手续费，余额不足的部分记为商户应收；先行入账的，请填全部已到账金额。"
            ),
        }
    }
}

impl Text for EditRefusal {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::NotEditable { state } => {
                let state = state.text(lang);
                match lang {
                    Lang::En => format!("Nothing of an order is changed in its state: {state}."),
                    Lang::Zh => format!("订单处于“{state}”状态，不能修改。"),
                }
            }
            Self::NoSuchField { field } => {
                let field = field.text(lang);
                match lang {
                    Lang::En => format!("Orders of this kind do not have {field}."),
                    Lang::Zh => format!("此类订单没有“{field}”。"),
                }
            }
            Self::AboveCap { at_most } => match lang {
                Lang::En => format!("The corrections would add up to more than the payout: {at_most} at most."),
                Lang::Zh => format!("差错订单合计将超过代付金额：至多 {at_most}。"),
            },
            Self::Faulty { fault } => fault.text(lang),
            Self::NotAsTold { how } => how.text(lang),
            Self::Unchanged => lang.pick("Nothing would change.", "没有任何变更。").to_owned(),
        }
    }
}
