//! Every row of what is known of the channels' answers, and answers that are not there. The expected claim stands last.

use chrono::{DateTime, Duration, Utc};
use shared::channel::ChannelProfile;
use shared::evidence::Claim::{self, NoInformation, NoRecord, NonFinal, ProvesNotPaid, ProvesPaid, Returned};
use shared::evidence::EvidenceKind::{FirstResponse, QueryResponse, ReturnNotice};
use shared::evidence::{Answer, EvidenceKind, Rule, Transport, read};
use shared::money::{Currency, Money};

use super::built_in;

mod returns;

fn profile(id: &str) -> ChannelProfile {
    built_in().into_iter().find(|profile| profile.id == id).unwrap()
}

/// What the channel's answer claims, a month after sending.
fn claim(channel: &str, api: Option<&str>, kind: EvidenceKind, http_status: Option<u16>, body: &[u8]) -> (Claim, Rule) {
    let sent_at: DateTime<Utc> = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    let transport = Transport { http_status, ..Transport::default() };
    let answer = Answer {
        body: Some(body),
        content_type: None,
        transport: &transport,
        api,
        kind,
        attempt: "P1",
        sent_at: Some(sent_at),
        amount: Money::from_minor(128_000, Currency::CNY),
        received_at: sent_at + Duration::days(31),
    };
    let reading = read(&answer, &profile(channel));
    (reading.claim, reading.rule)
}

#[test]
fn every_entry_names_its_source_and_every_profile_is_a_different_one() {
    let profiles = built_in();
    for (index, profile) in profiles.iter().enumerate() {
        assert!(profile.is_described(), "{}", profile.id);
        assert!(profiles[..index].iter().all(|other| other.id != profile.id), "{}", profile.id);
        for code in profile.apis.iter().flat_map(|api| &api.fields).flat_map(|field| &field.codes) {
            assert!(!code.source.is_empty() && !code.wording.is_empty(), "{} {}", profile.id, code.code);
            assert_eq!(code.reviewed_by.is_some(), code.reviewed_on.is_some(), "{} {}", profile.id, code.code);
        }
    }
}

#[test]
fn what_was_seen_in_code_only_is_not_reviewed() {
    let unionpay = profile("unionpay_payout");
    let codes = unionpay.apis.iter().flat_map(|api| &api.fields).flat_map(|field| &field.codes);
    assert_eq!(codes.filter(|code| code.reviewed_on.is_some()).count(), 0);
}

#[test]
fn no_built_in_channel_says_that_no_record_is_final() {
    assert!(built_in().iter().all(|profile| profile.no_record_final.is_none()));
}

#[test]
fn a_profile_that_is_written_and_read_again_is_the_same() {
    for profile in built_in() {
        let json = serde_json::to_string(&profile).unwrap();
        assert_eq!(serde_json::from_str::<ChannelProfile>(&json).unwrap(), profile);
        assert_eq!(toml::from_str::<ChannelProfile>(&toml::to_string(&profile).unwrap()).unwrap(), profile);
    }
}

