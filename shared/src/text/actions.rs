//! The words for what happened, as the trail and the timeline tell it.

use super::{Lang, Text};
use crate::audit::Action;

impl Text for Action {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::CaseFiled => ("filed the case", "上报异常单"),
            Self::CaseOpened => ("opened the case", "建立异常单"),
            Self::CaseLinked => ("opened a linked case", "建立关联异常单"),
            Self::CaseClaimed => ("claimed the case", "认领异常单"),
            Self::CaseTakenOver => ("took the case over", "接手异常单"),
            Self::CaseReleased => ("gave the case back", "释放异常单"),
            Self::CaseWaiting => ("put the case to wait", "设为等待"),
            Self::CaseWaitEnded => ("ended the wait", "结束等待"),
            Self::CaseNoted => ("wrote a note", "添加备注"),
            Self::CaseEscalated => ("told supervisors that it is overdue", "已逾期，通知复核"),
            Self::QueryRequested => ("had the channel queried", "发起通道查询"),
            Self::CaseClosed => ("closed the case", "结案"),
            Self::ReturnWatchBegan => ("put the payout under return watch", "代付进入退汇观察期"),
            Self::ReturnWatchCounted => ("counted when the return watch ends", "计算退汇观察期"),
            Self::EvidenceRecorded => ("recorded evidence", "记录凭据"),
            Self::EvidenceReread => {
                ("read the evidence anew by the changed code dictionary", "代码字典变更，重新解读凭据")
            }
            Self::VerdictChanged => ("changed the verdict", "结论变更"),
            Self::ProposalMade => ("proposed a resolution", "提交提议"),
            Self::ProposalApproved => ("approved the proposal", "复核通过"),
            Self::ProposalRejected => ("rejected the proposal", "复核驳回"),
            Self::ProposalWithdrawn => ("withdrew the proposal", "撤回提议"),
            Self::ProposalVoided => ("voided the proposal: what it rests on changed", "提议的依据已变更，提议作废"),
            Self::CorrectionDrafted => ("drafted a correction order", "草拟差错订单"),
            Self::CorrectionEdited => ("changed the correction order", "修改差错订单"),
            Self::CorrectionProposed => ("put the correction order to checkers", "提交差错订单复核"),
            Self::CorrectionProposalEnded => ("made the correction order a draft again", "差错订单恢复为草稿"),
            Self::CorrectionApproved => ("approved the correction order", "批准差错订单"),
            Self::CorrectionRejected => ("rejected the correction order", "驳回差错订单"),
            Self::CorrectionWithdrawn => ("withdrew the correction order", "撤回差错订单"),
            Self::CorrectionFundsBack => ("noted that the funds are back", "记录资金已到账"),
            Self::CorrectionSent => ("gave the correction order to accounting", "差错订单送交记账"),
            Self::CorrectionRaised => ("raised the case: accounting has not answered", "记账未回执，重新提示"),
            Self::CorrectionPosted => ("posted the correction order", "差错订单已记账"),
            Self::CorrectionFailed => ("refused the correction order", "差错订单记账失败"),
            Self::PayAgainRequested => ("asked to pay again", "请求重新代付"),
            Self::BeneficiaryRevealed => ("looked at the beneficiary unmasked", "查看收款人明文"),
            Self::ChannelVersionInForce => ("put a version of the channel into force", "通道新版本生效"),
            Self::ChannelChangeProposed => ("proposed a change of the channel", "提议变更通道"),
            Self::ChannelChangeApproved => ("approved the change", "通过通道变更"),
            Self::ChannelChangeRejected => ("rejected the change", "驳回通道变更"),
            Self::ChannelChangeWithdrawn => ("withdrew the change", "撤回通道变更"),
            Self::ChannelChangeVoided => {
                ("voided the change: another version came first", "已有其他版本生效，变更作废")
            }
            Self::PolicyInForce => ("put a version of the policy into force", "复核政策新版本生效"),
            Self::PolicyChangeProposed => ("proposed a change of the policy", "提议变更复核政策"),
            Self::PolicyChangeApproved => ("approved the change", "通过复核政策变更"),
            Self::PolicyChangeRejected => ("rejected the change", "驳回复核政策变更"),
            Self::PolicyChangeWithdrawn => ("withdrew the change", "撤回复核政策变更"),
            Self::UserCreated => ("made the user", "新建用户"),
            Self::UserChanged => ("changed the user", "修改用户"),
            Self::UserSetupLinkMade => ("made a setup link", "生成设置链接"),
            Self::UserPasswordSet => ("set the password", "设置密码"),
            Self::SessionStarted => ("signed in", "登录"),
            Self::SessionRefused => ("failed to sign in", "登录失败"),
            Self::SessionEnded => ("ended a session", "结束会话"),
            Self::ClientCreated => ("made the API client", "新建接口调用方"),
            Self::ClientChanged => ("changed the API client", "修改接口调用方"),
            Self::ClientKeyMade => ("made a key", "生成密钥"),
            Self::ClientKeyRevoked => ("revoked a key", "吊销密钥"),
            Self::WebhookCreated => ("made the webhook endpoint", "新建推送端点"),
            Self::WebhookChanged => ("changed the webhook endpoint", "修改推送端点"),
            Self::WebhookSecretMade => ("made a new signing secret", "生成新签名密钥"),
            Self::WebhookTested => ("sent a test event", "发送测试事件"),
            Self::WebhookReplayed => ("had deliveries sent anew", "重新推送"),
            Self::WebhookRemoved => ("removed the webhook endpoint", "移除推送端点"),
        };
        lang.pick(en, zh).to_owned()
    }
}
