//! The schedule: as a table, and what holds of every schedule.

use proptest::prelude::*;

use super::*;
use crate::channel::Api;
use crate::evidence::example::{ORDER, after, any_evidence, portal, query, sent_at};
use crate::evidence::{Claim, Shown};

fn follow_up() -> FollowUp {
    FollowUp {
        url: "https://payments.example.com/query".into(),
        api: "query".into(),
        schedule_minutes: vec![1, 5, 30, 120],
        then_every_minutes: 360,
        timeout_seconds: 20,
    }
}

fn profile() -> ChannelProfile {
    let api = |name: &str, role| Api { name: name.into(), role, order_number: None, returned: None, fields: vec![] };
    let apis = vec![api("pay", ApiRole::Payout), api("query", ApiRole::Query)];
    ChannelProfile { version: 1, apis, ..ChannelProfile::undescribed("c") }
}

#[test]
fn the_next_query_follows_the_schedule_and_then_the_pace() {
    for (asked_at, next_at) in [
        (0, 1),
        (1, 5),
        (4, 5),
        (5, 30),
        (29, 30),
        (30, 120),
        (119, 120),
        (120, 480),
        (479, 480),
        (480, 840),
        // Months later it is still asked.
        (120 + 360 * 1_000, 120 + 360 * 1_001),
        // A clock that was put back before the payout was sent.
        (-10, 1),
        (-100_000, -99_640),
    ] {
        assert_eq!(follow_up().next_at(sent_at(), after(asked_at)), after(next_at), "asked at {asked_at}");
    }
}

#[test]
fn what_was_missed_before_filing_is_made_up_for_at_once() {
    for (filed_at, first_at) in [(0, 1), (1, 1), (2, 2), (100_000, 100_000), (-100_000, -99_640)] {
        assert_eq!(follow_up().first_at(sent_at(), after(filed_at)), after(first_at), "filed at {filed_at}");
    }
}

#[test]
fn a_follow_up_that_makes_no_sense_is_refused() {
    let changed = |change: fn(&mut FollowUp)| {
        let mut follow_up = follow_up();
        change(&mut follow_up);
        follow_up.check(&profile()).is_ok()
    };
    for (what, is_sound, expected) in [
        ("as it is", changed(|_| {}), true),
        ("plain HTTP", changed(|f| f.url = "http://10.0.0.7:8443/q?channel=wx".into()), true),
        ("another scheme", changed(|f| f.url = "file:///etc/passwd".into()), false),
        ("no scheme", changed(|f| f.url = "payments.example.com".into()), false),
        ("no host", changed(|f| f.url = "https:///query".into()), false),
        ("a port alone", changed(|f| f.url = "https://:443/query".into()), false),
        ("a password", changed(|f| f.url = "https://desk:secret@example.com/".into()), false),
        ("white space", changed(|f| f.url = "https://example.com/a b".into()), false),
        ("a line break", changed(|f| f.url = "https://example.com/\r\nX: y".into()), false),
        ("a fragment", changed(|f| f.url = "https://example.com/#a".into()), false),
        ("an API that is not there", changed(|f| f.api = "other".into()), false),
        ("an API that pays", changed(|f| f.api = "pay".into()), false),
        ("no schedule, only a pace", changed(|f| f.schedule_minutes.clear()), true),
        ("a schedule that stands still", changed(|f| f.schedule_minutes = vec![5, 5]), false),
        ("a schedule that goes back", changed(|f| f.schedule_minutes = vec![30, 5]), false),
        ("a query before sending", changed(|f| f.schedule_minutes = vec![0]), false),
        ("a pause longer than the pace", changed(|f| f.schedule_minutes = vec![1, 362]), false),
        ("a first query later than the pace", changed(|f| f.schedule_minutes = vec![361]), false),
        ("beyond all time", changed(|f| f.schedule_minutes = vec![1, i64::MAX]), false),
        ("endlessly many", changed(|f| f.schedule_minutes = (1..=25).collect()), false),
        ("no pace", changed(|f| f.then_every_minutes = 0), false),
        ("a pace of years", changed(|f| f.then_every_minutes = 1_000_000), false),
        ("no time to answer", changed(|f| f.timeout_seconds = 0), false),
        ("an hour to answer", changed(|f| f.timeout_seconds = 3_600), false),
    ] {
        assert_eq!(is_sound, expected, "{what}");
    }
}

