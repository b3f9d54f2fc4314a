//! Cases that correction orders put right: an order in every state that there is.

use shared::correction::CorrectionKind::{BounceRefund, DuplicateRecovery, LateSuccessRecovery, TransitClearing};
use shared::evidence::Phase::Read;
use shared::resolution::Resolution::ConfirmNotPaid;

use super::{DAY, HOUR, sent};
use crate::demo::answers::Answer::{Failed, Nothing, Paid, Processing};
use crate::demo::cast::{LIN, MEI, WU, ZHAO};
use crate::demo::orders::OrderAct::{Ahead, Draft, Post, Propose, Refuse, Withdraw, WriteOff};
use crate::demo::payout::Channel::{Alipay, UnionPay, Wechat};
use crate::demo::payout::{Channel, Payouts};
use crate::demo::story::Story;

pub fn stories(payouts: &mut Payouts) -> Vec<Story> {
    let mut stories = refunds(payouts);
    stories.extend(recoveries(payouts));
    stories
}

fn refunds(payouts: &mut Payouts) -> Vec<Story> {
    let reported = "渠道退汇通知与流水一致。";
    let posted = bounced(payouts, 3 * DAY, "2600.00").later(2 * HOUR).funds_are_back("2600.00").later(10).claimed(LIN);
    let posted = posted.ordered(LIN, Draft(BounceRefund)).ordered(LIN, Propose(reported)).later(25).approved(WU);
    let posted = posted.later(40).ordered(LIN, Post("GL-260412-0031"));

    // After the channel's last change, which voids what is proposed.
    let given = bounced(payouts, 8 * HOUR, "845.50").later(HOUR).funds_are_back("845.50").later(5).claimed(MEI);
    let given = given.ordered(MEI, Draft(BounceRefund)).ordered(MEI, Propose(reported)).until(90).approved(ZHAO);

    let waits = bounced(payouts, 20 * HOUR, "6120.00").later(30).claimed(LIN).ordered(LIN, Draft(BounceRefund));
    let waits = waits.ordered(LIN, Propose("退汇已通知，待资金到账后入账。")).later(20).approved(WU);

    let ahead = bounced(payouts, 7 * HOUR, "1999.00").later(20).claimed(MEI).ordered(MEI, Draft(BounceRefund));
    let ahead = ahead.ordered(MEI, Ahead).ordered(MEI, Propose("The merchant cannot wait for the holiday to end."));

    let draft = bounced(payouts, 5 * HOUR, "410.00").later(40).claimed(LIN).ordered(LIN, Draft(BounceRefund));

    let rejected = bounced(payouts, 2 * DAY, "730.00").later(HOUR).claimed(LIN).ordered(LIN, Draft(BounceRefund));
    let rejected = rejected.ordered(LIN, Propose(reported)).later(30).rejected(WU, "退汇金额与流水不符，请核对。");

    let withdrawn = bounced(payouts, 30 * HOUR, "5200.00").later(HOUR).claimed(MEI).ordered(MEI, Draft(BounceRefund));
    let withdrawn = withdrawn.later(10).ordered(MEI, Withdraw("Drafted for the wrong case."));
    let credited = |payouts: &mut Payouts, ago: i64, amount: &'static str, voucher: &'static str| {
        let story = bounced(payouts, ago, amount).later(30).claimed(LIN).ordered(LIN, Draft(BounceRefund));
        let story = story.ordered(LIN, Ahead).ordered(LIN, Propose("商户急需用款，先行入账。"));
        story.later(15).approved(WU).later(10).approved(ZHAO).later(20).ordered(LIN, Post(voucher))
    };
    let in_transit = credited(payouts, 28 * HOUR, "3300.00", "GL-260412-0052");
    let cleared = credited(payouts, 3 * DAY, "1450.00", "GL-260411-0019").later(5 * HOUR).funds_are_back("1450.00");
    let cleared = cleared.later(15).claimed(LIN).ordered(LIN, Draft(TransitClearing));
    let cleared = cleared.ordered(LIN, Propose("资金已全额到账。")).later(20).approved(WU).later(30);
    let cleared = cleared.ordered(LIN, Post("GL-260411-0088"));
    vec![posted, given, waits, ahead, draft, rejected, withdrawn, in_transit, cleared]
}

fn recoveries(payouts: &mut Payouts) -> Vec<Story> {
    let too_low = "商户余额不足，无法扣款。";
    let late = |payouts: &mut Payouts, ago: i64, channel: Channel, amount: &str| {
        let story = sent(payouts, ago, channel, amount).filed_after(Nothing(Read), &[Processing]);
        let story = story.later(35).asked(Failed).later(6).claimed(LIN).resolved(LIN, ConfirmNotPaid);
        story.later(4 * HOUR).asked(Paid).asked_of_retry(Paid).then_linked().later(15).claimed(MEI)
    };
    let recovered = "通道确认已付，从商户余额追扣。";
    let failed = late(payouts, 2 * DAY, Wechat, "CNY 1860.00").ordered(MEI, Draft(LateSuccessRecovery));
    let failed = failed.ordered(MEI, Propose(recovered)).later(20).approved(ZHAO).later(HOUR);
    let failed = failed.ordered(MEI, Refuse(too_low));

    let given_up = late(payouts, 4 * DAY, Alipay, "CNY 96.00").ordered(MEI, Draft(LateSuccessRecovery));
    let given_up = given_up.ordered(MEI, Propose(recovered)).later(20).approved(WU).later(HOUR);
    let given_up = given_up.ordered(MEI, Refuse("商户已注销。")).later(50).claimed(MEI).ordered(MEI, WriteOff);
    let given_up =
        given_up.ordered(MEI, Propose("商户已注销，无从追扣。")).later(30).approved(WU).later(9).approved(ZHAO);
    let given_up = given_up.later(HOUR).ordered(MEI, Post("GL-260411-0207"));

    let twice = sent(payouts, 26 * HOUR, UnionPay, "CNY 3120.00").until(22 * HOUR).settled_by(2).later(40).claimed(LIN);
    let twice = twice.ordered(LIN, Draft(DuplicateRecovery)).ordered(LIN, Propose("对账单两行，第二行为重复付款。"));
    let twice = twice.later(30).approved(WU).later(2 * HOUR).ordered(LIN, Post("GL-260412-0044"));
    vec![failed, given_up, twice]
}

/// A payout in yuan that came back whole, three hours after it was sent.
fn bounced(payouts: &mut Payouts, minutes_ago: i64, amount: &'static str) -> Story {
    let story = sent(payouts, minutes_ago, UnionPay, &format!("CNY {amount}"));
    story.later(3 * HOUR).came_back(amount, "AC04")
}
