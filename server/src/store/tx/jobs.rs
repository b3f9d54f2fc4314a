//! What the desk does by itself.

use chrono::{DateTime, Utc};
use shared::case::CaseNumber;

use super::queries;
use crate::store::{Job, JobName, Lease};

queries! {
    jobs:
    fn insert_jobs(jobs: &[Job]) -> ();
    fn claim_jobs(lease: &Lease, now: DateTime<Utc>, limit: i64) -> Vec<Job>;
    fn job(name: &JobName) -> Option<Job>;
    fn job_for_update(name: &JobName) -> Option<Job>;
    fn update_job(job: &Job) -> ();
    fn delete_job(name: &JobName) -> ();
    fn cases_never_asked_about(channels: &[String], limit: i64) -> Vec<CaseNumber>;
    fn overdue_cases(now: DateTime<Utc>, limit: i64) -> Vec<CaseNumber>;
    fn insert_escalation(number: CaseNumber, at: DateTime<Utc>) -> bool;
}

queries! {
    prune:
    fn delete_old_sessions(before: DateTime<Utc>, limit: i64) -> u64;
    fn delete_old_setup_links(before: DateTime<Utc>, limit: i64) -> u64;
    fn old_answers(before: DateTime<Utc>, limit: i64) -> Vec<(String, String)>;
    fn delete_answers(keys: &[(String, String)]) -> ();
}
