//! Writing a note on a case, in any state.

use serde_json::json;
use shared::api::exceptions::NoteView;
use shared::audit::Action;
use shared::case::{CaseNumber, Change};
use shared::role::Permission;

use super::case_file::CaseFile;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Someone writes a note.
#[derive(Debug)]
pub struct WriteNote {
    /// Who.
    pub caller: Caller,
    /// On which case.
    pub number: CaseNumber,
    /// The words.
    pub text: String,
}

impl Command for WriteNote {
    type Outcome = NoteView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<NoteView, Error> {
        self.caller.require(Permission::WorkCases)?;
        let user = self.caller.user()?;
        let mut file = CaseFile::open(tx, desk, &self.caller, self.number).await?;
        let seq = tx.notes(self.number).await?.last().map_or(1, |note| note.seq + 1);
        let note = NoteView { seq, author: user.to_owned(), written_at: file.now, text: self.text.clone() };
        tx.insert_note(self.number, &note).await?;
        // Whoever holds the case and writes is not idle; for everyone else the state stays as it is.
        let _ = file.change(&Change::Renew { by: user.to_owned() });
        file.happened(Action::CaseNoted, json!({ "seq": note.seq, "text": note.text }));
        file.save(tx).await?;
        Ok(note)
    }
}
