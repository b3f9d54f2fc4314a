//! The words for webhooks: what may happen, where a delivery stands, why no answer came.

use super::app::webhooks as text;
use super::{Lang, Text};
use crate::webhook::{DeliveryState, Disabled, EventType, Failure};

impl Text for EventType {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::CaseOpened => ("A case was opened", "异常单建立"),
            Self::CaseClosed => ("A case was closed", "异常单结案"),
            Self::CaseContradicted => ("A closed case was contradicted", "结案结果被推翻"),
            Self::EvidenceRecorded => ("Evidence was recorded", "记录凭据"),
            Self::VerdictChanged => ("The verdict changed", "结论变更"),
            Self::ProposalMade => ("A resolution was proposed", "提交提议"),
            Self::ProposalEnded => ("A proposal ended", "提议结束"),
            Self::PayAgainRequested => ("Paying again was asked for", "请求重新代付"),
            Self::CorrectionDrafted => ("A correction order was drafted", "草拟差错订单"),
            Self::CorrectionEdited => ("A correction order was changed", "修改差错订单"),
            Self::CorrectionProposed => ("A correction order was proposed", "提交差错订单"),
            Self::CorrectionProposalEnded => ("A correction order is a draft again", "差错订单恢复为草稿"),
            Self::CorrectionApproved => ("A correction order was approved", "差错订单已批准"),
            Self::CorrectionRejected => ("A correction order was rejected", "差错订单被驳回"),
            Self::CorrectionWithdrawn => ("A correction order was withdrawn", "差错订单已撤回"),
            Self::CorrectionFundsBack => ("The funds of a correction order are back", "差错订单资金到账"),
            Self::CorrectionSent => ("A correction order was sent to accounting", "差错订单送交记账"),
            Self::CorrectionRaised => ("Accounting has not answered", "记账逾期未回执"),
            Self::CorrectionPosted => ("A correction order was posted", "差错订单已记账"),
            Self::CorrectionFailed => ("Accounting refused a correction order", "差错订单记账失败"),
            Self::DayClosed => ("A business day was closed", "完成日结"),
            Self::WebhookTest => ("A test", "测试"),
        };
        lang.pick(en, zh).to_owned()
    }
}

impl Text for DeliveryState {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Pending => text::state_pending(lang),
            Self::Delivered => text::state_delivered(lang),
            Self::GivenUp => text::state_given_up(lang),
        }
        .to_owned()
    }
}

impl Text for Disabled {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::ByHand => text::disabled_by_hand(lang),
            Self::Failing => text::disabled_failing(lang),
            Self::Gone => text::disabled_gone(lang),
        }
        .to_owned()
    }
}

impl Text for Failure {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::NoSuchHost => text::failure_no_such_host(lang),
            Self::AddressRefused => text::failure_address_refused(lang),
            Self::NoConnection => text::failure_no_connection(lang),
            Self::Broken => text::failure_broken(lang),
            Self::TimedOut => text::failure_timed_out(lang),
        }
        .to_owned()
    }
}
