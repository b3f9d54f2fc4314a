//! Approvals: what awaits checkers.

use crate::texts;

texts! {
    title: "Approvals", "复核";
    intro: "Riskiest first, then oldest. Open a case to see it as its maker saw it, with what has changed since.", "按风险由高到低、提交先后排列。打开异常单可查看提议时的情形及此后的变化。";
    list_label: "Proposals that await checkers", "待复核的提议";
    empty_title: "Nothing awaits approval", "暂无待复核的提议";
    empty: "Proposals come here when an operator's decision needs another pair of eyes: it rests on what a person saw, the amount is large, or there is proof both ways.", "当处理依据为人工查看、金额较大或凭据矛盾时，经办的提议会出现在这里。";
    proposed_by(name: &str): "by {name}", "经办：{name}";
    your_own: "Your own: somebody else checks it", "您的提议，须由他人复核";
    already: "You have decided; another checker is needed", "您已决定，还需其他复核人";
    given(given: i32, of: i32): "{given} of {of} approvals", "已复核 {given}/{of}";
    select(number: &str): "Select {number}", "选择 {number}";
    selected(count: usize): "{count} selected", "已选{count}条";
    approve_selected(count: usize): "Approve {count}", "通过{count}条";
    not_same: "Only proposals with the same resolution, the same verdict and the same reasons can be approved together.", "只有处理方式、结论与原因都相同的提议才能一并通过。";
    not_yours: "Some of these are not yours to decide.", "所选提议中有您不能复核的。";
    approve_title(count: usize): "Approve {count} proposals?", "通过{count}条提议？";
    approve_one_title(number: &str): "Approve {number}?", "通过 {number} 的提议？";
    reject_one_title(number: &str): "Reject the proposal on {number}?", "驳回 {number} 的提议？";
    each_by_itself: "Each is checked by itself against what its maker saw; one that has changed is left alone.", "每条都会与提议时所见逐一核对，有变化的不会通过。";
    one(what: &str, amount: &str): "{what}: {amount}.", "{what}：{amount}。";
    one_by_itself: "It is checked against what its maker saw; if that has changed, nothing is decided.", "将与提议时所见核对，如有变化则不会通过。";
    reject_reopens: "The maker is told why, and the case can be worked again.", "经办会收到驳回原因，异常单恢复处理。";
    total(amount: &str): "Together {amount}.", "合计 {amount}。";
    reject_title(count: usize): "Reject {count} proposals?", "驳回{count}条提议？";
    reject_selected(count: usize): "Reject {count}", "驳回{count}条";
    approved(count: usize): "{count} approved.", "已通过{count}条。";
    rejected(count: usize): "{count} rejected; their makers are told.", "已驳回{count}条，并通知经办。";
    approved_some(approved: usize, not: usize): "{approved} approved, {not} not.", "已通过{approved}条，{not}条未通过。";
    rejected_some(rejected: usize, not: usize): "{rejected} rejected, {not} not.", "已驳回{rejected}条，{not}条未驳回。";
    gone(number: &str): "{number} no longer awaits approval", "{number} 已不再待复核";
    gone_how(how: &str): "Its proposal: {how}. You decided nothing on it.", "其提议：{how}。您未对其作出决定。";
    gone_somehow: "Its proposal ended meanwhile. You decided nothing on it.", "其提议已结束，您未对其作出决定。";
    gone_seen: "Got it", "知道了";
    results: "What became of each", "逐条结果";
    result_closed: "approved: nothing more is needed", "已通过，复核完成";
    result_missing(count: i32): "approved: {count} more needed", "已通过，还需{count}人复核";
    result_rejected: "rejected", "已驳回";
    close: "Close", "关闭";
    order(number: &str): "Correction order {number}", "差错订单 {number}";

    seen: "As its maker saw it", "提议时所见";
    seen_hide: "Hide what its maker saw", "收起提议时所见";
    seen_evidence: "Evidence that was there", "提议时的凭据";
    seen_none: "No evidence was there.", "提议时没有凭据。";
    seen_order: "The correction order", "差错订单";
    seen_policy(version: i32): "proposed under version {version} of the policy", "依据复核政策第{version}版提议";
    since: "What has changed since", "此后的变化";
    since_nothing: "Nothing has changed since.", "此后没有变化。";
    since_piece(seq: i32): "evidence #{seq}", "凭据 #{seq}";
    open_case: "Open the case", "打开异常单";

    key_seen: "Show or hide what its maker saw", "显示或收起提议时所见";
    key_approve: "Approve", "通过";
    key_reject: "Reject", "驳回";
}
