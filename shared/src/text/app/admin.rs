//! Administration: people and API clients.

use crate::role::Role;
use crate::text::Lang;
use crate::texts;

/// What a role does, in a sentence.
pub fn duty(role: Role) -> fn(Lang) -> &'static str {
    match role {
        Role::Operator => role_operator,
        Role::Supervisor => role_supervisor,
        Role::Auditor => role_auditor,
        Role::Admin => role_admin,
    }
}

texts! {
    people: "People", "人员";
    people_intro: "People are switched off, never deleted: their names stand in the audit trail.", "人员只能停用，不能删除：其姓名保留在审计轨迹中。";
    add_person: "Add a person", "添加人员";
    person: "Name", "姓名";
    roles: "Roles", "角色";
    status: "State", "状态";
    last_sign_in: "Last signed in", "最近登录";
    never: "never", "从未";
    active: "Active", "正常";
    disabled: "Switched off", "已停用";
    no_password: "Has not set a password yet", "尚未设置密码";
    locked: "Locked out for", "已锁定，剩余";
    actions_for(name: &str): "Actions for {name}", "{name} 的操作";
    edit: "Change", "修改";
    new_link: "New setup link", "新的设置链接";
    disable: "Switch off", "停用";
    enable: "Switch on", "启用";
    user_name: "User name", "用户名";
    user_name_hint: "Small letters, digits, . _ -. It never changes and is never given away again.", "小写字母、数字及 . _ -。创建后不可更改，也不会再分配给他人。";
    display_name: "Name, as others see it", "姓名（其他人看到的）";
    roles_hint: "At least one. Nobody approves their own proposals, whatever the roles.", "至少一个。无论何种角色，都不能复核自己的提议。";
    role_operator: "Works cases, records evidence, proposes.", "处理异常单、登记凭据、提出提议。";
    role_supervisor: "All of that, and approves or rejects what others proposed.", "除经办权限外，可复核他人的提议。";
    role_auditor: "Reads everything, verifies the trail; changes nothing.", "可查看全部内容并校验审计轨迹，不能更改。";
    role_admin: "People and API clients; no cases by that alone.", "管理人员与接口调用方，不含异常单权限。";
    create: "Add", "添加";
    edit_title(name: &str): "Change {name}", "修改 {name}";
    disable_title(name: &str): "Switch {name} off?", "停用 {name}？";
    disable_warning: "Every session ends at once. Claims run out by themselves; proposals stay open.", "其所有会话立即结束；认领到期自动释放，提议仍然有效。";
    link_title(name: &str): "Setup link for {name}", "{name} 的设置链接";
    link_once: "Give this link to the person by a way you trust. It works once and is shown only now.", "请通过可信渠道交给本人。链接只能使用一次，且只在此时显示。";
    link_ends: "It ends", "有效期至";
    saved: "Saved.", "已保存。";
    done: "Done", "完成";

    clients: "API clients", "接口调用方";
    clients_intro: "Other systems that file exceptions, add evidence or read cases. Each has its own keys, scopes and limits.", "上报异常单、补充凭据或读取数据的其他系统，各有自己的密钥、权限与限额。";
    add_client: "Add a client", "添加调用方";
    clients_empty_title: "No API clients yet", "暂无接口调用方";
    clients_empty: "Make one for each system that files exceptions. Its key is shown once.", "为每个上报系统创建一个调用方，密钥只显示一次。";
    client_name: "Name", "名称";
    client_name_hint: "Small letters, digits, . _ -. It never changes.", "小写字母、数字及 . _ -，创建后不可更改。";
    scopes: "May", "权限";
    scopes_hint: "At least one.", "至少一个。";
    networks: "Networks", "允许网段";
    networks_hint: "One a line, such as 10.0.0.0/8. Empty: from anywhere.", "每行一个，如 10.0.0.0/8。留空表示不限。";
    anywhere: "from anywhere", "不限";
    rate: "Requests a minute", "每分钟请求数";
    rate_bad: "A whole number from 1 to 1,000,000.", "1 至 1000000 的整数。";
    rate_short(count: u32): "{count}/min", "{count}次/分";
    keys: "Keys", "密钥";
    keys_none: "No key: it cannot call.", "无密钥，不能调用。";
    key_used: "used", "最近使用";
    key_unused: "never used", "从未使用";
    key_ends: "ends", "失效时间";
    rotate: "New key", "新密钥";
    rotate_title(name: &str): "New key for {name}", "{name} 的新密钥";
    rotate_overlap: "How long the old keys still work", "旧密钥继续有效";
    rotate_now: "They end at once", "立即失效";
    rotate_day: "24 hours", "24小时";
    rotate_week: "7 days", "7天";
    revoke: "Revoke", "吊销";
    revoke_title(key: &str): "Revoke key {key}?", "吊销密钥 {key}？";
    revoke_warning: "Calls with it are refused from now on.", "使用该密钥的调用将立即被拒绝。";
    key_title(name: &str): "Key of {name}", "{name} 的密钥";
    key_once: "Copy it now: it is kept only as a hash and cannot be shown again.", "请立即复制：系统只保存其哈希，不会再次显示。";
    key_how: "Send it as Authorization: Bearer, followed by the key.", "调用时在 Authorization: Bearer 之后附上密钥。";
    client_disable_title(name: &str): "Switch {name} off?", "停用 {name}？";
    client_disable_warning: "All its calls are refused from now on. Its keys stay and work again when it is switched on.", "其所有调用将立即被拒绝。密钥保留，启用后恢复。";
    api_document: "The API and how to call it", "接口文档";
}
