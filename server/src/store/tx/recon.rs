//! Reconciliation.

use chrono::{DateTime, NaiveDate, Utc};
use shared::api::recon::{ClosingView, DiscrepancyState};
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::recon::discrepancy::DiscrepancyKind;
use shared::recon::matching::{LineId, MatchId, Rule};
use shared::recon::{AccountId, Side};

use super::queries;
use crate::store::{
    AccountRecord, AccountSpan, AttachmentRecord, BalanceRecord, DayLineCounts, DayRecord, DiscrepancyFilter,
    DiscrepancyRecord, FileDay, FileFilter, FileRecord, LineFilter, LineRecord, LineSource, MappingRecord, MatchByHand,
    NewLine, OtherReferences, PlaceRecord, PlacedLine,
};

queries! {
    recon_accounts:
    fn insert_channel_account(record: &AccountRecord) -> bool;
    fn update_channel_account(record: &AccountRecord) -> ();
    fn channel_accounts() -> Vec<AccountRecord>;
    fn channel_account(id: &AccountId) -> Option<AccountRecord>;
    fn channel_account_for_update(id: &AccountId) -> Option<AccountRecord>;
    fn account_span(id: &AccountId) -> AccountSpan;
}

queries! {
    recon_days:
    fn touch_recon_days(account: &AccountId, dates: &[NaiveDate], side: Side) -> ();
    fn closed_days(account: &AccountId, from: NaiveDate) -> Vec<NaiveDate>;
    fn recon_day(account: &AccountId, date: NaiveDate) -> Option<DayRecord>;
    fn recon_day_for_update(account: &AccountId, date: NaiveDate) -> Option<DayRecord>;
    fn recon_days(account: Option<&AccountId>, period: (NaiveDate, NaiveDate)) -> Vec<DayRecord>;
    fn next_stale_day(account: &AccountId) -> Option<DayRecord>;
    fn coverage(account: &AccountId) -> (Option<NaiveDate>, Option<NaiveDate>);
    fn update_recon_day(day: &DayRecord) -> ();
    fn make_day_stale(account: &AccountId, date: NaiveDate) -> ();
    fn count_places(account: &AccountId, day: NaiveDate) -> (i64, i64, i64);
    fn count_rules(account: &AccountId, date: NaiveDate) -> Vec<(Rule, i64)>;
}

queries! {
    recon_files:
    fn insert_upload(id: i64, at: DateTime<Utc>) -> ();
    fn insert_file_chunk(file: i64, seq: i32, bytes: &[u8]) -> ();
    fn file_chunk(file: i64, seq: i32) -> Option<Vec<u8>>;
    fn delete_upload(id: i64) -> ();
    fn old_uploads(before: DateTime<Utc>, limit: i64) -> Vec<i64>;
    fn delete_upload_chunks(id: i64, limit: i64) -> u64;
    fn insert_statement_file(record: &FileRecord) -> bool;
    fn update_statement_file(record: &FileRecord) -> ();
    fn statement_file(id: i64) -> Option<FileRecord>;
    fn statement_file_for_update(id: i64) -> Option<FileRecord>;
    fn statement_file_of_digest(account: &AccountId, sha256: Digest) -> Option<FileRecord>;
    fn statement_files(filter: &FileFilter, after: Option<i64>, limit: i64) -> Vec<FileRecord>;
    fn files_that_do_not_count(account: &AccountId) -> Vec<i64>;
    fn add_statement_days(file: i64, days: &[FileDay]) -> ();
    fn statement_days(file: i64) -> Vec<FileDay>;
    fn move_statement_day(file: i64, from_to: (NaiveDate, NaiveDate)) -> ();
    fn delete_staged_lines(file: i64, limit: i64) -> u64;
}

queries! {
    recon_lines:
    fn insert_recon_lines(account: &AccountId, of: (Side, Option<i64>), lines: &[NewLine]) -> u64;
    fn recon_lines_of_sources(sources: &[&LineSource]) -> Vec<(AccountId, LineRecord)>;
    fn recon_lines_of_file(file: i64, after: i64, limit: i64) -> Vec<LineRecord>;
}

queries! {
    recon_mappings:
    fn mappings() -> Vec<MappingRecord>;
    fn mapping(name: &str) -> Option<MappingRecord>;
    fn mapping_for_update(name: &str) -> Option<MappingRecord>;
    fn save_mapping(record: &MappingRecord) -> bool;
}

