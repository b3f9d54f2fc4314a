//! What the desk knows of a channel: its clock, its windows, and its code dictionary.
//!
//! The dictionary is keyed by (channel, API, field, code), because the same code means different things in different
//! fields. What is not in it is no information: there is no `else` that means failed.

mod dictionary;
mod profile;

pub use dictionary::{Api, ApiRole, Code, Field, FieldRole, Pointers};
pub use profile::{ChannelProfile, NoRecordFinal, ProfileFault};
