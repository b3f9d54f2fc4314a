//! What a proposed profile changes, piece by piece, the dangerous first.
//!
//! Dangerous is whatever lets the desk call a payout paid or not paid where it would have said "unknown" before.

use serde::{Deserialize, Serialize};

use super::{Api, ChannelProfile, Code, Field};
use crate::evidence::Claim;

/// One difference between two profiles of a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Difference {
    /// A fact about the channel itself.
    Fact {
        /// Which.
        fact: Fact,
        /// What it was; absent where nobody had said.
        before: Option<String>,
        /// What it becomes; absent where nobody says any more.
        after: Option<String>,
    },
    /// An API: what it is for, where its answers name the order, or where they tell of a return.
    Api {
        /// Its name.
        api: String,
        /// What was said of it; absent where it is new.
        before: Option<String>,
        /// What is said of it; absent where it is gone.
        after: Option<String>,
    },
    /// A field: what it decides, where it stands, which codes it passes.
    Field {
        /// The API.
        api: String,
        /// Its name.
        field: String,
        /// What was said of it; absent where it is new.
        before: Option<String>,
        /// What is said of it; absent where it is gone.
        after: Option<String>,
    },
    /// A code.
    Code {
        /// The API.
        api: String,
        /// The field.
        field: String,
        /// Its entry before; absent where it is new.
        before: Option<Code>,
        /// Its entry after; absent where it is gone.
        after: Option<Code>,
    },
}

/// A fact about a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Fact {
    /// Its name in English.
    NameEn,
    /// Its name in Chinese.
    NameZh,
    /// Its time zone.
    UtcOffset,
    /// How long after sending nothing may be called not paid.
    MinimumAge,
    /// How far back its queries reach.
    QueryWindow,
    /// When it carries payouts.
    Hours,
    /// When its business day ends.
    CutOff,
    /// How long money may come back.
    ReturnWindow,
    /// From when on "no such order" is final.
    NoRecordFinal,
    /// Where and when the desk itself asks how a payout stands.
    FollowUp,
}

/// Why a difference is dangerous, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Danger {
    /// A code proves from now on that a payout was not paid: where that is wrong, it is paid twice.
    ProvesNotPaid,
    /// "No such order" proves it from now on, or sooner.
    NoRecordProvesNotPaid,
    /// A code proves from now on that a payout was paid: where that is wrong, the payee gets nothing.
    ProvesPaid,
    /// Payouts may be called not paid sooner.
    SoonerNotPaid,
    /// The desk believes what another address answers, or asks it in another way.
    AsksElsewhere,
    /// Answers are read by another field or from another place.
    ReadsElsewhere,
}

/// What `after` changes of `before`, the dangerous first.
pub fn differences(before: &ChannelProfile, after: &ChannelProfile) -> Vec<Difference> {
    let mut found = facts(before, after);
    let names = before.apis.iter().map(|api| &api.name);
    for name in names.chain(after.apis.iter().map(|api| &api.name).filter(|name| before.api(name).is_none())) {
        of_api(name, before.api(name), after.api(name), &mut found);
    }
    // Sorting is stable: what is not dangerous keeps the profile's own order.
    found.sort_by_key(|difference| difference.danger().map_or((1, None), |danger| (0, Some(danger))));
    found
}

