//! What columns are called, in English, Chinese and a little German; what they are called elsewhere is put into English first.

use super::elsewhere::in_english;

/// Names of the date's column, those that name the booking first.
pub const DATE: &[&str] = &[
    "记账日期",
    "入账日期",
    "交易日期",
    "记账日",
    "入账日",
    "交易日",
    "记账时间",
    "入账时间",
    "完成时间",
    "交易完成时间",
    "交易成功时间",
    "交易时间",
    "支付时间",
    "付款时间",
    "日期",
    "时间",
    "创建时间",
    "booking date",
    "posting date",
    "posted date",
    "date posted",
    "completed date",
    "date completed",
    "transaction date",
    "date",
    "completed at",
    "settled at",
    "paid at",
    "occurred at",
    "at",
    "time",
    "created at",
    "timestamp",
    "datetime",
    "date time",
    "started date",
    "value date",
    "buchungstag",
    "buchungsdatum",
    "datum",
];

/// Names of a time of day that has a column of its own.
pub const TIME: &[&str] = &["记账时间", "入账时间", "交易时间", "时间", "time", "transaction time", "uhrzeit"];

/// Names of the amount's column.
pub const AMOUNT: &[&str] = &[
    "交易金额",
    "收支金额",
    "发生额",
    "发生金额",
    "金额",
    "订单金额",
    "入账金额",
    "实付金额",
    "amount",
    "billing amount",
    "transaction amount",
    "net amount",
    "gross amount",
    "gross",
    "value",
    "betrag",
    "umsatz",
];

/// Names of the column of what came in.
pub const AMOUNT_IN: &[&str] = &[
    "记账金额 收入",
    "交易金额 收入",
    "发生额 收入",
    "发生额 贷方",
    "贷方发生额 收入",
    "贷方金额 收入",
    "贷方 收入",
    "收入金额",
    "收入",
    "贷方发生额",
    "贷方金额",
    "贷方",
    "存入金额",
    "转入金额",
    "credit",
    "credit amount",
    "money in",
    "paid in",
    "deposit",
    "deposits",
    "amount in",
    "in",
    "haben",
];

/// Names of the column of what went out.
pub const AMOUNT_OUT: &[&str] = &[
    "记账金额 支出",
    "交易金额 支出",
    "发生额 支出",
    "发生额 借方",
    "借方发生额 支出",
    "借方金额 支出",
    "借方 支出",
    "支出金额",
    "支出",
    "借方发生额",
    "借方金额",
    "借方",
    "支取金额",
    "转出金额",
    "debit",
    "debit amount",
    "money out",
    "paid out",
    "withdrawal",
    "withdrawals",
    "amount out",
    "out",
    "soll",
];

/// Names of the column that says which way.
pub const DIRECTION: &[&str] = &[
    "收支类型",
    "收/支",
    "收支",
    "收支标志",
    "借贷标志",
    "借贷方向",
    "借贷",
    "方向",
    "direction",
    "dr/cr",
    "cr/dr",
    "debit/credit",
    "credit/debit",
    "credit debit indicator",
    "d/c",
    "side",
    "soll/haben",
];

/// Names of the fee's column.
pub const FEE: &[&str] = &["手续费", "服务费", "交易手续费", "fee", "fees", "commission", "charge", "charges"];
/// Names of the balance's column.
pub const BALANCE: &[&str] = &[
    "余额",
    "账户余额",
    "账户结余",
    "本次余额",
    "联机余额",
    "balance",
    "running balance",
    "account balance",
    "balance after",
    "saldo",
];
/// Names of the currency's column.
pub const CURRENCY: &[&str] =
    &["币种", "记账币种", "币别", "货币种类", "货币", "currency", "billing currency", "ccy", "währung", "waehrung"];
