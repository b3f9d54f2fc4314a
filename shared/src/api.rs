//! What goes over the wire, one file per resource, and the codes of every problem.
//!
//! Requests are read strictly: unknown fields, floats for amounts and times without a zone are refused, each with a code
//! of its own. Views are what the server answers; the browser reads the same types.

pub mod approvals;
pub mod changes;
pub mod channels;
pub mod clients;
pub mod commands;
pub mod correction_orders;
pub mod exceptions;
pub mod notices;
pub mod particulars;
pub mod policies;
pub mod presence;
pub mod problem;
pub mod recon;
pub mod scalar;
pub mod session;
pub mod users;
pub mod views;
pub mod watches;
pub mod webhooks;
