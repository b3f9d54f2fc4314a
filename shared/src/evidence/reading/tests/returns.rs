//! What is read of a return: all of it in each format, and nothing where something does not fit.

use super::*;
use crate::channel::{AmountUnit, ReturnPlaces};
use crate::evidence::{Details, ReturnFee, Returned};

fn places() -> ReturnPlaces {
    let at = |json: &str, xml: &str, form: &str| pointers(json, xml, form);
    ReturnPlaces {
        reference: at("/data/ref", "Answer/Data/Ref", "ref"),
        reason_code: Some(at("/data/why", "Answer/Data/Why/*", "why")),
        reason: Some(at("/data/words", "Answer/Data/Words", "words")),
        amount: Some(at("/data/amount", "Answer/Data/Amount", "amount")),
        currency: Some(at("/data/ccy", "Answer/Data/Amount/@Ccy", "ccy")),
        fee: Some(at("/data/fee", "Answer/Data/Fee", "fee")),
        returned_at: Some(at("/data/at", "Answer/Data/At", "at")),
        source: "https://example.com".into(),
        ..ReturnPlaces::default()
    }
}

fn read_with(places: ReturnPlaces, body: &str) -> Option<Returned> {
    let mut profile = profile();
    profile.utc_offset_minutes = 480;
    for api in &mut profile.apis {
        api.returned = Some(places.clone());
    }
    let transport = Transport::default();
    match read(&answer(body.as_bytes(), &transport), &profile).details {
        Some(Details::Return(returned)) => Some(returned),
        other => {
            assert_eq!(other, None);
            None
        }
    }
}

fn yuan(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

/// Half an hour after the payout was sent, which was at 04:26:40 in the channel's zone.
const AT: &str = "2026-05-29 04:56:40";

fn whole() -> Returned {
    Returned {
        reference: "RT-1".into(),
        reason_code: Some("AC04".into()),
        reason: Some("销户".into()),
        amount: yuan(30_000),
        fee: Some(ReturnFee { amount: yuan(200), given_back: false }),
        returned_at: now() + Duration::minutes(30),
    }
}

#[test]
fn a_return_is_read_whole_in_each_format() {
    for body in [
        format!(
            r#"{{"data":{{"order":"A1","status":"BACK","ref":"RT-1","why":"AC04","words":"销户","amount":"300.00","ccy":"CNY","fee":2.00,"at":"{AT}"}}}}"#
        ),
        format!(
            "<Answer><Data><Order>A1</Order><Status>BACK</Status><Ref> RT-1 </Ref><Why><Cd>AC04</Cd></Why>\
             <Words>销户</Words><Amount Ccy=\"CNY\">300.00</Amount><Fee>2</Fee><At>{AT}</At></Data></Answer>"
        ),
        format!("order=A1&status=BACK&ref=RT-1&why=AC04&words=销户&amount=300&ccy=CNY&fee=2.0&at={AT}"),
    ] {
        assert_eq!(read_with(places(), &body), Some(whole()), "{body}");
    }
}

#[test]
fn what_does_not_fit_is_not_read() {
    let json = |fields: &str| format!(r#"{{"data":{{"order":"A1","status":"BACK",{fields}}}}}"#);
    let fields = |returned: Option<Returned>| returned.map(|it| (it.amount.minor(), it.reason_code, it.fee.is_some()));
    let code = |code: &str| Some(code.to_owned());
    for (body, expected) in [
        (json(r#""ref":"R","amount":"1.00""#), Some((100, None, false))),
        // An amount is read digit by digit, however large.
        (json(r#""ref":"R","amount":92233720368547758.07"#), Some((i64::MAX, None, false))),
        (json(r#""ref":"R","amount":92233720368547758.08"#), None),
        (json(r#""ref":"R","amount":1.005"#), None),
        (json(r#""ref":"R","amount":"0.00""#), None),
        (json(r#""ref":"R","amount":"-1.00""#), None),
        (json(r#""ref":"R","amount":"1e3""#), None),
        (json(r#""ref":"R","amount":{"value":"1.00"}"#), None),
        (json(r#""ref":"R","amount":"1.00","ccy":"USD""#), None),
        (json(r#""ref":"R","amount":"1.00","ccy":"yuan""#), None),
        (json(r#""ref":"R""#), None),
        (json(r#""ref":"","amount":"1.00""#), None),
        (json(&format!(r#""ref":"{}","amount":"1.00""#, "R".repeat(65))), None),
        (json(r#""ref":null,"amount":"1.00""#), None),
        (json(r#""amount":"1.00""#), None),
        (json(r#""ref":"R","amount":"1.00","fee":"none","why":"AC01""#), Some((100, code("AC01"), false))),
        (json(r#""ref":"R","amount":"1.00","fee":"0.00","why":"账号有误""#), Some((100, None, false))),
        // Another order's return, and an answer that claims none.
        (r#"{"data":{"order":"A2","status":"BACK","ref":"R","amount":"1.00"}}"#.to_owned(), None),
        (r#"{"data":{"order":"A1","status":"PAID","ref":"R","amount":"1.00"}}"#.to_owned(), None),
    ] {
        assert_eq!(fields(read_with(places(), &body)), expected, "{body}");
    }
    let words = read_with(places(), &json(r#""ref":"R","amount":"1.00","why":"账号有误""#)).unwrap();
    assert_eq!(words.reason.as_deref(), Some("账号有误"), "what is no code is the channel's words");
}

#[test]
fn amounts_are_read_in_the_unit_that_the_channel_writes() {
    let minor = ReturnPlaces { unit: AmountUnit::Minor, whole: true, fee_given_back: true, ..places() };
    let amount = |body: &str| read_with(minor.clone(), body).map(|it| it.amount.minor());
    let json = |fields: &str| format!(r#"{{"data":{{"order":"A1","status":"BACK","ref":"R"{fields}}}}}"#);
    assert_eq!(amount(&json(r#","amount":30000"#)), Some(30_000));
    assert_eq!(amount(&json(r#","amount":"300.00""#)), None, "fen have no fraction");
    assert_eq!(amount(&json("")), Some(128_000), "where none is named the payout came back whole");
    let fee = read_with(minor.clone(), &json(r#","fee":"150""#)).and_then(|it| it.fee);
    assert_eq!(fee, Some(ReturnFee { amount: yuan(150), given_back: true }));
}

#[test]
fn times_are_the_channels_own_and_never_before_sending_or_after_receiving() {
    let at = |at: &str| {
        let body = format!(r#"{{"data":{{"order":"A1","status":"BACK","ref":"R","amount":"1.00","at":"{at}"}}}}"#);
        (read_with(places(), &body).unwrap().returned_at - now()).num_minutes()
    };
    for (text, minutes) in [
        (AT, 30),
        ("2026-05-29T04:56:40", 30),
        ("2026-05-28T20:56:40Z", 30),
        ("2026-05-29T04:56:40+08:00", 30),
        ("20260529045640", 30),
        ("2026/05/29 04:56:40", 30),
        ("2026-05-29", 0),
        ("20260529", 0),
        ("2026-05-28T00:00:00Z", 0),
        ("2030-01-01 00:00:00", 40),
        ("yesterday", 40),
        ("", 40),
    ] {
        assert_eq!(at(text), minutes, "{text}");
    }
}
