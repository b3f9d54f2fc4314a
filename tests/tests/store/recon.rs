//! Channel accounts, statement files and lines: what is written reads back, and what is booked stays.

use anyhow::{Result, ensure};
use chrono::NaiveDate;
use serde_json::json;
use server::store::{AccountRecord, FileDay, FileFilter, FileRecord, LineSource, MappingRecord, NewLine, StoreError};
use shared::actor::Actor;
use shared::api::recon::{StatementState, StatementStateName};
use shared::digest::Digest;
use shared::recon::{AccountId, ChannelAccount, Line, Side};
use tests::{Engine, on_both_engines};

use super::{Bench, at};

on_both_engines! {
    alone:
        accounts_read_back_and_stay_what_they_are,
        mappings_are_saved_version_by_version,
        a_file_is_kept_piece_by_piece,
        files_are_listed_and_of_one_digest,
        lines_of_systems_are_known_by_their_source,
        lines_of_a_file_are_staged_moved_and_booked;
}

pub(super) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a date")
}

pub(super) fn id(name: &str) -> AccountId {
    AccountId::parse(name).expect("an identifier")
}

pub(super) fn account(name: &str) -> AccountRecord {
    let account: ChannelAccount = serde_json::from_value(tests::ledger::account(name)).expect("an account");
    AccountRecord {
        account,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
        updated_by: Actor::User("wu".to_owned()),
    }
}

pub(super) fn file(number: i64, account: &str, content: &str) -> FileRecord {
    FileRecord {
        id: number,
        account: id(account),
        side: Side::Channel,
        name: "对账单.csv".to_owned(),
        size_bytes: i64::try_from(content.len()).expect("a size"),
        sha256: Digest::of(content.as_bytes()),
        version: 1,
        mapping: Some("bank".to_owned()),
        state: StatementState::Reading { lines: 0 },
        statement: None,
        received_by: Actor::Client("core".to_owned()),
        received_at: at(number),
    }
}

fn line(order: &str, date: NaiveDate, position: u32) -> Line {
    serde_json::from_value(json!({
        "position": position, "kind": "payout", "direction": "out", "amount": { "amount": "12.80", "currency": "CNY" },
        "status": "settled", "references": { "order_number": order, "channel_number": "C-1" }, "date": date,
        "counterparty": "北京云杉",
    }))
    .expect("a line")
}

pub(super) fn new(order: &str, date: NaiveDate, source: Option<&str>) -> NewLine {
    let source = source.map(|line| LineSource { system: "core".to_owned(), line: line.to_owned() });
    NewLine { day: date, source, line: line(order, date, 7) }
}

pub(super) async fn with_account(engine: Engine) -> Result<Bench> {
    let mut bench = Bench::open(engine).await?;
    ensure!(bench.tx().insert_channel_account(&account("a")).await?, "the name is free");
    Ok(bench)
}

pub(super) fn is_refused<T: std::fmt::Debug>(answer: Result<T, StoreError>) -> bool {
    matches!(answer, Err(StoreError::Refused(_)))
}

async fn accounts_read_back_and_stay_what_they_are(engine: Engine) -> Result<()> {
    let mut bench = with_account(engine).await?;
    ensure!(!bench.tx().insert_channel_account(&account("a")).await?, "the name is taken");
    bench.tx().insert_channel_account(&account("b")).await?;
    let mut changed = account("a");
    (changed.version, changed.updated_at, changed.account.hold_days) = (2, at(5), 3);
    bench.tx().update_channel_account(&changed).await?;
    assert_eq!(bench.tx().channel_account(&id("a")).await?.as_ref(), Some(&changed));
    assert_eq!(bench.tx().channel_account_for_update(&id("a")).await?.as_ref(), Some(&changed));
    assert_eq!(bench.tx().channel_account(&id("c")).await?, None);
    assert_eq!(bench.tx().channel_accounts().await?, [changed, account("b")]);

    let span = bench.tx().account_span(&id("a")).await?;
    assert_eq!((span.first, span.last, span.closed_until), (None, None, None));
    bench.tx().touch_recon_days(&id("a"), &[day(3), day(1)], Side::Ours).await?;
    bench.tx().touch_recon_days(&id("a"), &[day(3)], Side::Channel).await?;
    let span = bench.tx().account_span(&id("a")).await?;
    assert_eq!((span.first, span.last, span.closed_until), (Some(day(1)), Some(day(3)), None));
    assert_eq!(bench.tx().closed_days(&id("a"), day(1)).await?, []);
    Ok(())
}

