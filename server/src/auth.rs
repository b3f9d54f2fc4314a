//! Knowing who calls: passwords, sessions, keys, addresses, rates.
//!
//! The rule here: rules are plain functions of what is stored and the time; what compares secrets does so in constant
//! time; no secret is kept, only what it can be checked by.

pub mod allowlist;
pub mod key;
pub mod lockout;
pub mod password;
pub mod rates;
pub mod session;
pub mod token;
