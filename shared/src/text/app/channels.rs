//! Channels: the list, a profile with its dictionary, the change that is drafted, proposed and approved.

use crate::texts;

texts! {
    title: "Channels", "通道";
    intro: "What the desk knows of each channel, and what each of its codes means. A code that is not listed means nothing.", "各通道的基本资料，以及每个代码的含义。未列出的代码不说明任何结果。";
    empty_title: "No channel is described", "尚无通道资料";
    empty: "A supervisor or an administrator describes a channel by proposing a profile; another supervisor approves it.", "由复核或管理员提议通道资料，再由另一名复核通过。";
    column_channel: "Channel", "通道";
    column_version: "Version", "版本";
    column_age: "Minimum age", "最短判定时长";
    column_codes: "Codes", "代码";
    column_asks: "Follow-up queries", "跟进查询";
    column_change: "Change", "变更";
    asks: "The desk asks", "系统自动查询";
    asks_not: "Not asked", "不自动查询";
    change_waits: "Awaits approval", "待复核";
    describe: "Describe a channel", "新增通道资料";
    describe_id: "Identifier", "标识";
    describe_hint: "As source systems name it when they file: a-z 0-9 _ . -", "与来源系统上报时使用的名称一致：a-z 0-9 _ . -";
    describe_go: "Begin", "开始";
    undescribed: "Nobody has described this channel: no answer of it can prove anything.", "尚无该通道的资料，其任何响应都不能作为证明。";
    back: "All channels", "全部通道";

    version(version: i32): "Version {version}", "第{version}版";
    since: "in force since", "生效于";
    by(name: &str): "by {name}", "由 {name}";
    rereading: "Open cases are being read anew by this version.", "正在按此版本重新解读未结异常单。";
    facts: "Facts", "基本资料";
    fact_offset(hours: &str): "UTC {hours}", "UTC {hours}";
    fact_minutes(minutes: i64): "{minutes} min after sending", "发送后{minutes}分钟";
    fact_days(days: i64): "{days} d back", "可查{days}天内";
    fact_hours(opens: &str, closes: &str): "{opens} to {closes}", "{opens} 至 {closes}";
    fact_always: "Round the clock", "全天";
    fact_working_days: "on working days", "仅工作日";
    fact_working_days_count(days: i64): "{days} working days", "{days}个工作日";
    fact_final_after(minutes: i64): "from {minutes} min on", "{minutes}分钟后";
    not_stated: "Not known", "未知";
    set_here: "Set it here", "在此设置";
    read_version(version: i32): "Read version {version}", "查看第{version}版";
    old_version(version: i32): "You are reading version {version}, which is no longer in force.", "您正在查看第{version}版，该版本已不再生效。";
    old_version_back: "Show the version in force", "返回现行版本";
    never_final: "Never: it is no failure", "否，不等于失败";
    fact_asks_at(moments: &str, every: i64): "{moments} min after sending, then every {every} min", "发送后{moments}分钟，之后每{every}分钟";
    asks_by_nobody: "No endpoint: source systems ask", "未设查询地址，由来源系统查询";
    source: "Source", "出处";

    dictionary: "Code dictionary", "代码字典";
    dictionary_empty: "No API is described yet.", "尚未描述任何接口。";
    filter: "Filter codes", "筛选代码";
    filter_hint: "A code, a word of its meaning, a claim", "代码、说明或判定";
    filter_none: "No code fits.", "没有符合的代码。";
    role_payout: "sends payouts", "用于发送代付";
    role_query: "answers queries", "用于查询";
    role_notice: "tells of returns", "用于退汇通知";
    gate: "Gate: whether the call was answered", "前置：调用是否得到响应";
    outcome: "Outcome: how the payout stands", "结果：代付的状态";
    stands_at(place: &str): "at {place}", "位置：{place}";
    passes(codes: &str): "lets pass: {codes}", "放行：{codes}";
    column_code: "Code", "代码";
    column_claim: "Claim", "判定";
    column_wording: "What the channel says", "通道说明";
    column_review: "Reviewed", "审阅";
    column_ended: "How cases ended", "结案情况";
    not_reviewed: "not reviewed", "未审阅";
    no_codes: "No code is listed.", "未列出代码。";
    unlisted: "Seen in closed cases, and not listed", "曾在已结异常单中出现，但未列出";
    ended_none: "no closed case", "无已结异常单";
    ended(closed: i64, paid: i64, not_paid: i64): "{closed} closed: {paid} paid, {not_paid} not", "已结{closed}：已付{paid}，未付{not_paid}";
    ended_contradicted(count: i64): "{count} later contradicted", "{count}笔后被推翻";
    case_ended_none: "No closed case had this code yet.", "尚无含此代码的已结异常单。";
    case_ended(closed: i64, paid: i64, not_paid: i64): "Of {closed} closed cases with this code {paid} were paid and {not_paid} were not.", "含此代码的{closed}笔已结异常单中，{paid}笔已付，{not_paid}笔未付。";
    case_ended_last(closed: i64, paid: i64, not_paid: i64): "Of the last {closed} closed cases with this code {paid} were paid and {not_paid} were not.", "含此代码的最近{closed}笔已结异常单中，{paid}笔已付，{not_paid}笔未付。";
    case_contradicted(count: i64): "{count} later turned out otherwise or came back.", "其中{count}笔后来被推翻或退汇。";
}

