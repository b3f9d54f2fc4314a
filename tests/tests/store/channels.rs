//! Channels in versions, their changes, and what evidence said when it was read anew.

use anyhow::Result;
use server::store::{ClosingRecord, CodeEndingRecord, ReadingRecord, StoreError, VersionInForce};
use shared::actor::Actor;
use shared::case::{Case, CaseNumber, State};
use shared::channel::{ChangeState, ChannelChange, ChannelProfile, ChannelVersion, change_digest};
use shared::evidence::{Claim, Details, Returned, Rule};
use shared::money::{Currency, Money};
use shared::resolution::Outcome;
use tests::{Engine, on_both_engines};

use super::evidence::answer;
use super::{Bench, at, case};

on_both_engines! {
    alone:
        the_highest_version_is_in_force,
        a_version_is_taken_once,
        one_change_of_a_channel_is_open,
        the_database_refuses_a_maker_who_approves_a_change,
        a_change_that_ended_never_changes,
        open_cases_behind_a_version_are_found,
        a_reading_stands_over_what_was_recorded,
        a_closed_case_is_never_read_anew,
        endings_are_counted_by_code;
}

const CHANNEL: &str = "wechat_transfer";

fn version(id: &str, version: i32, change: Option<i32>) -> ChannelVersion {
    let profile = ChannelProfile { version, name_zh: "微信 '\"".to_owned(), ..ChannelProfile::undescribed(id) };
    let changed_by = change.map_or(Actor::Desk, |_| Actor::User("zhao".to_owned()));
    ChannelVersion { profile, since: at(version.into()), changed_by, change }
}

pub(super) fn change(seq: i32) -> ChannelChange {
    let profile = ChannelProfile { version: 2, minimum_age_minutes: 45, ..ChannelProfile::undescribed(CHANNEL) };
    ChannelChange {
        seq,
        base_version: 1,
        binds_to: change_digest(1, &profile),
        profile,
        reason: "页面已更新".to_owned(),
        maker: "wu".to_owned(),
        proposed_at: at(seq.into()),
        state: ChangeState::Open,
    }
}

fn approved_by(checker: &str) -> ChangeState {
    ChangeState::Approved { at: at(9), by: checker.to_owned(), reason: None }
}

async fn the_highest_version_is_in_force(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    assert_eq!(bench.tx().described_channels().await?, Vec::<String>::new());
    let (one, two, other) = (version(CHANNEL, 1, None), version(CHANNEL, 2, Some(7)), version("a", 3, None));
    for version in [&one, &two, &other] {
        bench.tx().insert_channel_version(version).await?;
    }
    assert_eq!(bench.tx().described_channels().await?, ["a", CHANNEL]);
    let in_force = VersionInForce { channel: CHANNEL.to_owned(), version: 2, since: at(2) };
    assert_eq!(bench.tx().versions_in_force(&[CHANNEL, "nobody.described"]).await?, [in_force]);
    assert_eq!(bench.tx().versions_in_force(&[]).await?, []);
    assert_eq!(bench.tx().channel_version(CHANNEL, 1).await?, Some(one.clone()));
    assert_eq!(bench.tx().channel_version(CHANNEL, 3).await?, None);
    assert_eq!(bench.tx().channel_versions(CHANNEL).await?, [two, one]);
    Ok(())
}

async fn a_version_is_taken_once(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    bench.tx().insert_channel_version(&version(CHANNEL, 1, None)).await?;
    let twice = bench.tx().insert_channel_version(&version(CHANNEL, 1, Some(1))).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    let pending = bench.tx().pending_rereadings().await?;
    let pending: Vec<_> = pending.iter().map(|pending| (pending.channel.as_str(), pending.version)).collect();
    assert_eq!(pending, [(CHANNEL, 1)]);
    bench.tx().insert_channel_version(&version(CHANNEL, 2, Some(1))).await?;
    bench.tx().end_rereading(CHANNEL, 2, at(30)).await?;
    assert_eq!(bench.tx().pending_rereadings().await?, [], "what is read by the second need not be by the first");
    Ok(())
}

async fn one_change_of_a_channel_is_open(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let mut first = change(1);
    bench.tx().insert_channel_change(&first).await?;
    let second = bench.tx().insert_channel_change(&change(2)).await;
    assert!(matches!(second, Err(StoreError::Conflict(_))), "{second:?}");
    assert_eq!(bench.tx().open_channel_changes().await?, [first.clone()]);
    first.state = ChangeState::Withdrawn { at: at(9), reason: "r".to_owned() };
    bench.tx().update_channel_change(&first).await?;
    bench.tx().insert_channel_change(&change(2)).await?;
    assert_eq!(bench.tx().channel_changes(CHANNEL).await?, [first, change(2)]);
    assert_eq!(bench.tx().channel_change_for_update(CHANNEL, 2).await?, Some(change(2)));
    assert_eq!(bench.tx().channel_change_for_update("other", 2).await?, None);
    Ok(())
}

