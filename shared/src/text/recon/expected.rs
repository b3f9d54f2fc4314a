//! The words for what a file should say where it is at fault.

use crate::recon::{Expected, Wanted};
use crate::text::{Lang, Text};

impl Text for Expected {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Signs(signs) => signs.clone(),
            Self::Words(wanted) => wanted.text(lang),
        }
    }
}

impl Text for Wanted {
    fn text(&self, lang: Lang) -> String {
        let (en, zh) = match *self {
            Self::SmallerSum => {
                return lang
                    .pick("a sum that 64 bits of minor units hold", "以最小单位计不超过 64 位的合计")
                    .to_owned();
            }
            Self::UnsignedAmount => return lang.pick("an amount without a sign", "不带符号的金额").to_owned(),
            Self::NegativeAmount => return lang.pick("an amount below zero", "负数金额").to_owned(),
            Self::NegativeRefund => return lang.pick("a refund at or below zero", "退款金额为零或负数").to_owned(),
            Self::DigitsOfFen => return lang.pick("digits of fen", "以分为单位的数字").to_owned(),
            Self::Number => return lang.pick("a number", "数字").to_owned(),
            Self::NumberAsText => {
                return lang
                    .pick(
                        "the number as a text: a spreadsheet has lost digits of it",
                        "以文本保存的编号：电子表格已丢失其部分数字",
                    )
                    .to_owned();
            }
            Self::Header => return lang.pick("a row that names the columns", "表头行").to_owned(),
            Self::LineOrDate => return lang.pick("a line, or a date", "明细或日期").to_owned(),
            Self::OneColumn => return lang.pick("one column of this name", "仅有一列使用此列名").to_owned(),
            Self::OneDirection => return lang.pick("in or out, not both", "收入或支出，不可兼有").to_owned(),
            Self::DirectionMark => {
                return lang.pick("C, D, RC or RD behind the dates", "日期后为 C、D、RC 或 RD").to_owned();
            }
            Self::TransactionType => {
                return lang.pick("a type such as NTRF behind the amount", "金额后为交易类型，如 NTRF").to_owned();
            }
            Self::NothingBehindSums => return lang.pick("nothing behind the sums", "汇总行之后无内容").to_owned(),
            Self::NoControlCharacters => return lang.pick("no control characters", "不含控制字符").to_owned(),
            Self::Amount { currency, decimals: None } => {
                (format!("an amount in {currency}"), format!("{currency} 金额"))
            }
            Self::Amount { currency, decimals: Some(most) } => (
                format!("an amount in {currency}, at most {most} decimals"),
                format!("{currency} 金额，小数最多 {most} 位"),
            ),
            Self::SmallerAmount { currency } => (
                format!("an amount in {currency} that 64 bits of minor units hold"),
                format!("以最小单位计不超过 64 位的 {currency} 金额"),
            ),
            Self::Values { count, given: None } => (format!("{count} values"), format!("{count} 个值")),
            Self::Values { count, given: Some(given) } => {
                (format!("{count} values, not {given}"), format!("{count} 个值，而非 {given} 个"))
            }
            Self::RowsWithoutDate { count } => {
                (format!("{count} rows without a date at the end"), format!("末尾 {count} 行不含日期"))
            }
            Self::LongerLine { least, given } => {
                (format!("at least {least} bytes, not {given}"), format!("至少 {least} 字节，而非 {given} 字节"))
            }
            Self::ShorterLines { most } => (format!("lines of at most {most} bytes"), format!("每行最多 {most} 字节")),
            Self::FewerParts { most } => (format!("at most {most} files in it"), format!("最多含 {most} 个文件")),
            Self::LessUnpacked { times, gib } => (
                format!("at most {times} times what is packed, and {gib} GiB"),
                format!("解压后不超过压缩大小的 {times} 倍，且不超过 {gib} GiB"),
            ),
            Self::FewerTexts { mib } => (format!("at most {mib} MiB of texts"), format!("文本最多 {mib} MiB")),
        };
        lang.pick(en, zh)
    }
}
