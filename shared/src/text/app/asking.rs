//! How the desk itself asks the channel.

use crate::texts;

texts! {
    itself: "The desk asks the channel by itself; the answer appears here.", "系统会自动查询通道，结果到达后自动显示。";
    now: "Query the channel now", "立即查询通道";
    next: "The desk queries the channel by itself; next in", "系统会自动查询通道，距下次查询";
    due: "The channel is queried in a moment.", "即将查询通道。";
    asking: "The channel is being queried…", "正在查询通道…";
    on_demand: "The desk queries this channel when you ask for it.", "可按需查询通道。";
    last: "Last answer:", "上次响应：";
    toast: "The channel is being queried. Its answer appears by itself.", "正在查询通道，结果到达后自动显示。";
}
