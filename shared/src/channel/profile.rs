//! A channel's profile: its name, its clock, its windows, its APIs.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::{Api, ApiRole, Code, Field, FieldRole, FollowUp, Pointers};
use crate::evidence::Claim;

/// What the desk knows of one channel. Profiles have versions: a decision names the one it was taken by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelProfile {
    /// The channel's identifier: `[a-z0-9_.-]{1,64}`.
    pub id: String,
    /// Counts the changes of this profile; 0 where nobody has described the channel.
    pub version: i32,
    /// The channel's name in English.
    pub name_en: String,
    /// The channel's name in Chinese.
    pub name_zh: String,
    /// The channel's time zone as an offset from UTC, in minutes.
    pub utc_offset_minutes: i32,
    /// How long after sending nothing may be called not paid, in minutes.
    pub minimum_age_minutes: i64,
    /// How far back the channel's queries reach, in days, where it says so.
    #[serde(default)]
    pub query_window_days: Option<i64>,
    /// Where the channel says so in so many words: from which age "no such order" is final.
    #[serde(default)]
    pub no_record_final: Option<NoRecordFinal>,
    /// Where and when the desk itself asks how a payout stands; absent where it cannot.
    #[serde(default)]
    pub follow_up: Option<FollowUp>,
    /// The APIs whose answers the desk can read.
    #[serde(default, rename = "api")]
    pub apis: Vec<Api>,
}

/// The channel's own word that "no such order" is final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoRecordFinal {
    /// From which age of the payout on, in minutes.
    pub after_minutes: i64,
    /// Where the channel says so: the address of its documentation.
    pub source: String,
}

/// Why a profile is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// A query's own error codes would speak of the payout.
    #[error("{0}: an error of a query never proves anything about the payout")]
    QueryErrorProves(String),
    /// The wildcard code would prove that something was or was not paid.
    #[error("{0}: `*` can only say that money came back, in a notice of a return")]
    WildcardProves(String),
    /// A field that stands nowhere, or whose place is not written as its format writes places.
    #[error("{0}: no place in JSON, XML or a form")]
    BadPointer(String),
    /// One code has two entries.
    #[error("{0}: two entries")]
    Twice(String),
    /// A value makes no sense.
    #[error("{0}")]
    BadValue(&'static str),
}

/// How long after sending nothing may be called not paid, where the channel says nothing, in minutes.
const DEFAULT_MINIMUM_AGE_MINUTES: i64 = 30;

/// The longest age that a profile may name: a year, in minutes.
const LONGEST_MINUTES: i64 = 366 * 24 * 60;

impl ChannelProfile {
    /// The profile of a channel that nobody has described yet: no response of it can prove anything.
    pub fn undescribed(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            version: 0,
            name_en: id.to_owned(),
            name_zh: id.to_owned(),
            utc_offset_minutes: 8 * 60,
            minimum_age_minutes: DEFAULT_MINIMUM_AGE_MINUTES,
            query_window_days: None,
            no_record_final: None,
            follow_up: None,
            apis: Vec::new(),
        }
    }

    /// Whether anybody has described this channel.
    pub fn is_described(&self) -> bool {
        self.version > 0
    }

    /// The API of that name.
    pub fn api(&self, name: &str) -> Option<&Api> {
        self.apis.iter().find(|api| api.name == name)
    }

    /// The API to read an answer by when the filer named none: the first of that role.
    pub fn api_of_role(&self, role: ApiRole) -> Option<&Api> {
        self.apis.iter().find(|api| api.role == role)
    }

    /// From when on a payout sent at `sent_at` may be called not paid.
    pub fn minimum_age_at(&self, sent_at: DateTime<Utc>) -> DateTime<Utc> {
        sent_at + Duration::minutes(self.minimum_age_minutes)
    }

    /// Until when the channel answers queries about a payout sent at `sent_at`.
    pub fn queries_end_at(&self, sent_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.query_window_days.map(|days| sent_at + Duration::days(days))
    }

    /// Refuses a profile by which an unknown could become a failure without proof.
    pub fn check(&self) -> Result<(), ProfileFault> {
        if !is_identifier(&self.id) {
            return Err(ProfileFault::BadValue("id is not [a-z0-9_.-]{1,64}"));
        }
        if !(0..=LONGEST_MINUTES).contains(&self.minimum_age_minutes) {
            return Err(ProfileFault::BadValue("minimum_age_minutes is below zero or above a year"));
        }
        if self.query_window_days.is_some_and(|days| !(1..=3650).contains(&days)) {
            return Err(ProfileFault::BadValue("query_window_days is not 1 to 3650"));
        }
        if let Some(word) = &self.no_record_final {
            if !word.source.starts_with("https://") {
                return Err(ProfileFault::BadValue("no_record_final names no documentation"));
            }
            if !(self.minimum_age_minutes..=LONGEST_MINUTES).contains(&word.after_minutes) {
                return Err(ProfileFault::BadValue("no_record_final begins before the minimum age"));
            }
        }
        for (index, api) in self.apis.iter().enumerate() {
            if self.apis[..index].iter().any(|other| other.name == api.name) {
                return Err(ProfileFault::Twice(api.name.clone()));
            }
            check_api(api)?;
        }
        self.follow_up.as_ref().map_or(Ok(()), |follow_up| follow_up.check(self))
    }
}

fn is_identifier(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(allowed)
}

fn check_api(api: &Api) -> Result<(), ProfileFault> {
    if !api.order_number.as_ref().is_none_or(Pointers::is_sound) {
        return Err(ProfileFault::BadPointer(format!("{} order_number", api.name)));
    }
    for field in &api.fields {
        if !field.at.is_sound() {
            return Err(ProfileFault::BadPointer(format!("{} {}", api.name, field.name)));
        }
        if field.role == FieldRole::Outcome && !field.pass.is_empty() {
            return Err(ProfileFault::BadValue("only a gate passes codes"));
        }
        for (index, code) in field.codes.iter().enumerate() {
            let twice = field.codes[..index].iter().any(|other| other.code == code.code);
            if twice || field.pass.contains(&code.code) {
                return Err(ProfileFault::Twice(format!("{} {} {}", api.name, field.name, code.code)));
            }
            check_code(api, field, code)?;
        }
    }
    Ok(())
}

fn check_code(api: &Api, field: &Field, code: &Code) -> Result<(), ProfileFault> {
    let place = || format!("{} {} {}", api.name, field.name, code.code);
    let proves = matches!(code.claim, Claim::ProvesPaid | Claim::ProvesNotPaid);
    let speaks = proves || code.claim == Claim::Returned;
    if code.prefix().is_some_and(|prefix| prefix.is_empty() && api.role != ApiRole::Notice) {
        return Err(ProfileFault::WildcardProves(place()));
    }
    if code.prefix().is_some_and(|prefix| proves || (speaks && !prefix.is_empty())) {
        return Err(ProfileFault::WildcardProves(place()));
    }
    if api.role == ApiRole::Query && field.role == FieldRole::Gate && speaks {
        return Err(ProfileFault::QueryErrorProves(place()));
    }
    // Codes are compared without the white space around them: such an entry would never be found.
    if code.code.trim() != code.code {
        return Err(ProfileFault::BadValue("a code with white space around it"));
    }
    Ok(())
}
