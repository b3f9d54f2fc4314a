//! The trail.

use shared::actor::Actor;
use shared::audit::{Action, Link};
use shared::case::CaseNumber;
use shared::digest::Digest;

use super::queries;
use crate::store::AuditRecord;

queries! {
    audit:
    fn audit_head(subject: &str) -> Option<(i64, Digest)>;
    fn insert_audit(records: &[AuditRecord]) -> ();
    fn audit_links(subject: &str) -> Vec<Link>;
    fn audit_page(subject: &str, seq: i64, limit: i64) -> Vec<AuditRecord>;
    fn last_entry(subject: &str) -> Option<(Actor, Action)>;
    fn cases_without_trail() -> Vec<CaseNumber>;
}
