//! Cases that are closed, and nothing has come up since.

use shared::evidence::Shown;
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmNotPaidWithoutProof, ConfirmPaid};

use super::{DAY, FIRST, HOUR, sent};
use crate::demo::answers::Answer::{Failed, Gateway, NoSuchOrder, Nothing, Paid, Processing, Unlisted};
use crate::demo::cast::{GU, LIN, MEI, WU, ZHAO};
use crate::demo::payout::Channel::{Alipay, Iso20022, UnionPay, Wechat};
use crate::demo::payout::Payouts;
use crate::demo::story::Story;
use shared::evidence::Phase::Read;

pub fn stories(payouts: &mut Payouts) -> Vec<Story> {
    let parts: [fn(&mut Payouts) -> Vec<Story>; 6] =
        [paid, not_paid, large_not_paid, paid_on_portal, not_paid_without_proof, large_without_proof];
    parts.into_iter().flat_map(|part| part(payouts)).collect()
}

/// The channel says that it paid.
fn paid(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (6 * DAY, Wechat, "CNY 1280.00", LIN),
        (6 * DAY - 90, Alipay, "CNY 356.70", MEI),
        (5 * DAY + 3 * HOUR, UnionPay, "CNY 18250.00", LIN),
        (5 * DAY, Iso20022, "USD 2450.00", MEI),
        (4 * DAY + 7 * HOUR, Wechat, "CNY 88.00", LIN),
        (4 * DAY + 2 * HOUR, Iso20022, "JPY 386000", WU),
        (3 * DAY + 8 * HOUR, UnionPay, "HKD 21600.00", MEI),
        (3 * DAY + 4 * HOUR, Alipay, "CNY 62000.00", LIN),
        (3 * DAY, Wechat, "CNY 499.00", LIN),
        (2 * DAY + 5 * HOUR, Iso20022, "HKD 128000.00", MEI),
        (2 * DAY, UnionPay, "CNY 940.50", LIN),
        (DAY + 6 * HOUR, Alipay, "CNY 7312.45", MEI),
        (DAY + HOUR, Wechat, "CNY 2016.00", LIN),
        (7 * HOUR, UnionPay, "CNY 3150.00", MEI),
        (4 * HOUR, Iso20022, "USD 615.20", LIN),
    ];
    let told = |(index, (ago, channel, amount, by)): (usize, (i64, _, &str, &'static str))| {
        let story = sent(payouts, ago, channel, amount).filed(FIRST[index % 5]);
        let story = story.later(8).asked(Processing).later(20).asked(Paid).later(6).claimed(by).later(2);
        story.resolved(by, ConfirmPaid)
    };
    table.into_iter().enumerate().map(told).collect()
}

/// The channel says that it did not pay.
fn not_paid(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (6 * DAY - 3 * HOUR, Wechat, "CNY 640.00", MEI),
        (5 * DAY + 5 * HOUR, Alipay, "CNY 1999.00", LIN),
        (4 * DAY + 9 * HOUR, Iso20022, "USD 1830.75", MEI),
        (3 * DAY + 2 * HOUR, Wechat, "CNY 23800.00", LIN),
        (2 * DAY + 7 * HOUR, Alipay, "CNY 415.00", MEI),
        (DAY + 9 * HOUR, Iso20022, "JPY 54800", LIN),
        (DAY - HOUR, Wechat, "CNY 5120.00", LIN),
        (6 * HOUR, Alipay, "CNY 270.00", MEI),
    ];
    let told = |(index, (ago, channel, amount, by)): (usize, (i64, _, &str, &'static str))| {
        let story = sent(payouts, ago, channel, amount).filed_after(FIRST[index % 5], &[Processing]);
        let story = story.later(32).asked(Failed).later(9).claimed(by).later(1);
        let story = if index % 3 == 0 {
            story.noted(by, "通道明确返回失败，已通知商户可重新发起。")
        } else {
            story
        };
        story.resolved(by, ConfirmNotPaid)
    };
    table.into_iter().enumerate().map(told).collect()
}

