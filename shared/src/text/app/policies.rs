//! The policy: how many must agree to what, who may, and how it is changed. What is said of every change alike stands with
//! the channels.

use crate::texts;

texts! {
    title: "Policy", "复核政策";
    intro: "How many other people must agree to a decision, and who may. It is changed only by proposal and approval; no policy asks for less than the rules of the desk.", "各类处理须由几人复核、由谁复核。仅可经提议与复核变更，且任何政策不得低于系统规则的下限。";
    go: "Go to the policy", "前往复核政策";
    trail: "Audit trail", "审计轨迹";

    tiers: "How many must agree", "复核人数";
    tiers_intro: "The maker is never one of them. Beside each number stands the fewest that any policy may ask for.", "提议人不计入。数字旁为任何政策不得低于的下限。";
    column_risk: "Decision", "处理类别";
    nobody: "nobody", "无需复核";
    approvals(count: i32): "{count}", "{count}人";
    one_senior: "one of them senior", "含一名高级复核人";
    at_least(floor: i32): "at least {floor}", "至少{floor}人";
    senior: "senior", "高级";
    cell(risk: &str, band: &str): "{risk}, {band}: approvals", "{risk}，{band}：复核人数";
    cell_senior(risk: &str, band: &str): "{risk}, {band}: one of them senior", "{risk}，{band}：含一名高级复核人";

    amounts: "What is large", "金额分档";
    amounts_intro: "Amounts of a currency that is not listed count as very large. Cases over large amounts are urgent.", "未列出的币种按特大额处理。大额异常单优先处理。";
    column_currency: "Currency", "币种";
    column_large: "Large from", "大额起点";
    column_very_large: "Very large from", "特大额起点";
    never: "never", "不设";
    large_of(currency: &str): "{currency}: large from", "{currency} 大额起点";
    very_large_of(currency: &str): "{currency}: very large from", "{currency} 特大额起点";
    add_currency: "Add a currency", "新增币种";
    add: "Add", "新增";
    remove_currency(currency: &str): "Remove {currency}", "移除 {currency}";
    not_currency: "A currency code such as CNY that is not listed yet.", "应为尚未列出的币种代码，如 CNY。";
    not_amount: "An amount such as 50000.00.", "应为金额，如 50000.00。";

    people: "Who may approve", "复核权限";
    people_intro: "Every supervisor may, up to their limit. In currencies that a limit does not name they may approve nothing. Rejecting has no limit.", "所有复核人均可在限额内复核；限额未列出的币种不得复核。驳回不受限额限制。";
    column_person: "Supervisor", "复核人";
    column_senior: "Senior approver", "高级复核人";
    column_limit: "May approve up to", "复核限额";
    no_limit: "no limit", "不限";
    nothing_at_all: "nothing", "不得复核";
    is_senior: "yes", "是";
    not_senior: "no", "否";
    not_supervisor: "does not supervise any more", "已非复核人";
    limited: "Limited", "设限额";
    limited_of(name: &str): "{name} has a limit", "{name} 设限额";
    senior_of(name: &str): "{name} is a senior approver", "{name} 为高级复核人";
    limit_of(name: &str, currency: &str): "{name}: up to, in {currency}", "{name} 的 {currency} 限额";
    nobody_supervises: "Nobody supervises yet.", "尚无复核人。";

    accounting: "Accounting", "记账";
    posting_hours(hours: i64): "Accounting has {hours} h to say how a correction order went; after that its case is raised again.", "差错订单送交记账后 {hours} 小时未回执，将重新提示其异常单。";
    posting_hours_label: "Hours to answer", "回执时限（小时）";

    difference_tier(risk: &str, band: &str): "{risk} · {band}", "{risk} · {band}";
    difference_large(currency: &str): "Large from, {currency}", "{currency} 大额起点";
    difference_very_large(currency: &str): "Very large from, {currency}", "{currency} 特大额起点";
    difference_senior: "Senior approvers", "高级复核人";
    difference_senior_added(name: &str): "{name} becomes one", "新增 {name}";
    difference_senior_gone(name: &str): "{name} is none any more", "移除 {name}";
    difference_limit(name: &str): "Limit of {name}", "{name} 的复核限额";
    difference_hours: "Hours for accounting to answer", "记账回执时限";
    hours(hours: i64): "{hours} h", "{hours} 小时";
    loosens: "It asks for less", "要求降低";
    unlisted: "not listed: very large", "未列出（按特大额）";

    effect: "What it does to open proposals", "对待复核提议的影响";
    effect_reading: "Holding the open proposals against it…", "正在逐一比对待复核提议…";
    effect_not_yours: "The effect on proposals is shown to those who may read cases.", "仅可查看异常单的角色能看到影响。";
    effect_none: "No proposal is open.", "目前没有待复核的提议。";
    effect_all_stand(count: i64): "All {count} open proposals go on: it asks the same of them.", "全部{count}项待复核提议继续有效，要求不变。";
    effect_stand(count: i64): "{count} go on: it asks the same of them.", "{count}项继续有效，要求不变。";
    effect_more(count: i64): "{count} are voided: they would need more approvals, or a senior one. Their makers propose anew.", "{count}项作废：需要更多或高级复核，须由提议人重新提议。";
    effect_fewer(count: i64): "{count} are voided: they would need fewer approvals.", "{count}项作废：所需复核减少。";
    effect_lost(count: i64): "{count} are voided: somebody approved them who may not any more.", "{count}项作废：已通过者不再有权复核。";
    effect_nobody(count: i64): "For {count} too few supervisors could approve.", "{count}项将没有足够的复核人。";
    effect_looked(count: i64): "The oldest {count} open proposals were looked at.", "已查看最早的{count}项待复核提议。";
    effect_needs(from: i32, to: i32): "{from} → {to}", "{from} → {to}";
    effect_too_few: "too few could approve", "复核人不足";
    approve_warning(voided: i64): "{voided} open proposals are voided, and their people told. Every decision from now on is held against this version.", "{voided}项待复核提议将作废并通知相关人员；此后的处理均按此版本执行。";
    approve_warning_unknown: "Open proposals of which it asks something else are voided. Every decision from now on is held against this version.", "要求有变的待复核提议将作废；此后的处理均按此版本执行。";
    binds: "Your approval binds to exactly this policy", "您的复核仅对此内容有效";
    waiting: "A change of the policy awaits approval", "复核政策有变更待复核";
}
