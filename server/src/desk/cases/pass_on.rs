//! What a case learns of a return or a settlement that another case puts right: it is that case's to know.
//!
//! The rule: a return that was filed twice is corrected once, and whatever was told of it, on whichever case, stands where it is corrected.

use shared::evidence::{Details, Evidence};

use super::case_file::CaseFile;
use super::open_linked::add_to_linked;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::{EvidenceRecord, Tx};

/// Passes a piece on to the case that puts right what it tells of, where another does and does not know it yet.
pub async fn pass_on(tx: &mut Tx<'_>, desk: &Desk, file: &CaseFile, record: &EvidenceRecord) -> Result<(), Error> {
    let piece = &record.evidence;
    let Some(reference) = reference_of(piece) else { return Ok(()) };
    let Some(other) = file.around.elsewhere.iter().find(|other| other.about == reference) else { return Ok(()) };
    let is_known = |known: &Evidence| known.details == piece.details && known.attempt == piece.attempt;
    if tx.evidence(other.case).await?.iter().any(is_known) {
        return Ok(());
    }
    add_to_linked(tx, desk, file, other.case, record).await
}

/// The same for all that a case knows, when it is left to the other.
pub async fn pass_all_on(tx: &mut Tx<'_>, desk: &Desk, file: &CaseFile) -> Result<(), Error> {
    for record in tx.evidence_with_bodies(file.case.number).await? {
        pass_on(tx, desk, file, &record).await?;
    }
    Ok(())
}

/// The return or the settlement that a piece tells of.
fn reference_of(piece: &Evidence) -> Option<&str> {
    match piece.details.as_ref()? {
        Details::Return(returned) => Some(&returned.reference),
        Details::FundsBack(funds) => Some(&funds.return_reference),
        Details::Settlement(line) => Some(&line.reference),
        Details::PayAgain(_) | Details::Discrepancy(_) | Details::BalanceBreak(_) => None,
    }
}