// The draft of a change.
texts! {
    edit: "Propose a change", "提议变更";
    edit_blocked_open: "A change already awaits approval.", "已有变更待复核。";
    edit_blocked_role(roles: &str): "Changes are proposed by: {roles}.", "可提议变更的角色：{roles}。";
    edit_facts: "Change the facts", "修改基本资料";
    edit_code: "Change", "修改";
    add_code: "Add a code", "新增代码";
    add_api: "Add an API", "新增接口";
    edit_api: "Change the API", "修改接口";
    add_field: "Add a field", "新增字段";
    edit_field: "Change the field", "修改字段";
    remove: "Remove", "移除";
    undo: "Put back", "恢复";
    apply: "Take into the draft", "加入草稿";
    draft: "Draft", "草稿";
    draft_count(count: usize): "Changes in your draft: {count}", "草稿中有{count}处变更";
    draft_none: "Nothing is changed yet.", "尚未修改。";
    draft_kept: "Nothing is in force before another supervisor approves it.", "由另一名复核通过后才会生效。";
    review: "Review and propose", "核对并提议";
    discard: "Discard the draft", "放弃草稿";
    discard_title: "Discard the draft?", "放弃草稿？";
    discard_warning: "What you changed is gone then.", "您所作的修改将丢失。";
    differences: "What changes", "变更内容";
    dangerous: "Look twice", "请特别注意";
    reason: "Reason", "理由";
    reason_hint: "It goes into the trail, and the checker reads it.", "会写入审计轨迹，复核人可见。";
    propose: "Propose", "提交";
    proposed_toast: "Your change awaits another supervisor.", "变更已提交复核。";
    faults: "This cannot be proposed yet", "尚不能提交";
}

