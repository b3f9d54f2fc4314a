//! Which proposals may be decided together: those whose proof is the same.

use super::{ApprovalReason, Proposal, Resolution};

/// What a checker looks at. Two proposals with the same proof need the same look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof<'a> {
    resolution: Resolution,
    /// An order moves money by lines of its own; a proposal without one does not.
    is_order: bool,
    verdict: &'a str,
    required: i32,
    senior: bool,
    reasons: &'a [ApprovalReason],
}

impl<'a> Proof<'a> {
    /// The proof of a proposal on a case of this verdict.
    pub fn of(proposal: &'a Proposal, verdict: &'a str) -> Self {
        let needs = &proposal.approvals;
        Self {
            resolution: proposal.resolution,
            is_order: proposal.correction.is_some(),
            verdict,
            required: needs.required,
            senior: needs.senior,
            reasons: &needs.reasons,
        }
    }

    /// Whether all of them have the same proof.
    pub fn is_same(proofs: &[Self]) -> bool {
        proofs.windows(2).all(|pair| pair[0] == pair[1])
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::correction::OrderNumber;
    use crate::digest::Digest;
    use crate::money::{Currency, Money};
    use crate::resolution::{Approvals, ProposalState};

    fn proposal() -> Proposal {
        let needs =
            Approvals { required: 1, reasons: vec![ApprovalReason::RestsOnObservation], ..Approvals::default() };
        Proposal {
            seq: 1,
            resolution: Resolution::ConfirmPaid,
            correction: None,
            maker: "lin".to_owned(),
            reason: None,
            proposed_at: DateTime::UNIX_EPOCH,
            binds_to: Digest::ZERO,
            evidence_seen: 1,
            approvals: needs,
            policy_version: 1,
            decisions: vec![],
            state: ProposalState::Open,
        }
    }

    #[test]
    fn only_what_needs_the_same_look_is_decided_together() {
        let one = proposal();
        let with = |change: &dyn Fn(&mut Proposal)| {
            let mut other = proposal();
            change(&mut other);
            other
        };
        let amount = Some(Money::from_minor(7, Currency::CNY));
        for (other, verdict, expected) in [
            (with(&|other| other.maker = "mei".to_owned()), "unknown", true),
            (with(&|other| other.approvals.amount = amount), "unknown", true),
            (with(&|other| other.resolution = Resolution::ConfirmNotPaidWithoutProof), "unknown", false),
            (with(&|other| other.correction = Some(OrderNumber(1))), "unknown", false),
            (with(&|other| other.approvals.required = 2), "unknown", false),
            (with(&|other| other.approvals.senior = true), "unknown", false),
            (with(&|other| other.approvals.reasons.push(ApprovalReason::LargeAmount)), "unknown", false),
            (with(&|_| {}), "paid", false),
        ] {
            let proofs = [Proof::of(&one, "unknown"), Proof::of(&other, verdict)];
            assert_eq!(Proof::is_same(&proofs), expected, "{other:?} {verdict}");
        }
        assert!(Proof::is_same(&[]) && Proof::is_same(&[Proof::of(&one, "paid")]));
    }
}
