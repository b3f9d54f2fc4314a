//! The desk under faults: killed in the middle of its work, without its database, beside others that are killed. What it
//! acknowledged is there afterwards, and nothing is half there.
//!
//! Each fault strikes at a moment that is rolled. `HOLDFAST_SEED` sets the dice, `HOLDFAST_CRASHES` how many crashes.

mod away;
mod book;
mod callers;
mod crashes;
mod given_up;
mod load;
mod neighbours;
mod servers;
mod stuck;
