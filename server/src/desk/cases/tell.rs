//! Telling people what happened to their case.

use shared::api::notices::Notice;

use super::case_file::CaseFile;
use crate::desk::tell::{self, News};
use crate::error::Error;
use crate::store::Tx;

/// Tells people about a case, each once, and whoever acts not at all.
pub async fn tell(tx: &mut Tx<'_>, file: &CaseFile, people: &[&str], notice: &Notice) -> Result<(), Error> {
    let (number, notice) = (Some(file.case.number), notice.clone());
    tell::tell(tx, News { number, at: file.now, actor: &file.caller.actor, notice }, people).await
}
