//! A case: its head, its facts, its evidence.

use crate::texts;

texts! {
    title(number: &str): "Case {number}", "异常单 {number}";
    back_to_queue: "Back to the queue", "返回列表";
    previous: "Previous case", "上一条";
    next: "Next case", "下一条";
    print: "Print the dossier", "打印案卷";
    tab_facts: "Facts", "基本信息";
    tab_evidence: "Evidence", "凭据";
    tab_decide: "Decide", "处理";
    parts: "Parts of the case", "异常单内容";

    held_by(name: &str): "{name} has it", "{name} 处理中";
    held_by_you(time: &str): "Yours for {time}", "由您处理，剩余{time}";
    waiting_until: "Waits until", "等待至";
    waiting_because(reason: &str): "Why: {reason}", "原因：{reason}";
    nobody_has_it: "Nobody has it", "无人处理";
    awaits_checkers(name: &str): "Proposed by {name}", "{name} 已提议";
    due: "Due", "期限";
    priority: "Priority", "优先级";

    claim: "Claim", "认领";
    claim_why: "You have it for half an hour; each thing you do starts it anew.", "认领后由您处理半小时，每次操作会重新计时。";
    release: "Give back", "释放";
    take_over: "Take over", "接手";
    take_over_title(name: &str): "Take the case over from {name}?", "从 {name} 接手？";
    take_over_warning(name: &str): "{name} may be looking at it just now. They are told that you took it; what they were typing stays with them, but they can no longer act on it.", "{name} 可能正在处理。系统会通知对方由您接手；对方正在填写的内容会保留，但不能再提交。";
    claimed: "The case is yours.", "已认领。";
    released: "The case is free again.", "已释放。";

    changed_title: "This case changed while you were looking at it", "查看期间异常单有变化";
    changed_state(who: &str, what: &str): "It is now: {what}. {who}", "当前状态：{what}。{who}";
    changed_evidence(seq: i32, by: &str, kind: &str, claim: &str): "New evidence #{seq} from {by}: {kind}, {claim}.", "新增凭据 #{seq}（{by}）：{kind}，{claim}。";
    changed_verdict(word: &str, why: &str): "The verdict is now: {word}. {why}", "结论变为“{word}”：{why}";
    changed_proposal(name: &str, what: &str): "{name} proposed: {what}.", "{name} 提议：{what}。";
    changed_proposal_ended(what: &str): "The proposal ended: {what}.", "提议已结束：{what}。";
    changed_note(name: &str): "{name} wrote a note.", "{name} 添加了备注。";
    changed_keep: "What you typed is still here. Look at the changes, then decide again.", "您填写的内容都还在。请查看变化后重新决定。";

    payout: "Payout", "代付";
    amount: "Amount", "金额";
    sent_at: "Sent", "发送时间";
    sent_ago(time: &str): "{time} ago", "{time}前";
    filed_at: "Filed", "上报时间";
    channel: "Channel", "通道";
    channel_time: "Channel's time", "通道时间";
    order_number: "Our order", "我方订单号";
    channel_order_number: "Channel's order", "通道订单号";
    attempts: "Attempts", "代付订单";
    minimum_age: "May be called not paid from", "最早可判未付";
    query_window: "Queries answer until", "查询有效期至";
    query_window_over: "Queries no longer answer since", "已超出查询有效期";
    source: "Filed by", "来源";
    filing: "Filing", "上报";
    reference: "Reference", "来源编号";
    merchant: "Merchant", "商户";
    merchant_name: "Name", "名称";
    merchant_number: "Number", "商户号";
    beneficiary: "Beneficiary", "收款人";
    beneficiary_none: "None was filed.", "上报时未提供。";
    name: "Name", "户名";
    account: "Account", "账号";
    bank: "Bank", "开户行";
    bank_code: "Bank code", "联行号";
    reveal: "Show in full", "查看明文";
    reveal_why: "Recorded each time with your name.", "每次查看都会记录您的姓名。";
    reveal_not_yours: "Your roles do not allow seeing it in full.", "您的角色不能查看明文。";
    revealed: "Shown in full; this was recorded.", "已显示明文，本次查看已记录。";
    hide: "Hide", "隐藏";
    at_stake: "At stake", "风险金额";
    at_stake_twice(amount: &str): "If this is called not paid and that is wrong, {amount} is paid twice.", "若误判为未付，{amount} 将被重复支付。";
    at_stake_robbed(amount: &str): "If this is called paid and that is wrong, the beneficiary never gets {amount}.", "若误判为已付，收款人将收不到 {amount}。";
    at_stake_late(amount: &str): "{amount} reached the beneficiary after it was called not paid. If it was sent again meanwhile, it is paid twice.", "{amount} 判为未付后又到账。若其间已重新代付，则构成重复支付。";
    at_stake_duplicate(amount: &str): "{amount} was settled more than once: whoever was paid twice has what is not theirs.", "{amount} 被重复结算，多付的款项须追回。";
    at_stake_bounced(amount: &str): "{amount} was called paid and came back. The beneficiary does not have it, and the merchant is owed it.", "{amount} 判为已付后被退回。收款人未收到，应退还商户。";
    at_stake_bounced_partly(returned: &str, amount: &str): "{returned} of {amount}, which was called paid, came back. The beneficiary does not have that part, and the merchant is owed it.", "{amount} 判为已付后，其中 {returned} 被退回。该部分收款人未收到，应退还商户。";
    linked: "Linked cases", "关联异常单";
    linked_none: "None.", "无。";
    linked_to(number: &str): "Belongs to {number}.", "与 {number} 关联。";
    linked_attempt(number: &str, attempt: &str): "Opened because {attempt}, by which {number} was paid again, came back.", "因 {number} 重新代付的 {attempt} 退回而建立。";
    linked_from(number: &str): "Opened because later evidence contradicts how {number} was closed.", "因后到凭据与 {number} 的结案结果相悖而建立。";
}