async fn mappings_are_saved_version_by_version(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let mapping = json!({
        "header_row": 1, "date": { "named": "日期" }, "date_format": "YYYY-MM-DD",
        "amounts": { "signed": { "amount": { "named": "金额" }, "positive": "in" } },
    });
    let record = |version: i64| MappingRecord {
        name: "bank".to_owned(),
        version,
        mapping: serde_json::from_value(mapping.clone()).expect("a mapping"),
        updated_at: at(version),
        updated_by: Actor::User("lin".to_owned()),
    };
    for (version, is_next) in [(1, true), (1, false), (3, false), (2, true)] {
        assert_eq!(bench.tx().save_mapping(&record(version)).await?, is_next, "{version}");
    }
    assert_eq!(bench.tx().mapping("bank").await?, Some(record(2)));
    assert_eq!(bench.tx().mapping_for_update("bank").await?, Some(record(2)));
    assert_eq!(bench.tx().mapping("other").await?, None);
    assert_eq!(bench.tx().mappings().await?, [record(2)]);
    Ok(())
}

async fn a_file_is_kept_piece_by_piece(engine: Engine) -> Result<()> {
    let mut bench = with_account(engine).await?;
    assert!(is_refused(bench.tx().insert_file_chunk(1, 1, b"ab").await), "nobody sends file 1");
    for upload in [1, 2] {
        bench.tx().insert_upload(upload, at(upload)).await?;
        bench.tx().insert_file_chunk(upload, 1, b"ab").await?;
        bench.tx().insert_file_chunk(upload, 2, b"c").await?;
    }
    ensure!(bench.tx().insert_statement_file(&file(1, "a", "abc")).await?, "the first of its digest");
    bench.tx().delete_upload(1).await?;
    assert_eq!(bench.tx().file_chunk(1, 2).await?.as_deref(), Some(b"c".as_slice()));
    assert_eq!(bench.tx().file_chunk(1, 3).await?, None);
    assert!(is_refused(bench.tx().insert_file_chunk(1, 3, b"d").await), "it came in whole");
    assert!(is_refused(bench.tx().delete_upload_chunks(1, 10).await), "it is kept");
    assert_eq!(bench.tx().old_uploads(at(2), 10).await?, [] as [i64; 0]);
    assert_eq!(bench.tx().old_uploads(at(3), 10).await?, [2]);
    for left in [1, 1, 0] {
        assert_eq!(bench.tx().delete_upload_chunks(2, 1).await?, left);
    }
    Ok(())
}

async fn files_are_listed_and_of_one_digest(engine: Engine) -> Result<()> {
    let mut bench = with_account(engine).await?;
    bench.tx().insert_channel_account(&account("b")).await?;
    let mut files = [file(1, "a", "1"), file(2, "a", "2"), file(3, "b", "1")];
    for file in &files {
        ensure!(bench.tx().insert_statement_file(file).await?, "the first of its digest");
    }
    ensure!(!bench.tx().insert_statement_file(&file(4, "a", "1")).await?, "it was seen");
    let seen = bench.tx().statement_file_of_digest(&id("a"), files[0].sha256).await?;
    assert_eq!(seen.as_ref(), Some(&files[0]));
    files[1].state = StatementState::Booked { by: Actor::Desk, at: at(9), moved: 0 };
    files[1].version = 2;
    bench.tx().update_statement_file(&files[1]).await?;
    assert_eq!(bench.tx().statement_file(2).await?.as_ref(), Some(&files[1]));
    assert_eq!(bench.tx().statement_file_for_update(2).await?.as_ref(), Some(&files[1]));
    assert!(is_refused(bench.tx().update_statement_file(&files[1]).await), "what is booked stays");
    assert_eq!(bench.tx().files_that_do_not_count(&id("a")).await?, [1]);
    let of_a = FileFilter { account: Some(id("a")), ..FileFilter::default() };
    let booked = FileFilter { states: vec![StatementStateName::Booked], side: Some(Side::Channel), ..of_a.clone() };
    let ours = FileFilter { side: Some(Side::Ours), ..FileFilter::default() };
    for (filter, after, limit, expected) in [
        (&FileFilter::default(), None, 10, vec![3, 2, 1]),
        (&FileFilter::default(), Some(3), 1, vec![2]),
        (&of_a, None, 10, vec![2, 1]),
        (&booked, None, 10, vec![2]),
        (&ours, None, 10, vec![]),
    ] {
        let page = bench.tx().statement_files(filter, after, limit).await?;
        assert_eq!(page.iter().map(|file| file.id).collect::<Vec<_>>(), expected, "{filter:?} behind {after:?}");
    }
    Ok(())
}

