//! Payouts that came back, whole or in part, and payouts that the channel settled twice.

use super::{DAY, HOUR, sent};
use crate::demo::cast::{LIN, MEI};
use crate::demo::payout::Channel::{Alipay, Iso20022, UnionPay, Wechat};
use crate::demo::payout::Payouts;
use crate::demo::story::Story;

pub fn stories(payouts: &mut Payouts) -> Vec<Story> {
    let fresh = sent(payouts, 2 * DAY + HOUR, UnionPay, "CNY 3480.00").until(3 * HOUR).came_back("3480.00", "AC01");
    let back = sent(payouts, 3 * DAY, Wechat, "CNY 15600.00").until(20 * HOUR).came_back("15600.00", "AC04");
    let back = back.until(2 * HOUR).funds_are_back("15600.00").later(20).claimed(LIN);
    let part = sent(payouts, DAY + 5 * HOUR, Iso20022, "USD 4200.00").until(6 * HOUR).came_back("1200.00", "AM09");
    let part = part.later(90).claimed(MEI).later(4);
    let part = part.noted(MEI, "Only a part came back; asked the bank what the rest is waiting for.");
    let twice = sent(payouts, 9 * HOUR, Alipay, "CNY 980.00").until(4 * HOUR).settled_by(2);
    let again = sent(payouts, 2 * DAY + 7 * HOUR, UnionPay, "CNY 760.00").until(9 * HOUR).came_back("760.00", "AC01");
    let again = again.later(60).claimed(MEI).later(6).pays_again(MEI, "商户更正了卡号，原卡号少一位。");
    vec![fresh, back, part, twice, again]
}
