//! The words for reasons of returns: ISO 20022 external return reasons (the list `ExternalReturnReason1Code` of the ISO 20022
//! external code sets, <https://www.iso20022.org/catalogue-messages/additional-content-messages/external-code-sets>) and the
//! credit returns of Nacha. A code that is not here is shown as it came: nothing is guessed.

use super::Lang;

/// Each code with its words.
const REASONS: [(&str, &str, &str); 41] = [
    ("AC01", "incorrect account number", "账号有误"),
    ("AC03", "invalid creditor account number", "收款账号无效"),
    ("AC04", "closed account", "账户已销户"),
    ("AC06", "blocked account", "账户已冻结"),
    ("AC13", "wrong type of debtor account", "付款账户类型不符"),
    ("AC14", "wrong type of creditor account", "收款账户类型不符"),
    ("AG01", "transaction forbidden on this account", "该账户不允许此类交易"),
    ("AG02", "invalid transaction code", "交易代码无效"),
    ("AM01", "zero amount", "金额为零"),
    ("AM02", "amount not allowed", "金额超出允许范围"),
    ("AM03", "currency not allowed", "币种不支持"),
    ("AM04", "insufficient funds", "余额不足"),
    ("AM05", "duplicate payment", "重复付款"),
    ("AM06", "amount below the minimum", "金额低于下限"),
    ("AM07", "amount blocked", "金额被冻结"),
    ("AM09", "wrong amount", "金额有误"),
    ("BE01", "name does not match the account", "户名与账号不符"),
    ("BE04", "missing creditor address", "缺少收款人地址"),
    ("BE05", "initiating party not recognised", "无法识别发起方"),
    ("BE06", "beneficiary unknown at this bank", "收款行查无此收款人"),
    ("BE07", "missing debtor address", "缺少付款人地址"),
    ("CNOR", "the beneficiary's bank is not registered", "收款行未在清算系统登记"),
    ("DNOR", "the payer's bank is not registered", "付款行未在清算系统登记"),
    ("DUPL", "duplicate payment", "重复付款"),
    ("ED05", "settlement failed", "清算失败"),
    ("FOCR", "returned after a cancellation request", "应撤销请求退回"),
    ("MD06", "refund requested by the end customer", "客户要求退款"),
    ("MD07", "the end customer is deceased", "客户已故"),
    ("MS02", "the beneficiary gave no reason", "收款人未说明原因"),
    ("MS03", "the bank gave no reason", "银行未说明原因"),
    ("NARR", "see the bank's words", "详见银行附言"),
    ("RC01", "incorrect bank code", "行号有误"),
    ("RR01", "missing payer account or identification (regulatory)", "缺少付款人账户或证件信息（监管要求）"),
    ("RR02", "missing payer name or address (regulatory)", "缺少付款人姓名或地址（监管要求）"),
    ("RR03", "missing beneficiary name or address (regulatory)", "缺少收款人姓名或地址（监管要求）"),
    ("RR04", "regulatory reason", "监管原因"),
    ("R02", "account closed (Nacha)", "账户已销户（Nacha）"),
    ("R03", "no account, or the account cannot be found (Nacha)", "账户不存在（Nacha）"),
    ("R04", "invalid account number (Nacha)", "账号无效（Nacha）"),
    ("R16", "account frozen (Nacha)", "账户已冻结（Nacha）"),
    ("R23", "refused by the receiver (Nacha)", "收款人拒收（Nacha）"),
];

/// What a reason's code means; nothing where it is not known.
pub fn return_reason(code: &str, lang: Lang) -> Option<&'static str> {
    REASONS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(code)).map(|(_, en, zh)| lang.pick(*en, *zh))
}

/// The codes that are known, in order.
pub fn return_reasons() -> impl Iterator<Item = &'static str> {
    REASONS.iter().map(|(code, ..)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_code_has_words_and_no_other_has() {
        for (code, expected) in [
            ("AC01", Some("incorrect account number")),
            ("ac04", Some("closed account")),
            ("RR04", Some("regulatory reason")),
            ("ZZ99", None),
            ("", None),
        ] {
            assert_eq!(return_reason(code, Lang::En), expected, "{code}");
        }
        assert_eq!(return_reason("BE01", Lang::Zh), Some("户名与账号不符"));
    }

    #[test]
    fn each_code_stands_once() {
        let codes: Vec<_> = return_reasons().collect();
        for (index, code) in codes.iter().enumerate() {
            assert!(!codes[index + 1..].contains(code), "{code}");
        }
    }
}
