//! Correction orders: separate orders that move money to put a payout's case right. The payout itself is never rewritten.
//!
//! The rules: the lines of an order balance to the last digit in one currency; a return is corrected once; and the
//! corrections of a payout never add up to more than the payout. An order is done when accounting says that it is posted.

mod account;
mod acknowledgement;
mod approval;
mod booked_otherwise;
mod cap;
mod cause;
mod draft;
mod edit;
mod event;
mod kind;
mod line;
mod number;
mod of_recon;
mod order;
mod progress;
mod state;
mod suggestion;
mod told;
mod transit;

#[cfg(test)]
mod example;

pub use account::{Account, Side};
pub use acknowledgement::{Acknowledgement, AcknowledgementRefusal, Answer, check_acknowledgement};
pub use approval::{approvals_needed, approvals_needed_under};
pub use booked_otherwise::{BookedOtherwise, booked_otherwise};
pub use cap::PayoutBalance;
pub use cause::{AdjustmentDirection, Cause, CauseFault, WrittenOff};
pub use draft::lines_of;
pub use edit::{Edit, EditRefusal, EditableField, edited};
pub use event::{OrderEvent, OrderEventKind};
pub use kind::CorrectionKind;
pub use line::{Line, LineReason, is_balanced, total};
pub use number::OrderNumber;
pub use order::{CorrectionOrder, FUNDS_DAYS_MAX, PayoutKey};
pub use progress::{Progress, progress};
pub use state::{OrderChange, OrderRefusal, OrderState, OrderStateName};
pub use suggestion::{DraftRefusal, cause_of, check_draft, kinds_for};
pub use told::{NotAsTold, Told, check_told, funds_back_at};
pub use transit::{came_of, in_transit, still_in_transit};