impl Difference {
    /// Why it is dangerous, where it is.
    pub fn danger(&self) -> Option<Danger> {
        match self {
            Self::Code { before, after, .. } => {
                let (before, after) = (before.as_ref().map(|code| code.claim), after.as_ref().map(|code| code.claim));
                match after.filter(|claim| Some(*claim) != before)? {
                    Claim::ProvesNotPaid => Some(Danger::ProvesNotPaid),
                    Claim::ProvesPaid | Claim::Returned => Some(Danger::ProvesPaid),
                    Claim::NonFinal | Claim::NoRecord | Claim::NoInformation => None,
                }
            }
            Self::Fact { fact: Fact::NoRecordFinal, after: Some(_), .. } => Some(Danger::NoRecordProvesNotPaid),
            Self::Fact { fact: Fact::FollowUp, after: Some(_), .. } => Some(Danger::AsksElsewhere),
            Self::Fact { fact: Fact::MinimumAge, before, after } => {
                let minutes = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<i64>().ok());
                (minutes(after) < minutes(before)).then_some(Danger::SoonerNotPaid)
            }
            Self::Api { before: Some(_), after: Some(_), .. } | Self::Field { before: Some(_), after: Some(_), .. } => {
                Some(Danger::ReadsElsewhere)
            }
            Self::Fact { .. } | Self::Api { .. } | Self::Field { .. } => None,
        }
    }
}

fn facts(before: &ChannelProfile, after: &ChannelProfile) -> Vec<Difference> {
    let said = |profile: &ChannelProfile| {
        [
            (Fact::NameEn, Some(profile.name_en.clone())),
            (Fact::NameZh, Some(profile.name_zh.clone())),
            (Fact::UtcOffset, Some(profile.utc_offset_minutes.to_string())),
            (Fact::MinimumAge, Some(profile.minimum_age_minutes.to_string())),
            (Fact::QueryWindow, profile.query_window_days.map(|days| days.to_string())),
            (Fact::Hours, profile.hours.as_ref().map(in_json)),
            (Fact::CutOff, profile.cut_off.as_ref().map(in_json)),
            (Fact::ReturnWindow, profile.return_window.as_ref().map(in_json)),
            (Fact::NoRecordFinal, profile.no_record_final.as_ref().map(in_json)),
            (Fact::FollowUp, profile.follow_up.as_ref().map(in_json)),
        ]
    };
    let pairs = said(before).into_iter().zip(said(after));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((fact, before), (_, after))| Difference::Fact { fact, before, after })
        .collect()
}

/// As it stands on the wire: plain data, for which writing cannot fail.
fn in_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn of_api(name: &str, before: Option<&Api>, after: Option<&Api>, found: &mut Vec<Difference>) {
    let said = |api: &Api| match &api.returned {
        None => in_json(&(api.role, &api.order_number)),
        Some(returned) => in_json(&(api.role, &api.order_number, returned)),
    };
    let (said_before, said_after) = (before.map(said), after.map(said));
    if said_before != said_after {
        found.push(Difference::Api { api: name.to_owned(), before: said_before, after: said_after });
    }
    let (before, after) = (fields(before), fields(after));
    let added = after.iter().filter(|field| named(before, &field.name).is_none());
    for field in before.iter().chain(added) {
        of_field(name, named(before, &field.name), named(after, &field.name), found);
    }
}

fn of_field(api: &str, before: Option<&Field>, after: Option<&Field>, found: &mut Vec<Difference>) {
    let Some(name) = before.or(after).map(|field| field.name.clone()) else { return };
    let said = |field: &Field| in_json(&(field.role, &field.at, &field.pass));
    let (said_before, said_after) = (before.map(said), after.map(said));
    if said_before != said_after {
        let (before, after) = (said_before, said_after);
        found.push(Difference::Field { api: api.to_owned(), field: name.clone(), before, after });
    }
    let (before, after) = (codes(before), codes(after));
    let entry = |codes: &[Code], code: &str| codes.iter().find(|entry| entry.code == code).cloned();
    let added = after.iter().filter(|code| entry(before, &code.code).is_none());
    for code in before.iter().chain(added) {
        let (before, after) = (entry(before, &code.code), entry(after, &code.code));
        if before != after {
            found.push(Difference::Code { api: api.to_owned(), field: name.clone(), before, after });
        }
    }
}

fn fields(api: Option<&Api>) -> &[Field] {
    api.map_or(&[], |api| &api.fields)
}

fn codes(field: Option<&Field>) -> &[Code] {
    field.map_or(&[], |field| &field.codes)
}

