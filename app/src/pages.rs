//! The pages, one a file; a page's private parts stand in a folder of the same name.

pub mod account;
pub mod approvals;
pub mod case;
pub mod channels;
pub mod clients;
pub mod corrections;
pub mod guide;
pub mod not_found;
pub mod people;
pub mod policies;
pub mod queue;
pub mod reconciliation;
pub mod setup;
pub mod sign_in;
pub mod watch;
pub mod webhooks;
