//! The formats in which statements come.

use serde::{Deserialize, Serialize};

use super::line::named;

named! {
    /// The format of a statement file, as it is recognised by its content.
    Format {
        /// WeChat Pay trade bill: what was traded.
        WechatTrade = "wechat_trade",
        /// WeChat Pay fund bill: what moved the balance.
        WechatFund = "wechat_fund",
        /// Alipay bill: a ZIP of CSV files in GBK, or one of them.
        Alipay = "alipay",
        /// UnionPay settlement file of fixed widths.
        Unionpay = "unionpay",
        /// ISO 20022 bank-to-customer statement, versions 2 to 8.
        Camt053 = "camt053",
        /// SWIFT customer statement.
        Mt940 = "mt940",
        /// Any CSV, by a mapping.
        Csv = "csv",
        /// Any XLSX, by a mapping.
        Xlsx = "xlsx",
    }
}

impl Format {
    /// Whether it can be read only by a mapping that says which column is what.
    pub fn needs_mapping(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx)
    }
}
