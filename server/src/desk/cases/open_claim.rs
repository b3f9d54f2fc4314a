//! A claim on the channel: the discrepancy is closed by it, and a linked case follows how the channel answers.
//!
//! The rule: closing by a claim and opening its case are one transaction, so no claim is ever forgotten.

use serde_json::json;
use shared::audit::Action;
use shared::case::CaseKind;
use shared::digest::Digest;
use shared::evidence::{Details, Evidence};
use shared::recon::Disagreement;
use shared::resolution::Outcome;

use super::case_file::CaseFile;
use super::open_linked::open;
use crate::desk::Desk;
use crate::desk::trail::Happening;
use crate::error::Error;
use crate::store::{EvidenceRecord, Tx};

/// Opens the case of a claim where a case was closed by one.
pub async fn open_claim(tx: &mut Tx<'_>, desk: &Desk, file: &mut CaseFile, outcome: Outcome) -> Result<(), Error> {
    if outcome != Outcome::ClaimedFromChannel {
        return Ok(());
    }
    let Some(record) = claim_of(file) else {
        return Err(Error::Internal(format!("{} is claimed and nothing was found", file.case.number)));
    };
    let kind = CaseKind::Discrepancy;
    let facts = file.case.facts.clone();
    let number = open(tx, desk, file, (kind, facts), 0, &[record]).await?;
    let happening = Happening::of(Action::CaseLinked, json!({ "opened": number, "kind": kind }));
    file.happened_as(&file.caller.by_the_desk(), happening);
    Ok(())
}

/// What was found last, as what is claimed now.
fn claim_of(file: &CaseFile) -> Option<EvidenceRecord> {
    let found = |piece: &Evidence| match &piece.details {
        Some(Details::Discrepancy(found)) => Some((**found).clone()),
        _ => None,
    };
    let (piece, found) = file.evidence.iter().rev().find_map(|piece| Some((piece, found(piece)?)))?;
    let details = Details::Discrepancy(Box::new(Disagreement { is_claim: true, cleared: None, ..found }));
    // Plain data with text keys: writing it as JSON cannot fail.
    let body = serde_json::to_vec(&details).unwrap_or_default();
    let evidence = Evidence {
        seq: 1,
        recorded_at: file.now,
        recorded_by: file.caller.by_the_desk().actor,
        details: Some(details),
        size_bytes: i64::try_from(body.len()).unwrap_or(i64::MAX),
        sha256: Digest::of(&body),
        ..piece.clone()
    };
    Some(EvidenceRecord { number: file.case.number, evidence, body: Some(body) })
}