// The forms.
texts! {
    form_name_en: "Name in English", "英文名称";
    form_name_zh: "Name in Chinese", "中文名称";
    form_offset: "Time zone, minutes from UTC", "时区（与 UTC 相差的分钟数）";
    form_minimum_age: "Minimum age, minutes", "最短判定时长（分钟）";
    form_minimum_age_hint: "Nothing is called not paid before it.", "在此之前不得判定未付。";
    form_query_window: "Queries reach back, days", "查询期限（天）";
    form_opens: "Opens", "开始";
    form_closes: "Closes", "结束";
    form_hours_hint: "Such as 09:00; the same twice for round the clock.", "如 09:00；两者相同表示全天。";
    form_working_days_only: "On working days only", "仅工作日";
    form_hours_source: "Where the hours were read", "服务时间出处";
    form_cut_off: "Cut-off", "日切时间";
    form_cut_off_source: "Where the cut-off was read", "日切时间出处";
    form_return_days: "Return window, working days", "退汇期限（工作日）";
    form_return_source: "Where the return window was read", "退汇期限出处";
    form_final_after: "“No such order” is final after, minutes", "“查无此单”多少分钟后为终态";
    form_final_hint: "Only where the channel says so in so many words.", "仅在通道明确说明时填写。";
    form_final_source: "Where the channel says so", "通道说明地址";
    form_url: "Query endpoint", "查询地址";
    form_url_hint: "Of the payment system, which asks the channel for the desk. Empty: the desk does not ask.", "由支付系统代为查询通道的地址。留空则系统不自动查询。";
    form_url_api: "Read by the API", "按此接口解读";
    form_schedule: "Ask after, minutes", "查询时间（分钟）";
    form_schedule_hint: "Such as 1, 5, 30, 120.", "如 1, 5, 30, 120。";
    form_every: "Then every, minutes", "之后每隔（分钟）";
    form_timeout: "A call may take, seconds", "单次超时（秒）";
    form_number: "A whole number.", "应为整数。";
    form_code: "Code", "代码";
    form_code_hint: "Exactly as the channel writes it.", "与通道返回的完全一致。";
    form_claim: "What it claims", "判定为";
    form_wording: "What the channel says it means", "通道对该代码的说明";
    form_source: "Where that was read", "出处";
    form_source_hint: "The address of the documentation.", "文档地址。";
    form_reviewer: "Who reviewed it", "审阅人";
    form_reviewed_on: "When", "审阅日期";
    form_api_name: "Name of the API", "接口名称";
    form_api_role: "What it is for", "用途";
    form_order_number: "Where the answer names the order", "响应中订单号的位置";
    form_field_name: "Name of the field", "字段名称";
    form_field_role: "What it decides", "作用";
    form_json: "In JSON", "JSON 位置";
    form_xml: "In XML", "XML 位置";
    form_form: "In a form", "表单位置";
    form_pass: "Codes that pass", "放行码";
    form_pass_hint: "Only of a gate; separated by commas.", "仅用于前置字段，以逗号分隔。";
    form_taken: "There is one of that name already.", "已有同名项。";
}

// Where returns are read.
texts! {
    returns_read: "Returns are read from", "退汇明细读取位置";
    edit_return: "Edit where returns are read", "编辑退汇读取位置";
    return_hint: "Once a code says that money came back, the desk reads the return from these places. Without a reference and an amount nothing is read, and a person records the return.", "代码表明退汇后，系统从以下位置读取退汇明细；缺少编号或金额时不读取，须人工登记。";
    return_reference: "Reference of the return", "退汇编号";
    return_amount: "Returned amount", "退回金额";
    return_currency: "Currency", "币种";
    return_reason_code: "Reason code", "原因代码";
    return_reason: "Reason in words", "原因说明";
    return_fee: "Fee", "手续费";
    return_time: "When it was returned", "退汇时间";
    return_unit: "Amounts are written", "金额写法";
    return_unit_major: "as decimals, such as 12.80", "小数，如 12.80";
    return_unit_minor: "in the smallest unit, such as 1280", "最小单位，如 1280";
    return_whole: "Where no amount is named, the whole payout came back", "未给出金额时视为全额退回";
    return_fee_given_back: "The fee is given back (kept otherwise)", "手续费已退（否则为未退）";
}