#[test]
fn attempts_whose_end_the_channel_has_told_are_left_in_peace_while_others_are_open() {
    let retry = |claim| query(2, claim, 10).of("P1-2");
    for (what, evidence, expected) in [
        ("nothing is known", vec![], vec![ORDER]),
        ("still at it", vec![query(1, Claim::NonFinal, 5)], vec![ORDER]),
        (
            "one failed, the other is open",
            vec![query(1, Claim::ProvesNotPaid, 5), retry(Claim::NonFinal)],
            vec!["P1-2"],
        ),
        ("not found is no end", vec![query(1, Claim::NoRecord, 5), retry(Claim::ProvesPaid)], vec![ORDER]),
        ("a person's look is no end", vec![portal(1, Shown::NotPaid, 5)], vec![ORDER]),
        ("all told: it may be taken back", vec![query(1, Claim::ProvesPaid, 5)], vec![ORDER]),
    ] {
        assert_eq!(attempts_to_ask_about(ORDER, &evidence), expected, "{what}");
    }
}

fn any_follow_up() -> impl Strategy<Value = FollowUp> {
    (1..=PAUSE_MINUTES_MAX).prop_flat_map(|pace| {
        prop::collection::vec(1..=pace, 0..8).prop_map(move |pauses| {
            let schedule_minutes = pauses.iter().scan(0, |at, pause| {
                *at += pause;
                Some(*at)
            });
            FollowUp { schedule_minutes: schedule_minutes.collect(), then_every_minutes: pace, ..follow_up() }
        })
    })
}

proptest! {
    #[test]
    fn there_is_always_a_next_query_and_never_further_away_than_the_pace(
        follow_up in any_follow_up(),
        now_ms in -100_000_000_000_i64..100_000_000_000,
    ) {
        prop_assert_eq!(follow_up.check(&profile()), Ok(()));
        let (now, pace) = (sent_at() + Duration::milliseconds(now_ms), Duration::minutes(follow_up.then_every_minutes));
        let next_at = follow_up.next_at(sent_at(), now);
        prop_assert!(now < next_at && next_at <= now + pace, "{} {}", now, next_at);
        let first_at = follow_up.first_at(sent_at(), now);
        prop_assert!(now <= first_at && first_at <= now + pace, "{} {}", now, first_at);
    }

    #[test]
    fn every_moment_of_the_schedule_is_asked_at(follow_up in any_follow_up()) {
        let mut asked = Vec::new();
        let mut at = sent_at();
        for _ in 0..follow_up.schedule_minutes.len() + 3 {
            at = follow_up.next_at(sent_at(), at);
            asked.push((at - sent_at()).num_minutes());
        }
        let (planned, paced) = asked.split_at(follow_up.schedule_minutes.len());
        prop_assert_eq!(planned, &follow_up.schedule_minutes[..]);
        let last = planned.last().copied().unwrap_or(0);
        prop_assert_eq!(paced, &[1, 2, 3].map(|times| last + times * follow_up.then_every_minutes)[..]);
    }

    #[test]
    fn somebody_is_always_asked_about(evidence in any_evidence()) {
        let asked = attempts_to_ask_about(ORDER, &evidence);
        prop_assert!(!asked.is_empty());
        let open: Vec<&str> =
            attempts(ORDER, &evidence).into_iter().filter(|attempt| !is_final(attempt, &evidence)).collect();
        prop_assert!(open.iter().all(|attempt| asked.contains(attempt)));
        prop_assert_eq!(open.is_empty(), is_every_attempt_final(ORDER, &evidence));
    }
}
