//! Signing in, and the first visit by a setup link.

use crate::texts;

texts! {
    title: "Sign in", "登录";
    tagline: "The exceptions desk for payouts", "代付差错处理台";
    user_name: "User name", "用户名";
    password: "Password", "密码";
    submit: "Sign in", "登录";
    no_account: "No account yet? An administrator makes one and sends you a setup link.", "还没有账户？请管理员为您创建，并把设置链接发给您。";

    setup_title: "Set your password", "设置密码";
    setup_hello(name: &str): "Welcome, {name}. This link works once.", "您好，{name}。此链接只能使用一次。";
    setup_intro: "Choose the password you will sign in with. This link works once.", "请设置您的登录密码。此链接只能使用一次。";
    setup_unknown: "This is no setup link, or not all of it. Open it anew from where you got it, or ask an administrator for another.", "链接无效或不完整。请重新打开收到的链接，或请管理员另发一个。";
    setup_first: "You are setting up this desk: you become its administrator.", "您正在启用本系统：设置完成后您将成为管理员。";
    new_password: "New password", "新密码";
    password_again: "The same again", "再次输入新密码";
    password_rule: "At least 12 characters. A few words in a row are easier to keep in mind than signs.", "至少12个字符。几个词连在一起，比一串符号更好记。";
    password_short: "At least 12 characters.", "至少12个字符。";
    passwords_differ: "The two are not the same.", "两次输入不一致。";
    setup_submit: "Set the password and sign in", "设置密码并登录";
    setup_done: "Your password is set. Sign in with it.", "密码已设置，请登录。";
    display_name: "Your name, as others see it", "姓名（其他人看到的）";
}
