//! What is reconciled, as it goes into the store and comes out of it.

use chrono::{DateTime, NaiveDate, Utc};
use shared::actor::Actor;
use shared::api::recon::{StatementState, StatementStateName};
use shared::digest::Digest;
use shared::recon::{AccountId, ChannelAccount, Line, Mapping, Side, Statement};

/// An account with its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRecord {
    /// The account.
    pub account: ChannelAccount,
    /// Its version, from 1.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it last.
    pub updated_by: Actor,
}

/// The first and the last day of an account, and until where it is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountSpan {
    /// The first date of which it has a day.
    pub first: Option<NaiveDate>,
    /// The last.
    pub last: Option<NaiveDate>,
    /// The last that is closed.
    pub closed_until: Option<NaiveDate>,
}

/// A file, without its bytes and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRecord {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account: AccountId,
    /// Whose lines it holds.
    pub side: Side,
    /// Its name as it was uploaded.
    pub name: String,
    /// How large it is.
    pub size_bytes: i64,
    /// The digest of its bytes.
    pub sha256: Digest,
    /// Its version, from 1.
    pub version: i64,
    /// The saved mapping by which it is read.
    pub mapping: Option<String>,
    /// Where it stands.
    pub state: StatementState,
    /// What was understood.
    pub statement: Option<Statement>,
    /// Who sent it.
    pub received_by: Actor,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// Which files a list shows. What is absent does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct FileFilter {
    /// The account.
    pub account: Option<AccountId>,
    /// Whose lines they hold.
    pub side: Option<Side>,
    /// States; any of them.
    pub states: Vec<StatementStateName>,
}

/// What a file holds of a business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileDay {
    /// The day.
    pub date: NaiveDate,
    /// The day into which its lines go.
    pub booked_on: NaiveDate,
    /// How many lines.
    pub count: i64,
    /// What they add to the balance, their fees subtracted.
    pub movement_minor: i64,
}

/// A saved mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingRecord {
    /// Its name.
    pub name: String,
    /// Its version, from 1.
    pub version: i64,
    /// Which column is what.
    pub mapping: Mapping,
    /// When it was saved.
    pub updated_at: DateTime<Utc>,
    /// Who saved it.
    pub updated_by: Actor,
}

/// The names of a line in the system that sent it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineSource {
    /// The system.
    pub system: String,
    /// Its own name of the line.
    pub line: String,
}

/// A line to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// The day in which it counts.
    pub day: NaiveDate,
    /// Which line of which system it is; absent of a line of a file.
    pub source: Option<LineSource>,
    /// The line.
    pub line: Line,
}

/// A line that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRecord {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub side: Side,
    /// The day in which it counts.
    pub day: NaiveDate,
    /// The file that it stands in.
    pub file: Option<i64>,
    /// Which line of which system it is.
    pub source: Option<LineSource>,
    /// The line.
    pub line: Line,
}

/// Whose lines, of which account and day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OfDay {
    /// The account.
    pub account: AccountId,
    /// The day.
    pub date: NaiveDate,
}
