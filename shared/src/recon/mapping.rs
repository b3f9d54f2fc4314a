//! A mapping: which column of a table is what, so that any CSV or XLSX can be read as lines.
//!
//! The rule: a mapping says everything that the table does not. What it leaves open is refused, never guessed.

mod amount;
mod faults;
mod moment;
mod roles;
mod row;
mod suggested;

use serde::{Deserialize, Serialize};

pub use self::faults::MappingFault;
pub use self::roles::{FirstRows, Role};
pub use self::row::{Cell, Resolved, Row};
pub use self::suggested::{DATE_FORMATS, suggested};
use super::{Direction, LineKind, LineStatus};

/// A column: by the name that its header has, or by its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Column {
    /// The text of its header, without what is around it.
    Named(String),
    /// Its place, from 1.
    Numbered(u32),
}

/// Where the amount stands, and what says which way it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Amounts {
    /// One column with a sign.
    Signed {
        /// The column.
        amount: Column,
        /// Which way an amount above zero went.
        positive: Direction,
    },
    /// Two columns, of which one is empty or zero.
    Split {
        /// What came in.
        amount_in: Column,
        /// What went out.
        amount_out: Column,
        /// Whether what went out is written below zero.
        #[serde(default)]
        out_is_negative: bool,
    },
    /// One column without a sign, and one with a word that says which way.
    Directed {
        /// The amount.
        amount: Column,
        /// The word.
        direction: Column,
        /// The words for in.
        words_in: Vec<String>,
        /// The words for out.
        words_out: Vec<String>,
    },
}

/// What separates whole from fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DecimalSign {
    /// `1280.00`
    #[default]
    Point,
    /// `1280,00`
    Comma,
}

/// What stands between groups of three digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ThousandsSign {
    /// `1280.00`
    #[default]
    None,
    /// `1,280.00`
    Comma,
    /// `1.280,00`
    Point,
    /// `1 280.00`, with any kind of space.
    Space,
    /// `1'280.00`
    Apostrophe,
}

/// How amounts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Numbers {
    /// What separates whole from fraction.
    pub decimal: DecimalSign,
    /// What stands between thousands.
    pub thousands: ThousandsSign,
    /// Whether they are whole numbers of minor units: fen, not yuan.
    pub minor_units: bool,
}

/// A word of the table, and the kind that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindWord {
    /// The word, as it stands in the column.
    pub word: String,
    /// What it stands for.
    pub kind: LineKind,
}

/// A word of the table, and the status that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusWord {
    /// The word, as it stands in the column.
    pub word: String,
    /// What it stands for.
    pub status: LineStatus,
}

/// The columns that a table may have besides date and amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Columns {
    /// The time of day, where the date's column does not hold it.
    pub time: Option<Column>,
    /// The fee that stands beside the amount.
    pub fee: Option<Column>,
    /// The balance after the line.
    pub balance: Option<Column>,
    /// The currency; the account's where there is none.
    pub currency: Option<Column>,
    /// What the line is of.
    pub kind: Option<Column>,
    /// How it stands.
    pub status: Option<Column>,
    /// Our order number.
    pub order_number: Option<Column>,
    /// The channel's number.
    pub channel_number: Option<Column>,
    /// The number of the batch.
    pub batch_number: Option<Column>,
    /// The order number of the payment that is given back.
    pub original_order_number: Option<Column>,
    /// The entry's reference at the bank.
    pub entry_reference: Option<Column>,
    /// Who is at the other end.
    pub counterparty: Option<Column>,
    /// The account at the other end.
    pub counterparty_account: Option<Column>,
    /// What the file says in words.
    pub text: Option<Column>,
}

/// A row with which the table sums itself up, and what stands where in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SummaryRow {
    /// With which text its first cell begins: `合计`.
    pub begins: String,
    /// How many lines there are.
    #[serde(default)]
    pub count: Option<u32>,
    /// The sum of what came in.
    #[serde(default)]
    pub sum_in: Option<u32>,
    /// The sum of what went out.
    #[serde(default)]
    pub sum_out: Option<u32>,
    /// The sum of the fees.
    #[serde(default)]
    pub fees: Option<u32>,
}

/// Which column of a table is what, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mapping {
    /// The sheet of a workbook; the first where there is none.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The row that names the columns, from 1; none where columns are told by their places.
    #[serde(default)]
    pub header_row: Option<u32>,
    /// How many rows to pass over at the beginning, the header not counted; used where there is no header.
    #[serde(default)]
    pub skip_head: u32,
    /// How many rows to pass over at the end.
    #[serde(default)]
    pub skip_tail: u32,
    /// The date, or date and time.
    pub date: Column,
    /// How dates are written: `YYYY-MM-DD HH:mm:ss`. `YYYY`, `YY`, `MM`, `M`, `MMM`, `DD`, `D`, `HH`, `H`, `mm`, `ss` and `Z`
    /// stand for their numbers; anything else for itself. Fractions of a second may stand behind it, and are left out.
    pub date_format: String,
    /// How the time's column is written.
    #[serde(default)]
    pub time_format: Option<String>,
    /// The offset of the times from UTC, in minutes; the account's where there is none.
    #[serde(default)]
    pub utc_offset_minutes: Option<i32>,
    /// The amount.
    pub amounts: Amounts,
    /// How amounts are written.
    #[serde(default)]
    pub numbers: Numbers,
    /// Whether a fee above zero was given back, not charged: tables in which what is paid stands below zero.
    #[serde(default)]
    pub fee_is_negative: bool,
    /// The other columns.
    #[serde(default)]
    pub columns: Columns,
    /// The words of the kind's column. A word that is not here is [`LineKind::Other`].
    #[serde(default)]
    pub kinds: Vec<KindWord>,
    /// What lines are of where there is no column that says it.
    #[serde(default)]
    pub kind: Option<LineKind>,
    /// The words of the status' column. A word that is not here is refused.
    #[serde(default)]
    pub statuses: Vec<StatusWord>,
    /// The row with which the table sums itself up.
    #[serde(default)]
    pub summary: Option<SummaryRow>,
}
