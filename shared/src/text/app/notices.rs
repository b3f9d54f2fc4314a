//! What the desk tells the reader.

use crate::texts;

texts! {
    taken_over(by: &str): "{by} took the case over from you.", "{by} 已从您手中接手该异常单。";
    voided(proposal: i32, evidence: i32): "New evidence #{evidence} voided proposal {proposal}. The decision is open again.", "新凭据 #{evidence} 使第{proposal}号提议作废，需重新处理。";
    overtaken(proposal: i32, version: i32): "The channel's profile changed (version {version}): proposal {proposal} is void. The decision is open again.", "通道资料已变更（第{version}版），第{proposal}号提议作废，需重新处理。";
    outruled(proposal: i32, version: i32): "The policy changed (version {version}) and asks something else: proposal {proposal} is void. The decision is open again.", "复核政策已变更（第{version}版），要求有所不同，第{proposal}号提议作废，需重新处理。";
    rejected(proposal: i32, by: &str, reason: &str): "{by} rejected your proposal {proposal}: {reason}", "{by} 驳回了您的第{proposal}号提议：{reason}";
    approved(proposal: i32, by: &str): "{by} approved your proposal {proposal}; the case is closed.", "{by} 通过了您的第{proposal}号提议，异常单已结。";
    overdue(due: &str): "This case is overdue: it was due {due}.", "该异常单已逾期，期限为 {due}。";
    contradicted(opened: &str): "Later evidence contradicts how this case was closed: {opened} is open.", "后到凭据与结案结果相悖，已建立 {opened}。";
    order_failed(order: &str, reason: &str): "Accounting refused {order}: {reason}", "{order} 记账失败：{reason}";
    order_not_as_told(order: &str): "The evidence tells another amount by now than {order} books: it was not sent. Withdraw it and draft another.", "现有凭据所示金额与 {order} 不符，未送交记账，请撤回后重新草拟。";
    booked_otherwise(told: &str, booked: &str): "All is posted, {booked} in sum, but by now the evidence tells of {told}: the case stays open.", "差错订单均已记账，合计 {booked}，但现有凭据所示为 {told}，该异常单未结案。";
    came_after_all(amount: &str, order: &str): "{amount} came of what {order} had given up: it is in nobody's books. Book it where reconciliation finds it.", "{order} 已确认损失的款项又到账 {amount}，尚未入账，请在对账差异中入账。";
    funds_arrived(order: &str): "Money came of what {order} credited ahead of it. Clear what stands in transit.", "{order} 先行入账的退回资金已有到账，请清账在途款项。";
    order_unanswered(order: &str): "Accounting has not said for too long how {order} went.", "{order} 长时间未收到记账回执。";
    order_approved(order: &str, by: &str): "{by} approved {order}.", "{by} 批准了 {order}。";
    endpoint_failing(description: &str): "For days nothing has got through to the webhook endpoint “{description}”: it is switched off. What happens is kept for it.", "推送端点“{description}”连续数日推送失败，已停用。期间的事件均保留。";
    endpoint_gone(description: &str): "The webhook endpoint “{description}” said that it is gone: it is switched off. What happens is kept for it.", "推送端点“{description}”答复已不存在（410），已停用。期间的事件均保留。";
    channel_change_waits(change: i32, by: &str): "{by} proposed change {change} of this channel; it waits for a second person.", "{by} 提议了该通道的第{change}号变更，待他人复核。";
    channel_change_approved(change: i32, by: &str, version: i32): "{by} approved your change {change}; version {version} is in force.", "{by} 通过了您的第{change}号变更，第{version}版已生效。";
    channel_change_rejected(change: i32, by: &str, reason: &str): "{by} rejected your change {change}: {reason}", "{by} 驳回了您的第{change}号变更：{reason}";
    channel_change_voided(change: i32, version: i32): "Version {version} came with the program: your change {change} is void. Propose it anew.", "第{version}版已随程序生效，您的第{change}号变更作废，请重新提议。";
    closing_waits(day: &str, by: &str): "{by} proposed to close {day}; it waits for a second person.", "{by} 提议日结 {day}，待他人复核。";
    closing_rejected(day: &str, by: &str, reason: &str): "{by} rejected your closing of {day}: {reason}", "{by} 驳回了您对 {day} 的日结提议：{reason}";
    closing_voided(day: &str): "Your closing of {day} is void: what you saw has changed.", "您对 {day} 的日结提议已失效：情况已变化。";
    policy_change_waits(change: i32, by: &str): "{by} proposed change {change} of the policy; it waits for a second person.", "{by} 提议了复核政策的第{change}号变更，待他人复核。";
    policy_change_approved(change: i32, by: &str, version: i32): "{by} approved your change {change}; version {version} of the policy is in force.", "{by} 通过了您的第{change}号变更，复核政策第{version}版已生效。";
    policy_change_rejected(change: i32, by: &str, reason: &str): "{by} rejected your change {change} of the policy: {reason}", "{by} 驳回了您对复核政策的第{change}号变更：{reason}";
    new: "unread", "未读";
}
