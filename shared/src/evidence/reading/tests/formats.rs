//! Bodies in every format and encoding, sound and broken. The expected claim stands last.

use proptest::prelude::*;

use super::*;

#[test]
fn xml_is_read_by_local_names() {
    use Claim::{NoInformation, ProvesNotPaid, ProvesPaid};
    let query = |body: &str| claim_of(EvidenceKind::QueryResponse, None, body);
    for (body, rule, claim) in [
        ("<Answer><Data><Status>PAID</Status></Data></Answer>", "dictionary", ProvesPaid),
        (
            r#"<?xml version="1.0"?><p:Answer xmlns:p="urn:x"><p:Data a="1"><q:Status> FAILED </q:Status></p:Data></p:Answer>"#,
            "dictionary",
            ProvesNotPaid,
        ),
        ("<Answer><Data><Status><![CDATA[PAID]]></Status></Data></Answer>", "dictionary", ProvesPaid),
        ("<Answer><Data><Status>P&#65;ID</Status></Data></Answer>", "dictionary", ProvesPaid),
        ("<Answer><Data><Status>PA<!-- x -->ID</Status></Data></Answer>", "dictionary", ProvesPaid),
        ("<Answer><Data><Status/></Data></Answer>", "unlisted_code", NoInformation),
        ("<Answer><Data/></Answer>", "no_code", NoInformation),
        ("<Other><Data><Status>PAID</Status></Data></Other>", "no_code", NoInformation),
        ("<Answer><Data><Order>A2</Order><Status>PAID</Status></Data></Answer>", "other_order", NoInformation),
        // Two transactions in one answer.
        (
            "<Answer><Data><Status>PAID</Status></Data><Data><Status>FAILED</Status></Data></Answer>",
            "unreadable",
            NoInformation,
        ),
        (
            "<Answer><Data><Order>A1</Order></Data><Data><Status>FAILED</Status></Data></Answer>",
            "unreadable",
            NoInformation,
        ),
        (
            "<Answer><Data><Status>PAID</Status></Data><Data><Status>PAID</Status></Data></Answer>",
            "dictionary",
            ProvesPaid,
        ),
        // Documents that are not read.
        ("<Answer><Data><Status>PA<x/>ID</Status></Data></Answer>", "unreadable", NoInformation),
        (
            r#"<!DOCTYPE Answer [<!ENTITY s "PAID">]><Answer><Data><Status>&s;</Status></Data></Answer>"#,
            "unreadable",
            NoInformation,
        ),
        ("<Answer><Data><Status>&s;</Status></Data></Answer>", "unreadable", NoInformation),
        ("<Answer><Data><Status>PAID</Status></Data>", "unreadable", NoInformation),
        ("<Answer><Data><Status>PAID</Data></Status></Answer>", "unreadable", NoInformation),
        ("<Answer/><Answer><Data><Status>PAID</Status></Data></Answer>", "unreadable", NoInformation),
        ("<Answer><Data><Status>PAID</Status></Data></Answer> tail", "unreadable", NoInformation),
    ] {
        assert_eq!(query(body), (claim, rule), "{body}");
    }
}

#[test]
fn forms_are_split_before_they_are_decoded() {
    use Claim::{NoInformation, NoRecord, ProvesNotPaid, ProvesPaid};
    let query = |body: &str| claim_of(EvidenceKind::QueryResponse, None, body);
    for (body, rule, claim) in [
        ("err=00&status=PAID&sign=a+b/c==", "dictionary", ProvesPaid),
        ("err=0%30&status=F%41ILED", "dictionary", ProvesNotPaid),
        ("err=NONE", "dictionary", NoRecord),
        ("note=%26status%3DPAID&err=00", "no_code", NoInformation),
        // The keys of a thing inside are not the answer's.
        ("err=00&more={x=1&status=PAID}", "no_code", NoInformation),
        ("err=00&more={x={y=1}&status=PAID}&status=FAILED", "dictionary", ProvesNotPaid),
        ("err=00&more={x=1&status=PAID", "unreadable", NoInformation),
        ("status=PAID&status=FAILED", "unreadable", NoInformation),
        ("status=PAID&status=PAID", "dictionary", ProvesPaid),
        ("status=PAID&rubbish", "unreadable", NoInformation),
        ("order=A2&status=PAID", "other_order", NoInformation),
        ("status=PAID&fee=0.6%", "dictionary", ProvesPaid),
    ] {
        assert_eq!(query(body), (claim, rule), "{body}");
    }
}

