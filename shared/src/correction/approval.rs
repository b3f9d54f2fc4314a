//! How many approvals an order needs. It moves money, so it is high-risk at any amount.
//!
//! | order | approvals |
//! |---|---|
//! | any | 1 |
//! | of a large amount | 2 |
//! | a refund ahead of the funds | 2 |
//! | a write-off | 2 |

use super::{Cause, CauseFault, CorrectionKind};
use crate::resolution::{ApprovalReason, Approvals, Policy};

/// How many other people must approve an order of this cause, and why.
pub fn approvals_needed(cause: &Cause, policy: &Policy) -> Result<Approvals, CauseFault> {
    let mut reasons = vec![ApprovalReason::MovesMoney];
    reasons.extend((cause.kind() == CorrectionKind::WriteOff).then_some(ApprovalReason::WriteOff));
    reasons.extend(cause.is_ahead_of_funds().then_some(ApprovalReason::AheadOfFunds));
    reasons.extend(policy.is_large(cause.principal()?).then_some(ApprovalReason::LargeAmount));
    Ok(Approvals { required: if reasons.len() > 1 { 2 } else { 1 }, reasons })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::WrittenOff;
    use crate::correction::example::{bounce, cny, duplicate, late_success};

    #[test]
    fn the_table_of_approvals() {
        use ApprovalReason::{AheadOfFunds, LargeAmount, MovesMoney, WriteOff};
        let write_off =
            |minor| Cause::WriteOff { reference: "L".into(), amount: cny(minor), what: WrittenOff::Receivable };
        let mut ahead = bounce(100, 0, 0, 0);
        if let Cause::BounceRefund { ahead_of_funds, .. } = &mut ahead {
            *ahead_of_funds = true;
        }
        for (cause, required, reasons) in [
            (bounce(1, 0, 0, 0), 1, vec![MovesMoney]),
            (ahead, 2, vec![MovesMoney, AheadOfFunds]),
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