async fn lines_of_systems_are_known_by_their_source(engine: Engine) -> Result<()> {
    let mut bench = with_account(engine).await?;
    let lines = [new("P-1", day(1), Some("1")), new("P-2", day(1), Some("2"))];
    assert_eq!(bench.tx().insert_recon_lines(&id("a"), (Side::Ours, None), &lines).await?, 2);
    let again = [new("P-9", day(1), Some("2")), new("P-3", day(1), Some("3"))];
    assert_eq!(bench.tx().insert_recon_lines(&id("a"), (Side::Ours, None), &again).await?, 1);
    let source = |line: &str| LineSource { system: "core".to_owned(), line: line.to_owned() };
    let sources = [source("2"), source("9")];
    let found = bench.tx().recon_lines_of_sources(&sources.iter().collect::<Vec<_>>()).await?;
    assert_eq!(found.len(), 1);
    let (of, record) = &found[0];
    assert_eq!((of, record.side, record.day, record.file), (&id("a"), Side::Ours, day(1), None));
    assert_eq!((&record.line, record.source.as_ref()), (&lines[1].line, Some(&sources[0])));
    Ok(())
}

async fn lines_of_a_file_are_staged_moved_and_booked(engine: Engine) -> Result<()> {
    let mut bench = with_account(engine).await?;
    let mut file = file(1, "a", "1");
    bench.tx().insert_statement_file(&file).await?;
    let lines = [new("P-1", day(1), None), new("P-2", day(2), None), new("P-3", day(2), None)];
    let of_file = (Side::Channel, Some(1));
    for _ in 0..2 {
        while bench.tx().delete_staged_lines(1, 2).await? > 0 {}
        bench.tx().insert_recon_lines(&id("a"), of_file, &lines).await?;
        let counted = |date, count| FileDay { date, booked_on: date, count, movement_minor: -count };
        bench.tx().add_statement_days(1, &[counted(day(1), 1), counted(day(2), 1)]).await?;
        bench.tx().add_statement_days(1, &[counted(day(2), 1)]).await?;
    }
    bench.tx().move_statement_day(1, (day(2), day(4))).await?;
    let days: Vec<_> =
        bench.tx().statement_days(1).await?.into_iter().map(|day| (day.date, day.booked_on, day.count)).collect();
    assert_eq!(days, [(day(1), day(1), 1), (day(2), day(4), 2)]);
    let page = bench.tx().recon_lines_of_file(1, 0, 2).await?;
    let rest = bench.tx().recon_lines_of_file(1, page[1].id, 2).await?;
    let read: Vec<_> = page.iter().chain(&rest).map(|record| (record.day, record.line.clone())).collect();
    assert_eq!(
        read,
        [(day(1), lines[0].line.clone()), (day(4), lines[1].line.clone()), (day(4), lines[2].line.clone()),]
    );
    file.state = StatementState::Booked { by: Actor::Desk, at: at(9), moved: 2 };
    bench.tx().update_statement_file(&file).await?;
    assert!(is_refused(bench.tx().insert_recon_lines(&id("a"), of_file, &lines).await), "its file is booked");
    assert!(is_refused(bench.tx().move_statement_day(1, (day(2), day(5))).await), "its file is booked");
    assert!(is_refused(bench.tx().delete_staged_lines(1, 2).await), "its file is booked");
    Ok(())
}
