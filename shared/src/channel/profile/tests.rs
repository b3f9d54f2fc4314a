//! Profiles that are refused: those by which an unknown could become a failure, and those that make no sense.

use super::*;
use crate::channel::FieldRole::{self, Gate, Outcome};
use crate::channel::{Code, CutOff, Field, Hours, Pointers, ReturnPlaces};
use crate::evidence::Claim;

fn code(code: &str, claim: Claim) -> Code {
    Code {
        code: code.into(),
        claim,
        wording: String::new(),
        source: "https://example.com".into(),
        reviewed_by: None,
        reviewed_on: None,
    }
}

/// A profile of one API with one field.
fn profile(role: ApiRole, field_role: FieldRole, codes: Vec<Code>) -> ChannelProfile {
    let at = Pointers { json: Some("/f".into()), ..Pointers::default() };
    let field = Field { name: "f".into(), role: field_role, at, pass: vec![], codes };
    let api = Api { name: "a".into(), role, order_number: None, returned: None, fields: vec![field] };
    ChannelProfile { version: 1, apis: vec![api], ..ChannelProfile::undescribed("c") }
}

#[test]
fn a_dictionary_lists_only_what_its_place_may_say() {
    use ApiRole::{Notice, Payout, Query};
    use Claim::{NoInformation, NoRecord, NonFinal, ProvesNotPaid, ProvesPaid, Returned};
    let query_error = || Err(ProfileFault::QueryErrorProves("a f X".into()));
    let wildcard = |code: &str| Err(ProfileFault::WildcardProves(format!("a f {code}")));
    for (role, field_role, listed, claim, expected) in [
        (Query, Outcome, "X", ProvesNotPaid, Ok(())),
        (Query, Gate, "X", NoRecord, Ok(())),
        (Query, Gate, "X", NonFinal, Ok(())),
        // A query's error taken as the payout's failure.
        (Query, Gate, "X", ProvesNotPaid, query_error()),
        (Query, Gate, "X", ProvesPaid, query_error()),
        (Query, Gate, "X", Returned, query_error()),
        (Payout, Gate, "X", ProvesNotPaid, Ok(())),
        // An else that means failed.
        (Query, Outcome, "*", ProvesNotPaid, wildcard("*")),
        (Payout, Outcome, "*", ProvesPaid, wildcard("*")),
        (Payout, Gate, "*", NoInformation, wildcard("*")),
        (Notice, Outcome, "*", ProvesNotPaid, wildcard("*")),
        (Notice, Outcome, "*", Returned, Ok(())),
        (Payout, Gate, "isp.*", NonFinal, Ok(())),
        (Payout, Gate, "isp.*", ProvesNotPaid, wildcard("isp.*")),
        (Query, Outcome, "F*", ProvesPaid, wildcard("F*")),
        (Notice, Outcome, "AC*", Returned, wildcard("AC*")),
        (
            Query,
            Outcome,
            " X",
            NonFinal,
            Err(ProfileFault::BadValue("no white space around the code", "代码前后不能有空白")),
        ),
    ] {
        let checked = profile(role, field_role, vec![code(listed, claim)]).check();
        assert_eq!(checked, expected, "{role:?} {field_role:?} {listed} {claim:?}");
    }
}

#[test]
fn a_profile_that_makes_no_sense_is_refused() {
    let sound = || profile(ApiRole::Query, Outcome, vec![code("X", Claim::NonFinal)]);
    let changed = |change: fn(&mut ChannelProfile)| {
        let mut profile = sound();
        change(&mut profile);
        profile.check().is_ok()
    };
    let word = |after_minutes, source: &str| Some(NoRecordFinal { after_minutes, source: source.into() });
    let final_after = |after_minutes, source: &str| {
        ChannelProfile { no_record_final: word(after_minutes, source), ..sound() }.check().is_ok()
    };
    for (what, is_sound, expected) in [
        ("as it is", changed(|_| {}), true),
        ("an identifier with capitals", changed(|profile| profile.id = "WeChat".into()), false),
        ("no identifier", changed(|profile| profile.id.clear()), false),
        ("a minimum age below zero", changed(|profile| profile.minimum_age_minutes = -1), false),
        ("a minimum age beyond all time", changed(|profile| profile.minimum_age_minutes = i64::MAX), false),
        ("a query window of no days", changed(|profile| profile.query_window_days = Some(0)), false),
        ("two APIs of one name", changed(|profile| profile.apis.push(profile.apis[0].clone())), false),
        ("one code twice", changed(|p| p.apis[0].fields[0].codes.push(code("X", Claim::NoRecord))), false),
        ("an outcome that passes codes", changed(|p| p.apis[0].fields[0].pass.push("00".into())), false),
        ("a field that stands nowhere", changed(|p| p.apis[0].fields[0].at = Pointers::default()), false),
        ("a key as a JSON Pointer", changed(|p| p.apis[0].fields[0].at.json = Some("f".into())), false),
        ("an empty XML path", changed(|p| p.apis[0].fields[0].at.xml = Some(String::new())), false),
        ("an order number that stands nowhere", changed(|p| p.apis[0].order_number = Some(Pointers::default())), false),
        ("an entry without a source", changed(|p| p.apis[0].fields[0].codes[0].source.clear()), false),
        ("no name", changed(|profile| profile.name_zh = " ".into()), false),
        ("a day that ends at no time", changed(|profile| profile.cut_off = cut_off("24:00")), false),
        ("a day that ends", changed(|profile| profile.cut_off = cut_off("23:00")), true),
        ("hours that nobody wrote down", changed(|profile| profile.hours = hours("")), false),
        ("hours", changed(|profile| profile.hours = hours("https://example.com")), true),
        ("the channel's word, documented", final_after(1_440, "https://example.com"), true),
        ("the channel's word, undocumented", final_after(1_440, "they told us"), false),
        ("the channel's word before the minimum age", final_after(29, "https://example.com"), false),
        ("the channel's word beyond all time", final_after(i64::MAX, "https://example.com"), false),
    ] {
        assert_eq!(is_sound, expected, "{what}");
    }
}

