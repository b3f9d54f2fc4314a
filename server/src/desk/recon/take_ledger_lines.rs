//! Taking lines of our books, some thousand in one transaction.
//!
//! The rule: a line is known for ever by its source system and source line. The same again changes nothing; another content
//! under the same name is refused; and one line at fault keeps no other from being taken.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;
use shared::api::recon::{LedgerAnswer, LedgerLineRequest, LineRefusal, LineRefusalCode};
use shared::audit::Action;
use shared::digest::Digest;
use shared::recon::{AccountId, ChannelAccount, Line, Side, check_ledger_line};
use shared::role::Permission;
use shared::text::Lang;

use super::run::have_run;
use super::{first_open, subject};
use crate::caller::Caller;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{LineSource, NewLine, StoreError, Tx};

/// Another system sends lines.
#[derive(Debug)]
pub struct TakeLedgerLines {
    /// Who.
    pub caller: Caller,
    /// The lines, each with its number in the request.
    pub lines: Arc<[(u64, LedgerLineRequest)]>,
    /// The language to refuse in.
    pub lang: Lang,
}

/// A line without fault, with its number in the request and its names.
struct Checked {
    number: u64,
    source: LineSource,
    line: Line,
}

impl Command for TakeLedgerLines {
    type Outcome = LedgerAnswer;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<LedgerAnswer, Error> {
        self.caller.require(Permission::SendLedgerLines)?;
        let mut answer = LedgerAnswer::default();
        // By account, so that everybody locks accounts in the same order.
        let mut by_account: BTreeMap<&AccountId, Vec<&(u64, LedgerLineRequest)>> = BTreeMap::new();
        for numbered in self.lines.iter() {
            by_account.entry(&numbered.1.account).or_default().push(numbered);
        }
        for (id, lines) in by_account {
            match tx.channel_account_for_update(id).await? {
                Some(record) => {
                    let checked = self.check(&record.account, &lines, &mut answer);
                    self.take(tx, desk, &record.account, checked, &mut answer).await?;
                }
                None => lines.iter().for_each(|(number, _)| {
                    refuse(&mut answer, *number, LineRefusalCode::UnknownAccount);
                }),
            }
        }
        answer.refusals.sort_by_key(|refusal| refusal.line);
        Ok(answer)
    }
}

impl TakeLedgerLines {
    fn check(
        &self,
        account: &ChannelAccount,
        lines: &[&(u64, LedgerLineRequest)],
        answer: &mut LedgerAnswer,
    ) -> Vec<Checked> {
        let mut checked = Vec::with_capacity(lines.len());
        for (number, request) in lines {
            let source =
                LineSource { system: request.source_system.clone(), line: request.source_line.trim().to_owned() };
            match check_ledger_line(request, account, self.lang) {
                Ok(line) => checked.push(Checked { number: *number, source, line }),
                Err(fields) => {
                    answer.refused += 1;
                    answer.refusals.push(LineRefusal { line: *number, code: LineRefusalCode::InvalidFields, fields });
                }
            }
        }
        checked
    }

    async fn take(
        &self,
        tx: &mut Tx<'_>,
        desk: &Desk,
        account: &ChannelAccount,
        checked: Vec<Checked>,
        answer: &mut LedgerAnswer,
    ) -> Result<(), Error> {
        let Some(earliest) = checked.iter().map(|checked| checked.line.date).min() else { return Ok(()) };
        let closed = tx.closed_days(&account.id, earliest).await?;
        let new = news(tx, &account.id, checked, answer).await?;
        let mut days: BTreeSet<NaiveDate> = BTreeSet::new();
        let mut lines = Vec::with_capacity(new.len());
        for Checked { number, source, line } in new {
            let day = first_open(line.date, &closed);
            answer.moved += u64::from(day != line.date);
            days.insert(day);
            let position = u32::try_from(number).unwrap_or(u32::MAX);
            lines.push(NewLine { day, source: Some(source), line: Line { position, ..line } });
        }
        if lines.is_empty() {
            return Ok(());
        }
        let inserted = tx.insert_recon_lines(&account.id, (Side::Ours, None), &lines).await?;
        if inserted < lines.len() as u64 {
            // Another server took one of them meanwhile, for another account: looked at anew, it is known.
            return Err(StoreError::in_the_way("a source line was taken meanwhile").into());
        }
        answer.taken += inserted;
        let days: Vec<NaiveDate> = days.into_iter().collect();
        tx.touch_recon_days(&account.id, &days, Side::Ours).await?;
        have_run(tx, desk, &account.id).await?;
        let after = json!({ "count": inserted, "days": days, "sha256": digest_of(&lines)? });
        let happening = Happening::of(Action::LedgerLinesTaken, after);
        trail::record(tx, &self.caller, desk.clock.now(), subject(&account.id), happening).await
    }
}

/// The lines that are not there yet; the others are counted as repeated, or refused.
async fn news(
    tx: &mut Tx<'_>,
    account: &AccountId,
    checked: Vec<Checked>,
    answer: &mut LedgerAnswer,
) -> Result<Vec<Checked>, Error> {
    let sources: Vec<&LineSource> = checked.iter().map(|checked| &checked.source).collect();
    let found = tx.recon_lines_of_sources(&sources).await?;
    let mut known: HashMap<LineSource, Option<Line>> = HashMap::with_capacity(checked.len());
    for (of, record) in found {
        // A line of another account is another line, whatever it says.
        let line = (of == *account).then_some(Line { position: 0, ..record.line });
        known.extend(record.source.map(|source| (source, line)));
    }
    let mut new = Vec::with_capacity(checked.len());
    for checked in checked {
        match known.get(&checked.source) {
            Some(Some(line)) if *line == checked.line => answer.repeated += 1,
            Some(_) => refuse(answer, checked.number, LineRefusalCode::SourceLineReused),
            None => {
                known.insert(checked.source.clone(), Some(checked.line.clone()));
                new.push(checked);
            }
        }
    }
    Ok(new)
}

fn refuse(answer: &mut LedgerAnswer, line: u64, code: LineRefusalCode) {
    answer.refused += 1;
    answer.refusals.push(LineRefusal { line, code, fields: vec![] });
}

/// The digest of lines as they were taken, in their order: what the trail says of them.
fn digest_of(lines: &[NewLine]) -> Result<Digest, Error> {
    let texts: Result<Vec<String>, _> = lines.iter().map(|new| serde_json::to_string(&new.line)).collect();
    let texts = texts.map_err(|error| Error::Internal(format!("a line cannot be written: {error}")))?;
    Ok(Digest::of(texts.join("\n").as_bytes()))
}
