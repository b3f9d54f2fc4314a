//! Channels: their versions, their changes, and the readings that follow from them.

use chrono::{DateTime, Utc};
use shared::api::channels::CodeEndings;
use shared::case::CaseNumber;
use shared::channel::{ChannelChange, ChannelVersion};

use super::queries;
use crate::store::{CodeEndingRecord, PendingRereading, ReadingRecord, VersionInForce};

queries! {
    channels:
    fn versions_in_force(channels: &[&str]) -> Vec<VersionInForce>;
    fn described_channels() -> Vec<String>;
    fn channel_version(channel: &str, version: i32) -> Option<ChannelVersion>;
    fn channel_versions(channel: &str) -> Vec<ChannelVersion>;
    fn insert_channel_version(version: &ChannelVersion) -> ();
    fn pending_rereadings() -> Vec<PendingRereading>;
    fn end_rereading(channel: &str, version: i32, at: DateTime<Utc>) -> ();
    fn cases_behind(
        channel: &str,
        version: i32,
        after: Option<(DateTime<Utc>, CaseNumber)>,
        limit: i64,
    ) -> Vec<(DateTime<Utc>, CaseNumber)>;
    fn cases_of_channel(
        channel: &str,
        closed: bool,
        after: Option<(DateTime<Utc>, CaseNumber)>,
        limit: i64,
    ) -> Vec<(DateTime<Utc>, CaseNumber)>;
    fn count_open_cases(channel: &str, max: i64) -> i64;
    fn note_read_by(number: CaseNumber, version: i32) -> ();
    fn insert_channel_change(change: &ChannelChange) -> ();
    fn update_channel_change(change: &ChannelChange) -> ();
    fn channel_changes(channel: &str) -> Vec<ChannelChange>;
    fn channel_change_for_update(channel: &str, seq: i32) -> Option<ChannelChange>;
    fn open_channel_changes() -> Vec<ChannelChange>;
}

queries! {
    readings:
    fn insert_readings(readings: &[ReadingRecord]) -> ();
    fn readings(number: CaseNumber) -> Vec<ReadingRecord>;
}

queries! {
    endings:
    fn insert_code_endings(endings: &[CodeEndingRecord]) -> ();
    fn code_endings(channel: &str, code: (&str, &str, &str), limit: i64) -> CodeEndings;
    fn next_code_ended(channel: &str, after: (&str, &str, &str)) -> Option<(String, String, String)>;
}
