//! The queries, written once: plain functions with plain SQL over `Conn` and `Db`, compiled for each engine.
//!
//! What the engines do not share stands in [`dialect`].

use super::{Conn, Db};

#[path = "queries/audit.rs"]
pub mod audit;
#[path = "queries/dialect.rs"]
pub mod dialect;
