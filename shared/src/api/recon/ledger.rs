//! `/ledger-lines`: the lines of our own books, as other systems send them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::api::problem::FieldProblem;
use crate::api::scalar;
use crate::money::MoneyText;
use crate::recon::{AccountId, Direction, LineKind, LineStatus, References};

/// How many lines one request may hold.
pub const LEDGER_LINES_MAX: u64 = 100_000;
/// How many refusals an answer lists; all of them are counted.
pub const REFUSALS_LISTED_MAX: usize = 1_000;

/// One line of `POST /ledger-lines`, a JSON object for itself on each line of the body (NDJSON). By its source system and
/// source line it is known for ever: the same again is counted as repeated, another content under the same name is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerLineRequest {
    /// The account at the channel.
    pub account: AccountId,
    /// The system that sends it.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_.:-]{1,64}$"))]
    pub source_system: String,
    /// That system's own name of the line.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub source_line: String,
    /// What it is of.
    pub kind: LineKind,
    /// Which way the money went.
    pub direction: Direction,
    /// How much, zero or above.
    pub amount: MoneyText,
    /// What the channel charged with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<MoneyText>,
    /// How it stands in our books; `settled` otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<LineStatus>,
    /// What it can be found by.
    #[serde(default)]
    pub references: References,
    /// Its business date; by the account's time and cut-off from `at` otherwise. One of the two must be there.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "scalar::date_option")]
    pub date: Option<NaiveDate>,
    /// When it was booked.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "scalar::instant_option")]
    pub at: Option<DateTime<Utc>>,
    /// Who is at the other end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub counterparty: Option<String>,
    /// The account of who is at the other end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub counterparty_account: Option<String>,
    /// Words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub text: Option<String>,
}

/// What `POST /ledger-lines` is answered. Whatever is counted as taken or repeated is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerAnswer {
    /// How many lines were taken.
    pub taken: u64,
    /// How many were there before, just the same.
    pub repeated: u64,
    /// How many of those that were taken went into the first open day after their own, which is closed.
    pub moved: u64,
    /// How many were refused.
    pub refused: u64,
    /// Those that were refused, in order; the first 1,000.
    pub refusals: Vec<LineRefusal>,
}

/// Why a line was refused; nothing of it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineRefusal {
    /// The line of the body, from 1.
    pub line: u64,
    /// Why.
    pub code: LineRefusalCode,
    /// The fields at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
}

/// Why a line is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LineRefusalCode {
    /// It is no JSON object.
    BadJson,
    /// Fields of it are at fault.
    InvalidFields,
    /// There is no such account.
    UnknownAccount,
    /// Another line stands under its source line.
    SourceLineReused,
    /// It is longer than a line may be.
    TooLong,
    /// It stands behind as many lines as one request may hold.
    TooMany,
}