/// The same of a large amount: a second person looks.
fn large_not_paid(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (5 * DAY + 8 * HOUR, Iso20022, "USD 48000.00", LIN, WU),
        (3 * DAY + 6 * HOUR, Wechat, "CNY 86000.00", MEI, ZHAO),
        (DAY + 4 * HOUR, Alipay, "CNY 150000.00", LIN, ZHAO),
    ];
    let told = |(ago, channel, amount, maker, checker)| {
        let story = sent(payouts, ago, channel, amount).filed_after(Nothing(Read), &[Processing, Processing]);
        let story = story.later(28).asked(Failed).later(5).claimed(maker).later(4);
        story.resolved(maker, ConfirmNotPaid).later(18).approved_saying(checker, "已核对失败原因，同意。")
    };
    table.into_iter().map(told).collect()
}

/// The channel's answers say nothing; its portal shows that it paid.
fn paid_on_portal(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (5 * DAY + 2 * HOUR, UnionPay, "CNY 4600.00", MEI, WU),
        (4 * DAY, Iso20022, "HKD 36500.00", LIN, ZHAO),
        (2 * DAY + 3 * HOUR, UnionPay, "CNY 51200.00", LIN, WU),
        (DAY + 2 * HOUR, Wechat, "CNY 730.00", MEI, ZHAO),
    ];
    let told = |(ago, channel, amount, maker, checker)| {
        let story = sent(payouts, ago, channel, amount).filed(Nothing(Read)).later(15).asked(Unlisted);
        let story = story.later(30).claimed(maker).later(3);
        let story = story.seen(maker, Shown::Paid, "后台显示转账成功，到账方式为实时。").revealed(maker);
        story.resolved(maker, ConfirmPaid).later(25).approved(checker)
    };
    table.into_iter().map(told).collect()
}

/// Nothing proves anything: the order is not known to the channel, and its portal does not show it either.
fn not_paid_without_proof(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (6 * DAY - 5 * HOUR, UnionPay, "CNY 1520.00", LIN, WU),
        (4 * DAY + 4 * HOUR, Wechat, "CNY 318.00", MEI, ZHAO),
        (3 * DAY + HOUR, Alipay, "CNY 12400.00", LIN, ZHAO),
        (2 * DAY + HOUR, UnionPay, "HKD 8800.00", MEI, WU),
    ];
    let told = |(ago, channel, amount, maker, checker)| {
        let story = sent(payouts, ago, channel, amount).filed(Nothing(Read)).later(10).asked(NoSuchOrder);
        let story = story.later(40).asked(NoSuchOrder).later(7).claimed(maker).later(5);
        let story = story.seen(maker, Shown::NotFound, "按商户订单号查询近 30 天，0 条记录。");
        let reason = "首次请求超时，两次查询均无此交易，商户后台无记录。";
        story.resolved_because(maker, ConfirmNotPaidWithoutProof, reason).later(22).approved(checker)
    };
    table.into_iter().map(told).collect()
}

/// The same of a large amount: two others look, and the auditor after them.
fn large_without_proof(payouts: &mut Payouts) -> Vec<Story> {
    let table =
        [(4 * DAY + 5 * HOUR, UnionPay, "CNY 268000.00", LIN), (2 * DAY + 8 * HOUR, Wechat, "CNY 75000.00", MEI)];
    let told = |(ago, channel, amount, maker)| {
        let story = sent(payouts, ago, channel, amount).filed(Gateway).later(45).asked(NoSuchOrder);
        let story = story.later(10).claimed(maker).later(6).looked_up(maker, Shown::NotFound);
        let story = story.seen(maker, Shown::NotFound, "已致电通道客服，确认未收到该笔指令。");
        let reason = "网关 502，通道两处均无记录，客服口头确认未受理。金额较大，请两位复核。";
        let story = story.resolved_because(maker, ConfirmNotPaidWithoutProof, reason);
        let story = story.later(16).approved_saying(WU, "已自行登录后台核实。").later(31).approved(ZHAO);
        story.later(5 * HOUR).revealed(GU)
    };
    table.into_iter().map(told).collect()
}
