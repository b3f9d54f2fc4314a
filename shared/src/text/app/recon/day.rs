//! A day: its sides, its balance, what closes it.

use crate::texts;

texts! {
    day_title(account: &str, date: &str): "{account}, {date}", "{account} {date}";
    day_missing_title: "Nothing came in for this day", "该日暂无数据";
    day_missing: "Upload its statement, or have our lines of the day sent.", "请上传对账单或发送我方当日明细。";
    day_facts: "What the day adds up to", "当日汇总";
    day_work: "The day's lines", "当日明细";
    day_before: "Day before", "前一日";
    day_after: "Next day", "后一日";
    stale: "Something came in since the last run: it will be matched anew.", "上次对账后有新数据，将重新对账。";
    never_ran: "Not matched yet.", "尚未对账。";
    ran: "Matched", "对账时间";
    run: "Match now", "立即对账";
    run_toast: "The day is being matched.", "正在对账。";
    collected: "Our lines are all there", "我方明细已收齐";
    collected_until(date: &str): "Our lines up to {date} are all there", "我方截至 {date} 的明细已收齐";
    collected_toast: "Noted: our lines of the day are all there.", "已记录：我方当日明细已收齐。";
    sides: "The two sides", "双方合计";
    lines: "Lines", "笔数";
    matched: "Matched", "已勾对";
    held: "Waiting for their pair", "日切待配";
    new_lines: "Not placed yet", "未处理";
    in_discrepancies: "In discrepancies", "差异中";

    proof: "Balance", "余额核对";
    proof_in: "+ in", "＋ 收入";
    proof_out: "− out", "－ 支出";
    proof_fees: "− fees", "－ 手续费";
    proof_worked_out: "= worked out", "＝ 核算余额";
    proof_difference: "Difference", "差额";
    not_known: "not known", "未知";
    record_balance: "Record a balance", "录入余额";
    balance_intro: "Read it off the channel's portal, and show where.", "请从通道后台读取余额，并附凭证。";
    balance_moment: "Which", "余额类别";
    balance_amount: "Balance", "余额";
    balance_amount_hint: "Such as 1280.00; below zero with a minus.", "如 1280.00；透支以负号表示。";
    balance_seen_at: "When you saw it", "查看时间";
    balance_reference: "Reference on the portal", "后台编号";
    balance_reason: "Where you read it", "读取位置";
    balance_toast: "The balance is recorded.", "余额已录入。";
    told_balances: "Balances that were told", "余额记录";
    flow: "Funds flow", "资金流水表";
    flow_intro: "Opening, in, out, fees, closing, difference: day after day.", "逐日列示期初、收入、支出、手续费、期末与差额。";
    flow_running: "Running difference", "累计差额";
    flow_date: "Date", "日期";
    flow_empty: "No day of this month is known.", "该月暂无数据。";

    checklist: "To close the day", "日结检查";
    propose_closing: "Propose to close", "提议日结";
    propose_closing_what: "Another person approves it. Then the day is closed for good, and accounting is told to move its funds from pending to reconciled.", "须由他人复核。复核通过后该日不可重开，并通知账务将资金由待对账转为已对账。";
    approve_closing_what: "The day is closed for good and cannot be opened again. Accounting is told to move its funds from pending to reconciled; what comes later lands in the open day.", "日结后不可重开，并通知账务将资金由待对账转为已对账；之后到达的事项记入当前开放日。";
    reject_closing_what: "The day stays open, and who proposed it reads why.", "该日保持开放，提议人将看到理由。";
    withdraw_closing_what: "The day stays open. It can be proposed again.", "该日保持开放，可再次提议。";
    closing_effect(came_in: &str, went_out: &str, fees: &str, left: &str): "{came_in} came in, {went_out} went out, {fees} in fees; the account held {left} after it.", "收入 {came_in}，支出 {went_out}，手续费 {fees}；期末余额 {left}。";
    closing_by_supervisor: "A supervisor who did not propose it approves or rejects.", "须由非提议人的主管同意或驳回。";
    cases_open(count: usize, lines: u64): "Open cases: {count}, with {lines} lines in them:", "未结差异 {count} 单，涉及 {lines} 条明细：";
    is_met: "met", "已满足";
    is_unmet: "not met", "未满足";
    closing_toast: "Closing the day is proposed.", "已提议日结。";
    approve_closing: "Approve: close for good", "同意日结";
    approved_toast: "The day is closed.", "该日已日结。";
    reject_closing: "Reject", "驳回";
    rejected_toast: "Rejected.", "已驳回。";
    withdraw_closing: "Take back", "撤回";
    withdrawn_toast: "Taken back.", "已撤回。";
    closings: "Proposals to close", "日结提议";
    proposed_by(name: &str): "Proposed by {name}", "提议人：{name}";
    remark: "Remark", "备注";
    reason: "Reason", "理由";
}
