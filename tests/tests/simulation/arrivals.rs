//! What arrived at a receiver, held against what was to be sent: each event at least once; those of a case in order; and once it was taken, again
//! only because somebody asked for it.

use std::collections::{BTreeMap, BTreeSet};

use ::tests::invariants::Outgoing;

/// An event that arrived: the case that it is about, and its identifier.
pub type Arrived<'a> = (&'a str, &'a str);

/// Somebody had events sent anew.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    /// How many had arrived when it was asked for.
    pub at: usize,
    /// The events, each with the case that it is about; those of one case in the order in which they happened.
    pub events: Vec<(String, String)>,
}

/// What is wrong with what arrived, in order.
pub fn faults(arrived: &[Arrived<'_>], outgoing: &[Outgoing], replays: &[Replay]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut due: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for event in outgoing {
        due.entry(&event.subject).or_default().push(&event.id);
        if event.state != "delivered" {
            faults.push(format!("{} of {} is {}", event.id, event.subject, event.state));
        }
        faults.extend(fault_of_repeats(event, replays));
    }
    let mut came: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (subject, id) in arrived {
        came.entry(subject).or_default().push(id);
    }
    for (subject, due) in due {
        let came = came.remove(subject).unwrap_or_default();
        let first = first_of_each(&came);
        if first != due {
            faults.push(format!("of {subject} came {first:?}, and due was {due:?}"));
        }
    }
    faults.extend(came.keys().map(|subject| format!("{subject} was told of and never written")));
    faults.extend(replays.iter().flat_map(|replay| faults_of_replay(replay, arrived)));
    faults
}

/// Each event where it came first.
fn first_of_each<'a>(came: &[&'a str]) -> Vec<&'a str> {
    let mut known = BTreeSet::new();
    came.iter().copied().filter(|id| known.insert(*id)).collect()
}

/// What was taken comes again only where that was asked for.
fn fault_of_repeats(event: &Outgoing, replays: &[Replay]) -> Option<String> {
    let asked_for = replays.iter().filter(|replay| replay.events.iter().any(|(_, id)| *id == event.id)).count();
    let is_unasked = event.taken > 1 + asked_for;
    is_unasked.then(|| {
        format!(
            "{} of {} came again, and nobody asked for it: it was taken {} times",
            event.id, event.subject, event.taken
        )
    })
}

/// Whatever was asked for came once more, and of each case in order.
fn faults_of_replay(replay: &Replay, arrived: &[Arrived<'_>]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (subject, id) in &replay.events {
        let since = arrived.iter().enumerate().skip(replay.at);
        let Some(place) = since.into_iter().find(|(_, (_, came))| came == id).map(|(place, _)| place) else {
            faults.push(format!("{id} of {subject} was asked for again, and never came"));
            continue;
        };
        if places.insert(subject, place).is_some_and(|before| before > place) {
            faults.push(format!("{id} of {subject} was asked for again, and came before what happened before it"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(id: &str) -> Outgoing {
        let (subject, event_type, state) = ("EX-1".to_owned(), "case.closed".to_owned(), "delivered".to_owned());
        Outgoing { id: id.to_owned(), subject, event_type, state, taken: 1 }
    }

    fn replay(at: usize, ids: &[&str]) -> Replay {
        Replay { at, events: ids.iter().map(|id| ("EX-1".to_owned(), (*id).to_owned())).collect() }
    }

    #[test]
    fn what_arrived_is_held_against_what_was_due() {
        let outgoing = [event("a"), event("b"), event("c")];
        for (came, replays, expected) in [
            ("abc", vec![], None),
            ("aabbbc", vec![], None),
            // What was not taken yet comes again after what was sent anew.
            ("abac", vec![replay(2, &["a"])], None),
            ("ab", vec![], Some("and due was")),
            ("acb", vec![], Some("and due was")),
            ("abcab", vec![replay(3, &["a", "b"])], None),
            ("abcaabb", vec![replay(3, &["a", "b"])], None),
            ("abcba", vec![replay(3, &["a", "b"])], Some("came before what happened before it")),
            ("abcb", vec![replay(3, &["a", "b"])], Some("a of EX-1 was asked for again, and never came")),
        ] {
            let ids: Vec<String> = came.chars().map(String::from).collect();
            let arrived: Vec<Arrived<'_>> = ids.iter().map(|id| ("EX-1", id.as_str())).collect();
            let found = faults(&arrived, &outgoing, &replays);
            let is_expected = match expected {
                Some(expected) => found.iter().any(|fault| fault.contains(expected)),
                None => found.is_empty(),
            };
            assert!(is_expected, "{came}: {found:?}");
        }
    }

    #[test]
    fn what_was_taken_comes_again_only_where_it_was_asked_for() {
        let twice = Outgoing { taken: 2, ..event("a") };
        let arrived = [("EX-1", "a"), ("EX-1", "a")];
        let found = faults(&arrived, std::slice::from_ref(&twice), &[]);
        assert_eq!(found, ["a of EX-1 came again, and nobody asked for it: it was taken 2 times"]);
        assert_eq!(faults(&arrived, &[twice], &[replay(1, &["a"])]), [""; 0]);
    }

    #[test]
    fn what_was_never_written_or_is_not_delivered_is_told() {
        let waiting = Outgoing { state: "pending".to_owned(), ..event("a") };
        assert_eq!(faults(&[("EX-1", "a")], &[waiting], &[]), ["a of EX-1 is pending"]);
        assert_eq!(faults(&[("EX-2", "z")], &[], &[]), ["EX-2 was told of and never written"]);
    }
}