fn named<'a>(fields: &'a [Field], name: &str) -> Option<&'a Field> {
    fields.iter().find(|field| field.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::{ApiRole, FieldRole, NoRecordFinal, Pointers};

    fn code(code: &str, claim: Claim) -> Code {
        let (wording, source) = (String::new(), "https://example.com".to_owned());
        Code { code: code.into(), claim, wording, source, reviewed_by: None, reviewed_on: None }
    }

    fn profile(codes: Vec<Code>) -> ChannelProfile {
        let at = Pointers { json: Some("/s".into()), ..Pointers::default() };
        let field = Field { name: "s".into(), role: FieldRole::Outcome, at, pass: vec![], codes };
        let api =
            Api { name: "q".into(), role: ApiRole::Query, order_number: None, returned: None, fields: vec![field] };
        ChannelProfile { version: 1, apis: vec![api], ..ChannelProfile::undescribed("c") }
    }

    fn dangers(before: &ChannelProfile, after: &ChannelProfile) -> Vec<Option<Danger>> {
        differences(before, after).iter().map(Difference::danger).collect()
    }

    #[test]
    fn what_lets_an_unknown_be_settled_is_dangerous() {
        use Claim::{NoInformation, NonFinal, ProvesNotPaid, ProvesPaid};
        let of = |claim| vec![code("X", claim)];
        for (before, after, expected) in [
            (vec![], vec![], vec![]),
            (vec![], of(NonFinal), vec![None]),
            (vec![], of(ProvesNotPaid), vec![Some(Danger::ProvesNotPaid)]),
            (of(NonFinal), of(ProvesNotPaid), vec![Some(Danger::ProvesNotPaid)]),
            (of(NoInformation), of(ProvesPaid), vec![Some(Danger::ProvesPaid)]),
            (of(ProvesNotPaid), of(NonFinal), vec![None]),
            (of(ProvesPaid), vec![], vec![None]),
            // Other words for the same claim.
            (of(ProvesPaid), vec![Code { wording: "w".into(), ..code("X", ProvesPaid) }], vec![None]),
        ] {
            assert_eq!(dangers(&profile(before.clone()), &profile(after.clone())), expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn facts_and_places_are_dangerous_where_they_let_the_desk_decide_sooner_or_read_elsewhere() {
        let before = profile(vec![]);
        let after = |change: fn(&mut ChannelProfile)| {
            let mut after = before.clone();
            change(&mut after);
            dangers(&before, &after)
        };
        let word = |profile: &mut ChannelProfile| {
            profile.no_record_final = Some(NoRecordFinal { after_minutes: 60, source: "https://example.com".into() });
        };
        assert_eq!(after(word), [Some(Danger::NoRecordProvesNotPaid)]);
        assert_eq!(after(|profile| profile.minimum_age_minutes = 5), [Some(Danger::SoonerNotPaid)]);
        assert_eq!(after(|profile| profile.minimum_age_minutes = 120), [None]);
        assert_eq!(after(|profile| profile.name_en = "C".into()), [None]);
        let elsewhere = |profile: &mut ChannelProfile| profile.apis[0].fields[0].at.json = Some("/t".into());
        assert_eq!(after(elsewhere), [Some(Danger::ReadsElsewhere)]);
        assert_eq!(after(|profile| profile.apis.clear()), [None, None], "an API gone, and its field");
    }

    #[test]
    fn the_dangerous_come_first_whatever_comes_with_them() {
        let before = profile(vec![code("A", Claim::ProvesNotPaid), code("B", Claim::NonFinal)]);
        let mut after = profile(vec![code("B", Claim::ProvesPaid), code("C", Claim::ProvesNotPaid)]);
        after.name_en = "C".into();
        let expected = [Some(Danger::ProvesNotPaid), Some(Danger::ProvesPaid), None, None];
        assert_eq!(dangers(&before, &after), expected);
    }
}
