//! Telling people what happened to their case.

use shared::actor::Actor;
use shared::api::notices::Notice;

use super::case_file::CaseFile;
use crate::error::Error;
use crate::store::{NewNotice, Tx};

/// Tells people about a case, each once, and whoever acts not at all.
pub async fn tell(tx: &mut Tx<'_>, file: &CaseFile, people: &[&str], notice: &Notice) -> Result<(), Error> {
    let mut told: Vec<NewNotice> = Vec::new();
    for person in people {
        let acts = file.caller.actor == Actor::User((*person).to_owned());
        if !acts && !told.iter().any(|notice| notice.user_name == *person) {
            let (number, notice) = (Some(file.case.number), notice.clone());
            told.push(NewNotice { user_name: (*person).to_owned(), at: file.now, number, notice });
        }
    }
    Ok(tx.insert_notices(&told).await?)
}
