//! Which event tells of what happened to a correction order: every line of its history has one.

use super::{CorrectionChanged, EventType, Occurrence};
use crate::correction::OrderEventKind;

macro_rules! told_as {
    ($($kind:ident: $event:ident),+ $(,)?) => {
        impl EventType {
            /// The event of what happened to an order.
            pub fn of_order(kind: OrderEventKind) -> Self {
                match kind { $(OrderEventKind::$kind => Self::$event),+ }
            }
        }

        impl Occurrence {
            /// What is told of what happened to an order.
            pub fn of_order(kind: OrderEventKind, changed: CorrectionChanged) -> Self {
                match kind { $(OrderEventKind::$kind => Self::$event(changed)),+ }
            }
        }
    };
}

told_as! {
    Drafted: CorrectionDrafted,
    Edited: CorrectionEdited,
    Proposed: CorrectionProposed,
    ProposalEnded: CorrectionProposalEnded,
    Approved: CorrectionApproved,
    Rejected: CorrectionRejected,
    Withdrawn: CorrectionWithdrawn,
    FundsBack: CorrectionFundsBack,
    Sent: CorrectionSent,
    Raised: CorrectionRaised,
    Posted: CorrectionPosted,
    Failed: CorrectionFailed,
}
