//! Proposals that did not hold: rejected, withdrawn, or voided by new evidence.

use shared::evidence::Phase::Read;
use shared::evidence::Shown;
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmNotPaidWithoutProof, ConfirmPaid};

use super::{DAY, HOUR, sent};
use crate::demo::answers::Answer::{Accepted, Failed, NoSuchOrder, Nothing, Paid, Processing, Unlisted};
use crate::demo::cast::{LIN, MEI, WU, ZHAO};
use crate::demo::payout::Channel::{self, Alipay, Iso20022, UnionPay, Wechat};
use crate::demo::payout::Payouts;
use crate::demo::story::Story;

pub fn stories(payouts: &mut Payouts) -> Vec<Story> {
    let parts: [fn(&mut Payouts) -> Vec<Story>; 3] = [rejected, withdrawn, voided];
    parts.into_iter().flat_map(|part| part(payouts)).collect()
}

/// Not paid, as far as anybody can see; proposed so many minutes before the end.
fn proposed(
    payouts: &mut Payouts,
    ago: i64,
    (channel, amount): (Channel, &str),
    maker: &'static str,
    until: i64,
) -> Story {
    let story = sent(payouts, ago, channel, amount).filed(Nothing(Read)).later(35).asked(NoSuchOrder);
    let story = story.until(until + 6).claimed(maker).later(3).looked_up(maker, Shown::NotFound);
    story.resolved_because(maker, ConfirmNotPaidWithoutProof, "查询无此交易，后台无记录。")
}

fn rejected(payouts: &mut Payouts) -> Vec<Story> {
    let again = proposed(payouts, 3 * DAY + 7 * HOUR, (UnionPay, "CNY 3420.00"), MEI, 3 * DAY + 5 * HOUR);
    let again = again.later(14).rejected(WU, "只有编号没有截图，请补充后台截图后再提。").later(9);
    let again = again.seen(MEI, Shown::NotFound, "补充截图。");
    let again =
        again.resolved_because(MEI, ConfirmNotPaidWithoutProof, "已补充截图，其余同前。").later(20).approved(WU);

    let held = proposed(payouts, 5 * HOUR, (Wechat, "CNY 670.00"), LIN, 48);
    let held = held.until(16).rejected(ZHAO, "距发送不足一天，通道可能仍在受理，请先等日终账单。");

    let lapsed = sent(payouts, 20 * HOUR, Iso20022, "HKD 61000.00").filed(Accepted).later(50).asked(Failed);
    let lapsed = lapsed.until(8 * HOUR).claimed(MEI).later(3).resolved(MEI, ConfirmNotPaid).later(40);
    let lapsed = lapsed.rejected(WU, "RJCT with AC04, but the merchant says the account is fine. Ask the bank first.");
    vec![again, held, lapsed]
}

fn withdrawn(payouts: &mut Payouts) -> Vec<Story> {
    let waits = proposed(payouts, 11 * HOUR, (Alipay, "CNY 5230.00"), LIN, 4 * HOUR);
    let waits = waits.later(11).withdrawn(LIN, "通道客服回复正在核实，先撤回。").later(3);
    let waits = waits.waits(LIN, 20, "等待通道客服核实结果");

    let paid = sent(payouts, 2 * DAY + 9 * HOUR, UnionPay, "CNY 7140.00").filed(Accepted).later(40).asked(Unlisted);
    let paid = paid.later(15).claimed(MEI).later(4).seen(MEI, Shown::Paid, "Shown as paid on the portal.");
    let paid = paid.resolved(MEI, ConfirmPaid).later(10);
    let paid = paid.withdrawn(MEI, "Wrong page: this was another order of the same payee.").later(2).released(MEI);
    let paid = paid.until(2 * DAY).asked(Paid).later(9).claimed(LIN).later(2).resolved(LIN, ConfirmPaid);
    vec![waits, paid]
}

fn voided(payouts: &mut Payouts) -> Vec<Story> {
    // The very thing that maker and checker are there for: proof of payment came before the approval did.
    let proven = proposed(payouts, 4 * DAY + 10 * HOUR, (Wechat, "CNY 15800.00"), LIN, 4 * DAY + 7 * HOUR);
    let proven = proven.later(17).asked(Paid).later(8).claimed(LIN).later(2);
    let proven = proven.noted(LIN, "复核前通道返回成功，原提议作废，改按已付结案。").resolved(LIN, ConfirmPaid);

    let under_way = proposed(payouts, 7 * HOUR, (UnionPay, "CNY 46000.00"), MEI, 95).until(20).asked(Processing);

    let half = proposed(payouts, 13 * HOUR, (Wechat, "CNY 66000.00"), LIN, 6 * HOUR);
    let half = half.later(30).approved_saying(WU, "同意。").until(4 * HOUR).asked(NoSuchOrder);
    vec![proven, under_way, half]
}
