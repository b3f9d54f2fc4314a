//! Lists, counts and search: the same rows in the same order on both engines.

use anyhow::Result;
use chrono::{DateTime, Utc};
use server::store::{ListFilter, ListOrder, ListPosition};
use shared::case::{Case, CaseKind, CaseNumber, Priority, Standing, State, WaitsFor};
use tests::{Engine, on_both_engines};

use super::{Bench, at, case, hours, working};

on_both_engines! {
    alone:
        filters_narrow,
        a_lease_that_ran_out_is_open,
        orders_and_positions,
        words_are_found_by_their_beginnings,
        rows_are_those_asked_for,
        counts_follow_the_time;
}

/// Open, held until an hour, waiting until two, proposed, closed.
fn five() -> Vec<Case> {
    let mut cases: Vec<Case> = (1..=5).map(case).collect();
    cases[1].state = working("lin", at(0) + hours(1));
    let (reason, on) = ("r".to_owned(), WaitsFor::Channel);
    cases[2].state = State::Waiting { owner: "lin".to_owned(), until: at(0) + hours(2), reason, on };
    cases[3].state = State::Proposed { proposal: 1, maker: "mei".to_owned() };
    cases[3].facts.channel = "iso20022".to_owned();
    cases[3].outlook.priority = Priority::High;
    cases[4].state = State::Closed {
        outcome: shared::resolution::Outcome::ConfirmedPaid,
        closed_at: at(9),
        closed_by: shared::actor::Actor::User("wu".to_owned()),
    };
    cases
}

async fn list(bench: &mut Bench, filter: &ListFilter, now: DateTime<Utc>) -> Result<Vec<i64>> {
    let rows = bench.tx().list_cases(filter, ListOrder::Due, None, 100, now).await?;
    Ok(rows.into_iter().map(|row| row.number.0).collect())
}

async fn filters_narrow(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &five()).await?;
    let none = ListFilter::default;
    let table = [
        (none(), vec![1, 2, 3, 4, 5]),
        (ListFilter { standings: vec![Standing::Open], ..none() }, vec![1]),
        (ListFilter { standings: vec![Standing::Working, Standing::Closed], ..none() }, vec![2, 5]),
        (ListFilter { standings: vec![Standing::Waiting], ..none() }, vec![3]),
        (ListFilter { standings: vec![Standing::Proposed], ..none() }, vec![4]),
        (ListFilter { kinds: vec![CaseKind::LateSuccess], ..none() }, vec![]),
        (ListFilter { channels: vec!["iso20022".to_owned(), "x".to_owned()], ..none() }, vec![4]),
        (ListFilter { verdicts: vec!["unknown".to_owned()], ..none() }, vec![1, 2, 3, 4, 5]),
        (ListFilter { verdicts: vec!["paid".to_owned()], ..none() }, vec![]),
        (ListFilter { priorities: vec![Priority::High, Priority::Urgent], ..none() }, vec![4]),
        (ListFilter { owner: Some("lin".to_owned()), ..none() }, vec![2, 3]),
        (ListFilter { due_before: Some(at(3600 * 3)), ..none() }, vec![1, 2]),
        (ListFilter { updated_after: Some(at(3)), ..none() }, vec![4, 5]),
    ];
    for (filter, expected) in table {
        assert_eq!(list(&mut bench, &filter, at(0)).await?, expected, "{filter:?}");
    }
    Ok(())
}

async fn a_lease_that_ran_out_is_open(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &five()).await?;
    let open = ListFilter { standings: vec![Standing::Open], ..ListFilter::default() };
    let working = ListFilter { standings: vec![Standing::Working], ..ListFilter::default() };
    for (now, opens, works) in [
        (at(0) + hours(1) - chrono::Duration::microseconds(1), vec![1], vec![2]),
        (at(0) + hours(1), vec![1, 2], vec![]),
        (at(0) + hours(2), vec![1, 2, 3], vec![]),
    ] {
        assert_eq!(list(&mut bench, &open, now).await?, opens, "{now}");
        assert_eq!(list(&mut bench, &working, now).await?, works, "{now}");
    }
    let rows = bench.tx().case_rows(&[CaseNumber(2)], at(0) + hours(1)).await?;
    assert_eq!((rows[0].standing, rows[0].owner.as_deref()), (Standing::Open, None));
    Ok(())
}

