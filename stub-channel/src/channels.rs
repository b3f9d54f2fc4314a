//! Answers to queries as four sorts of channel write them.

use encoding_rs::GBK;
use serde_json::{Value, json};

use crate::{Query, Word};

/// An answer over HTTP.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

/// A page of the gateway in front of the channel.
pub const PAGE: &[u8] =
    b"<!doctype html><html><head><title>Welcome</title></head><body><h1>It works</h1></body></html>";

const JSON: &str = "application/json; charset=utf-8";

/// What the channel answers.
pub fn answer(query: &Query, word: Word) -> Answer {
    match query.channel.as_str() {
        "alipay_transfer" => alipay(query, word),
        "unionpay_payout" => unionpay(query, word),
        "iso20022" => iso20022(query, word),
        _ => wechat(query, word),
    }
}

fn wechat(query: &Query, word: Word) -> Answer {
    if word == Word::NotFound {
        return json_answer(404, &json!({ "code": "NOT_FOUND", "message": "记录不存在" }));
    }
    if query.api == "transfer-detail-query" {
        let status = match word {
            Word::Paid => "SUCCESS",
            Word::Failed => "FAIL",
            Word::Returned => "REFUND",
            Word::Unlisted => "RISK_REVIEW",
            Word::Processing | Word::NotFound => "PROCESSING",
        };
        return json_answer(200, &json!({ "out_detail_no": query.order_number, "detail_status": status }));
    }
    let state = match word {
        Word::Paid => "SUCCESS",
        Word::Failed | Word::Returned => "FAIL",
        Word::Unlisted => "RISK_REVIEW",
        Word::Processing | Word::NotFound => "PROCESSING",
    };
    json_answer(200, &wechat_bill(query, state))
}

fn wechat_bill(query: &Query, state: &str) -> Value {
    let fen: i64 = query.amount.replace('.', "").parse().unwrap_or(0);
    json!({
        "mch_id": "1900011287", "out_bill_no": query.order_number, "state": state, "transfer_amount": fen,
        "transfer_remark": "商户结算款",
    })
}

fn json_answer(status: u16, body: &Value) -> Answer {
    Answer { status, content_type: JSON, body: body.to_string().into_bytes() }
}

/// Names the state twice: what is believed must not depend on which of them is read.
pub fn with_keys_twice(query: &Query) -> Vec<u8> {
    format!(r#"{{"out_bill_no":"{}","state":"SUCCESS","state":"FAIL"}}"#, query.order_number).into_bytes()
}

fn alipay(query: &Query, word: Word) -> Answer {
    let said = match word {
        Word::NotFound => {
            json!({ "code": "40004", "msg": "Business Failed", "sub_code": "ORDER_NOT_EXIST", "sub_msg": "转账订单不存在" })
        }
        word => {
            let status = match word {
                Word::Paid => "SUCCESS",
                Word::Failed => "FAIL",
                Word::Returned => "REFUND",
                Word::Unlisted => "CLOSED",
                Word::Processing | Word::NotFound => "DEALING",
            };
            json!({
                "code": "10000", "msg": "Success", "out_biz_no": query.order_number, "status": status,
                "trans_amount": query.amount, "order_title": "结算款",
            })
        }
    };
    let text = json!({ "alipay_fund_trans_common_query_response": said, "sign": "b64" }).to_string();
    Answer { status: 200, content_type: "text/html;charset=GBK", body: GBK.encode(&text).0.into_owned() }
}

/// The same answer in GBK, and said to be so.
pub fn in_gbk(query: &Query, word: Word) -> Answer {
    let Answer { status, body, .. } = answer(query, word);
    let text = String::from_utf8_lossy(&body).into_owned();
    Answer { status, content_type: "application/json; charset=GBK", body: GBK.encode(&text).0.into_owned() }
}

/// Its query knows no end but "paid": what it says of a failure is in nobody's dictionary.
fn unionpay(query: &Query, word: Word) -> Answer {
    let outcome = match word {
        Word::NotFound => "respCode=34&respMsg=查无此交易",
        Word::Paid => "respCode=00&origRespCode=00&origRespMsg=成功",
        Word::Failed | Word::Unlisted => "respCode=00&origRespCode=61&origRespMsg=交易金额超限",
        Word::Returned => "respCode=00&origRespCode=09&origRespMsg=失败推定",
        Word::Processing => "respCode=00&origRespCode=05&origRespMsg=交易已受理",
    };
    let body = format!("accessType=0&merId=898110270110283&orderId={}&{outcome}&txnType=00", query.order_number);
    let content_type = "application/x-www-form-urlencoded;charset=UTF-8";
    Answer { status: 200, content_type, body: body.into_bytes() }
}

fn iso20022(query: &Query, word: Word) -> Answer {
    let status = match word {
        Word::Paid => "ACCC",
        Word::Failed | Word::Returned => "RJCT",
        Word::Unlisted | Word::NotFound => "BLCK",
        Word::Processing => "ACSP",
    };
    let order = &query.order_number;
    let body = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.12">
  <FIToFIPmtStsRpt>
    <GrpHdr><MsgId>STS-{order}</MsgId></GrpHdr>
    <TxInfAndSts><OrgnlEndToEndId>{order}</OrgnlEndToEndId><TxSts>{status}</TxSts></TxInfAndSts>
  </FIToFIPmtStsRpt>
</Document>
"#
    );
    Answer { status: 200, content_type: "application/xml; charset=utf-8", body: body.into_bytes() }
}
