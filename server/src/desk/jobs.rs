//! What the desk does by itself: its jobs are taken, put off, ended and asked for here. What each of them does is a use
//! case like any other.
//!
//! The rule: a job is changed by whoever holds its lease, and by nobody else.

pub mod claim_jobs;
pub mod end_job;
pub mod prune;
pub mod schedule_follow_ups;
