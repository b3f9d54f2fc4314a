//! UnionPay: a form, its values as they are, the signature at its end. It never says that a payout failed in a way that
//! the dictionary could take for proof.

use super::{About, Answer, Asked, Said};

pub(super) fn said(about: &About<'_>, answer: Answer, asked: Asked) -> Option<Said> {
    let (resp_code, resp_msg, orig) = match (asked, answer) {
        (Asked::Payout, Answer::Accepted | Answer::Processing) => ("00", "成功[0000000]", None),
        (Asked::Payout, Answer::Busy) => ("03", "交易通讯超时，请发起查询交易[0300000]", None),
        (Asked::Payout, Answer::Unlisted) => ("61", "交易金额超限[6100030]", None),
        (Asked::Query, Answer::Processing) => ("00", "成功[0000000]", Some(("05", "交易已受理，请稍后查询交易结果"))),
        (Asked::Query, Answer::Paid | Answer::Forged) => ("00", "成功[0000000]", Some(("00", "成功"))),
        (Asked::Query, Answer::Unlisted) => ("00", "成功[0000000]", Some(("61", "交易金额超限"))),
        (Asked::Query, Answer::NoSuchOrder) => ("34", "查无此交易[3400000]", None),
        (Asked::Query, Answer::Busy) => ("10", "报文格式错误[1000000]", None),
        _ => return None,
    };
    let currency = if about.payout.amount.currency == "HKD" { "344" } else { "156" };
    let (minor, time) = (about.minor(), about.time(about.payout.sent_at, "%Y%m%d%H%M%S"));
    let mut form = vec![
        ("accessType", "0"),
        ("bizType", "000401"),
        ("currencyCode", currency),
        ("encoding", "UTF-8"),
        ("merId", "898110270110283"),
        ("orderId", about.order_number),
        ("respCode", resp_code),
        ("respMsg", resp_msg),
        ("signMethod", "01"),
        ("txnAmt", &minor),
        ("txnTime", &time),
        ("txnType", if asked == Asked::Payout { "12" } else { "00" }),
        ("version", "5.1.0"),
    ];
    if let Some((code, message)) = orig {
        form.extend([("origRespCode", code), ("origRespMsg", message)]);
    }
    let signature = about.signature();
    form.push(("signature", &signature));
    let body: Vec<String> = form.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
    Said::text(200, "application/x-www-form-urlencoded;charset=UTF-8", body.join("&"))
}
