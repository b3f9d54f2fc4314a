//! Returns that the built-in profiles read out of notices and answers.

use chrono::{DateTime, Duration, Utc};
use shared::evidence::EvidenceKind::{QueryResponse, ReturnNotice};
use shared::evidence::{Answer, Details, EvidenceKind, Transport, read};
use shared::money::{Currency, Money};

use super::profile;

/// The return that a body tells of: reference, reason, amount in minor units, fee, when.
fn returned(channel: &str, kind: EvidenceKind, body: &[u8]) -> Option<(String, Option<String>, i64, Option<i64>)> {
    let sent_at: DateTime<Utc> = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    let transport = Transport::default();
    let answer = Answer {
        body: Some(body),
        content_type: None,
        transport: &transport,
        api: None,
        kind,
        attempt: "P1",
        sent_at: Some(sent_at),
        amount: Money::from_minor(128_000, Currency::CNY),
        received_at: sent_at + Duration::days(31),
    };
    let Some(Details::Return(returned)) = read(&answer, &profile(channel)).details else { return None };
    let fee = returned.fee.map(|fee| fee.amount.minor());
    Some((returned.reference, returned.reason_code, returned.amount.minor(), fee))
}

#[test]
fn returns_are_read_out_of_pacs_004_and_of_alipays_refund() {
    let pacs_004 = |inside: &str| {
        format!(
            r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.11"><PmtRtr>
            <GrpHdr><MsgId>M</MsgId><CreDtTm>2026-05-30T08:00:00</CreDtTm></GrpHdr>
            <TxInf><RtrId>R-7</RtrId><OrgnlEndToEndId>P1</OrgnlEndToEndId>{inside}</TxInf></PmtRtr></Document>"#
        )
    };
    let amount = r#"<RtrdIntrBkSttlmAmt Ccy="CNY">1270.00</RtrdIntrBkSttlmAmt>"#;
    let reason = "<RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></RtrRsnInf>";
    let own_reason = "<RtrRsnInf><Rsn><Prtry>X.9</Prtry></Rsn></RtrRsnInf>";
    let charges = r#"<ChrgsInf><Amt Ccy="CNY">10.00</Amt></ChrgsInf>"#;
    let read = |reason: Option<&str>, minor, fee| Some(("R-7".to_owned(), reason.map(str::to_owned), minor, fee));
    for (inside, expected) in [
        (format!("{amount}{charges}{reason}"), read(Some("AC04"), 127_000, Some(1_000))),
        (format!("{amount}{own_reason}"), read(Some("X.9"), 127_000, None)),
        (amount.to_owned(), read(None, 127_000, None)),
        (reason.to_owned(), None),
        (amount.replace("CNY", "USD"), None),
        (format!("{amount}{}", amount.replace("1270", "1280")), None),
    ] {
        assert_eq!(returned("iso20022", ReturnNotice, pacs_004(&inside).as_bytes()), expected, "{inside}");
    }
    let refund = r#"{"alipay_fund_trans_common_query_response":{"code":"10000","out_biz_no":"P1","order_id":"2026",
        "status":"REFUND","error_code":"PAYEE_ACC_OCCUPIED","fail_reason":"收款账号异常"}}"#;
    let expected = Some(("2026".to_owned(), Some("PAYEE_ACC_OCCUPIED".to_owned()), 128_000, None));
    assert_eq!(returned("alipay_transfer", QueryResponse, refund.as_bytes()), expected);
    let paid = refund.replace("REFUND", "SUCCESS");
    assert_eq!(returned("alipay_transfer", QueryResponse, paid.as_bytes()), None);
}
