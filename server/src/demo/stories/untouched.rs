//! Cases that nobody has: just filed, due soon, overdue, given back, or let slip.

use shared::evidence::Phase::{Connect, Read, Send};

use super::{DAY, FIRST, HOUR, sent};
use crate::demo::answers::Answer::{Accepted, Busy, Gateway, NoSuchOrder, Nothing, Processing, Unlisted};
use crate::demo::cast::{LIN, MEI};
use crate::demo::payout::Channel::{Alipay, Iso20022, UnionPay, Wechat};
use crate::demo::payout::Payouts;
use crate::demo::story::Story;

pub fn stories(payouts: &mut Payouts) -> Vec<Story> {
    let parts: [fn(&mut Payouts) -> Vec<Story>; 4] = [fresh, due, window_closing, let_go];
    parts.into_iter().flat_map(|part| part(payouts)).collect()
}

fn fresh(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (4, Wechat, "CNY 1.00", Nothing(Read)),
        (7, Wechat, "CNY 12800.00", Nothing(Read)),
        (9, Alipay, "CNY 455.20", Busy),
        (15, Iso20022, "USD 8200.00", Accepted),
        (22, UnionPay, "CNY 2300.00", Unlisted),
        (31, Wechat, "CNY 5400.00", Unlisted),
        (44, Alipay, "CNY 93.00", Nothing(Connect)),
        (58, UnionPay, "HKD 73000.00", Nothing(Send)),
        (75, Iso20022, "JPY 99000", Processing),
        (95, Wechat, "CNY 610.00", Gateway),
        (130, Alipay, "CNY 20150.00", Unlisted),
        (160, UnionPay, "CNY 1860.00", Accepted),
    ];
    let told = |(ago, channel, amount, first)| {
        let story = sent(payouts, ago, channel, amount).filed(first);
        if ago > 40 { story.later(20).asked(Processing) } else { story }
    };
    table.into_iter().map(told).collect()
}

/// Due in a moment, or due already: a day after filing, four hours for large amounts.
fn due(payouts: &mut Payouts) -> Vec<Story> {
    let table = [
        (23 * HOUR + 20, Wechat, "CNY 780.00"),
        (23 * HOUR + 45, UnionPay, "CNY 4100.00"),
        (3 * HOUR + 25, Iso20022, "USD 64000.00"),
        (2 * HOUR + 40, Alipay, "CNY 88800.00"),
        (27 * HOUR, Alipay, "CNY 2290.00"),
        (31 * HOUR, Wechat, "CNY 150.00"),
        (2 * DAY + 2 * HOUR, UnionPay, "CNY 33000.00"),
        (9 * HOUR, Iso20022, "HKD 260000.00"),
        (3 * DAY - HOUR, Iso20022, "JPY 47500"),
    ];
    let told = |(index, (ago, channel, amount)): (usize, (i64, _, &str))| {
        let story = sent(payouts, ago, channel, amount).filed_after(FIRST[(index + 2) % 5], &[Processing, Processing]);
        story.later(60).asked(if index % 2 == 0 { Processing } else { Unlisted })
    };
    table.into_iter().enumerate().map(told).collect()
}

/// Filed late: WeChat's queries reach back 30 days, and these days are nearly over.
fn window_closing(payouts: &mut Payouts) -> Vec<Story> {
    let table = [(30 * DAY - 90, "CNY 1670.00", 50), (30 * DAY - 5 * HOUR, "CNY 24500.00", 3 * HOUR)];
    let told = |(ago, amount, until)| {
        sent(payouts, ago, Wechat, amount).until(until).filed_after(Nothing(Read), &[Processing]).asked(Processing)
    };
    table.into_iter().map(told).collect()
}

/// Somebody had them: given back, or idle for longer than a claim lasts.
fn let_go(payouts: &mut Payouts) -> Vec<Story> {
    let given_back = sent(payouts, 13 * HOUR, UnionPay, "CNY 860.00").filed(Busy).later(40).asked(NoSuchOrder);
    let given_back = given_back.until(6 * HOUR).claimed(LIN).later(8);
    let given_back = given_back.noted(LIN, "需主管权限查看该通道后台，退回待处理。").released(LIN);
    let slipped = sent(payouts, 10 * HOUR, Wechat, "CNY 3180.00").filed(Accepted).later(30).asked(Processing);
    let slipped = slipped.until(2 * HOUR).claimed(MEI).later(5).noted(MEI, "Asked the merchant whether it arrived.");
    let shift = sent(payouts, 17 * HOUR, Alipay, "CNY 9450.00").filed(Nothing(Read)).later(30).asked(NoSuchOrder);
    let shift = shift.until(9 * HOUR).claimed(LIN);
    vec![given_back, slipped, shift]
}