/// Names of the kind's column.
pub const KIND: &[&str] = &["业务类型", "交易类型", "类型", "业务名称", "kind", "type", "transaction type"];
/// Names of the status' column.
pub const STATUS: &[&str] = &["交易状态", "状态", "当前状态", "订单状态", "status", "state"];
/// Names of the column of our order number.
pub const ORDER_NUMBER: &[&str] = &[
    "商户订单号",
    "商户单号",
    "商家订单号",
    "订单号",
    "业务凭证号",
    "order number",
    "order no",
    "order id",
    "merchant order number",
    "merchant reference",
    "our reference",
    "reference",
    "end to end id",
    "endtoendid",
];
/// Names of the column of the channel's number.
pub const CHANNEL_NUMBER: &[&str] = &[
    "通道流水号",
    "微信订单号",
    "支付宝交易号",
    "微信支付业务单号",
    "交易号",
    "交易单号",
    "交易流水号",
    "流水号",
    "channel number",
    "transaction id",
    "transaction number",
    "transaction reference",
    "bank reference",
    "psp reference",
];
/// Names of the column of a batch's number.
pub const BATCH_NUMBER: &[&str] = &["批次号", "批次单号", "batch number", "batch id", "batch"];
/// Names of the column of the number of what is given back.
pub const ORIGINAL_ORDER_NUMBER: &[&str] =
    &["原订单号", "原商户订单号", "original order number", "original order", "original reference"];
/// Names of the column of the bank's entry.
pub const ENTRY_REFERENCE: &[&str] =
    &["资金流水单号", "账务流水号", "银行流水号", "日志号", "日 志 号", "entry reference", "entry id"];
/// Names of the column of who is at the other end.
pub const COUNTERPARTY: &[&str] = &[
    "对方户名",
    "对方",
    "对方全称",
    "对方名称",
    "对方单位",
    "交易对方",
    "对手户名",
    "对方账户名",
    "对方账户名称",
    "对手信息",
    "户名",
    "counterparty",
    "counterparty name",
    "payee",
    "payer",
    "beneficiary",
    "partner name",
    "name",
    "auftraggeber/empfänger",
    "auftraggeber/begünstigter",
    "empfänger",
];
/// Names of the column of the account at the other end.
pub const COUNTERPARTY_ACCOUNT: &[&str] = &[
    "对方账号",
    "对方账户",
    "对手账号",
    "对方卡号",
    "对方卡号/账号",
    "对方账号/卡号",
    "收款账号",
    "counterparty account",
    "beneficiary account",
    "partner iban",
    "account number",
    "iban",
];
/// Names of the column of words.
pub const TEXT: &[&str] = &[
    "摘要",
    "交易摘要",
    "备注",
    "附言",
    "交易附言",
    "用途",
    "商品名称",
    "description",
    "memo",
    "note",
    "narrative",
    "details",
    "remark",
    "remarks",
    "text",
    "verwendungszweck",
];

/// The names of a header, as they are compared.
pub struct Names(Vec<String>);

impl Names {
    /// The names of a header.
    pub fn new(header: &[String]) -> Self {
        let plain = header.iter().map(|name| plain(name));
        Self(plain.map(|name| in_english(&name).map_or(name, str::to_owned)).collect())
    }

    /// Where the first of the known names stands, of those that stand there once.
    pub fn find(&self, known: &[&str]) -> Option<usize> {
        known.iter().find_map(|known| {
            let mut places = self.0.iter().enumerate().filter(|(_, name)| name == known).map(|(place, _)| place);
            places.next().filter(|_| places.next().is_none())
        })
    }

    /// Where the date stands.
    pub fn date(&self) -> Option<usize> {
        self.find(DATE)
    }
}

/// What may stand in brackets behind a name and is no unit: which way.
const WAYS: &[&str] = &["收入", "支出", "贷方", "借方"];

/// A name without its unit, in small letters, its words apart by single spaces, none about a stroke.
fn plain(name: &str) -> String {
    let name = name.trim().trim_start_matches(['`', '\'', '\u{feff}']).to_lowercase();
    let (name, behind) = name.split_once(['(', '（', '[']).unwrap_or((&name, ""));
    let way = behind.trim_end_matches([')', '）', ']']).trim();
    name.split(|letter: char| letter.is_whitespace() || letter == '_' || letter == '-')
        .chain(WAYS.contains(&way).then_some(way))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" / ", "/")
}
