//! Changes of a channel's profile: proposed by one person, approved by another, never deleted.
//!
//! The rule: the maker never approves, whatever their roles; an approval binds to the whole new profile and to the version
//! that it was made from.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ChannelProfile;
use crate::change::ChangeState;
use crate::digest::Digest;
use crate::resolution::{NotApprover, may_decide};

/// A proposed change of a channel's profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelChange {
    /// Its number within the channel, from 1.
    pub seq: i32,
    /// The version that it was made from; 0 where nobody had described the channel.
    pub base_version: i32,
    /// The whole profile that is proposed.
    pub profile: ChannelProfile,
    /// Why, in the maker's words.
    pub reason: String,
    /// Who proposed.
    pub maker: String,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// The digest of what is proposed: an approval names it.
    pub binds_to: Digest,
    /// Where it stands.
    pub state: ChangeState,
}

impl ChannelChange {
    /// Whether `checker` may approve or reject it, by who they are. Rights and digests are checked elsewhere.
    pub fn may_be_decided_by(&self, checker: &str) -> Result<(), NotApprover> {
        may_decide(self.state == ChangeState::Open, &self.maker, std::iter::empty(), checker)
    }
}

/// What an approval binds to: the SHA-256 of the version that the change was made from and of the whole new profile, as
/// JSON.
pub fn change_digest(base_version: i32, profile: &ChannelProfile) -> Digest {
    #[derive(Serialize)]
    struct Binding<'a> {
        base_version: i32,
        profile: &'a ChannelProfile,
    }
    // Plain data with text keys: writing it as JSON cannot fail, and an empty text would match no other digest.
    Digest::of(&serde_json::to_vec(&Binding { base_version, profile }).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(state: ChangeState) -> ChannelChange {
        let profile = ChannelProfile::undescribed("c");
        let binds_to = change_digest(0, &profile);
        let (reason, maker) = ("r".to_owned(), "wu".to_owned());
        let proposed_at = DateTime::UNIX_EPOCH;
        ChannelChange { seq: 1, base_version: 0, profile, reason, maker, proposed_at, binds_to, state }
    }

    #[test]
    fn the_maker_never_decides_and_nobody_does_twice() {
        let at = DateTime::UNIX_EPOCH;
        let (by, reason) = ("zhao".to_owned(), "r".to_owned());
        let not_open = Err(NotApprover::NotOpen);
        for (state, checker, expected) in [
            (ChangeState::Open, "zhao", Ok(())),
            (ChangeState::Open, "wu", Err(NotApprover::IsMaker)),
            (ChangeState::Approved { at, by: by.clone(), reason: None }, "li", not_open),
            (ChangeState::Rejected { at, by, reason: reason.clone() }, "li", not_open),
            (ChangeState::Withdrawn { at, reason }, "li", not_open),
            (ChangeState::Voided { at, version: 2 }, "li", not_open),
        ] {
            assert_eq!(change(state.clone()).may_be_decided_by(checker), expected, "{state:?} {checker}");
        }
    }

    #[test]
    fn the_digest_changes_with_anything_that_is_proposed() {
        let profile = ChannelProfile::undescribed("c");
        let seen = change_digest(1, &profile);
        assert_eq!(seen, change_digest(1, &profile.clone()));
        let other = ChannelProfile { minimum_age_minutes: 31, ..profile.clone() };
        assert!(seen != change_digest(2, &profile) && seen != change_digest(1, &other));
    }
}