async fn the_database_refuses_a_maker_who_approves_a_change(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    bench.tx().insert_channel_change(&change(1)).await?;
    let own = bench.tx().update_channel_change(&ChannelChange { state: approved_by("wu"), ..change(1) }).await;
    assert!(matches!(own, Err(StoreError::Refused(_))), "{own:?}");
    bench.tx().update_channel_change(&ChannelChange { state: approved_by("zhao"), ..change(1) }).await?;
    Ok(())
}

async fn a_change_that_ended_never_changes(engine: Engine) -> Result<()> {
    let (reason, by) = ("r".to_owned(), "zhao".to_owned());
    let states = [
        approved_by("zhao"),
        ChangeState::Rejected { at: at(9), by, reason: reason.clone() },
        ChangeState::Withdrawn { at: at(9), reason },
        ChangeState::Voided { at: at(9), version: 5 },
    ];
    let mut bench = Bench::open(engine).await?;
    for (seq, state) in (1..).zip(states) {
        bench.tx().insert_channel_change(&change(seq)).await?;
        let ended = ChannelChange { state, ..change(seq) };
        bench.tx().update_channel_change(&ended).await?;
        let reopened = bench.tx().update_channel_change(&change(seq)).await;
        assert!(matches!(reopened, Err(StoreError::Refused(_))), "{reopened:?}");
        assert_eq!(bench.tx().channel_changes(CHANNEL).await?.last(), Some(&ended));
    }
    Ok(())
}

async fn open_cases_behind_a_version_are_found(engine: Engine) -> Result<()> {
    let closed_by = Actor::User("lin".to_owned());
    let closed = State::Closed { outcome: Outcome::ConfirmedPaid, closed_at: at(5), closed_by };
    let mut other = case(5);
    other.facts.channel = "other".to_owned();
    let cases = [
        case(1),
        Case { channel_version: 2, ..case(2) },
        Case { state: closed, ..case(3) },
        Case { channel_version: 0, ..case(4) },
        other,
    ];
    let mut bench = Bench::with(engine, &cases).await?;
    let behind = bench.tx().cases_behind(CHANNEL, 2, None, 10).await?;
    assert_eq!(behind.iter().map(|(_, number)| number.0).collect::<Vec<_>>(), [1, 4]);
    assert_eq!(bench.tx().cases_behind(CHANNEL, 2, Some(behind[0]), 10).await?, [behind[1]]);
    assert_eq!(bench.tx().cases_behind(CHANNEL, 2, None, 1).await?, [behind[0]]);
    let listed = async |bench: &mut Bench, closed, after| -> Result<Vec<i64>> {
        let cases = bench.tx().cases_of_channel(CHANNEL, closed, after, 10).await?;
        Ok(cases.iter().map(|(_, number)| number.0).collect())
    };
    assert_eq!(listed(&mut bench, false, None).await?, [1, 2, 4]);
    assert_eq!(listed(&mut bench, false, Some(behind[0])).await?, [2, 4]);
    assert_eq!(listed(&mut bench, true, None).await?, [3]);
    assert_eq!(listed(&mut bench, true, Some((at(3), CaseNumber(3)))).await?, Vec::<i64>::new());
    assert_eq!(bench.tx().count_open_cases(CHANNEL, 10).await?, 3);
    assert_eq!(bench.tx().count_open_cases(CHANNEL, 2).await?, 2);
    let both = bench.tx().cases(&[CaseNumber(4), CaseNumber(2), CaseNumber(9)]).await?;
    assert_eq!(both.iter().map(|case| case.number.0).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(bench.tx().cases(&[]).await?, []);
    bench.tx().note_read_by(CaseNumber(1), 2).await?;
    assert_eq!(bench.tx().case(CaseNumber(1)).await?.map(|case| (case.channel_version, case.version)), Some((2, 1)));
    assert_eq!(bench.tx().cases_behind(CHANNEL, 2, None, 10).await?, [behind[1]]);
    Ok(())
}

fn reading(seq: i32, channel_version: i32, claim: Claim) -> ReadingRecord {
    ReadingRecord {
        number: CaseNumber(1),
        seq,
        channel_version,
        api: Some("transfer-bill-query".to_owned()),
        claim,
        rule: Rule::NoCode { api: format!("read by {channel_version}") },
        details: (channel_version > 2).then(|| {
            Details::Return(Returned {
                reference: "RT-1".to_owned(),
                reason_code: None,
                reason: None,
                amount: Money::from_minor(500, Currency::CNY),
                fee: None,
                returned_at: at(80),
            })
        }),
        read_at: at(90),
    }
}

async fn a_reading_stands_over_what_was_recorded(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2)]).await?;
    let recorded = [answer(1, 1, Some(b"one")), answer(1, 2, Some(b"two")), answer(2, 1, Some(b"three"))];
    bench.tx().insert_evidence(&recorded).await?;
    let readings = [reading(2, 2, Claim::ProvesPaid), reading(2, 3, Claim::NonFinal)];
    bench.tx().insert_readings(&readings).await?;
    bench.tx().insert_readings(&[]).await?;
    assert_eq!(bench.tx().readings(CaseNumber(1)).await?, readings);
    let mut expected = recorded.clone().map(|record| record.evidence);
    (expected[1].claim, expected[1].rule) = (Claim::NonFinal, readings[1].rule.clone());
    expected[1].details.clone_from(&readings[1].details);
    assert!(expected[1].details.is_some());
    assert_eq!(bench.tx().evidence(CaseNumber(1)).await?, expected[..2]);
    let all = bench.tx().evidence_of_cases(&[CaseNumber(1), CaseNumber(2)]).await?;
    assert_eq!(all.iter().map(|record| record.evidence.clone()).collect::<Vec<_>>(), expected);
    assert_eq!(
        all.iter().map(|record| record.body.clone()).collect::<Vec<_>>(),
        recorded.clone().map(|record| record.body)
    );
    assert!(bench.tx().evidence_of_cases(&[]).await?.is_empty());
    let as_recorded = bench.tx().evidence_as_recorded(CaseNumber(1)).await?;
    assert_eq!(as_recorded[1].evidence, recorded[1].evidence, "what was recorded stays as it was");
    let piece = bench.tx().evidence_piece(CaseNumber(1), 2).await?;
    assert_eq!(piece.map(|record| record.evidence.claim), Some(Claim::NonFinal));
    Ok(())
}