#[test]
fn the_encoding_is_the_one_that_is_named() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let xml = |encoding: &str| {
        format!(
            r#"<?xml version="1.0" encoding="{encoding}"?><Answer><Msg>成功</Msg><Data><Status>PAID</Status></Data></Answer>"#
        )
    };
    let json = r#"{"msg":"成功","data":{"status":"PAID"}}"#;
    let form = "msg=成功&status=PAID";
    let with_bom = [b"\xef\xbb\xbf".as_slice(), json.as_bytes()].concat();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(json.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (body, content_type, read_as) in [
        (gbk(json), Some("text/html;charset=GBK"), Claim::ProvesPaid),
        (gbk(json), Some("application/json; Charset=\"gb18030\""), Claim::ProvesPaid),
        (gbk(&xml("GBK")), Some("text/xml"), Claim::ProvesPaid),
        (gbk(&xml("gb2312")), None, Claim::ProvesPaid),
        (gbk(form), Some("application/x-www-form-urlencoded;charset=gbk"), Claim::ProvesPaid),
        (b"msg=%B3%C9%B9%A6&status=PAID".to_vec(), Some("text/plain;charset=gbk"), Claim::ProvesPaid),
        (json.as_bytes().to_vec(), None, Claim::ProvesPaid),
        (with_bom, None, Claim::ProvesPaid),
        (utf16, None, Claim::ProvesPaid),
        // Bytes that are not in the encoding they name, or name none that exists.
        (gbk(json), None, Claim::NoInformation),
        (gbk(&xml("UTF-8")), None, Claim::NoInformation),
        (b"msg=%B3%C9&status=PAID".to_vec(), None, Claim::NoInformation),
        (json.as_bytes().to_vec(), Some("application/json;charset=klingon"), Claim::NoInformation),
        (b"{\"data\":{\"status\":\"PAID\xff\"}}".to_vec(), None, Claim::NoInformation),
        // A format that is named is believed over the first character.
        (form.as_bytes().to_vec(), Some("application/json"), Claim::NoInformation),
        (json.as_bytes().to_vec(), Some("application/problem+json"), Claim::ProvesPaid),
    ] {
        let transport = Transport::default();
        let reading = read(&Answer { content_type, ..answer(&body, &transport) }, &profile());
        assert_eq!(reading.claim, read_as, "{content_type:?} {:?}", String::from_utf8_lossy(&body));
    }
    assert_eq!(decode_text(&gbk("成功"), Some("text/plain;charset=GBK")).as_deref(), Some("成功"));
    assert_eq!(decode_text(&gbk("成功"), None), None);
}

#[test]
fn deep_and_huge_bodies_are_refused_or_read_in_no_time() {
    let deep_json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_xml = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let wide_xml = format!("<Answer>{}</Answer>", "<Data/>".repeat(30_000));
    let long_name = format!("<Answer><{0}>{1}</{0}></Answer>", "n".repeat(100_000), "<a/>".repeat(30_000));
    let braces = format!("a={}", "{".repeat(250_000));
    let long_code = format!(r#"{{"data":{{"status":"{}"}}}}"#, "x".repeat(200_000));
    for (body, expected) in [
        (deep_json, "unreadable"),
        (deep_xml, "unreadable"),
        (wide_xml, "no_code"),
        (long_name, "no_code"),
        (braces, "unreadable"),
        (long_code, "unlisted_code"),
    ] {
        let transport = Transport::default();
        let reading = read(&answer(body.as_bytes(), &transport), &profile());
        assert_eq!((reading.claim, rule_name(&reading.rule)), (Claim::NoInformation, expected));
        assert!(serde_json::to_string(&reading.rule).unwrap().len() < 1_000);
    }
}

/// Pieces of bodies, whole and broken, in any order.
fn any_rubbish() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        "\"data\":",
        "\"status\":\"PAID\"",
        "null",
        ",",
        "<Answer>",
        "</Answer>",
        "<Data>",
        "</Data>",
        "<Status>FAILED",
        "</Status>",
        "&#",
        "&amp;",
        "]]>",
        "<![CDATA[",
        "<?xml encoding='GBK'?>",
        "<!--",
        "status=",
        "&",
        "=",
        "%4",
        "%",
        "{",
        "\u{feff}",
        "\0",
    ];
    let piece = prop_oneof![
        8 => prop::sample::select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_body_breaks_the_reading(
        body in any_rubbish(),
        content_type in prop::sample::select(vec![
            None, Some("application/json"), Some("text/xml;charset=gbk"), Some("text/html; charset=utf-16le"),
            Some("application/x-www-form-urlencoded;charset"), Some(";;charset=\""),
        ]),
    ) {
        let transport = Transport { fault: None, ..Transport::default() };
        let reading = read(&Answer { content_type, ..answer(&body, &transport) }, &profile());
        let is_listed = matches!(reading.rule, Rule::Dictionary { .. });
        prop_assert!(reading.claim == Claim::NoInformation || is_listed, "{:?}", reading);
        decode_text(&body, content_type);
    }
}
