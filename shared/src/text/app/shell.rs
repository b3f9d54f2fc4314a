//! What surrounds every page: navigation, the account menu, keys, notices, the connection.

use crate::texts;

texts! {
    app_name: "Holdfast", "Holdfast";
    skip: "Skip to the page", "跳到正文";
    nav: "Main navigation", "主导航";
    queue: "Queue", "异常单";
    approvals: "Approvals", "复核";
    people: "People", "人员";
    clients: "API clients", "接口调用方";
    account: "Account", "账户";
    run_anything: "Search or run", "搜索或执行命令";
    language: "Language", "语言";
    language_here: "English", "中文";
    theme: "Colours", "外观";
    theme_system: "As the system", "跟随系统";
    theme_light: "Light", "浅色";
    theme_dark: "Dark", "深色";
    notices: "Notices", "通知";
    notices_unread(count: usize): "Notices, {count} unread", "通知，{count}条未读";
    notices_empty: "No notices. You are told here when a case of yours is taken over, when new evidence voids a proposal, and when a checker decides.", "暂无通知。您的异常单被他人接手、新凭据使提议作废、复核人作出决定时，会在这里告诉您。";
    notices_read_all: "Mark all as read", "全部标为已读";
    account_menu: "Your account", "我的账户";
    account_settings: "Password, sessions, keys", "密码、会话与快捷键";
    lapsed_title: "Sign in again", "请重新登录";
    lapsed(name: &str): "Your session has ended, {name}. What is on this page stays as it is.", "{name}，您的会话已结束。页面上的内容都会保留。";
    lapsed_other: "Leave this page and sign in as someone else", "离开此页并以其他用户登录";
    sign_out: "Sign out", "退出登录";
    signed_in_as(name: &str): "Signed in as {name}", "当前用户：{name}";

    keys_title: "Keyboard", "快捷键";
    keys_page: "On this page", "本页";
    keys_go: "Go", "前往";
    keys_desk: "Anywhere", "任何页面";
    keys_help: "Show the keys", "查看快捷键";
    open_palette: "Run anything", "打开命令面板";
    go_queue: "Go to the queue", "前往异常单";
    go_approvals: "Go to approvals", "前往复核";
    go_people: "Go to people", "前往人员";
    go_clients: "Go to API clients", "前往接口调用方";
    go_account: "Go to your account", "前往我的账户";
    go_case(number: &str): "Open case {number}", "打开异常单 {number}";
    search_cases(typed: &str): "Search all cases for “{typed}”", "在全部异常单中搜索“{typed}”";
    switch_language: "Switch to 中文", "切换到 English";
    switch_theme: "Switch between light and dark", "切换浅色与深色";
    palette_title: "Run anything", "命令面板";
    palette_hint: "A command, or a case number", "输入命令或异常单号";
    palette_none: "Nothing here is called that. A case opens by its number.", "没有匹配的命令。输入单号可直接打开异常单。";

    connection_lost: "The server cannot be reached. What you see may be out of date; trying again…", "连接不上服务器。当前内容可能不是最新，正在重试…";
    connection_healed: "Connected again.", "连接已恢复。";

    not_found_title: "There is no such page", "没有这个页面";
    not_found_what_to_do: "The address may be mistyped, or what it named may not be yours to see.", "地址可能有误，或者您无权查看其内容。";
    to_queue: "To the queue", "返回异常单列表";
    to_start: "To your first page", "返回首页";
    not_fetched_title: "This page could not be fetched", "页面未能加载";
    not_fetched_what_to_do: "The connection is lost, or the server was replaced by a newer one meanwhile. Reload once it can be reached.", "连接已断开，或服务器刚刚更新。恢复连接后请刷新页面。";
    forbidden_title: "This page is not for your roles", "您的角色不能使用此页面";
    forbidden_what_to_do(roles: &str): "It needs one of these roles: {roles}. An administrator can give them.", "需要以下角色之一：{roles}。可请管理员授予。";
}