async fn a_closed_case_is_never_read_anew(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    bench.tx().insert_evidence(&[answer(1, 1, Some(b"one"))]).await?;
    bench.tx().insert_closing(&super::decisions::closing()).await?;
    let late = bench.tx().insert_readings(&[reading(1, 2, Claim::ProvesPaid)]).await;
    // SQLite answers a trigger's refusal with a code of its own, PostgreSQL with the one that the trigger names.
    assert!(matches!(late, Err(StoreError::Refused(_))), "{late:?}");
    Ok(())
}

async fn endings_are_counted_by_code(engine: Engine) -> Result<()> {
    let linked = Case { linked_from: Some(CaseNumber(2)), ..case(9) };
    let mut bench = Bench::with(engine, &[case(1), case(2), case(3), linked]).await?;
    let mut endings = Vec::new();
    for (number, code, outcome) in [
        (1, "SUCCESS", Outcome::ConfirmedPaid),
        (2, "SUCCESS", Outcome::ConfirmedPaid),
        (3, "SUCCESS", Outcome::ConfirmedNotPaid),
        (3, "失败 '", Outcome::ConfirmedNotPaid),
    ] {
        let number = CaseNumber(number);
        if bench.tx().closing(number).await?.is_none() {
            bench.tx().insert_closing(&ClosingRecord { number, outcome, ..super::decisions::closing() }).await?;
        }
        let (channel, api) = (CHANNEL.to_owned(), "q".to_owned());
        endings.push(CodeEndingRecord {
            channel,
            api,
            field: "state".to_owned(),
            code: code.to_owned(),
            number,
            outcome,
        });
    }
    bench.tx().insert_code_endings(&endings).await?;
    bench.tx().insert_code_endings(&[]).await?;
    let success = bench.tx().code_endings(CHANNEL, ("q", "state", "SUCCESS"), 10).await?;
    assert_eq!((success.paid, success.not_paid, success.contradicted, success.closed()), (2, 1, 1, 3));
    let last = bench.tx().code_endings(CHANNEL, ("q", "state", "SUCCESS"), 1).await?;
    assert_eq!((last.paid, last.not_paid, last.contradicted), (0, 1, 0), "the last closed are counted");
    let none = bench.tx().code_endings("other", ("q", "state", "SUCCESS"), 10).await?;
    assert_eq!(none.closed(), 0);
    let first = bench.tx().next_code_ended(CHANNEL, ("", "", "")).await?.expect("a code");
    assert_eq!(first.2, "SUCCESS");
    let second = bench.tx().next_code_ended(CHANNEL, ("q", "state", "SUCCESS")).await?.expect("another");
    assert_eq!(second.2, "失败 '");
    assert_eq!(bench.tx().next_code_ended(CHANNEL, ("q", "state", "失败 '")).await?, None);
    Ok(())
}
