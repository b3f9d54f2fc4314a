//! The queue: views, filters, rows, bulk actions.

use crate::texts;

texts! {
    title: "Queue", "异常单";
    views: "Views", "视图";
    view_mine: "Mine", "我的";
    view_unassigned: "Unassigned", "待认领";
    view_due_soon: "Due soon", "即将到期";
    view_waiting: "Waiting", "等待中";
    view_awaiting_approval: "Awaiting my approval", "待我复核";
    view_open: "All open", "全部未结";
    view_all: "All, closed too", "全部（含已结）";
    saved_views: "Saved", "已保存";
    save_view: "Save this view", "保存当前视图";
    save_view_name: "Name of the view", "视图名称";
    save_view_hint: "The filters and the search as they are now. Only you see it.", "保存当前的筛选与搜索条件，仅自己可见。";
    view_saved(name: &str): "View “{name}” saved.", "视图“{name}”已保存。";
    forget_view(name: &str): "Forget the view “{name}”", "删除视图“{name}”";

    search: "Search", "搜索";
    search_hint: "Order number, merchant, amount, last four of the account", "订单号、商户、金额、收款账号后四位";
    filter_kind: "Kind", "类型";
    filter_channel: "Channel", "通道";
    filter_verdict: "Verdict", "结论";
    filter_standing: "State", "状态";
    filter_priority: "Priority", "优先级";
    filter_any(name: &str): "{name}: any", "{name}：不限";
    clear_filters: "Clear filters", "清除筛选";

    column_selection: "Selected", "选择";
    column_number: "Number", "单号";
    column_kind: "Kind", "类型";
    column_channel: "Channel", "通道";
    column_order: "Order number", "订单号";
    column_merchant: "Merchant", "商户";
    column_amount: "Amount", "金额";
    column_verdict: "Verdict", "结论";
    column_age: "Age", "时长";
    column_due: "Due", "期限";
    column_owner: "Owner", "经办";
    nobody: "Nobody", "无人";
    overdue(time: &str): "{time} over", "逾期{time}";
    due_in(time: &str): "{time}", "剩{time}";
    moved: "Changed since you opened this list; it may no longer belong here.", "打开列表后已有变化，可能不再属于此视图。";

    list_label: "Cases", "异常单列表";
    shown(count: usize): "{count} shown", "已显示{count}条";
    shown_more(count: usize): "{count} shown, more as you scroll", "已显示{count}条，向下滚动加载更多";
    new_cases(count: usize): "{count} new or changed — show", "{count}条新到或有变化，点击显示";
    select_row(number: &str): "Select {number}", "选择 {number}";
    selected(count: usize): "{count} selected", "已选{count}条";
    claim_selected: "Claim", "认领";
    clear_selection: "Clear selection", "取消选择";
    claiming(done: usize, of: usize): "Claiming {done} of {of}…", "正在认领 {done}/{of}…";
    claimed_one(number: &str): "{number} is yours.", "已认领 {number}。";
    claimed(count: usize): "{count} cases are yours.", "已认领{count}条。";
    claimed_some(claimed: usize, not: usize): "{claimed} are yours; {not} could not be claimed:", "已认领{claimed}条，{not}条未能认领：";
    not_yours_to_work: "Your roles let you read cases, not work them.", "您的角色只能查看，不能处理异常单。";

    empty_title: "Nothing here", "暂无异常单";
    empty_filtered: "No case fits these filters. Take one away to see more.", "没有符合条件的异常单，可减少筛选条件。";
    empty_search(query: &str): "Nothing is found for “{query}”. The search takes an order number, a merchant, an amount or an account's last four digits.", "没有找到“{query}”。可搜索订单号、商户、金额或收款账号后四位。";
    empty_mine: "You have no cases. Claim one from Unassigned with the key c.", "您手上没有异常单。可在“待认领”中按 c 键认领。";
    empty_unassigned: "Every open case has an owner. New ones appear here as source systems file them.", "所有未结异常单都已有人处理。来源系统上报后会出现在这里。";
    empty_due_soon: "Nothing is due within two hours.", "两小时内没有到期的异常单。";
    empty_waiting: "No case waits. A case comes here when someone chooses “Keep waiting”, and while accounting or funds are awaited.", "没有等待中的异常单。选择“继续等待”，或等待记账、等待到账时，会出现在这里。";
    empty_all: "No case has been filed yet. A source system files them through the API; an administrator makes its key under API clients.", "还没有异常单。来源系统通过接口上报；管理员可在“接口调用方”中创建密钥。";

    key_down: "Next case", "下一条";
    key_up: "Previous case", "上一条";
    key_open: "Open the case", "打开";
    key_select: "Select the case", "选择";
    key_claim: "Claim the case, or all selected", "认领当前或所选";
    key_search: "Search", "搜索";
    key_refresh: "Refresh", "刷新列表";
    key_clear: "Clear selection", "取消选择";
}
