//! The policy: its versions, its changes, and the proposals that follow it.

use shared::case::CaseNumber;
use shared::policy::{PolicyChange, PolicyVersion};

use super::queries;

queries! {
    policies:
    fn policy_in_force() -> Option<i32>;
    fn policy_version(version: i32) -> Option<PolicyVersion>;
    fn policy_versions() -> Vec<PolicyVersion>;
    fn insert_policy_version(version: &PolicyVersion) -> ();
    fn insert_policy_change(change: &PolicyChange) -> ();
    fn update_policy_change(change: &PolicyChange) -> ();
    fn policy_changes() -> Vec<PolicyChange>;
    fn policy_change_for_update(seq: i32) -> Option<PolicyChange>;
    fn proposals_to_revisit(version: i32, limit: i64) -> Vec<CaseNumber>;
    fn note_stands_by(number: CaseNumber, seq: i32, version: i32) -> ();
}
