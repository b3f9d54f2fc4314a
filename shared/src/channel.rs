//! What the desk knows of a channel: its clock, its windows, and its code dictionary.
//!
//! The dictionary is keyed by (channel, API, field, code), because the same code means different things in different
//! fields. What is not in it is no information: there is no `else` that means failed.

mod change;
mod clock;
mod dictionary;
mod difference;
mod follow_up;
mod profile;
mod return_places;
mod version;

pub use crate::change::ChangeState;
pub use change::{ChannelChange, change_digest};
pub use clock::{CutOff, Hours, ReturnWindow};
pub use dictionary::{Api, ApiRole, Code, Field, FieldRole, Pointers};
pub use difference::{Danger, Difference, Fact, differences};
pub use follow_up::{FollowUp, attempts_to_ask_about, is_every_attempt_final};
pub use profile::{ChannelProfile, NoRecordFinal, ProfileFault, ProfileFaultAt};
pub use return_places::{AmountUnit, ReturnPlaces};
pub use version::{ChannelVersion, built_in_supersedes};
