//! The sentences of the browser app, one file a page.

pub mod account;
pub mod admin;
pub mod approvals;
pub mod asking;
pub mod case;
pub mod channels;
pub mod common;
pub mod corrections;
pub mod decide;
pub mod finding;
pub mod guide;
pub mod matter;
pub mod notices;
pub mod policies;
pub mod presence;
pub mod queue;
pub mod recon;
pub mod shell;
pub mod sign_in;
pub mod watch;
pub mod webhooks;
