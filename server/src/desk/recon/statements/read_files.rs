//! Reading what is kept of files: where they stand, what was understood of them, and their bytes.

use shared::actor::Actor;
use shared::api::problem::Code;
use shared::api::recon::{
    StatementDay, StatementDays, StatementLineList, StatementList, StatementState, StatementView,
};
use shared::digest::Digest;
use shared::recon::{AccountId, ChannelAccount, Mapping, Side};
use shared::role::Permission;

use super::view;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::recon::first_open;
use crate::error::Error;
use crate::store::{FileDay, FileRecord};

pub use crate::store::FileFilter;

impl Desk {
    /// A page of files, the newest first.
    pub async fn list_statements(
        &self,
        caller: &Caller,
        filter: &FileFilter,
        after: Option<i64>,
        limit: i64,
    ) -> Result<StatementList, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut glance = self.store.glance().await?;
        let mut files = glance.tx().statement_files(filter, after, limit + 1).await?;
        let more = i64::try_from(files.len()).unwrap_or(i64::MAX) > limit;
        if more {
            files.pop();
        }
        let next = files.last().filter(|_| more).map(|file| file.id.to_string());
        Ok(StatementList { items: files.into_iter().map(view).collect(), next, now: self.clock.now() })
    }

    /// A file.
    pub async fn read_statement(&self, caller: &Caller, id: i64) -> Result<StatementView, Error> {
        caller.require(Permission::ReadRecon)?;
        Ok(view(self.statement_record(id).await?))
    }

    /// A page of what was understood of a file, line by line.
    pub async fn read_statement_lines(
        &self,
        caller: &Caller,
        id: i64,
        after: i64,
        limit: i64,
    ) -> Result<StatementLineList, Error> {
        caller.require(Permission::ReadRecon)?;
        self.statement_record(id).await?;
        let mut glance = self.store.glance().await?;
        let mut lines = glance.tx().recon_lines_of_file(id, after, limit + 1).await?;
        let more = i64::try_from(lines.len()).unwrap_or(i64::MAX) > limit;
        if more {
            lines.pop();
        }
        let next = lines.last().filter(|_| more).map(|record| record.id.to_string());
        Ok(StatementLineList { items: lines.into_iter().map(|record| record.line).collect(), next })
    }

    /// What a file holds of each day, and into which its lines go.
    pub async fn read_statement_days(&self, caller: &Caller, id: i64) -> Result<StatementDays, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let file = tx.statement_file(id).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let days = tx.statement_days(id).await?;
        let closed = match days.first() {
            Some(first) => tx.closed_days(&file.account, first.date).await?,
            None => vec![],
        };
        let is_booked = matches!(file.state, StatementState::Booked { .. });
        let day = |day: FileDay| StatementDay {
            date: day.date,
            count: day.count,
            booked_on: if is_booked { day.booked_on } else { first_open(day.date, &closed) },
        };
        Ok(StatementDays { items: days.into_iter().map(day).collect() })
    }

    /// One piece of a file's bytes, from 1; nothing behind the last.
    pub async fn read_statement_piece(&self, caller: &Caller, id: i64, seq: i32) -> Result<Option<Vec<u8>>, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut glance = self.store.glance().await?;
        Ok(glance.tx().file_chunk(id, seq).await?)
    }

    /// A file as it is kept.
    pub async fn statement_record(&self, id: i64) -> Result<FileRecord, Error> {
        let mut glance = self.store.glance().await?;
        glance.tx().statement_file(id).await?.ok_or_else(|| Error::refuse(Code::NotFound))
    }

    /// The account whose lines a file holds, and the mapping by which it is read.
    pub async fn read_by(&self, file: &FileRecord) -> Result<(ChannelAccount, Option<Mapping>), Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let record = tx.channel_account(&file.account).await?;
        let record = record.ok_or_else(|| Error::Internal(format!("no account {}", file.account)))?;
        let mapping = match &file.mapping {
            Some(name) => tx.mapping(name).await?.map(|record| record.mapping),
            None => None,
        };
        // In which formats the channel's statements come says nothing of our own files.
        let formats = if file.side == Side::Ours { vec![] } else { record.account.formats };
        Ok((ChannelAccount { formats, ..record.account }, mapping))
    }

    /// Whether a file with this digest came by the watched folder, under this name.
    pub async fn came_by_folder(&self, account: &AccountId, sha256: Digest, name: &str) -> Result<bool, Error> {
        let mut glance = self.store.glance().await?;
        let first = glance.tx().statement_file_of_digest(account, sha256).await?;
        Ok(first.is_some_and(|first| first.received_by == Actor::Desk && first.name == name))
    }
}
