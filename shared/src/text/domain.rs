//! The words for the domain's terms, with the Chinese that operators use.

use super::app::case::desk_itself;
use super::{Lang, Text};
use crate::actor::Actor;
use crate::case::{CaseKind, Priority, Standing};
use crate::evidence::{Claim, EvidenceKind, Fault, Phase, Rule, Shown, UnknownReason, Verdict};
use crate::resolution::{ApprovalReason, Outcome, Resolution};
use crate::role::{Permission, Role, Scope};

macro_rules! words {
    ($type:ident { $($variant:ident: $en:literal, $zh:literal;)+ }) => {
        impl Text for $type {
            fn text(&self, lang: Lang) -> String {
                match self { $(Self::$variant => lang.pick($en, $zh)),+ }.to_owned()
            }
        }
    };
}

words! { CaseKind {
    PayoutUnknown: "Unknown payout", "状态未知代付";
    PayoutBounced: "Bounced payout", "退汇";
    LateSuccess: "Late success", "失败后成功";
    DuplicatePayout: "Duplicate payout", "重复代付";
    Discrepancy: "Discrepancy", "对账差异";
    BalanceBreak: "Balance break", "余额不平";
} }

words! { Standing {
    Open: "Open", "待处理";
    Working: "Working", "处理中";
    Waiting: "Waiting", "等待中";
    Proposed: "Awaiting approval", "待复核";
    Closed: "Closed", "已结";
} }

words! { Priority {
    Urgent: "Urgent", "紧急";
    High: "High", "高";
    Normal: "Normal", "普通";
} }

words! { Claim {
    ProvesPaid: "Proves paid", "证明已付";
    ProvesNotPaid: "Proves not paid", "证明未付";
    Returned: "Returned", "已退汇";
    NonFinal: "Not final", "非终态";
    NoRecord: "No record", "查无此单";
    NoInformation: "No information", "无信息";
} }

words! { EvidenceKind {
    FirstResponse: "First response", "首次响应";
    NoResponse: "No response", "无响应";
    QueryResponse: "Query response", "查询响应";
    ReturnNotice: "Return notice", "退汇通知";
    FundsBack: "Funds back", "退汇资金到账";
    StatementLine: "Statement line", "对账单明细";
    PayAgain: "Asked to pay again", "已请求重新代付";
    PortalCheck: "Portal check", "通道后台核实";
    Document: "Document", "凭证文件";
    Reconciliation: "Reconciliation", "对账发现";
} }

words! { Phase {
    Connect: "while connecting", "建立连接时";
    Send: "while sending the request", "发送请求时";
    Read: "while waiting for the answer", "等待响应时";
} }

words! { Fault {
    TransportError: "the connection broke while the answer came", "响应传输中断";
    TooLarge: "it is larger than is kept", "超过可保存的大小";
    BadSignature: "its signature does not fit", "验签失败";
    ParseError: "it is not well-formed", "报文无法解析";
} }

words! { Shown {
    Paid: "Paid", "已付";
    NotPaid: "Not paid", "未付";
    Returned: "Returned", "已退汇";
    Processing: "Processing", "处理中";
    NotFound: "Not found", "查无此单";
} }

impl Text for Actor {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::User(name) | Self::Client(name) => name.clone(),
            Self::Desk => desk_itself(lang).to_owned(),
        }
    }
}

words! { Outcome {
    ConfirmedPaid: "Confirmed paid", "确认已付";
    ConfirmedNotPaid: "Confirmed not paid", "确认未付";
    Corrected: "Credited to the merchant", "已退还商户";
    NoticeWithdrawn: "Nothing came back", "未发生退汇";
    Recovered: "Recovered from the merchant", "已向商户追回";
    WrittenOff: "Written off", "已核销";
    NeverRepaid: "Paid once only", "仅付款一次";
    NotDuplicate: "No duplicate", "并非重复";
    Booked: "Booked", "已补记";
    ReturnedToSender: "Returned to sender", "已退回付款方";
    ClearedNextDay: "Cleared on a later day", "次日已平";
    ClaimedFromChannel: "Claimed from the channel", "已向通道追索";
    ClaimPaid: "Claim paid", "追索已赔付";
    ClaimRefused: "Claim refused", "追索被拒";
    Reversed: "Our entry reversed", "我方已冲正";
    Adjusted: "Adjusted", "已调账";
    WithinTolerance: "Within tolerance", "在容差内";
    Explained: "Explained", "已说明";
    SettledByPayout: "Settled by the payout's case", "随代付单了结";
    HandedOver: "Handed over to another case", "已并入另一异常单";
} }

