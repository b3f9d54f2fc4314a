//! Proposals that wait for checkers.

use shared::evidence::Phase::Read;
use shared::evidence::Shown;
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmNotPaidWithoutProof, ConfirmPaid};

use super::{HOUR, sent};
use crate::demo::answers::Answer::{Accepted, Busy, Failed, NoSuchOrder, Nothing, Unlisted};
use crate::demo::cast::{LIN, MEI, WU, ZHAO};
use crate::demo::payout::Channel::{Alipay, Iso20022, UnionPay, Wechat};
use crate::demo::payout::Payouts;
use crate::demo::story::Story;

pub fn stories(payouts: &mut Payouts) -> Vec<Story> {
    let parts: [fn(&mut Payouts) -> Vec<Story>; 5] =
        [paid_on_portal, without_proof, large_not_paid, large_without_proof, one_of_two];
    parts.into_iter().flat_map(|part| part(payouts)).collect()
}

/// One approval: it rests on what a person saw.
fn paid_on_portal(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (10 * HOUR, UnionPay, "CNY 8930.00", MEI, 3 * HOUR),
        (7 * HOUR, Iso20022, "HKD 15400.00", LIN, 80),
        (5 * HOUR, Wechat, "CNY 260.00", LIN, 55),
        // A supervisor proposes too, and cannot approve it himself.
        (8 * HOUR, UnionPay, "CNY 19900.00", WU, 2 * HOUR),
    ];
    let told = |(ago, channel, amount, maker, until)| {
        let story = sent(payouts, ago, channel, amount).filed(Busy).later(20).asked(Unlisted);
        let story = story.until(until).claimed(maker).later(4);
        let story = story.seen(maker, Shown::Paid, "后台状态：转账成功。接口返回码未收录，已提请补充码表。");
        story.resolved(maker, ConfirmPaid)
    };
    table.into_iter().map(told).collect()
}

/// One approval: not paid, by a look at the portal.
fn without_proof(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (9 * HOUR, Wechat, "CNY 1088.00", LIN, 2 * HOUR),
        (6 * HOUR, Alipay, "CNY 23.50", MEI, 70),
        (5 * HOUR, UnionPay, "HKD 4200.00", LIN, 40),
    ];
    let told = |(ago, channel, amount, maker, until)| {
        let story = sent(payouts, ago, channel, amount).filed(Nothing(Read)).later(50).asked(NoSuchOrder);
        let story = story.until(until).claimed(maker).later(3);
        let story = story.seen(maker, Shown::NotFound, "按订单号、按收款人两种方式查询，均无记录。");
        let reason = "超时后一小时内查询与后台均无记录，建议按未付处理。";
        story.resolved_because(maker, ConfirmNotPaidWithoutProof, reason)
    };
    table.into_iter().map(told).collect()
}

/// One approval: the channel's own word, and a large amount.
fn large_not_paid(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (6 * HOUR, Iso20022, "USD 26500.00", MEI, 100),
        (3 * HOUR, Wechat, "CNY 98000.00", LIN, 30),
        (11 * HOUR, Iso20022, "JPY 4200000", MEI, 4 * HOUR),
    ];
    let told = |(ago, channel, amount, maker, until)| {
        let story = sent(payouts, ago, channel, amount).filed(Accepted).later(55).asked(Failed);
        story.until(until).claimed(maker).later(2).resolved(maker, ConfirmNotPaid)
    };
    table.into_iter().map(told).collect()
}

/// Two approvals, none given yet.
fn large_without_proof(payouts: &mut Payouts) -> Vec<Story> {
    let bank = sent(payouts, 12 * HOUR, Iso20022, "USD 31200.00").filed(Nothing(Read)).later(90).asked(Unlisted);
    let bank = bank.until(3 * HOUR).claimed(MEI).later(5);
    let bank = bank.letter(MEI, Shown::NotFound, "Letter of the correspondent bank: no instruction was received.");
    let reason =
        "No answer to the payment, an unlisted status on the query, and the bank's letter says it has no record.";
    let bank = bank.resolved_because(MEI, ConfirmNotPaidWithoutProof, reason);
    let card = sent(payouts, 5 * HOUR, UnionPay, "CNY 180000.00").filed(Nothing(Read)).later(60).asked(NoSuchOrder);
    let card = card.until(65).claimed(LIN).later(6).looked_up(LIN, Shown::NotFound);
    let card = card.seen(LIN, Shown::NotFound, "后台三次查询无记录，已留截图。");
    let card = card.resolved_because(LIN, ConfirmNotPaidWithoutProof, "查询 34，后台无记录，金额大，请两位复核。");
    vec![bank, card]
}

/// Two approvals, one given: the other is still needed.
fn one_of_two(payouts: &mut Payouts) -> Vec<Story> {
    let table = [(10 * HOUR, Wechat, "CNY 120000.00", LIN, WU), (8 * HOUR, Alipay, "CNY 56800.00", MEI, ZHAO)];
    let told = |(ago, channel, amount, maker, checker)| {
        let story = sent(payouts, ago, channel, amount).filed(Nothing(Read)).later(48).asked(NoSuchOrder);
        let story = story.until(150).claimed(maker).later(5);
        let story = story.seen(maker, Shown::NotFound, "后台无此订单。");
        let reason = "通道无记录，后台无记录，商户催付。";
        let story = story.resolved_because(maker, ConfirmNotPaidWithoutProof, reason);
        story.until(45).approved_saying(checker, "已核对截图与查询报文，同意；请另一位主管再核。")
    };
    table.into_iter().map(told).collect()
}
