//! The words of the Case page for what reconciliation found.

crate::texts! {
    title: "What differs", "差异内容";
    kind: "Type", "类型";
    at_issue: "At issue", "涉及金额";
    day: "Business day", "业务日";
    likely: "Likely cause", "可能原因";
    none_known: "Nothing explains it yet.", "尚无可解释的原因。";
    nothing_yet: "Nothing was recorded yet.", "尚无登记内容。";
    lines: "The lines", "相关明细";
    second_of: "The line that it repeats", "与之重复的明细";
    cleared_by: "Lines that it cleared with", "据以平账的明细";
    lead_lines: "Lines that it may come from", "可能相关的明细";
    account: "Account", "对账账户";
    account_id: "Identifier", "标识";
    difference: "Difference", "差额";
    proof_stands: "How it stands", "核对结果";
    cleared(rule: &str): "It has cleared: its lines match now, {rule}.", "已自行平账：双方明细现已勾对（{rule}）。";
    handed_over: "Another case decides it:", "由另一异常单判定：";
    balance: "The balance", "余额";
    opening: "Opening", "期初余额";
    closing: "Closing", "期末余额";
    worked_out: "Worked out", "核算期末";
    leads: "Where it may come from", "可能来源";
    guide_discrepancy: "Our books and the channel's statement disagree on a line. See what differs and why that may be; the choices below are those of its type.", "我方账与通道对账单对同一明细不一致。请查看差异与可能原因，再按类型处理。";
    guide_balance: "The balance of the account does not add up. Follow the leads; then adjust it by a correction order, or record what explains it.", "账户余额不平。请按线索核查，再以差错订单调账，或登记说明。";
    stake_discrepancy(amount: &str): "{amount} is in one side's books and not in the other's. Until it is settled the day cannot be closed.", "{amount} 仅一方有账。了结之前该日不能日结。";
    stake_balance(amount: &str): "{amount} of the account's balance is not accounted for. Until it is explained the day cannot be closed.", "账户余额有 {amount} 未能说明。了结之前该日不能日结。";
    effect_returned(amount: &str): "{amount} counts as back with its sender. Our books stay as they are.", "{amount} 视为已退回付款方，我方账不变。";
    effect_cleared: "Both sides agree by now. Nothing moves.", "双方现已一致，不变动资金。";
    effect_claimed(amount: &str): "{amount} is claimed from the channel. A linked case follows the claim until it is paid or refused.", "向通道追索 {amount}。另建关联单跟踪，直至赔付或被拒。";
    effect_claim_paid(amount: &str): "{amount} counts as made good by the channel.", "{amount} 视为通道已赔付。";
    effect_claim_refused(amount: &str): "{amount} is not made good by the channel, and stays a loss to be written off.", "{amount} 通道不予赔付，损失待核销。";
    effect_reversed: "Our own entry counts as wrong. Whoever keeps our books is told to reverse it.", "视为我方误记，将通知账务冲正。";
    effect_left(amount: &str): "{amount} is left as it is.", "{amount} 差额予以保留。";
    effect_explained(amount: &str): "{amount} counts as explained, and the day may be closed with it.", "{amount} 视为已说明，该日可据此日结。";
    effect_handed_over: "The other case decides it. Nothing is decided here.", "由另一异常单判定，此处不另作判断。";
    effect_by_payout: "The payout's own case has decided. Nothing else is decided here.", "已由代付单判定，此处不另作判断。";
}
