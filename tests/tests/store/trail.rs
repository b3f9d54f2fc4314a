//! The trail: chains in order, found by their subjects.

use anyhow::{Context, Result};
use server::store::{AuditRecord, StoreError};
use shared::actor::Actor;
use shared::audit::{Action, Entry, Link, Origin, verify};
use shared::case::CaseNumber;
use shared::digest::Digest;
use tests::{Engine, on_both_engines};

use super::{Bench, at, case};

on_both_engines! {
    alone:
        a_chain_comes_out_as_it_went_in,
        a_place_in_a_chain_is_taken_once,
        pages_walk_all_chains,
        cases_without_a_trail_are_named;
}

fn chain(subject: &str, length: i64) -> Vec<AuditRecord> {
    let mut head = Digest::ZERO;
    (1..=length)
        .map(|seq| {
            let (actor, action) = (Actor::User("lin".to_owned()), Action::CaseNoted);
            let entry = Entry {
                subject: subject.to_owned(),
                seq,
                at: at(seq),
                actor: actor.clone(),
                action,
                origin: Origin::default(),
                before: None,
                after: Some(serde_json::json!({ "text": "备注 \u{1f600} \"'\\", "n": seq })),
                evidence_seen: Some(Digest::ZERO),
            };
            let link = Link::new(&entry, head);
            head = link.hash;
            AuditRecord { subject: subject.to_owned(), seq, at: at(seq), actor, action, link }
        })
        .collect()
}

async fn a_chain_comes_out_as_it_went_in(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let records = chain("EX-1", 1200);
    bench.tx().insert_audit(&records).await?;
    bench.tx().insert_audit(&chain("user:lin", 2)).await?;
    let links = bench.tx().audit_links("EX-1").await?;
    let last = records.last().context("a link")?.link.hash;
    assert_eq!(verify("EX-1", &links)?, (1200, last));
    assert_eq!(bench.tx().audit_head("EX-1").await?, Some((1200, last)));
    assert_eq!(bench.tx().audit_head("EX-11").await?, None);
    let who = bench.tx().last_entry("user:lin").await?;
    assert_eq!(who, Some((Actor::User("lin".to_owned()), Action::CaseNoted)));
    assert_eq!(bench.tx().last_entry("user:mei").await?, None);
    Ok(())
}

async fn a_place_in_a_chain_is_taken_once(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let records = chain("EX-1", 2);
    bench.tx().insert_audit(&records).await?;
    let twice = bench.tx().insert_audit(&records[1..]).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    Ok(())
}

async fn pages_walk_all_chains(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    for (subject, length) in [("user:lin", 3), ("EX-1", 4), ("EX-10", 1), ("EX-2", 5), ("client:核心", 2)] {
        bench.tx().insert_audit(&chain(subject, length)).await?;
    }
    let mut walked = Vec::new();
    let mut after = (String::new(), 0);
    loop {
        let page = bench.tx().audit_page(&after.0, after.1, 2).await?;
        let Some(last) = page.last() else { break };
        after = (last.subject.clone(), last.seq);
        walked.extend(page.into_iter().map(|record| (record.subject, record.seq)));
    }
    assert_eq!(walked.len(), 15);
    for pair in walked.windows(2) {
        let (before, next) = (&pair[0], &pair[1]);
        assert!(if before.0 == next.0 { before.1 + 1 == next.1 } else { next.1 == 1 }, "{before:?} {next:?}");
    }
    walked.dedup();
    assert_eq!(walked.len(), 15);
    Ok(())
}

async fn cases_without_a_trail_are_named(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2), case(10)]).await?;
    bench.tx().insert_audit(&chain("EX-1", 1)).await?;
    assert_eq!(bench.tx().cases_without_trail().await?, [CaseNumber(2), CaseNumber(10)]);
    Ok(())
}
