//! Channels as they are: what they answer, and what of it proves anything by their own pages. The desk is not asked.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use shared::api::exceptions::ResponseRequest;
use shared::digest::Digest;
use shared::evidence::Phase;
use tests::Dice;
use tests::response::{nothing, text};

/// What a channel says of a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Paid,
    NotPaid,
    Returned,
    Processing,
    NoSuchOrder,
    /// An error of the query, which says nothing of the payout.
    Failed,
    /// A code that is on none of its pages.
    Unlisted,
    /// The end of another payout.
    OfAnother,
    /// Bytes that mean nothing.
    Garbage,
    TimedOut,
}

/// What a channel may say besides the truth where it never lies about an end.
const NOISE: [Said; 7] =
    [Said::Processing, Said::NoSuchOrder, Said::Failed, Said::Unlisted, Said::OfAnother, Said::Garbage, Said::TimedOut];
/// What a channel that lies may say.
const ALL: [Said; 10] = [
    Said::Paid,
    Said::NotPaid,
    Said::Returned,
    Said::Processing,
    Said::NoSuchOrder,
    Said::Failed,
    Said::Unlisted,
    Said::OfAnother,
    Said::Garbage,
    Said::TimedOut,
];

/// The channels.
#[derive(Default)]
pub struct Channels {
    /// The bodies that prove, of the payout that they were sent for, that it was not paid.
    pub proofs_of_non_payment: HashSet<Digest>,
    answers: u64,
}

pub const NAMES: [&str; 2] = ["wechat_transfer", "alipay_transfer"];

impl Channels {
    /// An answer to a query about an order, received at that time. Mostly it is the truth; now and then it is anything, and of
    /// some payouts not even the ends that it tells are true.
    pub fn answer(
        &mut self,
        dice: &mut Dice,
        about: (&str, &str),
        (truth, lies): (Said, bool),
        received_at: DateTime<Utc>,
    ) -> ResponseRequest {
        let said = match (dice.once_in(2), lies) {
            (true, _) => truth,
            (false, true) => *dice.one_of(&ALL),
            (false, false) => *dice.one_of(&NOISE),
        };
        self.say(dice, about, said, received_at)
    }

    /// Says just that of an order.
    pub fn say(
        &mut self,
        dice: &mut Dice,
        (channel, order): (&str, &str),
        said: Said,
        received_at: DateTime<Utc>,
    ) -> ResponseRequest {
        if said == Said::TimedOut {
            return nothing(*dice.one_of(&[Phase::Connect, Phase::Send, Phase::Read])).at(received_at).into();
        }
        self.answers += 1;
        let body = match channel {
            "wechat_transfer" => wechat(said, order, self.answers),
            _ => alipay(said, order, self.answers),
        };
        if said == Said::NotPaid {
            self.proofs_of_non_payment.insert(Digest::of(body.as_bytes()));
        }
        let status = if said == Said::Failed { 500 } else { 200 };
        text(&body, "application/json").status(status).at(received_at).into()
    }
}

/// Each body is another, so that it can be told which was sent for what.
fn wechat(said: Said, order: &str, nonce: u64) -> String {
    let state =
        |state: &str, order: &str| format!(r#"{{"out_bill_no":"{order}","state":"{state}","update_time":"{nonce}"}}"#);
    match said {
        Said::Paid => state("SUCCESS", order),
        Said::NotPaid => state(if nonce.is_multiple_of(2) { "FAIL" } else { "CANCELLED" }, order),
        // This API tells no returns.
        Said::Returned | Said::Unlisted => state("REFUNDED_PARTLY", order),
        Said::Processing => state("PROCESSING", order),
        Said::NoSuchOrder => format!(r#"{{"code":"NOT_FOUND","message":"记录不存在 {nonce}"}}"#),
        Said::Failed => format!(r#"{{"code":"SYSTEM_ERROR","message":"系统错误 {nonce}"}}"#),
        Said::OfAnother => state(if nonce.is_multiple_of(2) { "FAIL" } else { "SUCCESS" }, "P-another"),
        Said::Garbage | Said::TimedOut => format!("<html>502 Bad Gateway {nonce}"),
    }
}

fn alipay(said: Said, order: &str, nonce: u64) -> String {
    let status = |status: &str, order: &str| {
        format!(r#""code":"10000","msg":"Success","out_biz_no":"{order}","status":"{status}","order_id":"{nonce}""#)
    };
    let refused = |code: &str| format!(r#""code":"40004","msg":"Business Failed","sub_code":"{code}","n":"{nonce}""#);
    let answer = match said {
        Said::Paid => status("SUCCESS", order),
        Said::NotPaid => status("FAIL", order),
        Said::Returned => status("REFUND", order),
        Said::Processing => status("DEALING", order),
        Said::NoSuchOrder => refused("ORDER_NOT_EXIST"),
        Said::Failed => refused("isp.unknown-error"),
        Said::Unlisted => status("CLOSED", order),
        Said::OfAnother => status(if nonce.is_multiple_of(2) { "FAIL" } else { "SUCCESS" }, "P-another"),
        Said::Garbage | Said::TimedOut => return format!("{{{nonce}"),
    };
    format!(r#"{{"alipay_fund_trans_common_query_response":{{{answer}}},"sign":"x"}}"#)
}
