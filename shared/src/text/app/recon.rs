//! The pages of reconciliation: the calendar, a day, a file.

mod day;
mod file;
mod mapping;
mod together;
mod work;

pub use day::*;
pub use file::*;
pub use mapping::*;
pub use together::*;
pub use work::*;

use crate::texts;

texts! {
    go: "Go to reconciliation", "转到对账";
    title: "Reconciliation", "对账";
    intro: "Each account at a channel, day by day: our books against the channel's statement, and the balance that proves it.", "逐账户、逐日核对我方账与通道对账单，并以余额印证。";
    no_accounts_title: "No account is reconciled yet", "暂无对账账户";
    no_accounts: "Add an account at a channel. Its days appear here as soon as its statements or our lines come in.", "请先添加通道账户。收到对账单或我方明细后，各日会出现在这里。";
    no_accounts_ask: "A supervisor adds the accounts at channels. Their days appear here as soon as statements or our lines come in.", "通道账户由主管添加。收到对账单或我方明细后，各日会出现在这里。";
    account: "Account", "账户";
    add_account: "Add an account", "添加账户";
    month: "Month", "月份";
    month_before: "Month before", "上个月";
    month_after: "Next month", "下个月";
    month_name(year: i32, month: u32): "{year}-{month:02}", "{year}年{month}月";
    no_day: "Nothing came in", "无数据";
    open_count(count: i64): "{count} open", "{count}项未结";
    closing_waits: "Closing awaits approval", "日结待复核";
    legend: "What the signs mean", "图例";

    account_id: "Identifier", "标识";
    account_id_hint: "a-z, 0-9, _ . -; it cannot be changed later.", "仅限 a-z、0-9、_ . -；之后不可更改。";
    account_channel: "Channel", "通道";
    account_name: "Name", "名称";
    account_currency: "Currency", "币种";
    account_number: "Number on its statements", "对账单上的账号";
    account_number_hint: "An IBAN or a merchant number. A statement of another account is refused.", "IBAN 或商户号。其他账户的对账单将被拒绝。";
    account_offset: "The channel's time zone", "通道所在时区";
    account_cut_off: "Business day ends at", "日切时间";
    account_cut_off_hint: "By the channel's time, such as 23:00; midnight where it stays empty.", "按通道时间，如 23:00；留空为零点。";
    account_currency_hint: "Three letters, such as CNY; it cannot be changed later.", "三位字母，如 CNY；之后不可更改。";
    account_no_currency: "A currency's three letters, such as CNY.", "请填写三位币种代码，如 CNY。";
    account_hold: "Days a line may wait for its pair", "日切待配天数";
    account_hold_hint: "One side may book before the cut-off and the other after it. Until then it is no break.", "双方可能分别在日切前后入账，等待期内不计为差异。";
    account_tolerance: "Tolerance in amount", "金额容差";
    account_tolerance_hint: "Such as 0.01, for channels that round; 0 otherwise.", "通道存在尾差时填写，如 0.01；否则为 0。";
    account_no_tolerance: "An amount, such as 0 or 0.01.", "请填写金额，如 0 或 0.01。";
    account_minutes: "Tolerance in time, in minutes", "时间容差（分钟）";
    change_account_of(name: &str): "Change {name}", "修改 {name}";
}
