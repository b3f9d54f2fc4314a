//! WeChat Pay: JSON, amounts in fen.

use serde_json::json;

use super::{About, Answer, Asked, Said};

const JSON: &str = "application/json; charset=utf-8";

pub(super) fn said(about: &About<'_>, answer: Answer, asked: Asked) -> Option<Said> {
    match (asked, answer) {
        (Asked::Payout, Answer::Accepted) => bill(about, "ACCEPTED", ""),
        (Asked::Payout, Answer::Processing) => bill(about, "PROCESSING", ""),
        (Asked::Payout, Answer::Busy) => error(500, "SYSTEM_ERROR", "系统异常，请使用原商户单号重试"),
        (Asked::Payout, Answer::Unlisted) => error(400, "RECEIVE_ACCOUNT_LIMIT", "收款账户受限"),
        (Asked::Query, Answer::Processing) => bill(about, "TRANSFERING", ""),
        (Asked::Query, Answer::Paid | Answer::Forged) => bill(about, "SUCCESS", ""),
        (Asked::Query, Answer::Failed) => bill(about, "FAIL", "PAYEE_ACCOUNT_ABNORMAL"),
        (Asked::Query, Answer::NoSuchOrder) => error(404, "NOT_FOUND", "记录不存在"),
        (Asked::Query, Answer::Busy) => error(500, "SYSTEM_ERROR", "系统异常，请稍后重试"),
        (Asked::Query, Answer::Unlisted) => bill(about, "RISK_REVIEW", ""),
        (Asked::Query, Answer::BatchFinished) => Some(batch(about)),
        (Asked::Query, Answer::Returned) => Some(row(about)),
        _ => None,
    }
}

fn bill(about: &About<'_>, state: &str, fail_reason: &str) -> Option<Said> {
    let time = |at| about.time(at, "%Y-%m-%dT%H:%M:%S+08:00");
    let body = json!({
        "mch_id": "1900011287",
        "out_bill_no": about.order_number,
        "transfer_bill_no": about.payout.channel_order_number,
        "appid": "wx4f1c07ab93e2d650",
        "state": state,
        "transfer_amount": about.minor().parse::<i64>().ok()?,
        "transfer_remark": "商户结算款",
        "fail_reason": fail_reason,
        "openid": about.payout.beneficiary.account,
        "create_time": time(about.payout.sent_at),
        "update_time": time(about.at),
    });
    Said::text(200, JSON, body.to_string())
}

fn error(status: u16, code: &str, message: &str) -> Option<Said> {
    Said::text(status, JSON, json!({ "code": code, "message": message }).to_string())
}

fn batch(about: &About<'_>) -> Said {
    let body = json!({
        "transfer_batch": {
            "mchid": "1900011287",
            "out_batch_no": format!("B{}", about.order_number),
            "batch_status": "FINISHED",
            "total_num": 1,
            "update_time": about.time(about.at, "%Y-%m-%dT%H:%M:%S+08:00"),
        },
    });
    Said { status: 200, content_type: JSON, body: body.to_string().into_bytes(), api: Some("transfer-batch-query") }
}

fn row(about: &About<'_>) -> Said {
    let body = json!({
        "out_batch_no": format!("B{}", about.order_number),
        "out_detail_no": about.order_number,
        "detail_status": "REFUND",
        "update_time": about.time(about.at, "%Y-%m-%dT%H:%M:%S+08:00"),
    });
    Said { status: 200, content_type: JSON, body: body.to_string().into_bytes(), api: Some("transfer-detail-query") }
}
