//! What other systems are told: events about cases and their correction orders, sent by the Standard Webhooks scheme.
//!
//! The rule: an event says how the case stood when it happened, and never changes afterwards. Its form has a version; a
//! field may be added to a version, and none is ever taken away or given another meaning.

mod address;
mod delivery;
mod event;
mod happenings;
mod orders;
mod retry;
mod snapshot;

pub use address::is_public;
pub use delivery::{Attempt, DeliveryState, Disabled, Failure};
pub use event::{Event, EventType, Occurrence, VERSION};
pub use happenings::{
    CaseClosed, CaseContradicted, CaseOpened, CorrectionChanged, DayClosed, EvidenceRecorded, EvidenceSnapshot,
    PayAgainRequested, ProposalEnded, ProposalMade, VerdictChanged, WebhookTest,
};
pub use retry::{FAILING_DAYS_MAX, disabled_by, pause};
pub use snapshot::CaseSnapshot;
