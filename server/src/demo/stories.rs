//! The stories of the demo, about a hundred. Each file tells those that stand at the same point when the demo ends.

mod came_back;
mod contradicted;
mod corrected;
mod proposed;
mod settled;
mod thought_again;
mod under_way;
mod untouched;

use shared::evidence::Phase;

use super::answers::Answer;
use super::payout::{Channel, Payouts};
use super::story::Story;

/// An hour, in minutes.
const HOUR: i64 = 60;
/// A day, in minutes.
const DAY: i64 = 24 * HOUR;

/// How payouts become unknown in the first place, on any channel.
const FIRST: [Answer; 6] = [
    Answer::Nothing(Phase::Read),
    Answer::Accepted,
    Answer::Busy,
    Answer::Nothing(Phase::Send),
    Answer::Processing,
    Answer::Gateway,
];

/// Every story.
pub fn all(payouts: &mut Payouts) -> Vec<Story> {
    let parts: [fn(&mut Payouts) -> Vec<Story>; 8] = [
        settled::stories,
        contradicted::stories,
        proposed::stories,
        thought_again::stories,
        under_way::stories,
        untouched::stories,
        came_back::stories,
        corrected::stories,
    ];
    parts.into_iter().flat_map(|part| part(payouts)).collect()
}

/// A payout that was sent so many minutes before the end.
fn sent(payouts: &mut Payouts, minutes_ago: i64, channel: Channel, amount: &str) -> Story {
    Story::of(payouts.next(minutes_ago, channel, amount), minutes_ago)
}
