//! How cases with a code really ended: what the dictionary says is one thing, what happened is another.

use std::collections::BTreeSet;

use shared::api::channels::{CodeEndings, EndingsView};
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::evidence::{CodeRead, Evidence};
use shared::resolution::Outcome;
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::cases::case_file::CaseFile;
use crate::error::Error;
use crate::store::{CodeEndingRecord, Tx};

/// How many cases of a code are counted, the last closed first: what it meant last year may not be what it means now.
const COUNTED_MAX: i64 = 1000;
/// How many codes of a channel are counted.
const CODES_MAX: usize = 500;

impl Desk {
    /// How closed cases of a channel ended, by every code that stood in their evidence.
    pub async fn read_channel_endings(&self, caller: &Caller, id: &str) -> Result<EndingsView, Error> {
        caller.require(Permission::ReadChannels)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        if tx.versions_in_force(&[id]).await?.is_empty() {
            return Err(Error::refuse(Code::NotFound));
        }
        let mut items: Vec<CodeEndings> = Vec::new();
        while items.len() < CODES_MAX {
            let last = items.last().map_or(("", "", ""), |last| (&last.api, &last.field, &last.code));
            let Some((api, field, code)) = tx.next_code_ended(id, last).await? else { break };
            items.push(tx.code_endings(id, (&api, &field, &code), COUNTED_MAX).await?);
        }
        Ok(EndingsView { items, counted_max: COUNTED_MAX })
    }

    /// How closed cases ended whose evidence held the codes that stand in this case's.
    pub async fn read_case_endings(&self, caller: &Caller, number: CaseNumber) -> Result<EndingsView, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let case = tx.case(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let evidence = tx.evidence(number).await?;
        let mut items = Vec::new();
        for CodeRead { api, field, code } in codes_read(&evidence) {
            items.push(tx.code_endings(&case.facts.channel, (api, field, code), COUNTED_MAX).await?);
        }
        Ok(EndingsView { items, counted_max: COUNTED_MAX })
    }
}

/// Keeps how a case with these codes ended, in the transaction that closes it.
pub async fn keep_endings(tx: &mut Tx<'_>, file: &CaseFile, outcome: Outcome) -> Result<(), Error> {
    let endings: Vec<CodeEndingRecord> = codes_read(&file.evidence)
        .into_iter()
        .map(|read| CodeEndingRecord {
            channel: file.case.facts.channel.clone(),
            api: read.api.to_owned(),
            field: read.field.to_owned(),
            code: read.code.to_owned(),
            number: file.case.number,
            outcome,
        })
        .collect();
    Ok(tx.insert_code_endings(&endings).await?)
}

/// Every code that stands in the evidence, once.
fn codes_read(evidence: &[Evidence]) -> BTreeSet<CodeRead<'_>> {
    evidence.iter().filter_map(|piece| piece.rule.code_read()).collect()
}
