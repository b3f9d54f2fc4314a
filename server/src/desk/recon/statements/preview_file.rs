//! Trying a mapping on the first rows of a file: what each of them becomes, or why it becomes nothing. It changes nothing.

use std::fs::File;
use std::ops::ControlFlow;

use shared::api::recon::{PREVIEW_ROWS_MAX, StatementPreview, TableRow};
use shared::recon::{ChannelAccount, Fault, FaultKind, Format, Mapping};
use shared::role::Permission;

use super::spool::spool_first;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::statements::{self, Reading, Unread};

impl Desk {
    /// What a mapping makes of a file's first rows; by one that is suggested where none is given.
    pub async fn preview_statement(
        &self,
        caller: &Caller,
        id: i64,
        mapping: Option<Mapping>,
    ) -> Result<StatementPreview, Error> {
        caller.require(Permission::SendStatements)?;
        let file = self.statement_record(id).await?;
        let (account, _) = self.read_by(&file).await?;
        let source = spool_first(self, &file).await?;
        let trying = tokio::task::spawn_blocking(move || tried(source, &file.name, &account, mapping));
        trying.await.map_err(|error| Error::Internal(format!("a reader failed: {error}")))?
    }
}

fn tried(
    mut source: File,
    name: &str,
    account: &ChannelAccount,
    mapping: Option<Mapping>,
) -> Result<StatementPreview, Error> {
    let format = match statements::recognise(&mut source) {
        Ok(format) => format,
        Err(unread) => return Ok(unreadable(Format::Csv, faults_of(unread)?)),
    };
    if !matches!(format, Format::Csv | Format::Xlsx) {
        return Ok(unreadable(format, vec![]));
    }
    let sheet = mapping.as_ref().and_then(|mapping| mapping.sheet.as_deref());
    let rows = match statements::first_rows_of(&mut source, format, sheet, PREVIEW_ROWS_MAX) {
        Ok(rows) => rows.into_iter().map(|(number, cells)| TableRow { number, cells }).collect(),
        Err(unread) => return Ok(unreadable(format, faults_of(unread)?)),
    };
    let mapping = match mapping {
        Some(mapping) => Some(mapping),
        None => statements::suggested_mapping(&mut source, format).or_else(|unread| faults_of(unread).map(|_| None))?,
    };
    let Some(tried) = &mapping else { return Ok(StatementPreview { rows, ..unreadable(format, vec![]) }) };
    let mut preview = StatementPreview { rows, lacking: tried.faults(), ..unreadable(format, vec![]) };
    if preview.lacking.is_empty() {
        let reading = Reading { format, name: Some(name), account, mapping: Some(tried) };
        let lines = &mut preview.lines;
        let read = statements::read(&mut source, &reading, &mut |line| {
            lines.push(line);
            if lines.len() < PREVIEW_ROWS_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        preview.faults = read.map_or_else(faults_of, |_| Ok(vec![]))?;
    }
    Ok(StatementPreview { mapping, ..preview })
}

/// What is at fault; where reading stopped because enough was seen, nothing.
fn faults_of(unread: Unread) -> Result<Vec<Fault>, Error> {
    match unread {
        Unread::Refused(faults) => {
            Ok(faults.into_iter().filter(|fault| fault.kind != FaultKind::NeedsMapping).collect())
        }
        Unread::Stopped => Ok(vec![]),
        Unread::Failed(error) => Err(Error::Internal(format!("a spooled file cannot be read: {error}"))),
    }
}

/// A file of which no row can be shown.
fn unreadable(format: Format, faults: Vec<Fault>) -> StatementPreview {
    StatementPreview { format, rows: vec![], mapping: None, lacking: vec![], lines: vec![], faults }
}
