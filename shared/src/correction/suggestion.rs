//! What an order is drafted from: the case says what was returned, paid after all, or settled twice.
//!
//! The rule: nothing is put right that the evidence does not name.

use super::CauseFault;
use crate::money::Money;

/// Why an order cannot be drafted so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftRefusal {
    /// Cases of this kind have no such order.
    NotOfThisCase,
    /// Nothing on the case bears that reference.
    NoSuchReference,
    /// What is meant has to be named.
    ReferenceNeeded,
    /// The evidence does not prove that it was paid.
    NotYetPaid,
    /// The amount, the direction or what is written off has to be named.
    FieldNeeded,
    /// That order is none to stand in for.
    NotToReplace,
    /// The corrections of the payout would add up to more than the payout.
    AboveCap {
        /// What this order may be at most.
        at_most: Money,
    },
    /// The amounts do not add up.
    Faulty {
        /// How.
        fault: CauseFault,
    },
}