// The change that awaits approval, and the history.
texts! {
    change(seq: i32): "Change {seq}", "第{seq}号变更";
    change_by(name: &str): "{name} proposes", "{name} 提议";
    change_open_title: "A change awaits approval", "有变更待复核";
    changes_waiting(count: usize): "Changes of channels that await approval: {count}", "有{count}项通道变更待复核";
    effect: "What it does to cases", "对异常单的影响";
    effect_reading: "Reading open cases by the proposed profile…", "正在按提议的资料解读未结异常单…";
    effect_not_yours: "The effect on cases is shown to those who may read cases.", "仅可查看异常单的角色能看到影响。";
    effect_looked_all(count: i64): "All {count} open cases of this channel were looked at.", "已查看该通道全部{count}笔未结异常单。";
    effect_looked(looked: i64, total: i64): "{looked} of {total} open cases of this channel were looked at, the soonest due first.", "已查看该通道{total}笔未结异常单中的{looked}笔（按到期先后）。";
    effect_no_cases: "This channel has no open case.", "该通道没有未结异常单。";
    effect_none: "No verdict changes.", "结论均不变。";
    effect_verdicts(count: i64): "Verdicts that change: {count}", "{count}笔结论变更";
    effect_claims(count: i64): "Pieces of evidence that say something else: {count}", "{count}份凭据的判定变更";
    effect_voided(count: i64): "Open proposals that are voided, and their people told: {count}", "{count}项待复核提议作废，并通知相关人员";
    effect_shift(count: i64, from: &str, to: &str): "{count}: {from} → {to}", "{count}：{from} → {to}";
    effect_more(count: i64): "and {count} more", "另有{count}笔";
    effect_closed_none(count: i64): "Of {count} closed cases none would be contradicted.", "{count}笔已结异常单均不相悖。";
    effect_closed(count: i64, looked: i64): "{count} of {looked} closed cases would be contradicted. They stay as they are; look at them yourself.", "{looked}笔已结异常单中有{count}笔相悖。它们不会被改动，请自行查看。";
    effect_closed_more: "Older closed cases were not looked at.", "更早的已结异常单未查看。";
    effect_stays: "Closed cases keep the version that they were decided by.", "已结异常单保留其结案时所依据的版本。";
    approve(version: i32): "Approve: put version {version} into force", "通过，使第{version}版生效";
    approve_title(version: i32): "Put version {version} into force?", "使第{version}版生效？";
    approve_warning(verdicts: i64): "Open cases that get another verdict: {verdicts}. Every new answer of the channel is read by this version.", "{verdicts}笔未结异常单的结论将变更；此后通道的每次响应都按此版本解读。";
    approve_warning_unknown: "Open cases are read anew. Every new answer of the channel is read by this version.", "未结异常单将重新解读；此后通道的每次响应都按此版本解读。";
    approved_toast(version: i32): "Version {version} is in force.", "第{version}版已生效。";
    reject: "Reject", "驳回";
    reject_reason: "Why you reject it", "驳回原因";
    rejected_toast: "The change is rejected.", "变更已驳回。";
    withdraw: "Withdraw", "撤回";
    withdraw_reason: "Why you take it back", "撤回原因";
    withdrawn_toast: "Your change is withdrawn.", "变更已撤回。";
    not_checker_maker: "You proposed it; another supervisor checks it.", "这是您的提议，须由另一名复核处理。";
    not_checker_role: "Only supervisors approve or reject.", "仅复核角色可以通过或驳回。";
    binds: "Your approval binds to exactly this profile", "您的复核仅对此内容有效";

    history: "History", "历史";
    versions: "Versions", "版本";
    changes: "Changes", "变更";
    with_program: "came with the program", "随程序提供";
    trail: "Audit trail", "审计轨迹";
    state_open: "awaits approval", "待复核";
    state_approved(name: &str): "approved by {name}", "{name} 已通过";
    state_rejected(name: &str, reason: &str): "rejected by {name}: {reason}", "{name} 已驳回：{reason}";
    state_withdrawn(reason: &str): "withdrawn: {reason}", "已撤回：{reason}";
    state_voided(version: i32): "voided: version {version} came first", "因第{version}版先行生效而作废";
    nothing: "nothing", "无";
    new: "new", "新增";
    gone: "removed", "移除";
    difference_api(api: &str): "API {api}", "接口 {api}";
    difference_field(api: &str, field: &str): "{api} · {field}", "{api} · {field}";
    words_changed: "Other words beside it", "说明文字变更";

    go: "Go to channels", "前往通道";
}
