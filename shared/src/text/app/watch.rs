//! The return watch: payouts that were confirmed as paid and whose money may still come back.

use crate::texts;

texts! {
    go: "Go to the return watch", "前往退汇观察";
    title: "Return watch", "退汇观察";
    intro: "Payouts that were confirmed as paid. Their money may still come back: a return opens a case of its own, and the payout stays paid.", "已按“已付”结案的代付。资金仍可能退回：一旦退汇会另建异常单，原代付仍为已付。";
    empty_title: "Nothing is under watch", "暂无观察中的代付";
    empty: "A payout comes here when its case is closed as paid, for as many working days as its channel may return money.", "异常单按“已付”结案后，代付会出现在这里；观察期为该通道可能退汇的工作日数。";
    column_number: "Number", "单号";
    column_channel: "Channel", "通道";
    column_merchant: "Merchant", "商户";
    column_amount: "Amount", "金额";
    column_since: "Confirmed", "确认时间";
    column_until: "Watched until", "观察至";
    more: "Show more", "显示更多";
    on: "Under return watch until", "退汇观察至";
    over: "The return watch ended", "退汇观察期已结束";
    uncounted(year: i32): "Under return watch. When it ends is not known: the calendar of working days does not hold {year}.", "退汇观察中。缺少{year}年的工作日历，暂时无法计算到期日。";
    uncounted_short(year: i32): "Not known: no calendar for {year}", "未知：缺少{year}年的工作日历";
    late: "Late: it came after the return watch had ended", "迟到退汇：晚于退汇观察期";
}