words! { Resolution {
    ConfirmPaid: "Confirm paid", "确认已付";
    ConfirmNotPaid: "Confirm not paid", "确认未付";
    ConfirmNotPaidWithoutProof: "Confirm not paid without the channel's proof", "无通道证明，确认未付";
    RaiseCorrection: "Raise a correction order", "发起差错订单";
    WithdrawNotice: "Nothing came back", "确认未发生退汇";
    NeverRepaid: "Paid once only", "确认仅付款一次";
    NotDuplicate: "No duplicate", "确认并非重复";
    WriteOff: "Write off", "核销";
    ReturnToSender: "Returned to sender", "确认已退回付款方";
    ClearNextDay: "Cleared on a later day", "确认次日已平";
    ClaimFromChannel: "Claim from the channel", "向通道追索";
    ClaimPaid: "The channel paid the claim", "确认追索已赔付";
    ClaimRefused: "The channel refused the claim", "确认追索被拒";
    Reverse: "Our entry was wrong", "确认我方误记并冲正";
    WithinTolerance: "Leave it: within tolerance", "在容差内，予以保留";
    Explain: "Explained", "确认已说明";
    SettleByPayout: "Settle by the payout's case", "按代付单结论了结";
    HandOver: "Leave it to the other case", "并入另一异常单";
    KeepWaiting: "Keep waiting", "继续等待";
} }

words! { ApprovalReason {
    RestsOnObservation: "it rests on what a person saw, not on the channel's own word", "依据是人工查看，而非通道的响应";
    LargeAmount: "the amount is large", "金额较大";
    Contradiction: "there is proof both ways", "凭据相互矛盾";
    MovesMoney: "it moves money", "涉及资金变动";
    WriteOff: "it writes money off", "涉及核销";
    AheadOfFunds: "the merchant is credited before the funds are back", "资金未到账前先行入账商户";
    SetsReportAside: "it sets aside what was reported", "推翻已登记的情况";
    ByPolicy: "the policy asks for it", "复核政策要求";
} }

words! { Role {
    Operator: "Operator", "经办";
    Supervisor: "Supervisor", "复核";
    Auditor: "Auditor", "审计";
    Admin: "Admin", "管理员";
} }

words! { Scope {
    ExceptionsWrite: "File exceptions", "上报异常单";
    EvidenceWrite: "Add evidence", "补充凭据";
    CasesRead: "Read cases", "读取异常单";
    PostingsWrite: "Fetch and acknowledge correction orders", "获取差错订单并回执";
    LedgerWrite: "Send the lines of our books", "发送账务明细";
    StatementsWrite: "Send statement files", "发送对账文件";
} }

words! { Permission {
    ReadCases: "read cases", "查看异常单";
    WorkCases: "work cases", "处理异常单";
    Approve: "approve and reject", "复核";
    RevealBeneficiary: "see beneficiaries unmasked", "查看收款人明文";
    FileExceptions: "file exceptions", "上报异常单";
    AddResponses: "add channels' responses", "补充通道响应";
    ReadChannels: "read channels", "查看通道";
    ProposeChannels: "propose changes of channels", "提议变更通道";
    ApproveChannels: "approve changes of channels", "复核通道变更";
    ReadCorrections: "read correction orders", "查看差错订单";
    ReadPolicies: "read the policy", "查看复核政策";
    ProposePolicies: "propose changes of the policy", "提议变更复核政策";
    ApprovePolicies: "approve changes of the policy", "复核政策变更";
    AcknowledgePostings: "acknowledge correction orders", "回执差错订单";
    ReadRecon: "read reconciliation", "查看对账";
    SendLedgerLines: "send the lines of our books", "发送账务明细";
    SendStatements: "send statement files", "发送对账文件";
    WorkRecon: "match by hand, enter balances, propose closing", "手工勾对、录入余额、提议日结";
    ApproveClosing: "approve the closing of a day", "复核日结";
    ManageAccounts: "manage channel accounts", "管理通道账户";
    ManageUsers: "manage people", "管理人员";
    ManageClients: "manage API clients", "管理接口调用方";
    ManageWebhooks: "manage webhooks", "管理事件推送";
} }

impl Verdict {
    /// The one word for it.
    pub fn word(&self, lang: Lang) -> &'static str {
        verdict_word(self.name(), lang)
    }
}

/// The one word for a verdict that is known by its name only, as lists know it.
pub fn verdict_word(name: &str, lang: Lang) -> &'static str {
    match name {
        "paid" => lang.pick("Paid", "已付"),
        "not_paid" => lang.pick("Not paid", "未付"),
        "contradiction" => lang.pick("Contradiction", "矛盾"),
        _ => lang.pick("Unknown", "未知"),
    }
}