texts! {
    notes: "Notes", "备注";
    notes_none: "No notes yet. Write what the next person should know.", "暂无备注。可写下交接时需要知道的情况。";
    note_write: "Write a note", "添加备注";
    note_label: "Note", "备注";
    note_saved: "Note saved.", "备注已保存。";
    note_not_yours: "Your roles do not allow writing notes.", "您的角色不能添加备注。";
    trail: "Audit trail", "审计轨迹";
    trail_show: "Show the audit trail", "查看审计轨迹";
    trail_verified(count: i64): "Checked in your browser: {count} entries, and the chain is whole.", "已在本浏览器校验：共{count}条，链条完整。";
    trail_broken(why: &str): "The chain is broken: {why}", "链条校验失败：{why}";

    verdict: "Verdict", "结论";
    decided_by: "Decided by", "依据";
    evidence_link(seq: i32): "evidence #{seq}", "凭据 #{seq}";
    says_paid: "Says paid", "表明已付";
    says_not_paid: "Says not paid", "表明未付";
    timeline: "Evidence, in the order it came", "凭据（按时间顺序）";
    payout_sent: "Payout sent to the channel", "向通道发出代付";
    now: "Now", "现在";
    next_query: "Next query in", "距下次查询";
    aged: "Minimum age reached", "达到最短判定时长";
    decides: "decides", "决定结论";
    rule: "Why this claim", "判定依据";
    wording: "The channel's words", "通道说明";
    documentation: "Documentation", "文档";
    reviewed_on(date: &str): "reviewed {date}", "{date}已审阅";
    not_reviewed: "not reviewed yet", "尚未审阅";
    of_attempt(order: &str): "attempt {order}", "订单 {order}";
    http_status(status: u16): "HTTP {status}", "HTTP {status}";
    latency(ms: u32): "{ms} ms", "{ms}毫秒";
    latency_seconds(seconds: &str): "{seconds} s", "{seconds}秒";
    recorded_by(who: &str): "recorded by {who}", "由 {who} 记录";
    desk_itself: "the desk", "系统";
    digest: "SHA-256", "SHA-256";
    show_body: "Raw body", "原文";
    hide_body: "Hide the raw body", "收起原文";
    body_pretty: "Pretty", "格式化";
    body_raw: "Raw", "原文";
    body_compare: "Compare", "对比";
    body_undecoded: "The body is not text in the encoding it names; here are its bytes.", "原文无法按其声明的编码解读，以下为字节内容。";
    body_empty: "The body is empty.", "原文为空。";
    compare_with: "Compare with", "对比对象";
    compare_nothing: "There is no other response to compare with.", "没有可对比的其他响应。";
    body_how: "How the body is shown", "原文显示方式";
    looked_up: "Looked up", "查询内容";
    shown: "Shown", "显示结果";
    their_reference: "Reference", "编号";
    remark: "Remark", "说明";
    attachments: "Files", "附件";
    open_attachment(name: &str, size: &str): "{name}, {size}", "{name}，{size}";

    key_claim: "Claim or take over", "认领或接手";
    key_portal_check: "Record a portal check", "登记后台核实";
    key_note: "Write a note", "添加备注";
    key_choose_1: "Choose the first resolution", "选择第1项处理";
    key_choose_2: "Choose the second resolution", "选择第2项处理";
    key_choose_3: "Choose the third resolution", "选择第3项处理";
    key_choose_4: "Choose the fourth resolution", "选择第4项处理";
    key_approve: "Approve the proposal", "通过提议";
    key_reject: "Reject the proposal", "驳回提议";
    key_copy: "Copy the case number", "复制单号";
}
