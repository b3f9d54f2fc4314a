//! `/notices`: what the desk tells a person: their case was taken over, their proposal voided or decided, a change of
//! a channel or of the policy, or the closing of a day, waits for them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseNumber;
use crate::correction::{BookedOtherwise, OrderNumber};
use crate::money::Money;
use crate::recon::AccountId;
use crate::webhook::Disabled;

/// A person's notices, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeList {
    /// The notices; at most 100.
    pub items: Vec<NoticeView>,
    /// How many are unread.
    pub unread: i64,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeView {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The case; absent where it is about none.
    pub number: Option<CaseNumber>,
    /// What happened.
    pub notice: Notice,
    /// Whether it was read.
    pub read: bool,
}

/// What a person is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Notice {
    /// Someone took over a case that the reader held.
    TakenOver {
        /// Who.
        by: String,
    },
    /// New evidence voided a proposal that the reader made or approved.
    ProposalVoided {
        /// The proposal.
        proposal: i32,
        /// The piece that arrived.
        evidence: i32,
    },
    /// A change of the channel's profile voided a proposal that the reader made or approved.
    ProposalOvertaken {
        /// The proposal.
        proposal: i32,
        /// The version that came into force.
        channel_version: i32,
    },
    /// A change of the policy voided a proposal that the reader made or approved: it asks something else.
    ProposalOutruled {
        /// The proposal.
        proposal: i32,
        /// The version of the policy that came into force.
        policy_version: i32,
    },
    /// A proposal of the reader's was rejected.
    ProposalRejected {
        /// The proposal.
        proposal: i32,
        /// Who rejected it.
        by: String,
        /// Why.
        reason: String,
    },
    /// Accounting refused a correction order that the reader drafted or proposed.
    OrderFailed {
        /// The order.
        order: OrderNumber,
        /// Why, in accounting's words.
        reason: String,
    },
    /// Accounting has not said for too long how a correction order went.
    OrderUnanswered {
        /// The order.
        order: OrderNumber,
    },
    /// The evidence tells another amount by now than an approved correction order books: it was not sent.
    OrderNotAsTold {
        /// The order.
        order: OrderNumber,
    },
    /// The evidence tells another amount by now than the posted orders of the case booked.
    BookedOtherwise {
        /// The amounts.
        found: BookedOtherwise,
    },
    /// Money came of what a correction order credited ahead of it: what stands in transit can be cleared.
    FundsArrived {
        /// The order.
        order: OrderNumber,
    },
    /// Money came of what a correction order had given up: it is in nobody's books.
    CameAfterAll {
        /// The order.
        order: OrderNumber,
        /// How much.
        amount: Money,
    },
    /// A correction order that the reader proposed was approved.
    OrderApproved {
        /// The order.
        order: OrderNumber,
        /// Who approved it.
        by: String,
    },
    /// A proposal of the reader's was approved and the case closed.
    ProposalApproved {
        /// The proposal.
        proposal: i32,
        /// Whose approval completed it.
        by: String,
    },
    /// A case is past its due time and not settled.
    Overdue {
        /// When it was due.
        due_at: DateTime<Utc>,
    },
    /// Evidence contradicts how the reader closed or approved a case: a linked case is open.
    Contradicted {
        /// The case that was opened.
        opened: CaseNumber,
    },
    /// The desk disabled a webhook endpoint: nothing is sent to it until an admin enables it.
    EndpointDisabled {
        /// Which endpoint.
        endpoint: String,
        /// What it is for.
        description: String,
        /// Why.
        reason: Disabled,
    },
    /// A change of a channel waits for a checker such as the reader.
    ChannelChangeWaits {
        /// The channel.
        channel: String,
        /// The change.
        change: i32,
        /// Who proposed it.
        by: String,
    },
    /// A change of a channel that the reader proposed was approved, and is in force.
    ChannelChangeApproved {
        /// The channel.
        channel: String,
        /// The change.
        change: i32,
        /// Who approved it.
        by: String,
        /// The version that is in force.
        version: i32,
    },
    /// A change of a channel that the reader proposed was rejected.
    ChannelChangeRejected {
        /// The channel.
        channel: String,
        /// The change.
        change: i32,
        /// Who rejected it.
        by: String,
        /// Why.
        reason: String,
    },
    /// A change of a channel that the reader proposed was made from a version that is in force no more.
    ChannelChangeVoided {
        /// The channel.
        channel: String,
        /// The change.
        change: i32,
        /// The version that came with the program.
        version: i32,
    },
    /// A change of the policy waits for a checker such as the reader.
    PolicyChangeWaits {
        /// The change.
        change: i32,
        /// Who proposed it.
        by: String,
    },
    /// A change of the policy that the reader proposed was approved, and is in force.
    PolicyChangeApproved {
        /// The change.
        change: i32,
        /// Who approved it.
        by: String,
        /// The version that is in force.
        version: i32,
    },
    /// A change of the policy that the reader proposed was rejected.
    PolicyChangeRejected {
        /// The change.
        change: i32,
        /// Who rejected it.
        by: String,
        /// Why.
        reason: String,
    },
    /// The closing of a day waits for a checker such as the reader.
    ClosingWaits {
        /// The account.
        account: AccountId,
        /// The day.
        date: NaiveDate,
        /// Who proposed it.
        by: String,
    },
    /// The closing of a day that the reader proposed was rejected.
    ClosingRejected {
        /// The account.
        account: AccountId,
        /// The day.
        date: NaiveDate,
        /// Who rejected it.
        by: String,
        /// Why.
        reason: String,
    },
    /// The closing of a day that the reader proposed is void: what they saw has changed.
    ClosingVoided {
        /// The account.
        account: AccountId,
        /// The day.
        date: NaiveDate,
    },
}

