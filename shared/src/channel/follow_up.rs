//! Follow-up queries: where and when the desk itself asks how a payout stands.
//!
//! The rule: for as long as a case is open there is always a next query, never further away than the profile's own pace.
//! No unknown drops out.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::{ApiRole, ChannelProfile, ProfileFault};
use crate::evidence::{Evidence, attempts};

/// Where the payment system performs a status query for the desk, and when it is asked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUp {
    /// The endpoint: `http://…` or `https://…`, without user name or password.
    pub url: String,
    /// The query API of this profile by which the answers are read.
    pub api: String,
    /// When to ask, in minutes after the payout was sent; each later than the one before.
    pub schedule_minutes: Vec<i64>,
    /// How often to ask after that, in minutes, for as long as the case is open.
    pub then_every_minutes: i64,
    /// How long a call may take, from connecting to the last byte of the answer, in seconds.
    pub timeout_seconds: i64,
}

/// The longest pause between two queries that a profile may ask for: a week, in minutes.
const PAUSE_MINUTES_MAX: i64 = 7 * 24 * 60;
/// How many moments a schedule may name.
const MOMENTS_MAX: usize = 24;
/// The longest that a call may take, in seconds: a server that is asked to end still waits for the answer.
const TIMEOUT_SECONDS_MAX: i64 = 30;
/// How long the endpoint may be, in bytes.
const URL_MAX: usize = 500;

impl FollowUp {
    /// When to ask first about a payout sent at `sent_at` whose case is filed at `now`. What was missed is made up for at
    /// once, and once.
    pub fn first_at(&self, sent_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
        let first = self.schedule_minutes.first().copied().unwrap_or(self.then_every_minutes);
        let at = sent_at + Duration::minutes(first);
        at.clamp(now, now + self.pace())
    }

    /// When to ask next, having asked at `now`: the next moment of the schedule, and of the pace after that. Where a clock
    /// was put back, the pace still holds.
    pub fn next_at(&self, sent_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
        let age = now - sent_at;
        let planned = self.schedule_minutes.iter().map(|minutes| Duration::minutes(*minutes)).find(|at| *at > age);
        let at = planned.unwrap_or_else(|| {
            let last = Duration::minutes(self.schedule_minutes.last().copied().unwrap_or(0));
            let pace_ms = self.pace().num_milliseconds().max(1);
            let passed = (age - last).num_milliseconds().div_euclid(pace_ms);
            last + Duration::milliseconds(pace_ms * (passed + 1))
        });
        (sent_at + at).min(now + self.pace())
    }

    fn pace(&self) -> Duration {
        Duration::minutes(self.then_every_minutes)
    }

    /// Refuses what makes no sense, or would let the desk be silent for longer than its own pace.
    pub fn check(&self, profile: &ChannelProfile) -> Result<(), ProfileFault> {
        if !is_endpoint(&self.url) {
            return Err(ProfileFault::BadValue(
                "an http:// or https:// address without a password",
                "应为 http:// 或 https:// 地址，且不含密码",
            ));
        }
        if profile.api(&self.api).is_none_or(|api| api.role != ApiRole::Query) {
            return Err(ProfileFault::BadValue("the name of a query API of this profile", "应为本通道的查询接口名称"));
        }
        if !(1..=PAUSE_MINUTES_MAX).contains(&self.then_every_minutes) {
            return Err(ProfileFault::BadValue("every 1 to 10080 minutes", "间隔应为 1 至 10080 分钟"));
        }
        if self.schedule_minutes.len() > MOMENTS_MAX {
            return Err(ProfileFault::BadValue("at most 24 moments", "至多 24 个时间点"));
        }
        let mut before = 0;
        for minutes in &self.schedule_minutes {
            // Compared in this order, no number is too large for the difference.
            if *minutes <= before || *minutes - before > self.then_every_minutes {
                return Err(ProfileFault::BadValue(
                    "moments that rise, and pause for no longer than the pace after them",
                    "时间点须递增，且间隔不得超过其后的固定间隔",
                ));
            }
            before = *minutes;
        }
        if !(1..=TIMEOUT_SECONDS_MAX).contains(&self.timeout_seconds) {
            return Err(ProfileFault::BadValue("a call of 1 to 30 seconds", "超时应为 1 至 30 秒"));
        }
        Ok(())
    }
}

/// `http://host…` or `https://host…`, in visible ASCII. What it resolves to is seen when it is called.
fn is_endpoint(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    url.len() <= URL_MAX
        && url.bytes().all(|byte| byte.is_ascii_graphic())
        && !host.is_empty()
        && !authority.contains('@')
        && !rest.contains('#')
}

/// Which attempts of a payout to ask about: those of which the channel has not said the end; all of them once it has said
/// the end of each, for a channel may take its word back.
pub fn attempts_to_ask_about<'a>(order_number: &'a str, evidence: &'a [Evidence]) -> Vec<&'a str> {
    let all = attempts(order_number, evidence);
    let unsettled: Vec<&str> = all.iter().copied().filter(|attempt| !is_final(attempt, evidence)).collect();
    if unsettled.is_empty() { all } else { unsettled }
}

/// Whether the channel has said the end of every attempt.
pub fn is_every_attempt_final(order_number: &str, evidence: &[Evidence]) -> bool {
    attempts(order_number, evidence).iter().all(|attempt| is_final(attempt, evidence))
}

fn is_final(attempt: &str, evidence: &[Evidence]) -> bool {
    evidence.iter().any(|piece| {
        let proves = piece.claim.says_paid() || piece.claim.says_not_paid();
        piece.attempt == attempt && proves && !piece.is_observation()
    })
}
