//! Cases where two accounts differ: proof both ways, and proof against what was decided.

use shared::evidence::Phase::{Read, Send};
use shared::evidence::Shown;
use shared::resolution::Resolution::{ConfirmNotPaidWithoutProof, ConfirmPaid};

use super::{DAY, HOUR, sent};
use crate::demo::answers::Answer::{
    Accepted, Busy, Failed, Forged, NoSuchOrder, Nothing, Paid, Processing, Returned, Unlisted,
};
use crate::demo::cast::{LIN, MEI, WU, ZHAO};
use crate::demo::payout::Channel::{Alipay, Iso20022, UnionPay, Wechat};
use crate::demo::payout::Payouts;
use crate::demo::story::Story;

pub fn stories(payouts: &mut Payouts) -> Vec<Story> {
    let parts: [fn(&mut Payouts) -> Vec<Story>; 4] = [proof_both_ways, late_successes, returned_later, returned_before];
    parts.into_iter().flat_map(|part| part(payouts)).collect()
}

fn proof_both_ways(payouts: &mut Payouts) -> Vec<Story> {
    let settled = sent(payouts, 3 * DAY + 5 * HOUR, Wechat, "CNY 9600.00").filed(Busy).later(35).asked(Failed);
    let settled = settled.later(50).asked(Paid).later(10).claimed(MEI).later(5);
    let settled = settled.noted(MEI, "First FAIL, then SUCCESS. Called the channel, ticket 40718; the success stands.");
    let reason = "The channel confirms the transfer on its ticket; the earlier failure was of a first try of its own.";
    let settled = settled.seen(MEI, Shown::Paid, "Shown as paid on the portal.");
    let settled = settled.resolved_because(MEI, ConfirmPaid, reason).later(30).approved(WU).later(12).approved(ZHAO);

    let proposed = sent(payouts, 9 * HOUR, Alipay, "CNY 33800.00").filed(Accepted).later(40).asked(Paid);
    let proposed = proposed.later(70).asked(Failed).until(2 * HOUR).claimed(LIN).later(6);
    let proposed = proposed.seen(LIN, Shown::Paid, "后台显示成功，与第一次查询一致。");
    let reason = "第一次查询成功，第二次查询失败；后台与客服均确认已到账。";
    let proposed = proposed.resolved_because(LIN, ConfirmPaid, reason);

    let open = sent(payouts, 14 * HOUR, Iso20022, "USD 3900.00").filed(Accepted).later(45).asked(Failed);
    let open = open.until(5 * HOUR).asked(Paid);

    let seen_otherwise = sent(payouts, 6 * HOUR, Wechat, "CNY 1450.00").filed(Nothing(Read)).later(60).asked(Failed);
    let seen_otherwise = seen_otherwise.until(22).claimed(WU).later(4);
    let seen_otherwise = seen_otherwise.seen(WU, Shown::Paid, "接口返回失败，但后台显示成功，先不处理，已提工单。");

    let forged = sent(payouts, 5 * HOUR, UnionPay, "CNY 2680.00").filed(Processing).later(35).asked(Forged);
    let forged = forged.later(10).asked(Processing);
    vec![settled, proposed, open, seen_otherwise, forged]
}

/// Closed as not paid, and then the channel says that it paid.
fn late_successes(payouts: &mut Payouts) -> Vec<Story> {
    let mut settle = |ago, channel, amount, maker: &'static str, checker: &'static str| {
        let story = sent(payouts, ago, channel, amount).filed(Nothing(Send)).later(38).asked(NoSuchOrder);
        let story = story.later(8).claimed(maker).later(4).seen(maker, Shown::NotFound, "后台查无此单。");
        let reason = "请求未发出完整，通道与后台均无记录。";
        story.resolved_because(maker, ConfirmNotPaidWithoutProof, reason).later(15).approved(checker)
    };
    let worked = settle(4 * DAY + 6 * HOUR, UnionPay, "CNY 6750.00", LIN, WU).until(DAY + 3 * HOUR).asked(Paid);
    let worked = worked.later(20).then_linked().claimed(ZHAO).later(3);
    let worked = worked.noted(ZHAO, "商户已按失败重新发起并到账，本笔为重复出款，联系商户从待结算款中扣回。");
    let worked = worked.waits(ZHAO, 48, "等待商户确认扣回方案");
    let fresh = settle(2 * DAY + 4 * HOUR, Wechat, "CNY 12900.00", MEI, ZHAO).until(35).asked(Paid);
    let held = settle(3 * DAY + 9 * HOUR, Alipay, "CNY 845.00", LIN, ZHAO).until(7 * HOUR).asked(Paid);
    let held = held.until(12).then_linked().claimed(LIN).later(2);
    let held = held.noted(LIN, "核对商户侧：该笔未重新发起，收款人只收到一次。");
    vec![worked, fresh, held]
}

/// Closed as paid, and then the money came back.
fn returned_later(payouts: &mut Payouts) -> Vec<Story> {
    let mut settle = |ago, channel, amount, by: &'static str| {
        let story = sent(payouts, ago, channel, amount).filed(Accepted).later(25).asked(Paid);
        story.later(12).claimed(by).later(2).resolved(by, ConfirmPaid)
    };
    let alipay = settle(5 * DAY + HOUR, Alipay, "CNY 28600.00", MEI).until(3 * HOUR).asked(Returned);
    let iso = settle(6 * DAY - HOUR, Iso20022, "USD 12750.00", LIN).until(DAY + 5 * HOUR).told(Returned);
    let iso = iso.later(30).then_linked().claimed(MEI).later(4);
    let iso = iso.noted(MEI, "AC04: the payee's account is closed. Asked the merchant for another account.");
    let iso = iso.waits(MEI, 72, "Waiting for the merchant's new account and for the funds to come back");
    let wechat = settle(4 * DAY + 8 * HOUR, Wechat, "CNY 516.00", LIN).until(9 * HOUR).asked(Returned);
    let wechat = wechat.until(18).then_linked().claimed(MEI);
    let wechat = wechat.noted(MEI, "Batch row shows REFUND. Checking the fund bill for the amount.");
    let yen = settle(3 * DAY + 3 * HOUR, Iso20022, "JPY 1250000", MEI).until(50).told(Returned);
    vec![alipay, iso, wechat, yen]
}

/// The return stood in the evidence when it was closed: the linked case opens with the closing.
fn returned_before(payouts: &mut Payouts) -> Vec<Story> {
    let story = sent(payouts, 2 * DAY + 6 * HOUR, Alipay, "CNY 4380.00").filed(Unlisted).later(50).asked(Returned);
    let story = story.later(25).claimed(LIN).later(3).noted(LIN, "查询直接返回退票：先按已付结案，退票另案处理。");
    vec![story.resolved(LIN, ConfirmPaid)]
}
