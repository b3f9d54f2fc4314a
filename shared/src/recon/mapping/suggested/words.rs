//! The words that stand in columns of directions, kinds and statuses.

use crate::recon::{LineKind, LineStatus};

/// Words for in.
pub const WORDS_IN: &[&str] =
    &["收入", "收", "贷", "贷方", "贷 cr", "入", "入账", "in", "credit", "cr", "c", "crdt", "h", "haben", "bij", "+"];
/// Words for out.
pub const WORDS_OUT: &[&str] =
    &["支出", "支", "借", "借方", "借 dr", "出", "出账", "out", "debit", "dr", "d", "dbit", "s", "soll", "af", "-"];

/// Words of kinds.
pub const KIND_WORDS: &[(&str, LineKind)] = &[
    ("代付", LineKind::Payout),
    ("付款", LineKind::Payout),
    ("转账", LineKind::Payout),
    ("payout", LineKind::Payout),
    ("收款", LineKind::Receipt),
    ("交易", LineKind::Receipt),
    ("支付", LineKind::Receipt),
    ("消费", LineKind::Receipt),
    ("receipt", LineKind::Receipt),
    ("payment", LineKind::Receipt),
    ("退款", LineKind::Refund),
    ("refund", LineKind::Refund),
    ("退汇", LineKind::Bounce),
    ("退票", LineKind::Bounce),
    ("bounce", LineKind::Bounce),
    ("return", LineKind::Bounce),
    ("手续费", LineKind::Fee),
    ("服务费", LineKind::Fee),
    ("fee", LineKind::Fee),
    ("充值", LineKind::Transfer),
    ("提现", LineKind::Transfer),
    ("调拨", LineKind::Transfer),
    ("transfer", LineKind::Transfer),
    ("other", LineKind::Other),
];

/// Words of statuses.
pub const STATUS_WORDS: &[(&str, LineStatus)] = &[
    ("成功", LineStatus::Settled),
    ("交易成功", LineStatus::Settled),
    ("支付成功", LineStatus::Settled),
    ("已完成", LineStatus::Settled),
    ("已入账", LineStatus::Settled),
    ("settled", LineStatus::Settled),
    ("success", LineStatus::Settled),
    ("succeeded", LineStatus::Settled),
    ("completed", LineStatus::Settled),
    ("paid", LineStatus::Settled),
    ("booked", LineStatus::Settled),
    ("posted", LineStatus::Settled),
    ("gebucht", LineStatus::Settled),
    ("umsatz gebucht", LineStatus::Settled),
    ("对方已收钱", LineStatus::Settled),
    ("已存入零钱", LineStatus::Settled),
    ("提现已到账", LineStatus::Settled),
    ("充值完成", LineStatus::Settled),
    ("失败", LineStatus::Failed),
    ("交易失败", LineStatus::Failed),
    ("已关闭", LineStatus::Failed),
    ("failed", LineStatus::Failed),
    ("rejected", LineStatus::Failed),
    ("cancelled", LineStatus::Failed),
    ("declined", LineStatus::Failed),
    ("reverted", LineStatus::Failed),
    ("处理中", LineStatus::Pending),
    ("待入账", LineStatus::Pending),
    ("pending", LineStatus::Pending),
    ("processing", LineStatus::Pending),
    ("vorgemerkt", LineStatus::Pending),
    ("umsatz vorgemerkt", LineStatus::Pending),
];
