//! Where days, files, balances and proposals stand.

use super::words;
use crate::api::recon::{BalanceMoment, ClosingState, DayStanding, DiscrepancyState, StatementStateName};
use crate::recon::{FaultKind, Format};

words! { DayStanding {
    Waiting: "Waiting", "待数据";
    Running: "Matching", "对账中";
    Breaks: "Breaks", "有差异";
    Balanced: "Balanced", "已平";
    Closed: "Closed", "已日结";
} }

words! { StatementStateName {
    Reading: "Reading", "读取中";
    Read: "To be booked", "待入账";
    Refused: "Refused", "未接受";
    Booked: "Booked", "已入账";
    Discarded: "Put aside", "已搁置";
} }

words! { BalanceMoment {
    Opening: "Opening balance", "期初余额";
    Closing: "Closing balance", "期末余额";
} }

words! { ClosingState {
    Open: "Awaits approval", "待复核";
    Approved: "Approved", "已同意";
    Rejected: "Rejected", "已驳回";
    Withdrawn: "Taken back", "已撤回";
    Voided: "Void: what was seen has changed", "已失效：情况已变化";
} }

words! { DiscrepancyState {
    Open: "Open", "未结";
    Settled: "Settled", "已结";
    Cleared: "No longer found", "已不再检出";
} }

words! { Format {
    WechatTrade: "WeChat Pay trade bill", "微信支付交易账单";
    WechatFund: "WeChat Pay fund bill", "微信支付资金账单";
    Alipay: "Alipay bill", "支付宝账单";
    Unionpay: "UnionPay settlement file", "银联清算文件";
    Camt053: "Bank statement, camt.053", "银行对账单 camt.053";
    Mt940: "Bank statement, MT940", "银行对账单 MT940";
    Csv: "CSV by a mapping", "CSV（按字段映射）";
    Xlsx: "XLSX by a mapping", "XLSX（按字段映射）";
} }

words! { FaultKind {
    UnknownFormat: "No format that is known", "无法识别的格式";
    Empty: "Nothing in it", "文件为空";
    CutOff: "It ends before its end", "文件不完整，中途截断";
    Encoding: "Its bytes are no text of its encoding", "字符编码有误";
    Malformed: "It does not follow its format", "不符合格式";
    MissingField: "A field that is needed is missing", "缺少必需字段";
    BadAmount: "Not an amount", "金额无法识别";
    BadDate: "Not a date or a time", "日期或时间无法识别";
    BadCurrency: "No currency, or not the account's", "币种有误或与账户不符";
    UnknownWord: "A word that the reader does not know", "无法识别的状态或类型";
    CountDiffers: "Its own count differs from its lines", "自载笔数与明细不符";
    SumDiffers: "Its own sum differs from its lines", "自载金额与明细不符";
    BalanceDiffers: "Its balances and its lines do not add up", "余额与明细不平";
    Formula: "A cell holds a formula", "单元格含公式";
    TooLarge: "It unpacks to more than it may", "解压后超出上限";
    Entities: "XML that declares entities or a document type", "XML 含实体或文档类型声明";
    OtherAccount: "It is of another account", "属于其他账户";
    NeedsMapping: "It needs a mapping that says which column is what", "需要字段映射";
} }