#[test]
fn wechat_transfer_bills() {
    for (state, expected) in [
        ("ACCEPTED", NonFinal),
        ("PROCESSING", NonFinal),
        ("WAIT_USER_CONFIRM", NonFinal),
        ("TRANSFERING", NonFinal),
        ("CANCELING", NonFinal),
        ("SUCCESS", ProvesPaid),
        ("FAIL", ProvesNotPaid),
        ("CANCELLED", ProvesNotPaid),
        ("TRANSFERRING", NoInformation),
        ("CLOSED", NoInformation),
        ("success", NoInformation),
    ] {
        let body = format!(r#"{{"mch_id":"1","out_bill_no":"P1","state":"{state}"}}"#);
        let seen = claim("wechat_transfer", None, QueryResponse, Some(200), body.as_bytes());
        assert_eq!(seen.0, expected, "{state}");
    }
}

#[test]
fn wechat_errors_of_the_transfer_call_never_free_the_number() {
    for (http, code, expected) in [
        (500, "SYSTEM_ERROR", NonFinal),
        (403, "NOT_ENOUGH", NonFinal),
        (429, "FREQUENCY_LIMITED", NonFinal),
        (400, "PARAM_ERROR", NoInformation),
        (403, "NO_AUTH", NoInformation),
        (400, "BRAND_NEW_CODE", NoInformation),
    ] {
        let body = format!(r#"{{"code":"{code}","message":"转账失败"}}"#);
        let seen = claim("wechat_transfer", None, FirstResponse, Some(http), body.as_bytes());
        assert_eq!(seen.0, expected, "{code}");
    }
}

#[test]
fn an_error_of_a_wechat_query_never_speaks_of_the_payout() {
    for (api, http, code, expected) in [
        ("transfer-bill-query", 404, "NOT_FOUND", NoRecord),
        ("transfer-batch-query", 404, "NOT_FOUND", NoRecord),
        ("transfer-detail-query", 404, "NOT_FOUND", NoRecord),
        ("transfer-bill-query", 500, "SYSTEM_ERROR", NoInformation),
        ("transfer-bill-query", 429, "FREQUENCY_LIMITED", NoInformation),
        ("transfer-bill-query", 403, "NOT_ENOUGH", NoInformation),
    ] {
        let body = format!(r#"{{"code":"{code}"}}"#);
        let seen = claim("wechat_transfer", Some(api), QueryResponse, Some(http), body.as_bytes());
        assert_eq!(seen.0, expected, "{api} {code}");
    }
}

#[test]
fn a_finished_wechat_batch_is_not_paid() {
    for (status, expected) in [
        ("WAIT_PAY", NonFinal),
        ("ACCEPTED", NonFinal),
        ("PROCESSING", NonFinal),
        ("FINISHED", NonFinal),
        ("CLOSED", NoInformation),
    ] {
        let body = format!(
            r#"{{"transfer_batch":{{"out_batch_no":"B1","batch_status":"{status}"}},
                "transfer_detail_list":[{{"out_detail_no":"P1","detail_status":"SUCCESS"}}]}}"#
        );
        let seen = claim("wechat_transfer", Some("transfer-batch-query"), QueryResponse, Some(200), body.as_bytes());
        assert_eq!(seen.0, expected, "{status}");
    }
    for (status, expected) in [
        ("PROCESSING", NonFinal),
        ("SUCCESS", ProvesPaid),
        ("FAIL", ProvesNotPaid),
        ("REFUND", Returned),
        ("FINISHED", NoInformation),
    ] {
        let body = format!(r#"{{"out_batch_no":"B1","out_detail_no":"P1","detail_status":"{status}"}}"#);
        let seen = claim("wechat_transfer", Some("transfer-detail-query"), QueryResponse, Some(200), body.as_bytes());
        assert_eq!(seen.0, expected, "{status}");
    }
}

#[test]
fn alipay_transfers_as_queried() {
    for (inner, expected) in [
        (r#""code":"10000","status":"SUCCESS""#, ProvesPaid),
        (r#""code":"10000","status":"FAIL","error_code":"PAYEE_NOT_EXIST","fail_reason":"x""#, ProvesNotPaid),
        (r#""code":"10000","status":"DEALING""#, NonFinal),
        (r#""code":"10000","status":"REFUND""#, Returned),
        (r#""code":"10000","status":"CLOSED""#, NoInformation),
        (r#""code":"40004","sub_code":"ORDER_NOT_EXIST""#, NoRecord),
        (r#""code":"40004","sub_code":"TRADE_NOT_EXIST""#, NoRecord),
        (r#""code":"40004","sub_code":"PAYEE_NOT_EXIST","status":"FAIL""#, NoInformation),
        (r#""code":"20000","sub_code":"isp.unknow-error""#, NoInformation),
        (r#""code":"40004","status":"FAIL""#, NoInformation),
    ] {
        let body = format!(r#"{{"alipay_fund_trans_common_query_response":{{"out_biz_no":"P1",{inner}}},"sign":"x"}}"#);
        assert_eq!(claim("alipay_transfer", None, QueryResponse, Some(200), body.as_bytes()).0, expected, "{inner}");
    }
}

#[test]
fn alipay_answers_of_the_transfer_call() {
    for (inner, expected) in [
        (r#""code":"20000","sub_code":"SYSTEM_ERROR""#, NonFinal),
        (r#""code":"40004","sub_code":"ACQ.SYSTEM_ERROR""#, NonFinal),
        (r#""code":"20000","sub_code":"isp.unknow-error""#, NonFinal),
        (r#""code":"20000","sub_code":"isp.another-error""#, NonFinal),
        (r#""code":"40004","sub_code":"PAYEE_NOT_EXIST""#, NoInformation),
        (r#""code":"40004","sub_code":"BALANCE_IS_NOT_ENOUGH""#, NoInformation),
        (r#""code":"40004","sub_code":"ORDER_NOT_EXIST""#, NoInformation),
        (r#""code":"10000","status":"DEALING""#, NonFinal),
        (r#""code":"10000","status":"SUCCESS""#, NoInformation),
        (r#""code":"10000","status":"FAIL""#, NoInformation),
    ] {
        let body = format!(r#"{{"alipay_fund_trans_uni_transfer_response":{{"out_biz_no":"P1",{inner}}}}}"#);
        assert_eq!(claim("alipay_transfer", None, FirstResponse, Some(200), body.as_bytes()).0, expected, "{inner}");
    }
}

#[test]
fn unionpay_accepted_is_not_paid() {
    let listed = ["00", "03", "04", "05", "01", "12", "34", "60", "08", "09"].map(|code| (code, NonFinal));
    let unlisted = ["02", "30", "51", "61", "94", "98", "A6", ""].map(|code| (code, NoInformation));
    for (code, expected) in listed.into_iter().chain(unlisted) {
        let body = format!("orderId=P1&respCode={code}&respMsg=x[{code}]&signature=a+b/c==");
        assert_eq!(claim("unionpay_payout", None, FirstResponse, Some(200), body.as_bytes()).0, expected, "{code}");
    }
}

#[test]
fn unionpay_queries_keep_the_query_and_the_payout_apart() {
    for (body, expected) in [
        ("respCode=00&origRespCode=00", ProvesPaid),
        ("respCode=00&origRespCode=03", NonFinal),
        ("respCode=00&origRespCode=04", NonFinal),
        ("respCode=00&origRespCode=05", NonFinal),
        ("respCode=00&origRespCode=08", NonFinal),
        ("respCode=00&origRespCode=09", NonFinal),
        ("respCode=00&origRespCode=A6", NoInformation),
        ("respCode=00&origRespCode=61", NoInformation),
        ("respCode=00", NoInformation),
        ("respCode=34", NoRecord),
        ("respCode=10", NoInformation),
        ("respCode=11", NoInformation),
        ("respCode=34&origRespCode=00", NoRecord),
        ("respCode=98&origRespCode=00", NoInformation),
        ("orderId=P2&respCode=00&origRespCode=00", NoInformation),
        ("respCode=00&reserved={a=b&origRespCode=00}", NoInformation),
    ] {
        let seen = claim("unionpay_payout", None, QueryResponse, Some(200), body.as_bytes());
        assert_eq!(seen.0, expected, "{body}");
    }
}

fn pacs002(status: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <d:Document xmlns:d="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><d:FIToFIPmtStsRpt><d:GrpHdr><d:MsgId>M</d:MsgId></d:GrpHdr>
        <d:TxInfAndSts><d:OrgnlEndToEndId>P1</d:OrgnlEndToEndId><d:TxSts>{status}</d:TxSts>
        <d:StsRsnInf><d:Rsn><d:Cd>AC04</d:Cd></d:Rsn></d:StsRsnInf></d:TxInfAndSts></d:FIToFIPmtStsRpt></d:Document>"#
    )
}

#[test]
fn iso_20022_payment_status() {
    let waiting = ["RCVD", "ACTC", "ACCP", "ACSP", "ACWC", "ACWP", "PDNG"].map(|code| (code, NonFinal));
    let rest = [
        ("ACSC", ProvesPaid),
        ("ACCC", ProvesPaid),
        ("RJCT", ProvesNotPaid),
        ("CANC", ProvesNotPaid),
        ("PART", NoInformation),
        ("BLCK", NoInformation),
        ("rjct", NoInformation),
    ];
    for (code, expected) in waiting.into_iter().chain(rest) {
        for kind in [FirstResponse, QueryResponse] {
            let seen = claim("iso20022", None, kind, None, pacs002(code).as_bytes());
            assert_eq!(seen.0, expected, "{kind:?} {code}");
        }
    }
}

#[test]
fn iso_20022_returns_are_returns_whatever_their_reason() {
    let notice = |reason: &str| {
        format!(
            "<Document><PmtRtr><TxInf><RtrId>R</RtrId><OrgnlEndToEndId>P1</OrgnlEndToEndId>{reason}</TxInf></PmtRtr></Document>"
        )
    };
    let coded = |code: &str| notice(&format!("<RtrRsnInf><Rsn><Cd>{code}</Cd></Rsn></RtrRsnInf>"));
    let named = "AC01 AC04 AC06 AG01 AM04 AM05 BE04 CNOR FOCR MD07 MS02 MS03 RR03 RR04 TECH AB03 AB08 ZZ99";
    for code in named.split(' ') {
        let seen = claim("iso20022", None, ReturnNotice, None, coded(code).as_bytes());
        assert_eq!(seen.0, Returned, "{code}");
    }
    let Rule::Dictionary { wording, .. } = claim("iso20022", None, ReturnNotice, None, coded("AC04").as_bytes()).1
    else {
        panic!("a listed reason is found in the dictionary")
    };
    assert_eq!(wording, "Account closed");
    for body in [notice(""), notice("<RtrRsnInf><Rsn><Prtry>own</Prtry></Rsn></RtrRsnInf>")] {
        assert_eq!(claim("iso20022", None, ReturnNotice, None, body.as_bytes()).0, Returned, "{body}");
    }
    let other = coded("AC04").replace("P1", "P2");
    assert_eq!(claim("iso20022", None, ReturnNotice, None, other.as_bytes()).0, NoInformation);
}

#[test]
fn a_rejection_of_two_transactions_is_not_read_as_one() {
    let two = pacs002("RJCT")
        .replace("</d:TxInfAndSts>", "</d:TxInfAndSts><d:TxInfAndSts><d:TxSts>ACSP</d:TxSts></d:TxInfAndSts>");
    assert_eq!(claim("iso20022", None, QueryResponse, None, two.as_bytes()).0, NoInformation);
}
