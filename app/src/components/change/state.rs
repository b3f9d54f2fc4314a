//! Where a change of what the desk rules by stands, in words.

use shared::channel::ChangeState;
use shared::text::Lang;
use shared::text::app::channels as text;

/// Where it stands.
pub fn state_words(state: &ChangeState, lang: Lang) -> String {
    match state {
        ChangeState::Open => text::state_open(lang).to_owned(),
        ChangeState::Approved { by, .. } => text::state_approved(lang, by),
        ChangeState::Rejected { by, reason, .. } => text::state_rejected(lang, by, reason),
        ChangeState::Withdrawn { reason, .. } => text::state_withdrawn(lang, reason),
        ChangeState::Voided { version, .. } => text::state_voided(lang, *version),
    }
}
