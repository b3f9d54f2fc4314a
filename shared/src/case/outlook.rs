//! How urgent a case is and when it is due, from policy.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::CaseKind;
use crate::money::Money;
use crate::resolution::Policy;

/// How urgent a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Priority {
    /// Money is already wrong: it came back, went out against what was decided, or went out twice.
    Urgent,
    /// A large amount.
    High,
    /// All else.
    Normal,
}

impl Priority {
    /// Every priority, most urgent first.
    pub const ALL: [Self; 3] = [Self::Urgent, Self::High, Self::Normal];

    /// The name used on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::High => "high",
            Self::Normal => "normal",
        }
    }

    /// The priority of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.name() == name)
    }

    fn hours(self) -> i64 {
        match self {
            Self::Urgent => 2,
            Self::High => 4,
            Self::Normal => 24,
        }
    }
}

/// A case's priority and due time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outlook {
    /// How urgent it is.
    pub priority: Priority,
    /// When it should be settled.
    pub due_at: DateTime<Utc>,
}

impl Outlook {
    /// The outlook of a case filed at `filed_at`. It is never due after the channel stops answering queries about the
    /// payout, where that is still ahead (`queries_end_at`).
    pub fn of(
        kind: CaseKind,
        amount: Money,
        policy: &Policy,
        filed_at: DateTime<Utc>,
        queries_end_at: Option<DateTime<Utc>>,
    ) -> Self {
        let priority = match kind {
            CaseKind::PayoutBounced | CaseKind::LateSuccess | CaseKind::DuplicatePayout => Priority::Urgent,
            // Until the balance adds up nobody knows what else is wrong, and no later day can be proved.
            CaseKind::BalanceBreak => Priority::High,
            CaseKind::PayoutUnknown | CaseKind::Discrepancy if policy.is_large(amount) => Priority::High,
            CaseKind::PayoutUnknown | CaseKind::Discrepancy => Priority::Normal,
        };
        let by_policy = filed_at + Duration::hours(priority.hours());
        let due_at = queries_end_at.filter(|end| *end > filed_at).map_or(by_policy, |end| end.min(by_policy));
        Self { priority, due_at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn priority_and_due_time_follow_kind_amount_and_the_channels_own_clock() {
        use CaseKind::{LateSuccess, PayoutUnknown};
        let filed_at = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let hours = |hours| filed_at + Duration::hours(hours);
        for (kind, minor, queries_end_at, priority, due_at) in [
            (PayoutUnknown, 100, None, Priority::Normal, hours(24)),
            (PayoutUnknown, 100, Some(hours(3)), Priority::Normal, hours(3)),
            (PayoutUnknown, 100, Some(hours(-1)), Priority::Normal, hours(24)),
            (PayoutUnknown, 5_000_000, None, Priority::High, hours(4)),
            (LateSuccess, 100, None, Priority::Urgent, hours(2)),
        ] {
            let amount = Money::from_minor(minor, Currency::CNY);
            let outlook = Outlook::of(kind, amount, &Policy::built_in(), filed_at, queries_end_at);
            assert_eq!(outlook, Outlook { priority, due_at }, "{kind:?} {minor}");
        }
    }
}
