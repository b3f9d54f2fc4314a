//! The audit trail: one entry for every action and every automatic effect, chained by hashes so that anyone can check it.

mod chain;
mod entry;

pub use chain::{ChainFault, ChainVerifier, Link, verify};
pub use entry::{Action, Entry, Origin};
