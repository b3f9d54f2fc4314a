//! Cases that somebody has in hand, and cases that wait for the channel.

use shared::evidence::Phase::{Connect, Read, Send};
use shared::evidence::Shown;

use super::{DAY, FIRST, HOUR, sent};
use crate::demo::answers::Answer::{
    Accepted, BatchFinished, Busy, Gateway, NoSuchOrder, Nothing, Processing, Unlisted,
};
use crate::demo::cast::{LIN, MEI, WU, ZHAO};
use crate::demo::payout::Channel::{Alipay, Iso20022, UnionPay, Wechat};
use crate::demo::payout::Payouts;
use crate::demo::story::Story;

pub fn stories(payouts: &mut Payouts) -> Vec<Story> {
    let parts: [fn(&mut Payouts) -> Vec<Story>; 3] = [worked, looked_into, waiting];
    parts.into_iter().flat_map(|part| part(payouts)).collect()
}

/// Taken a moment ago.
fn worked(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (9 * HOUR, Wechat, "CNY 3999.00", LIN, 24, Processing),
        (26 * HOUR, Alipay, "CNY 120.00", LIN, 17, NoSuchOrder),
        (5 * HOUR, UnionPay, "CNY 64000.00", MEI, 21, Busy),
        (3 * HOUR, Iso20022, "USD 980.00", MEI, 9, Processing),
        (2 * HOUR, Wechat, "CNY 8600.00", WU, 6, Gateway),
        (7 * HOUR, Alipay, "CNY 1740.00", ZHAO, 14, Unlisted),
    ];
    let told = |(index, (ago, channel, amount, by, until, answer)): (usize, (i64, _, &str, _, i64, _))| {
        let story = sent(payouts, ago, channel, amount).filed_after(FIRST[index], &[answer]);
        story.later(25).asked(answer).until(until).claimed(by)
    };
    table.into_iter().enumerate().map(told).collect()
}

/// Taken, and something was found already.
fn looked_into(payouts: &mut Payouts) -> Vec<Story> {
    let retried = sent(payouts, 4 * HOUR, Wechat, "CNY 2450.00").filed(Busy).later(12).asked(NoSuchOrder);
    let retried = retried.later(15).asked_of_retry(Processing).until(19).claimed(MEI).later(3);
    let retried = retried.noted(MEI, "The core retried under a second order number. Both attempts have to be settled.");

    let batch = sent(payouts, 8 * HOUR, Wechat, "CNY 376.00").filed(Accepted).later(60).asked(BatchFinished);
    let batch = batch.until(23).claimed(LIN).later(4).noted(LIN, "批次 FINISHED 不等于到账，等明细结果。");

    let taken_over =
        sent(payouts, 6 * HOUR, UnionPay, "CNY 27300.00").filed(Nothing(Send)).later(40).asked(NoSuchOrder);
    let taken_over = taken_over.until(28).claimed(MEI).later(6).noted(MEI, "Called the channel, they will ring back.");
    let taken_over = taken_over.until(8).claimed(LIN).noted(LIN, "梅若兰去开会，由我继续跟进，已告知本人。");

    let paid_seen = sent(payouts, 5 * HOUR, UnionPay, "HKD 9800.00").filed(Accepted).later(30).asked(Unlisted);
    let paid_seen = paid_seen.until(11).claimed(LIN).later(4).revealed(LIN);
    let paid_seen = paid_seen.seen(LIN, Shown::Paid, "后台显示成功，准备提请复核。");
    vec![retried, batch, taken_over, paid_seen]
}

fn waiting(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (22 * HOUR, UnionPay, "CNY 5680.00", LIN, 6 * HOUR, 14, "等待次日对账文件"),
        (15 * HOUR, Wechat, "CNY 930.00", MEI, 3 * HOUR, 5, "Waiting for the payee to confirm in the app"),
        (2 * DAY, Iso20022, "JPY 218000", MEI, DAY, 30, "Tokyo is closed for a holiday; the bank answers tomorrow"),
        (10 * HOUR, Alipay, "CNY 71500.00", LIN, 2 * HOUR, 4, "通道系统维护，18 点后再查"),
        (29 * HOUR, Iso20022, "USD 5400.00", WU, 5 * HOUR, 20, "Investigation opened with the correspondent bank"),
        (8 * HOUR, UnionPay, "CNY 410.00", LIN, 50, 3, "等待银联差错组回复"),
    ];
    let told = |(index, (ago, channel, amount, by, until, hours, reason)): (usize, (i64, _, &str, _, i64, _, _))| {
        let story = sent(payouts, ago, channel, amount).filed(FIRST[(index + 3) % 5]).later(30).asked(Processing);
        story.until(until + 4).claimed(by).later(2).waits(by, hours, reason)
    };
    let mut stories: Vec<_> = table.into_iter().enumerate().map(told).collect();
    let connect =
        sent(payouts, 12 * HOUR, Alipay, "CNY 3060.00").filed(Nothing(Connect)).later(40).asked(Nothing(Read));
    let connect = connect.until(5 * HOUR).claimed(ZHAO).later(5).noted(ZHAO, "专线中断期间的第 3 笔，网络组已恢复。");
    stories.push(connect.waits(ZHAO, 8, "专线恢复后由系统自动补查"));
    stories
}
