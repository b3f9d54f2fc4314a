//! A channel's profile: its name, its clock, its windows, its APIs.

mod faults;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use self::faults::Faults;
use super::{Api, ApiRole, CutOff, FollowUp, Hours, ReturnWindow};
use crate::evidence::Claim;

pub use faults::{ProfileFault, ProfileFaultAt};

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
    /// When the channel carries payouts, where it says so.
    #[serde(default)]
    pub hours: Option<Hours>,
    /// When its business day ends, where it says so.
    #[serde(default)]
    pub cut_off: Option<CutOff>,
    /// How long money may still come back, where it says so.
    #[serde(default)]
    pub return_window: Option<ReturnWindow>,
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
            hours: None,
            cut_off: None,
            return_window: None,
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

    /// What the channel says that a return for this reason means, where its dictionary lists the reason.
    pub fn return_wording(&self, reason_code: &str) -> Option<&str> {
        let codes = self.apis.iter().flat_map(|api| &api.fields).flat_map(|field| &field.codes);
        let mut listed = codes.filter(|entry| entry.code == reason_code && entry.claim == Claim::Returned);
        listed.find(|entry| !entry.wording.is_empty()).map(|entry| entry.wording.as_str())
    }

    /// From when on a payout sent at `sent_at` may be called not paid.
    pub fn minimum_age_at(&self, sent_at: DateTime<Utc>) -> DateTime<Utc> {
        sent_at + Duration::minutes(self.minimum_age_minutes)
    }

    /// Until when the channel answers queries about a payout sent at `sent_at`.
    pub fn queries_end_at(&self, sent_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.query_window_days.map(|days| sent_at + Duration::days(days))
    }

    /// Refuses a profile by which an unknown could become a failure without proof, or that makes no sense.
    pub fn check(&self) -> Result<(), ProfileFault> {
        self.faults().into_iter().next().map_or(Ok(()), |found| Err(found.fault))
    }

    /// Everything that is wrong with it, each with its place.
    pub fn faults(&self) -> Vec<ProfileFaultAt> {
        let mut faults = Faults::default();
        faults.of_facts(self);
        faults.of_apis(&self.apis);
        if let Some(Err(fault)) = self.follow_up.as_ref().map(|follow_up| follow_up.check(self)) {
            faults.0.push(ProfileFaultAt { field: "follow_up".to_owned(), fault });
        }
        faults.0
    }
}
