//! What every page says.

use crate::texts;

texts! {
    close: "Close", "关闭";
    cancel: "Cancel", "取消";
    save: "Save", "保存";
    retry: "Try again", "重试";
    dismiss: "Dismiss", "知道了";
    loading: "Loading…", "加载中…";
    more: "More", "更多";
    show_more: "Show more", "显示更多";
    all: "All", "全部";
    none: "None", "无";
    yes: "Yes", "是";
    no: "No", "否";
    back: "Back", "返回";
    copy: "Copy", "复制";
    copied: "Copied.", "已复制。";
    fetch_as: "Fetch as", "下载为";
    said(who: &str, what: &str): "{who}: {what}", "{who}：{what}";
    optional_mark: " (optional)", "（选填）";
    required: "Fill this in.", "此项必填。";
    you: "You", "您";

    under_a_minute: "under 1 min", "不到1分钟";
    minutes(count: i64): "{count} min", "{count}分钟";
    hours(count: i64): "{count} h", "{count}小时";
    hours_minutes(hours: i64, minutes: i64): "{hours} h {minutes} min", "{hours}小时{minutes}分";
    days_hours(days: i64, hours: i64): "{days} d {hours} h", "{days}天{hours}小时";
    days(count: i64): "{count} d", "{count}天";

    offline_title: "The server cannot be reached", "连接不上服务器";
    offline_what_to_do: "Nothing was lost. The page goes on by itself once the connection is back.", "内容都还在，没有丢失。连接恢复后页面会自动继续。";
    offline_while_sending: "It is not certain whether this arrived. What you typed is still here. Once the connection is back, look at how things stand before you send it again.", "不能确定刚才的操作是否已送达。您填写的内容都还在。连接恢复后，请先看清当前情况再决定是否重新提交。";
    unreadable_title: "The server gave an answer that this page cannot read", "服务器的回复无法识别";
    unreadable_what_to_do: "Nothing you typed was lost. Reload the page: it may be older than the server.", "您填写的内容都还在。请刷新页面，页面版本可能比服务器旧。";
    problem_title: "This was refused", "操作未被接受";
    kept: "What you typed is still here.", "您填写的内容都还在。";
    request_id(id: &str): "If you ask for help, name this request: {id}", "如需协助，请提供请求编号：{id}";
    signed_out: "Your session has ended. Sign in again to go on.", "会话已结束，请重新登录。";
    reload: "Reload", "刷新";
}
