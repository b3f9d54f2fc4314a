//! Evidence: immutable things that were received or observed, what each claims, and what all say together.
//!
//! The rule: unknown is never failed. A claim comes from the dictionary or it is `no_information`; a verdict of paid or
//! not paid needs a proof.

mod claim;
mod details;
#[cfg(test)]
pub(crate) mod example;
mod piece;
#[cfg(feature = "reading")]
mod reading;
#[cfg(feature = "reading")]
mod rereading;
mod rule;
mod verdict;

pub use claim::Claim;
pub use details::{Details, FundsBack, PayAgain, ReturnFee, Returned, SettlementLine};
pub use piece::{Attachment, Evidence, EvidenceKind, Fault, Observation, Phase, Shown, Transport};
#[cfg(feature = "reading")]
pub use reading::{Answer, Reading, decode_text, read};
#[cfg(feature = "reading")]
pub use rereading::reread;
pub use rule::{CodeRead, Rule};
pub use verdict::{UnknownReason, Verdict, attempts};
