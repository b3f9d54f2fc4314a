//! Webhooks: the endpoints of other systems, and what was delivered to them.

use crate::texts;

texts! {
    title: "Webhooks", "事件推送";
    go: "Go to webhooks", "前往事件推送";
    intro: "Other systems are told what happens to cases: signed, in order for each case, and again until they have it.", "将异常单的变化推送给其他系统：带签名，逐单有序，直到对方收到为止。";
    document: "What they are told, and how to verify it", "事件说明与验签方法";
    add: "Add an endpoint", "添加端点";
    empty_title: "No endpoints yet", "暂无推送端点";
    empty: "Make one for each system that wants to know how cases end. Its secret is shown once.", "为每个需要了解处理结果的系统创建一个端点，签名密钥只显示一次。";
    back: "All webhooks", "全部端点";

    column_endpoint: "Endpoint", "端点";
    column_events: "Events", "事件";
    column_standing: "State", "状态";
    column_waiting: "Waiting", "待推送";
    all_events: "All of them", "全部事件";
    events(count: usize): "{count} chosen", "{count}类";
    working: "Working", "正常";
    failing: "Nothing gets through", "推送失败";
    failing_for: "Nothing has got through for", "持续失败";
    disabled: "Switched off", "已停用";
    disabled_by_hand: "Switched off by an admin.", "已由管理员停用。";
    disabled_failing: "Switched off: for days nothing got through.", "连续数日推送失败，已自动停用。";
    disabled_gone: "Switched off: the endpoint said that it is gone (410).", "端点答复已不存在（410），已自动停用。";
    disabled_keeps: "What happens meanwhile is kept, and sent once it is switched on.", "期间的事件均保留，启用后继续推送。";
    many: "more than 1,000", "超过1000";

    url: "Address", "地址";
    url_hint: "A public https address, such as https://ledger.example.com/hooks.", "公网 https 地址，如 https://ledger.example.com/hooks。";
    description: "What it is for", "用途";
    event_types: "Events", "事件";
    event_types_hint: "None ticked: all of them, those to come too.", "不勾选表示全部事件，包括以后新增的。";
    edit: "Change", "修改";
    edit_title: "Change the endpoint", "修改端点";
    made_at: "Made", "创建时间";
    actions: "Actions", "操作";
    disable: "Switch off", "停用";
    enable: "Switch on", "启用";
    disable_title: "Switch the endpoint off?", "停用该端点？";
    remove: "Remove", "移除";
    remove_title: "Remove the endpoint?", "移除该端点？";
    remove_warning: "Nothing is sent to it any more, and what waits for it is gone. To stop for a while, switch it off instead.", "此后不再推送，待推送的事件一并丢弃。如仅需暂停，请改用停用。";
    removed: "Removed.", "已移除。";
    test: "Send a test", "发送测试";
    test_sent: "The test is under way: it shows below.", "测试已发出，结果见下方列表。";

    secret_title: "Signing secret", "签名密钥";
    secret_once: "Copy it now: it is not shown again.", "请立即复制：不会再次显示。";
    secret_how: "Whoever receives verifies each delivery with it, by a library for Standard Webhooks.", "接收方用 Standard Webhooks 的类库和此密钥校验每次推送。";
    rotate: "New secret", "新密钥";
    rotate_title: "A new signing secret", "更换签名密钥";
    rotate_overlap: "How long the old secret still signs", "旧密钥继续签名";
    rotate_now: "It ends at once", "立即失效";
    two_sign: "Two secrets sign until", "新旧密钥同时签名至";

    deliveries: "Deliveries", "推送记录";
    deliveries_empty_title: "Nothing here", "暂无记录";
    deliveries_empty: "Each event that is sent shows here, with what the endpoint answered.", "每次推送及对方的答复都会显示在这里。";
    read_again: "Read again", "刷新";
    state_all: "All", "全部";
    state_pending: "Waiting", "待推送";
    state_delivered: "Delivered", "已送达";
    state_given_up: "Given up", "已放弃";
    happened: "Happened", "发生时间";
    event: "Event", "事件";
    case: "Case", "异常单";
    answer: "Answer", "答复";
    not_tried: "not tried yet", "尚未推送";
    failures(count: i32): "{count} in vain", "失败{count}次";
    next_try: "Next try", "下次推送";
    event_id: "Identifier", "事件标识";
    tries: "Tries", "推送过程";
    request: "Request", "请求编号";
    took(milliseconds: i64): "{milliseconds} ms", "{milliseconds}毫秒";
    said_nothing: "No body.", "无正文。";
    send_again: "Send again", "重新推送";
    try_now: "Try now", "立即推送";
    under_way: "It is under way.", "正在推送。";
    older: "Older", "更早";

    failure_no_such_host: "The host was not found", "域名无法解析";
    failure_address_refused: "A private address: not called", "内网地址，未推送";
    failure_no_connection: "No connection", "无法建立连接";
    failure_broken: "The connection broke", "连接中断";
    failure_timed_out: "No answer within 15 seconds", "15秒内无答复";

    replay: "Send a time again", "按时间重新推送";
    replay_intro: "All that happened in this time and was delivered or given up is sent again, under the same identifiers and in the same order.", "该时间段内已送达或已放弃的事件将按原顺序、原标识重新推送。";
    replay_from: "From", "开始时间";
    replay_until: "Until", "结束时间";
    replay_no_time: "A day and a time.", "请填写日期和时间。";
    replayed(count: i64): "{count} deliveries are under way.", "{count}条正在重新推送。";
}
