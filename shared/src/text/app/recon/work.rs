//! What people work on in a day: discrepancies, matching by hand, matches.

use crate::texts;

texts! {
    tab_discrepancies: "Discrepancies", "差异";
    tab_discrepancies_open(open: i64): "Discrepancies ({open} open)", "差异（{open}项未结）";
    tab_by_hand: "Match by hand", "人工勾对";
    tab_matches: "Matches", "已勾对";
    tab_lines: "All lines", "全部明细";
    discrepancies_empty_title: "No discrepancy", "无差异";
    discrepancies_empty: "What one side has and the other has not, or has otherwise, shows here with its case.", "一方有另一方无、或双方不一致的明细会连同异常单显示在这里。";
    likely_cause: "Likely cause", "可能原因";
    no_case: "no case", "无异常单";
    repeats: "Repeats", "与之重复";
    by_hand_empty_title: "Nothing is left to match", "没有待勾对的明细";
    by_hand_empty: "Lines that wait for their pair, or that stand in an open discrepancy, show here.", "待配对或处于未结差异中的明细会显示在这里。";
    by_hand_intro: "Select lines of both sides that are the same.", "请选择双方属于同一笔的明细。";
    by_hand_one_sided: "Select lines of the other side, too.", "请同时选择另一方的明细。";
    by_hand_find: "Find by number, name or amount", "按编号、名称或金额查找";
    by_hand_neighbours: "Also the day before and the day after", "包含前一日与后一日";
    keys_walk: "Up and down", "上下移动";
    selected(ours: usize, channel: usize): "{ours} of ours, {channel} of the channel's", "我方 {ours} 笔，通道 {channel} 笔";
    apart(amount: &str): "{amount} apart", "相差 {amount}";
    in_agreement: "They agree", "金额一致";
    tie: "Match them", "勾对";
    tie_title: "Match these lines", "勾对所选明细";
    tie_differ: "They differ: what comes of it is one discrepancy in place of those they are in now.", "金额不一致：所选明细将合并为一项差异。";
    tied_toast: "Matched.", "已勾对。";
    tied_differ_toast: "They belong together and differ: one discrepancy holds them now.", "已归为一组但不一致，现为一项差异。";
    undo: "Undo", "取消勾对";
    undo_title: "Undo this match", "取消勾对";
    undo_what: "Its lines are free again, and are not tied together again but by hand.", "相关明细恢复为未勾对，此后仅可人工勾对。";
    undone_toast: "Undone.", "已取消勾对。";
    matches_empty_title: "No match yet", "暂无勾对";
    matches_empty: "Lines that are the same on both sides show here, each with the rule that found it.", "双方一致的明细会显示在这里，并注明匹配规则。";
    lines_empty_title: "No line", "无明细";
    lines_empty: "Lines of this side show here once they came in.", "收到明细后会显示在这里。";
    late_for(date: &str): "Late for {date}", "后到，原属 {date}";
    times_of(zone: &str): "Times of lines are the account's own: {zone}.", "明细时间按账户时区（{zone}）显示。";
    clear: "Clear the selection", "清除选择";
    key_next: "Next line", "下一笔";
    key_previous: "Line before", "上一笔";
    key_side: "To the other side", "切换另一方";
    key_counterpart: "To the likely counterpart", "转到可能对应的一笔";
    no_counterpart: "No line of the other side has this order number or this amount.", "另一方没有相同订单号或相同金额的明细。";
    key_select: "Select the line", "选择该笔";
    key_tie: "Match what is selected", "勾对所选";
}
