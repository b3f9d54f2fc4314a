//! The trail.

use shared::digest::Digest;

use super::queries;
use crate::store::AuditRecord;

queries! {
    audit:
    fn audit_head(subject: &str) -> Option<(i64, Digest)>;
    fn insert_audit(records: &[AuditRecord]) -> ();
}
