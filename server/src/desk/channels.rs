//! Channels: their profiles in versions, how they are changed, and what cases say by a new one.

pub mod check_change;
pub mod propose_change;
pub mod read_channels;
pub mod read_effect;
pub mod read_endings;
pub mod read_open_cases;
pub mod seed_channels;

/// The chain of a channel's trail.
pub fn subject(channel: &str) -> String {
    format!("channel:{channel}")
}
