//! Holdfast's server.
//!
//! One way in, one way down, one way out: `http` turns a request into a command of `desk`; the command loads what it
//! needs through `store`, asks the rules in `shared`, and writes the outcome with its audit entry in one transaction.

#![allow(clippy::duplicate_mod, reason = "the store compiles its queries once for each engine")]

pub mod app;
pub mod auth;
pub mod calendars;
pub mod caller;
pub mod channels;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod desk;
pub mod error;
pub mod folder;
pub mod http;
pub mod jobs;
pub mod live;
pub mod outgoing;
pub mod policies;
pub mod random;
pub mod statements;
pub mod store;
pub mod webhooks;
