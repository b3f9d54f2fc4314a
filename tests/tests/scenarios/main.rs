//! The desk as other systems and people use it: the real server, over HTTP, on both engines.

mod after_closing;
mod approval_races;
mod approvals;
mod channels;
mod concurrency;
mod corrections;
mod decisions;
mod evidence;
mod filed_twice;
mod filing;
mod filing_refusals;
mod guards;
mod kinds;
mod leases;
mod list_exports;
mod lists;
mod live;
mod observations;
mod policies;
mod policy_changes;
mod postings;
mod readings;
mod recon_closing;
mod recon_days;
mod recon_ledger;
mod recon_mappings;
mod recon_orders;
mod recon_payouts;
mod recon_statements;
mod recoveries;
mod return_watch;
mod returns_read;
mod roles;
mod settling;
mod told;
mod trail;
mod transit;

use anyhow::Result;
use shared::api::exceptions::AuditView;
use shared::api::problem::{FieldCode, Problem};
use shared::audit::{Action, ChainVerifier};

/// What a problem says of its fields, in order.
fn faults(problem: &Problem) -> Vec<(&str, FieldCode)> {
    assert!(problem.errors.iter().all(|fault| !fault.expected.is_empty()), "{problem:?}");
    problem.errors.iter().map(|fault| (fault.field.as_str(), fault.code)).collect()
}

/// What a trail says happened, in order. The trail has to hold together.
fn actions(trail: &AuditView) -> Result<Vec<Action>> {
    let mut verifier = ChainVerifier::new(&trail.subject);
    trail.links.iter().map(|link| Ok(verifier.next(link)?.action)).collect()
}
