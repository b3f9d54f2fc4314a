//! Versions of a channel's profile. They are kept for ever: a closed case names the one that it was decided by.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ChannelProfile;
use crate::actor::Actor;

/// One version that is or was in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelVersion {
    /// The profile; it names the channel and the version.
    pub profile: ChannelProfile,
    /// From when on it was in force.
    pub since: DateTime<Utc>,
    /// Who brought it: whose approval did, or the desk for what came with the program.
    pub changed_by: Actor,
    /// The change that it came by; absent for what came with the program.
    pub change: Option<i32>,
}

/// Whether a profile that came with the program takes the place of the version in force. What people changed is never
/// overwritten.
pub fn built_in_supersedes(in_force: Option<&ChannelVersion>, built_in: &ChannelProfile) -> bool {
    in_force.is_none_or(|in_force| in_force.change.is_none() && in_force.profile.version < built_in.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_with_the_program_never_overwrites_what_people_changed() {
        let of = |version| ChannelProfile { version, ..ChannelProfile::undescribed("c") };
        let in_force = |version, change| ChannelVersion {
            profile: of(version),
            since: DateTime::UNIX_EPOCH,
            changed_by: Actor::Desk,
            change,
        };
        for (in_force, built_in, expected) in [
            (None, 1, true),
            (Some(in_force(1, None)), 1, false),
            (Some(in_force(1, None)), 2, true),
            (Some(in_force(2, None)), 1, false),
            (Some(in_force(2, Some(1))), 2, false),
            (Some(in_force(2, Some(1))), 9, false),
        ] {
            let superseded = built_in_supersedes(in_force.as_ref(), &of(built_in));
            assert_eq!(superseded, expected, "{in_force:?} {built_in}");
        }
    }
}
