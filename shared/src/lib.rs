//! The rules and types of Holdfast, for the server and for the browser.
//!
//! The rule of this crate: no I/O, no clock, no randomness. Whatever depends on time is handed the time.

pub mod actor;
pub mod api;
pub mod audit;
pub mod calendar;
pub mod case;
pub mod change;
pub mod channel;
pub mod clock;
pub mod correction;
pub mod digest;
pub mod evidence;
pub mod money;
pub mod policy;
pub mod recon;
pub mod resolution;
pub mod role;
pub mod text;
pub mod webhook;