async fn orders_and_positions(engine: Engine) -> Result<()> {
    let mut cases: Vec<Case> = (1..=9).map(case).collect();
    // Equal times are told apart by number.
    for case in &mut cases[2..7] {
        (case.outlook.due_at, case.updated_at) = (at(500), at(500));
    }
    let mut bench = Bench::with(engine, &cases).await?;
    for (order, expected) in [
        (ListOrder::Due, vec![3, 4, 5, 6, 7, 1, 2, 8, 9]),
        (ListOrder::Updated, vec![7, 6, 5, 4, 3, 9, 8, 2, 1]),
        (ListOrder::Newest, vec![9, 8, 7, 6, 5, 4, 3, 2, 1]),
    ] {
        let mut read: Vec<i64> = Vec::new();
        let mut after = None;
        loop {
            let page = bench.tx().list_cases(&ListFilter::default(), order, after, 2, at(0)).await?;
            let Some(last) = page.last() else { break };
            let place = if order == ListOrder::Due { last.due_at } else { last.updated_at };
            after = Some(ListPosition { at: place, number: last.number });
            read.extend(page.iter().map(|row| row.number.0));
        }
        assert_eq!(read, expected, "{order:?}");
    }
    Ok(())
}

async fn words_are_found_by_their_beginnings(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2)]).await?;
    let terms = [(1, "北京云杉"), (1, "p-1"), (1, "1280.01"), (2, "p-12"), (2, "北京"), (2, "a%b_c"), (2, "zürich")];
    let terms: Vec<_> = terms.into_iter().map(|(number, term)| (CaseNumber(number), term.to_owned())).collect();
    bench.tx().insert_search_terms(&terms).await?;
    for (words, expected) in [
        (vec!["p-1"], vec![1, 2]),
        (vec!["p-12"], vec![2]),
        (vec!["北京"], vec![1, 2]),
        (vec!["北京云"], vec![1]),
        (vec!["北京", "1280"], vec![1]),
        (vec!["云杉"], vec![]),
        (vec!["%"], vec![]),
        (vec!["a%"], vec![2]),
        (vec!["a_"], vec![]),
        (vec!["zü"], vec![2]),
        (vec!["z"], vec![2]),
    ] {
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        let filter = ListFilter { words, ..ListFilter::default() };
        assert_eq!(list(&mut bench, &filter, at(0)).await?, expected, "{:?}", filter.words);
    }
    Ok(())
}

async fn rows_are_those_asked_for(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &five()).await?;
    let mut rows = bench.tx().case_rows(&[CaseNumber(5), CaseNumber(1), CaseNumber(77)], at(0)).await?;
    rows.sort_by_key(|row| row.number);
    let found: Vec<_> = rows.iter().map(|row| (row.number.0, row.standing, row.outcome.is_some())).collect();
    assert_eq!(found, [(1, Standing::Open, false), (5, Standing::Closed, true)]);
    assert_eq!((rows[0].merchant.as_str(), rows[0].filed_at, rows[0].due_at), ("北京云杉", at(1), at(3600)));
    assert_eq!(bench.tx().case_rows(&[], at(0)).await?, []);
    Ok(())
}

async fn counts_follow_the_time(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &five()).await?;
    let proposal = super::decisions::proposal(1, "mei");
    bench.tx().insert_proposal(CaseNumber(4), &proposal).await?;
    let counts = bench.tx().count_views("lin", at(3600 * 2), at(0)).await?;
    assert_eq!((counts.mine, counts.unassigned, counts.due_soon, counts.waiting), (2, 1, 1, 1));
    assert_eq!(counts.awaiting_approval, 1);
    assert_eq!(bench.tx().count_views("mei", at(0), at(0)).await?.awaiting_approval, 0, "not one's own");
    let later = bench.tx().count_views("lin", at(3600 * 9), at(0) + hours(2)).await?;
    assert_eq!((later.mine, later.unassigned, later.due_soon, later.waiting), (0, 3, 4, 0));
    let decision = super::decisions::decision("wu", true);
    bench.tx().insert_decision(CaseNumber(4), &proposal, &decision).await?;
    assert_eq!(bench.tx().count_views("wu", at(0), at(0)).await?.awaiting_approval, 0, "decided already");
    Ok(())
}
