//! How much of a payout has been corrected, and how much may be. The database holds the same rule by itself.

use serde::{Deserialize, Serialize};

use super::PayoutKey;
use crate::money::Money;

/// The corrections of one payout, added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayoutBalance {
    /// The payout.
    pub payout: PayoutKey,
    /// How much was to be paid.
    pub amount: Money,
    /// How much of it the orders use up that are neither rejected nor withdrawn.
    pub corrected: Money,
}

impl PayoutBalance {
    /// A payout of which nothing is corrected.
    pub fn untouched(payout: PayoutKey, amount: Money) -> Self {
        Self { payout, amount, corrected: Money::from_minor(0, amount.currency()) }
    }

    /// What may still be corrected.
    pub fn room(&self) -> Money {
        Money::from_minor(self.amount.minor() - self.corrected.minor(), self.amount.currency())
    }

    /// Whether so much more may be corrected, where an order already uses up `freed` of it.
    pub fn has_room_for(&self, capped: Money, freed: Money) -> bool {
        let of_this_currency = capped.currency() == self.amount.currency() && freed.currency() == capped.currency();
        of_this_currency && i128::from(capped.minor()) <= i128::from(self.room().minor()) + i128::from(freed.minor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::example::cny;
    use crate::money::Currency;

    fn balance(corrected: i64) -> PayoutBalance {
        let payout = PayoutKey { channel: "wechat_transfer".into(), order_number: "P-1".into() };
        PayoutBalance { payout, amount: cny(1000), corrected: cny(corrected) }
    }

    #[test]
    fn corrections_never_add_up_to_more_than_the_payout() {
        for (corrected, capped, freed, expected) in [
            (0, 1000, 0, true),
            (0, 1001, 0, false),
            (400, 600, 0, true),
            (400, 601, 0, false),
            (1000, 1, 0, false),
            (1000, 0, 0, true),
            (1000, 1000, 1000, true),
            (1000, 601, 600, false),
            (0, i64::MAX, i64::MAX, true),
        ] {
            assert_eq!(
                balance(corrected).has_room_for(cny(capped), cny(freed)),
                expected,
                "{corrected} {capped} {freed}"
            );
        }
        let usd = Money::from_minor(1, Currency::from_code("USD").unwrap());
        assert!(!balance(0).has_room_for(usd, cny(0)), "another currency has no room at all");
    }
}
