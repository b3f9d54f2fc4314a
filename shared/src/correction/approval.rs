//! How many approvals an order needs. It moves money, so it is high-risk at any amount, and the amount is all that it moves: fees that
//! are given back count. What a new desk starts with:
//!
//! | order | approvals |
//! |---|---|
//! | any | 1 |
//! | of a large amount | 2 |
//! | a refund ahead of the funds | 2 |
//! | a write-off | 2 |
//! | the clearing of what was credited ahead and came | 1 |
//! | the same where some of it is given up | 2 |

use super::{Cause, CauseFault};
use crate::evidence::Verdict;
use crate::policy::Risk;
use crate::resolution::{ApprovalReason, Approvals, Policy};

/// How many other people must approve an order of this cause, and why.
pub fn approvals_needed(cause: &Cause, policy: &Policy) -> Result<Approvals, CauseFault> {
    let amount = cause.moved()?;
    let mut needed = policy.approvals(Risk::of_cause(cause), amount);
    if !needed.reasons.contains(&ApprovalReason::MovesMoney) {
        needed.reasons.insert(0, ApprovalReason::MovesMoney);
    }
    if policy.is_large(amount) && !needed.reasons.contains(&ApprovalReason::LargeAmount) {
        needed.reasons.push(ApprovalReason::LargeAmount);
    }
    Ok(needed)
}

/// The same on a case of this verdict: what is done against proof needs as many as any contradiction.
pub fn approvals_needed_under(verdict: &Verdict, cause: &Cause, policy: &Policy) -> Result<Approvals, CauseFault> {
    let needed = approvals_needed(cause, policy)?;
    Ok(match verdict {
        Verdict::Contradiction { .. } => needed.and(policy.approvals(Risk::Contradiction, cause.moved()?)),
        Verdict::Paid { .. } | Verdict::NotPaid { .. } | Verdict::Unknown { .. } => needed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::WrittenOff;
    use crate::correction::example::{ahead, bounce, clearing, cny, duplicate, late_success};

    #[test]
    fn the_table_of_approvals() {
        use ApprovalReason::{AheadOfFunds, LargeAmount, MovesMoney, WriteOff};
        let write_off =
            |minor| Cause::WriteOff { reference: "L".into(), amount: cny(minor), what: WrittenOff::Receivable };
        for (cause, required, reasons) in [
            (bounce(1, 0, 0, 0), 1, vec![MovesMoney]),
            (ahead(100), 2, vec![MovesMoney, AheadOfFunds]),
            (clearing(100, 100), 1, vec![MovesMoney]),
            (clearing(100, 99), 2, vec![MovesMoney, WriteOff]),
            // Whatever it is called, a large sum that goes to the merchant is looked at by two.
            (bounce(100, 0, 0, 4_999_900), 2, vec![MovesMoney, LargeAmount]),
            (late_success(4_999_999, 0), 1, vec![MovesMoney]),
            (duplicate(5_000_000, 0), 2, vec![MovesMoney, LargeAmount]),
            (write_off(1), 2, vec![MovesMoney, WriteOff]),
            (write_off(5_000_000), 2, vec![MovesMoney, WriteOff, LargeAmount]),
        ] {
            let needed = approvals_needed(&cause, &Policy::built_in()).unwrap();
            assert_eq!((needed.required, needed.reasons), (required, reasons), "{cause:?}");
        }
    }
}
