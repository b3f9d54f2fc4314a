//! A day as a whole: its proof, its checklist, and how it is closed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{DayFigures, DayStanding, StatementView};
use crate::actor::Actor;
use crate::api::commands::AttachmentRequest;
use crate::api::scalar;
use crate::digest::Digest;
use crate::money::{Money, MoneyText};
use crate::recon::balance::{FlowRow, Proof};
use crate::recon::closing::{CheckItem, LineCounts};
use crate::recon::{AccountId, ChannelAccount};

/// `GET /days/{account}/{date}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayView {
    /// The account, as it is in force.
    pub account: ChannelAccount,
    /// The date.
    pub date: NaiveDate,
    /// The version of the day: what changes it names the one that was seen.
    pub version: i64,
    /// Where it stands.
    pub standing: DayStanding,
    /// When it was last run; absent until it was.
    pub ran_at: Option<DateTime<Utc>>,
    /// Whether something came into it since: it will be run anew.
    pub is_stale: bool,
    /// Whether our books have said that all their lines of the day are there.
    pub is_collected: bool,
    /// Its figures, as of its last run.
    pub figures: Option<DayFigures>,
    /// Where its lines ended.
    pub lines: LineCounts,
    /// The files with lines of the day, or of which the balances count, the newest first; at most 50.
    pub files: Vec<StatementView>,
    /// The proof of its balance.
    pub proof: Proof,
    /// Every balance that was told of the day, the first first. The last of each moment counts.
    pub balances: Vec<ToldBalance>,
    /// What closing it looks at.
    pub checklist: Vec<CheckItem>,
    /// The digest of all that closing it looks at: what a proposal binds to.
    pub seen: Digest,
    /// Proposals to close it, the first first.
    pub closings: Vec<ClosingView>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// A balance as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ToldBalance {
    /// Before the day's first line, or after its last.
    pub moment: BalanceMoment,
    /// How much.
    pub amount: Money,
    /// The file that tells it; absent where a person does.
    pub file: Option<i64>,
    /// Who told it.
    pub by: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// When a person saw it.
    pub seen_at: Option<DateTime<Utc>>,
    /// The portal's reference of the page that they saw, where it has one.
    pub reference: Option<String>,
    /// What a person said of it.
    pub reason: Option<String>,
    /// What shows it, by the digests of the files.
    pub attachments: Vec<Digest>,
}

/// Of which moment a balance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BalanceMoment {
    /// Before the day's first line.
    Opening,
    /// After its last.
    Closing,
}

impl BalanceMoment {
    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Closing => "closing",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Opening, Self::Closing].into_iter().find(|moment| moment.name() == name)
    }
}

/// A proposal to close a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosingView {
    /// Its number within the day.
    pub seq: i32,
    /// Who proposed.
    pub maker: String,
    /// A remark.
    pub reason: Option<String>,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// The digest of what they saw.
    pub binds_to: Digest,
    /// Where it stands.
    pub state: ClosingState,
    /// Who decided on it, took it back, or the desk where what was seen has changed.
    pub decided_by: Option<Actor>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// What they said.
    pub remark: Option<String>,
}

/// Where a proposal to close a day stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClosingState {
    /// It awaits approval.
    Open,
    /// The day is closed.
    Approved,
    /// It was rejected.
    Rejected,
    /// The maker took it back.
    Withdrawn,
    /// What was seen has changed.
    Voided,
}

impl ClosingState {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Open, Self::Approved, Self::Rejected, Self::Withdrawn, Self::Voided];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Voided => "voided",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// `POST /days/{account}/{date}/balances`: what a person reads off the channel's portal, with what shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BalanceRequest {
    /// The version of the day that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// Of which moment.
    pub moment: BalanceMoment,
    /// How much, in the account's currency; below zero where it is overdrawn.
    pub amount: MoneyText,
    /// When it was seen.
    #[serde(deserialize_with = "scalar::instant")]
    pub seen_at: DateTime<Utc>,
    /// The portal's reference of the page; needed unless a file is attached.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub reference: Option<String>,
    /// Where it was read, and whatever else is to be said of it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
    /// A screenshot: PNG, JPEG or PDF, of at most 4 MiB; needed unless there is a reference.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 1))]
    pub attachments: Vec<AttachmentRequest>,
}

/// `POST /days/{account}/{date}/closing`: propose to close the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposeClosingRequest {
    /// `seen` of the day that was seen.
    pub seen: Digest,
    /// A remark.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: Option<String>,
}

/// `POST /days/{account}/{date}/closing/approve`: the day is closed, for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApproveClosingRequest {
    /// `seen` of the day that was seen.
    pub seen: Digest,
    /// A remark.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: Option<String>,
}

/// `POST /ledger-days`: our books have sent all their lines of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectedRequest {
    /// The account.
    pub account: AccountId,
    /// The date; all days before it are meant, too.
    pub date: NaiveDate,
}

/// `GET /funds-flow`: what operators keep on paper today.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FundsFlow {
    /// The account.
    pub account: ChannelAccount,
    /// A row a day, the first first, for every day of the period that there is.
    pub rows: Vec<FlowRow>,
}
