//! Cases and what belongs to them.

use chrono::{DateTime, Utc};
use shared::api::exceptions::{CaseRow, CountsView, NoteView};
use shared::case::{Case, CaseKind, CaseNumber, Source, State};
use shared::digest::Digest;
use shared::evidence::Evidence;
use shared::resolution::{Decision, Proposal};

use super::queries;
use crate::store::{
    AttachmentRecord, ClosingRecord, EvidenceRecord, FiledCase, ListFilter, ListOrder, ListPosition, NewCase,
    StoredAnswer,
};

queries! {
    cases:
    fn take_numbers(sequence: &str, count: i64) -> i64;
    fn filed_cases(sources: &[Source]) -> Vec<FiledCase>;
    fn insert_cases(cases: &[NewCase]) -> Vec<CaseNumber>;
    fn insert_queue(cases: &[Case]) -> ();
    fn insert_search_terms(terms: &[(CaseNumber, String)]) -> ();
    fn case(number: CaseNumber) -> Option<Case>;
    fn cases(numbers: &[CaseNumber]) -> Vec<Case>;
    fn case_for_update(number: CaseNumber) -> Option<Case>;
    fn update_case(case: &Case) -> ();
    fn first_case_of_payout(channel: &str, order_number: &str) -> Option<CaseNumber>;
    fn first_cases_of_payouts(channel: &str, order_numbers: &[&str]) -> Vec<(String, CaseNumber)>;
    fn cases_linked_from(number: CaseNumber) -> Vec<(CaseNumber, CaseKind, State)>;
}

queries! {
    evidence:
    fn insert_evidence(records: &[EvidenceRecord]) -> ();
    fn evidence(number: CaseNumber) -> Vec<Evidence>;
    fn evidence_with_bodies(number: CaseNumber) -> Vec<EvidenceRecord>;
    fn evidence_of_cases(numbers: &[CaseNumber]) -> Vec<EvidenceRecord>;
    fn evidence_as_recorded(number: CaseNumber) -> Vec<EvidenceRecord>;
    fn evidence_piece(number: CaseNumber, seq: i32) -> Option<EvidenceRecord>;
    fn insert_attachments(number: CaseNumber, seq: i32, records: &[AttachmentRecord]) -> ();
    fn attachment(number: CaseNumber, sha256: Digest) -> Option<AttachmentRecord>;
}

queries! {
    proposals:
    fn insert_proposal(number: CaseNumber, proposal: &Proposal) -> ();
    fn update_proposal(number: CaseNumber, proposal: &Proposal) -> ();
    fn insert_decision(number: CaseNumber, proposal: &Proposal, decision: &Decision) -> ();
    fn proposals(number: CaseNumber) -> Vec<Proposal>;
    fn open_proposals(limit: i64) -> Vec<(CaseNumber, Proposal)>;
    fn insert_closing(closing: &ClosingRecord) -> ();
    fn closing(number: CaseNumber) -> Option<ClosingRecord>;
}

queries! {
    notes:
    fn insert_note(number: CaseNumber, note: &NoteView) -> ();
    fn notes(number: CaseNumber) -> Vec<NoteView>;
}

queries! {
    idempotency:
    fn stored_answer(client: &str, key: &str) -> Option<StoredAnswer>;
    fn insert_answer(client: &str, key: &str, stored: &StoredAnswer, at: DateTime<Utc>) -> ();
}

queries! {
    queue:
    fn list_cases(
        filter: &ListFilter,
        order: ListOrder,
        after: Option<ListPosition>,
        limit: i64,
        now: DateTime<Utc>,
    ) -> Vec<CaseRow>;
    fn case_rows(numbers: &[CaseNumber], now: DateTime<Utc>) -> Vec<CaseRow>;
    fn count_views(user: &str, soon: DateTime<Utc>, now: DateTime<Utc>) -> CountsView;
}
