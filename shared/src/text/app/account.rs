//! The reader's own account.

use crate::texts;

texts! {
    title: "Your account", "我的账户";
    who: "Who you are", "身份";
    password: "Password", "密码";
    password_intro: "Changing it ends your sessions everywhere else.", "修改后，您在其他地方的会话将全部结束。";
    current_password: "Current password", "当前密码";
    change_password: "Change the password", "修改密码";
    password_changed: "Your password is changed.", "密码已修改。";
    sessions: "Where you are signed in", "登录中的会话";
    this_session: "this one", "当前会话";
    started: "since", "登录于";
    last_seen: "last used", "最近使用";
    end_session: "End", "结束";
    end_session_of(what: &str): "End the session {what}", "结束会话 {what}";
    session_ended: "The session is ended.", "会话已结束。";
    unknown_browser: "Unknown browser", "未知浏览器";
    keyboard: "Keyboard", "快捷键";
    single_keys: "Single keys", "单键快捷键";
    single_keys_hint: "Keys such as j, k and c act without Ctrl. Switch this off if you use speech input or press keys by accident.", "如 j、k、c 等按键直接生效。使用语音输入或容易误触时可关闭。";
    show_keys: "The keys are listed under ?", "按 ? 查看全部快捷键";
}