/// The sentence that goes with the word: why it is so.
impl Text for Verdict {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Paid { .. } | Self::NotPaid { .. } => {
                lang.pick("The channel's own word proves it.", "通道的响应可以证明。").to_owned()
            }
            Self::Contradiction { .. } => lang.pick("There is proof both ways.", "已付与未付的凭据并存。").to_owned(),
            Self::Unknown { reason } => reason.text(lang),
        }
    }
}

impl Text for UnknownReason {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::NothingKnown => {
                lang.pick("Nothing received says how it ended.", "收到的内容都不能说明结果。").to_owned()
            }
            Self::StillProcessing { .. } => {
                lang.pick("The channel's last word is that it is still at it.", "通道最后的答复是仍在处理。").to_owned()
            }
            Self::NoRecord { .. } => lang
                .pick("The channel does not know the order, which is not a failure.", "通道查无此单，但这不等于失败。")
                .to_owned(),
            Self::OnlyObserved { shown, .. } => {
                let shown = shown.text(lang);
                match lang {
                    Lang::En => format!("Only a person's look says “{shown}”; the channel has not said so."),
                    Lang::Zh => format!("仅人工查看显示“{shown}”，通道未作此答复。"),
                }
            }
            Self::AttemptUnproven { attempt } => match lang {
                Lang::En => format!("Other attempts are proven not paid, attempt {attempt} is not."),
                Lang::Zh => format!("其他订单已证明未付，订单 {attempt} 尚无证明。"),
            },
        }
    }
}

impl Text for Rule {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Dictionary { api, field, code, version, .. } => match lang {
                Lang::En => {
                    format!("{api} · {field} = {code}, by the code dictionary, version {version}")
                }
                Lang::Zh => format!("{api} · {field} = {code}，依据代码字典第{version}版"),
            },
            Self::UnlistedCode { api, field, code, .. } => match lang {
                Lang::En => format!("{api} · {field} = {code} is not in the code dictionary, so it says nothing"),
                Lang::Zh => format!("{api} · {field} = {code} 不在代码字典中，因此不提供信息"),
            },
            Self::NoRecordFinal { code, after_minutes, .. } => match lang {
                Lang::En => format!("{code}: the channel says that this is final after {after_minutes} minutes"),
                Lang::Zh => format!("{code}：通道说明{after_minutes}分钟后此结果为终态"),
            },
            Self::NoResponse { phase } => {
                let phase = phase.text(lang);
                match lang {
                    Lang::En => format!("Nothing came back: the call ended {phase}"),
                    Lang::Zh => format!("没有响应：调用在{phase}中断"),
                }
            }
            Self::AnswerLost { .. } => lang
                .pick(
                    "The desk asked the channel, and its server ended before an answer was kept: what it said is not known",
                    "系统已向通道发起查询，但服务在保存响应前中断，响应内容未知",
                )
                .to_owned(),
            Self::Unreadable { fault } => {
                let fault = fault.text(lang);
                match lang {
                    Lang::En => format!("The answer cannot be trusted: {fault}"),
                    Lang::Zh => format!("响应不可信：{fault}"),
                }
            }
            Self::NoCode { api } => match lang {
                Lang::En => {
                    format!("The answer of {api} holds none of the fields that carry codes")
                }
                Lang::Zh => format!("{api} 的响应中没有任何状态字段"),
            },
            Self::OtherOrder { named } => match lang {
                Lang::En => format!("The answer speaks of another order: {named}"),
                Lang::Zh => format!("响应所指的是另一订单：{named}"),
            },
            Self::HttpFailure { status } => match lang {
                Lang::En => {
                    format!("HTTP {status}: what a failed call says of the payout is not believed")
                }
                Lang::Zh => format!("HTTP {status}：失败的调用对代付的说法不予采信"),
            },
            Self::NotDescribed => lang
                .pick(
                    "Nobody has described this API of the channel, so its answers say nothing",
                    "该通道接口尚无描述，其响应不提供信息",
                )
                .to_owned(),
            Self::Told => lang
                .pick("The system that recorded it tells so, in fields of its own", "由上报系统以明细字段告知")
                .to_owned(),
            Self::Reconciled => lang
                .pick("Reconciliation found it: it says how lines differ, not how a payout ended", "由对账发现：说明明细差异，不说明代付结果")
                .to_owned(),
            Self::Observed { shown } => {
                let shown = shown.text(lang);
                match lang {
                    Lang::En => format!("A person saw: {shown}"),
                    Lang::Zh => format!("人工查看显示：{shown}"),
                }
            }
        }
    }
}
