//! The sentences of the browser app, one file a page.

pub mod case;
pub mod common;
pub mod decide;
pub mod queue;
pub mod shell;
pub mod sign_in;
