//! A channel's profile: its name, its clock, its windows, its APIs.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::{Api, ApiRole, Field, FieldRole};
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
    /// One code has two entries.
    #[error("{0}: two entries")]
    Twice(String),
    /// A value makes no sense.
    #[error("{0}")]
    BadValue(&'static str),
}

/// How long after sending nothing may be called not paid, where the channel says nothing, in minutes.
const DEFAULT_MINIMUM_AGE_MINUTES: i64 = 30;

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
        if self.minimum_age_minutes < 0 {
            return Err(ProfileFault::BadValue("minimum_age_minutes is below zero"));
        }
        if self.no_record_final.as_ref().is_some_and(|word| !word.source.starts_with("https://")) {
            return Err(ProfileFault::BadValue("no_record_final names no documentation"));
        }
        for api in &self.apis {
            for field in &api.fields {
                check_field(api, field)?;
            }
        }
        Ok(())
    }
}

fn check_field(api: &Api, field: &Field) -> Result<(), ProfileFault> {
    for (index, code) in field.codes.iter().enumerate() {
        let place = || format!("{} {} {}", api.name, field.name, code.code);
        let proves = matches!(code.claim, Claim::ProvesPaid | Claim::ProvesNotPaid);
        if code.code == "*" && (proves || api.role != ApiRole::Notice) {
            return Err(ProfileFault::WildcardProves(place()));
        }
        let speaks = proves || code.claim == Claim::Returned;
        if api.role == ApiRole::Query && field.role == FieldRole::Gate && speaks {
            return Err(ProfileFault::QueryErrorProves(place()));
        }
        if field.codes[..index].iter().any(|other| other.code == code.code) {
            return Err(ProfileFault::Twice(place()));
        }
    }
    Ok(())
}
