//! One line of either side, in the one shape that all readers and our own books give.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::money::Money;

macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal),+ $(,)? }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        // The description reads this, not the names that a macro hands on; they are the same.
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        $(#[$doc])*
        pub enum $type {
            $($(#[$variant_doc])* #[serde(rename = $name)] $variant),+
        }

        impl $type {
            /// Every one, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name used on the wire and in the store.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The one of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}
pub(super) use named;

named! {
    /// Who wrote a line.
    #[cfg_attr(feature = "openapi", schema(as = ReconSide))]
    Side {
        /// Our books.
        Ours = "ours",
        /// The channel's statement.
        Channel = "channel",
    }
}

named! {
    /// Which way the money went, seen from our account at the channel.
    Direction {
        /// Into the account.
        In = "in",
        /// Out of it.
        Out = "out",
    }
}

named! {
    /// What a line is of.
    LineKind {
        /// 代付: money sent to a beneficiary.
        Payout = "payout",
        /// 收款: money received for a merchant.
        Receipt = "receipt",
        /// 退款: a receipt given back to its payer.
        Refund = "refund",
        /// 退汇: a payout that came back.
        Bounce = "bounce",
        /// 手续费: a fee that is a line of its own.
        Fee = "fee",
        /// 充值, 提现, 调拨: our own money moved to or from the account.
        Transfer = "transfer",
        /// What the file does not say, or says in words of its own.
        Other = "other",
    }
}

named! {
    /// How what the line is of stands, by the one who wrote it.
    LineStatus {
        /// It moved the money.
        Settled = "settled",
        /// It did not, and will not.
        Failed = "failed",
        /// It is not decided yet.
        Pending = "pending",
    }
}

/// What a line can be found by. A text that is empty is none; each is at most 128 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct References {
    /// Our order number (商户订单号), which the channel repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
    /// The channel's own number of the transaction (通道流水号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_number: Option<String>,
    /// Of a batch that is one line at the other side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_number: Option<String>,
    /// The order number of the payment that this line gives back, of a refund or a bounce.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_order_number: Option<String>,
    /// The entry's reference at the bank: unique within the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_reference: Option<String>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReconLine))]
pub struct Line {
    /// Where it stands in its file or request, counted from 1: the row of a table, the entry of a statement.
    pub position: u32,
    /// What it is of.
    pub kind: LineKind,
    /// Which way the money went.
    pub direction: Direction,
    /// How much, zero or above; without the fee where the fee stands beside it.
    pub amount: Money,
    /// What the channel charged with it and took besides; above zero charged, below zero given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// How it stands.
    pub status: LineStatus,
    /// What it can be found by.
    pub references: References,
    /// Its business date, by the channel's time and cut-off.
    pub date: NaiveDate,
    /// When, where the file says more than the date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// Who is at the other end, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterparty: Option<String>,
    /// The account of who is at the other end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterparty_account: Option<String>,
    /// What the file says in words; at most 1,000 characters of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Line {
    /// What it adds to the account's balance without its fee, in minor units: above zero in, below zero out, zero while it
    /// moved nothing.
    pub fn effect_minor(&self) -> i64 {
        match (self.status, self.direction) {
            (LineStatus::Failed | LineStatus::Pending, _) => 0,
            (LineStatus::Settled, Direction::In) => self.amount.minor(),
            (LineStatus::Settled, Direction::Out) => -self.amount.minor(),
        }
    }
}