impl Notice {
    /// The channel, where it is about one rather than about a case.
    pub fn channel(&self) -> Option<&str> {
        match self {
            Self::ChannelChangeWaits { channel, .. }
            | Self::ChannelChangeApproved { channel, .. }
            | Self::ChannelChangeRejected { channel, .. }
            | Self::ChannelChangeVoided { channel, .. } => Some(channel),
            Self::TakenOver { .. }
            | Self::ProposalVoided { .. }
            | Self::ProposalOvertaken { .. }
            | Self::ProposalOutruled { .. }
            | Self::PolicyChangeWaits { .. }
            | Self::PolicyChangeApproved { .. }
            | Self::PolicyChangeRejected { .. }
            | Self::ProposalRejected { .. }
            | Self::ProposalApproved { .. }
            | Self::OrderFailed { .. }
            | Self::OrderUnanswered { .. }
            | Self::OrderNotAsTold { .. }
            | Self::FundsArrived { .. }
            | Self::CameAfterAll { .. }
            | Self::BookedOtherwise { .. }
            | Self::OrderApproved { .. }
            | Self::EndpointDisabled { .. }
            | Self::Overdue { .. }
            | Self::ClosingWaits { .. }
            | Self::ClosingRejected { .. }
            | Self::ClosingVoided { .. }
            | Self::Contradicted { .. } => None,
        }
    }
}

impl Notice {
    /// The day of an account, where it is about one rather than about a case.
    pub fn day(&self) -> Option<(&AccountId, NaiveDate)> {
        match self {
            Self::ClosingWaits { account, date, .. }
            | Self::ClosingRejected { account, date, .. }
            | Self::ClosingVoided { account, date } => Some((account, *date)),
            _ => None,
        }
    }

    /// Whether it is about the policy rather than about a case.
    pub fn is_about_policy(&self) -> bool {
        matches!(
            self,
            Self::PolicyChangeWaits { .. } | Self::PolicyChangeApproved { .. } | Self::PolicyChangeRejected { .. }
        )
    }
}

/// `POST /notices/read`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadRequest {
    /// All up to this number are read.
    #[cfg_attr(feature = "openapi", schema(minimum = 0))]
    pub up_to: i64,
}