queries! {
    recon_places:
    fn placed_lines(account: &AccountId, date: NaiveDate, after: (&str, i64), limit: i64) -> Vec<PlacedLine>;
    fn placed_lines_of_ids(ids: &[LineId]) -> Vec<PlacedLine>;
    fn lines_telling_of(channel: &str, orders: &[&str]) -> Vec<PlacedLine>;
    fn placed_lines_of_matches(ids: &[MatchId]) -> Vec<PlacedLine>;
    fn placed_lines_of_keys(
        account: &AccountId,
        days: (NaiveDate, NaiveDate),
        keys: &[&str],
    ) -> Vec<PlacedLine>;
    fn other_references(
        account: &AccountId,
        date: NaiveDate,
        after: (&str, i64),
        limit: i64,
    ) -> Vec<OtherReferences>;
    fn delete_places(lines: &[LineId]) -> ();
    fn insert_places(account: &AccountId, records: &[PlaceRecord]) -> u64;
}

queries! {
    recon_waiting:
    fn days_with_free_lines(
        account: &AccountId,
        period: (NaiveDate, NaiveDate),
        at_most: i64,
    ) -> Vec<(NaiveDate, i64, bool)>;
    fn has_waited_enough(of: (&AccountId, NaiveDate), sides: (Option<NaiveDate>, Option<NaiveDate>)) -> bool;
    fn free_lines_of_days(account: &AccountId, days: &[NaiveDate]) -> Vec<PlacedLine>;
    fn free_lines_of_keys(account: &AccountId, days: &[NaiveDate], keys: &[&str]) -> Vec<PlacedLine>;
}

queries! {
    recon_discrepancies:
    fn insert_discrepancies(records: &[DiscrepancyRecord]) -> ();
    fn discrepancy(id: i64) -> Option<DiscrepancyRecord>;
    fn count_discrepancies(
        account: &AccountId,
        date: NaiveDate,
    ) -> Vec<(DiscrepancyKind, DiscrepancyState, i64)>;
    fn count_open_discrepancies(account: &AccountId, day: NaiveDate) -> i64;
    fn discrepancies_of_case(number: CaseNumber) -> Vec<DiscrepancyRecord>;
    fn update_discrepancy(record: &DiscrepancyRecord) -> ();
    fn end_discrepancy(id: i64, state: DiscrepancyState, at: DateTime<Utc>) -> bool;
    fn settle_discrepancies(number: CaseNumber, at: DateTime<Utc>) -> Vec<(AccountId, NaiveDate)>;
    fn insert_match_by_hand(record: &MatchByHand) -> ();
    fn matches_by_hand(ids: &[MatchId]) -> Vec<MatchByHand>;
    fn set_lines_apart(lines: &[LineId], by: &str, at: DateTime<Utc>, reason: &str) -> ();
}

queries! {
    recon_lists:
    fn list_day_lines(
        of: (&AccountId, NaiveDate),
        filter: &LineFilter,
        after: (&str, i64),
        limit: i64,
    ) -> Vec<PlacedLine>;
    fn list_matches(of: (&AccountId, NaiveDate), rule: Option<Rule>, after: MatchId, limit: i64) -> Vec<MatchId>;
    fn list_discrepancies(filter: &DiscrepancyFilter, after: Option<i64>, limit: i64) -> Vec<DiscrepancyRecord>;
}

queries! {
    recon_closings:
    fn insert_day_balance(of: (&AccountId, NaiveDate), balance: &BalanceRecord) -> ();
    fn day_balances(account: &AccountId, period: (NaiveDate, NaiveDate)) -> Vec<(NaiveDate, BalanceRecord)>;
    fn insert_day_attachment(of: (&AccountId, NaiveDate), record: &AttachmentRecord) -> ();
    fn day_attachment(of: (&AccountId, NaiveDate), sha256: Digest) -> Option<(String, Vec<u8>)>;
    fn count_day_lines(account: &AccountId, day: NaiveDate, is_stale: bool) -> DayLineCounts;
    fn open_cases_of_day(account: &AccountId, day: NaiveDate, limit: i64) -> Vec<CaseNumber>;
    fn first_open_day_before(account: &AccountId, date: NaiveDate) -> Option<NaiveDate>;
    fn last_day_before(account: &AccountId, date: NaiveDate) -> Option<NaiveDate>;
    fn collect_days(account: &AccountId, until: NaiveDate) -> Vec<NaiveDate>;
    fn insert_day_closing(of: (&AccountId, NaiveDate), closing: &ClosingView) -> ();
    fn update_day_closing(of: (&AccountId, NaiveDate), closing: &ClosingView) -> ();
    fn day_closings(of: (&AccountId, NaiveDate)) -> Vec<ClosingView>;
    fn days_proposed(period: (NaiveDate, NaiveDate)) -> Vec<(AccountId, NaiveDate)>;
    fn files_of_day(account: &AccountId, date: NaiveDate, limit: i64) -> Vec<i64>;
}
