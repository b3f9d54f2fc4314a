//! Payouts under watch: listed by their end, those without one apart.

use anyhow::Result;
use server::store::WatchRecord;
use shared::case::{CaseNumber, Watch};
use tests::{Engine, on_both_engines};

use super::{Bench, at, case};

on_both_engines! {
    alone:
        watches_are_listed_by_their_end,
        a_watch_is_counted_once;
}

fn record(number: i64, until: Option<i64>) -> WatchRecord {
    let watch = Watch { since: at(0), until: until.map(at), missing_year: until.is_none().then_some(2027) };
    WatchRecord { number: CaseNumber(number), channel: "通道".to_owned(), watch }
}

async fn watched(engine: Engine, records: &[WatchRecord]) -> Result<Bench> {
    let cases: Vec<_> = records.iter().map(|record| case(record.number.0)).collect();
    let mut bench = Bench::with(engine, &cases).await?;
    for record in records {
        bench.tx().insert_watch(record).await?;
    }
    Ok(bench)
}

async fn watches_are_listed_by_their_end(engine: Engine) -> Result<()> {
    let records = [record(1, Some(30)), record(2, Some(20)), record(3, Some(20)), record(4, None), record(5, None)];
    let mut bench = watched(engine, &records).await?;
    assert_eq!(bench.tx().watch(CaseNumber(1)).await?.as_ref(), Some(&records[0]));
    assert_eq!(bench.tx().watch(CaseNumber(9)).await?, None);
    for (now, after, limit, expected) in [
        (0, None, 10, vec![2, 3, 1]),
        (0, None, 2, vec![2, 3]),
        (0, Some((20, 2)), 10, vec![3, 1]),
        (20, None, 10, vec![1]),
        (30, None, 10, vec![]),
    ] {
        let after = after.map(|(until, number)| (at(until), CaseNumber(number)));
        let page = bench.tx().counted_watches(at(now), after, limit).await?;
        let numbers: Vec<i64> = page.iter().map(|record| record.number.0).collect();
        assert_eq!(numbers, expected, "at {now} behind {after:?}");
    }
    assert_eq!(bench.tx().uncounted_watches(None, 10).await?, records[3..]);
    assert_eq!(bench.tx().uncounted_watches(Some(CaseNumber(4)), 10).await?, records[4..]);
    assert_eq!(bench.tx().uncounted_watches(None, 1).await?, records[3..4]);
    Ok(())
}

async fn a_watch_is_counted_once(engine: Engine) -> Result<()> {
    let mut bench = watched(engine, &[record(1, None)]).await?;
    for until in [40, 50] {
        bench.tx().count_watch(CaseNumber(1), &record(1, Some(until)).watch).await?;
        assert_eq!(bench.tx().watch(CaseNumber(1)).await?, Some(record(1, Some(40))));
    }
    Ok(())
}
