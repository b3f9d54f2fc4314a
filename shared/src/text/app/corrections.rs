//! The pages of correction orders.

use crate::texts;

texts! {
    title: "Corrections", "差错订单";
    go: "Go to corrections", "前往差错订单";
    intro: "Orders that move money to put payouts right. An order is done when accounting has posted it.", "为更正代付而变动资金的订单，记账完成后才算办结。";
    empty_title: "No orders here", "没有差错订单";
    empty: "Orders are drafted at the case that they put right.", "差错订单由其对应的异常单草拟。";
    all: "All", "全部";
    more: "Show more", "显示更多";
    case: "Case", "异常单";
    payout: "Payout", "代付";
    merchant: "Merchant", "商户";
    reference: "Refers to", "所指编号";
    drafted_by(name: &str): "drafted by {name}", "{name} 草拟";
    lines: "Lines", "分录";
    account: "Account", "科目";
    debit: "Debit", "借方";
    credit: "Credit", "贷方";
    why: "Why", "说明";
    total: "Total", "合计";
    approvals: "Approvals", "复核";
    approved_by(names: &str): "approved by {names}", "{names} 已批准";
    funds_back: "Funds back", "资金到账";
    funds_not_back: "not yet; the order is sent when they are", "尚未到账，到账后送交记账";
    balance(corrected: &str, amount: &str): "{corrected} of the payout's {amount} is corrected", "代付 {amount} 中已更正 {corrected}";
    accounting: "What accounting said", "记账回执";
    accounting_none: "Accounting has said nothing yet.", "尚无记账回执。";
    sending(attempt: i32): "sending {attempt}", "第{attempt}次发送";
    voucher(voucher: &str): "posted, voucher {voucher}", "已记账，凭证号 {voucher}";
    refused(reason: &str): "refused: {reason}", "失败：{reason}";
    history: "History", "历史";
    replaces(order: &str): "stands in for {order}", "替代 {order}";
    draft_title: "Correction order", "差错订单";
    draft: "Draft the order", "草拟差错订单";
    draft_of(reference: &str): "Draft for {reference}", "为 {reference} 草拟";
    propose: "Put to checkers", "提交复核";
    withdraw: "Withdraw the order", "撤回订单";
    write_off: "Write it off", "改为核销";
    ahead: "Credit ahead of the funds (two approvals)", "资金到账前先行入账（须两人复核）";
    not_ahead: "Wait for the funds", "等待资金到账";
    reason: "Reason", "理由";
    all_orders: "All orders", "全部差错订单";
}
