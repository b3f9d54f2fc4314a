//! Alipay: JSON in an envelope, the answers to queries in GBK.

use encoding_rs::GBK;
use serde_json::{Value, json};

use super::{About, Answer, Asked, Said};

pub(super) fn said(about: &About<'_>, answer: Answer, asked: Asked) -> Option<Said> {
    let said = match (asked, answer) {
        (Asked::Payout, Answer::Accepted | Answer::Processing) => status(about, "DEALING"),
        (Asked::Payout, Answer::Busy) => refused("20000", "Service Currently Unavailable", "SYSTEM_ERROR", "系统繁忙"),
        (Asked::Payout, Answer::Unlisted) => {
            refused("40004", "Business Failed", "PAYEE_CARD_INFO_ERROR", "收款方银行卡信息有误")
        }
        (Asked::Query, Answer::Processing) => status(about, "DEALING"),
        (Asked::Query, Answer::Paid | Answer::Forged) => status(about, "SUCCESS"),
        (Asked::Query, Answer::Failed) => failed(about),
        (Asked::Query, Answer::Returned) => returned(about),
        (Asked::Query, Answer::NoSuchOrder) => refused("40004", "Business Failed", "ORDER_NOT_EXIST", "转账订单不存在"),
        (Asked::Query, Answer::Busy) => {
            refused("20000", "Service Currently Unavailable", "isp.unknow-error", "未知错误")
        }
        (Asked::Query, Answer::Unlisted) => status(about, "CLOSED"),
        _ => return None,
    };
    let (envelope, content_type) = match asked {
        Asked::Payout => ("alipay_fund_trans_uni_transfer_response", "application/json;charset=utf-8"),
        Asked::Query | Asked::Notice => ("alipay_fund_trans_common_query_response", "text/html;charset=GBK"),
    };
    let text = json!({ envelope: said, "sign": about.signature() }).to_string();
    let body = if asked == Asked::Payout { text.into_bytes() } else { GBK.encode(&text).0.into_owned() };
    Some(Said { status: 200, content_type, body, api: None })
}

fn status(about: &About<'_>, status: &str) -> Value {
    json!({
        "code": "10000",
        "msg": "Success",
        "out_biz_no": about.order_number,
        "order_id": about.payout.channel_order_number,
        "status": status,
        "trans_amount": about.payout.amount.amount,
        "order_title": "结算款",
        "pay_date": about.time(about.at, "%Y-%m-%d %H:%M:%S"),
    })
}

fn failed(about: &About<'_>) -> Value {
    let mut said = status(about, "FAIL");
    said["error_code"] = "PAYEE_ACC_OCCUPIED".into();
    said["fail_reason"] = "收款账号状态异常，转账失败，资金已退回付款账户".into();
    said
}

/// It came back from the bank, as a whole: the amount stands only beside SUCCESS.
fn returned(about: &About<'_>) -> Value {
    let mut said = status(about, "REFUND");
    said["error_code"] = "PAYEE_ACC_OCCUPIED".into();
    said["fail_reason"] = "收款行退票：账户状态异常".into();
    said.as_object_mut().map(|said| said.remove("trans_amount"));
    said
}

fn refused(code: &str, msg: &str, sub_code: &str, sub_msg: &str) -> Value {
    json!({ "code": code, "msg": msg, "sub_code": sub_code, "sub_msg": sub_msg })
}
