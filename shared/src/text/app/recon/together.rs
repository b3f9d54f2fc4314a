//! Discrepancies: those of an account, and several that are resolved together.

use crate::texts;

texts! {
    discrepancies_of(account: &str): "Discrepancies of {account}", "{account} 的差异";
    discrepancies_intro: "Over all days. Those of one cause can be resolved together.", "涵盖全部日期。同一原因的差异可一并处理。";
    state_any: "All", "全部";
    held_by(name: &str): "{name} has it", "{name} 处理中";
    select_case(number: &str): "Select {number}", "选择 {number}";
    selected_cases(count: usize): "{count} selected", "已选 {count} 单";
    alike: "Of one cause:", "同一原因：";
    alike_group(count: usize, kind: &str, why: &str): "Select {count}: {kind}, {why}", "选择 {count} 单：{kind}，{why}";
    resolve_together: "Resolve together", "一并处理";
    resolve_together_what(count: usize): "{count} cases. Each is checked by itself, as if it were alone; those that cannot be resolved so are left, with the reason.", "共 {count} 单。逐单按单独处理的规则检查；不能如此处理的将保留并说明原因。";
    resolution: "Resolution", "处理方式";
    resolved_together(closed: usize, proposed: usize): "{closed} closed, {proposed} proposed for approval.", "已结 {closed} 单，已提议待复核 {proposed} 单。";
    left_over: "Left as they were", "未处理";
}
