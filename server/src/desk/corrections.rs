//! Correction orders: drafted at a case, approved, given to accounting, and done when accounting says so.
//!
//! The rule: whatever changes an order goes through [`order_file`], beside its case: one version, one event of its history and
//! one entry in the case's chain for each change, in one transaction.

pub mod acknowledge_order;
pub mod draft_order;
pub mod edit_order;
pub mod finish_case;
pub mod funds_back;
mod order_file;
pub mod propose_order;
pub mod raise_order;
pub mod read_orders;
pub mod send_order;
pub mod verify_orders;
pub mod withdraw_order;