fn cut_off(at: &str) -> Option<CutOff> {
    Some(CutOff { at: at.into(), source: "https://example.com".into() })
}

fn hours(source: &str) -> Option<Hours> {
    Some(Hours { opens: "09:00".into(), closes: "17:30".into(), working_days_only: true, source: source.into() })
}

#[test]
fn every_fault_is_told_with_its_place() {
    let mut wrong = profile(ApiRole::Query, Gate, vec![code("X", Claim::ProvesPaid), code("X ", Claim::NoRecord)]);
    (wrong.minimum_age_minutes, wrong.apis[0].fields[0].at) = (-1, Pointers::default());
    let places: Vec<String> = wrong.faults().into_iter().map(|found| found.field).collect();
    let at = "api[0].field[0]";
    let expected = [
        "minimum_age_minutes".to_owned(),
        format!("{at}.at"),
        format!("{at}.code[0].claim"),
        format!("{at}.code[1].code"),
    ];
    assert_eq!(places, expected);
}

#[test]
fn a_gate_does_not_both_pass_a_code_and_list_it() {
    let mut both = profile(ApiRole::Query, Gate, vec![code("00", Claim::NoRecord)]);
    both.apis[0].fields[0].pass.push("00".into());
    assert_eq!(both.check(), Err(ProfileFault::Twice("a f 00".into())));
}

#[test]
fn the_closest_entry_counts() {
    let codes = [("isp.x", Claim::NoRecord), ("isp.*", Claim::NonFinal), ("isp.y.*", Claim::NoInformation)];
    let field = profile(ApiRole::Payout, Gate, codes.map(|(name, claim)| code(name, claim)).to_vec()).apis.remove(0);
    for (listed, expected) in [
        ("isp.x", Some("isp.x")),
        ("isp.z", Some("isp.*")),
        ("isp.y.1", Some("isp.y.*")),
        // The literal text of a wildcard is no code of its own.
        ("isp.*", Some("isp.*")),
        ("isp", None),
        ("xisp.x", None),
    ] {
        assert_eq!(field.fields[0].entry(listed).map(|entry| entry.code.as_str()), expected, "{listed}");
    }
}

#[test]
fn where_returns_are_read_is_checked() {
    let place = |json: &str| Pointers { json: Some(json.into()), ..Pointers::default() };
    let whole =
        || ReturnPlaces { reference: place("/r"), whole: true, source: "seen".into(), ..ReturnPlaces::default() };
    for (role, places, expected) in [
        (ApiRole::Notice, whole(), vec![]),
        (ApiRole::Query, ReturnPlaces { whole: false, amount: Some(place("/a")), ..whole() }, vec![]),
        (ApiRole::Payout, whole(), vec!["api[0].return"]),
        (ApiRole::Notice, ReturnPlaces { whole: false, ..whole() }, vec!["api[0].return.amount"]),
        (ApiRole::Notice, ReturnPlaces { source: " ".into(), ..whole() }, vec!["api[0].return.source"]),
        (ApiRole::Notice, ReturnPlaces { reference: Pointers::default(), ..whole() }, vec!["api[0].return.reference"]),
        (ApiRole::Notice, ReturnPlaces { fee: Some(place("fee")), ..whole() }, vec!["api[0].return.fee"]),
    ] {
        let mut profile = profile(role, Outcome, vec![]);
        profile.apis[0].returned = Some(places);
        let faults: Vec<String> = profile.faults().into_iter().map(|found| found.field).collect();
        assert_eq!(faults, expected, "{:?}", profile.apis[0].returned);
    }
}

#[test]
fn a_reason_has_the_channels_own_words_where_it_lists_it() {
    let listed = |claim, wording: &str| Code { wording: wording.into(), ..code("61", claim) };
    for (codes, expected) in [
        (vec![], None),
        (vec![listed(Claim::Returned, "账户已注销")], Some("账户已注销")),
        (vec![listed(Claim::Returned, "")], None),
        // The same code says something else where it is not the reason of a return.
        (vec![listed(Claim::NonFinal, "处理中")], None),
    ] {
        assert_eq!(profile(ApiRole::Notice, Outcome, codes).return_wording("61"), expected);
    }
}
