//! Cases: whole and unchanged from in to out.

use anyhow::{Context, Result};
use server::store::{FiledCase, StoreError};
use shared::case::{CaseKind, CaseNumber, Priority, Source, State};
use shared::digest::Digest;
use shared::evidence::Verdict;
use shared::money::{Currency, Money};
use tests::{Engine, on_both_engines};

use super::{Bench, at, case, hours, new_case, working};

on_both_engines! {
    alone:
        numbers_are_taken_once,
        a_case_comes_out_as_it_went_in,
        a_source_reference_is_taken_once,
        many_at_once_are_all_found,
        a_case_is_changed_whole,
        a_closed_case_stays_closed,
        cases_are_linked,
        the_first_case_of_a_payout_is_found,
        an_amount_at_the_edge_is_kept;
}

async fn numbers_are_taken_once(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let first = bench.tx().take_numbers("case", 64).await?;
    assert_eq!(bench.tx().take_numbers("case", 1).await?, first + 64);
    assert_eq!(bench.tx().take_numbers("case", 1).await?, first + 65);
    assert!(bench.tx().take_numbers("nonsense", 1).await.is_err());
    Ok(())
}

async fn a_case_comes_out_as_it_went_in(engine: Engine) -> Result<()> {
    let cases = [case(1), case(2)];
    let mut bench = Bench::with(engine, &cases).await?;
    for case in cases {
        assert_eq!(bench.tx().case(case.number).await?, Some(case.clone()));
        assert_eq!(bench.tx().case_for_update(case.number).await?, Some(case));
    }
    assert_eq!(bench.tx().case(CaseNumber(3)).await?, None);
    assert_eq!(bench.tx().case_for_update(CaseNumber(i64::MAX)).await?, None);
    Ok(())
}

async fn a_source_reference_is_taken_once(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    let mut same = case(2);
    same.facts.source = case(1).facts.source;
    let inserted = bench.tx().insert_cases(&[new_case(&same), new_case(&case(3))]).await?;
    assert_eq!(inserted, [CaseNumber(3)], "the taken one is left out, the other is not");

    let found = bench.tx().filed_cases(&[case(1).facts.source, case(9).facts.source]).await?;
    let expected = FiledCase {
        number: CaseNumber(1),
        kind: CaseKind::PayoutUnknown,
        source: case(1).facts.source,
        filed_at: at(1),
        filing_digest: Digest::of(case(1).facts.source.reference.as_bytes()),
    };
    assert_eq!(found, [expected]);
    assert_eq!(bench.tx().filed_cases(&[]).await?, []);
    Ok(())
}

async fn many_at_once_are_all_found(engine: Engine) -> Result<()> {
    let cases: Vec<_> = (1..=1200).map(case).collect();
    let mut bench = Bench::with(engine, &cases).await?;
    let sources: Vec<Source> = cases.iter().map(|case| case.facts.source.clone()).collect();
    assert_eq!(bench.tx().filed_cases(&sources).await?.len(), 1200);
    let terms: Vec<_> = cases.iter().flat_map(|case| (0..4).map(|n| (case.number, format!("term{n}")))).collect();
    bench.tx().insert_search_terms(&terms).await?;
    bench.tx().insert_search_terms(&terms[..10]).await?;
    Ok(())
}

async fn a_case_is_changed_whole(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2)]).await?;
    let mut changed = case(1);
    changed.version = 2;
    changed.state = working("lin", at(0) + hours(1));
    changed.verdict = Verdict::Contradiction { paid_by: vec![1], not_paid_by: vec![2, 3] };
    changed.outlook.priority = Priority::Urgent;
    changed.updated_at = at(99);
    bench.tx().update_case(&changed).await?;
    assert_eq!(bench.tx().case(changed.number).await?, Some(changed));
    assert_eq!(bench.tx().case(CaseNumber(2)).await?, Some(case(2)), "the other is as it was");
    let row = bench.tx().case_rows(&[CaseNumber(1)], at(0)).await?.pop().context("a row")?;
    assert_eq!((row.version, row.verdict.as_str(), row.owner.as_deref()), (2, "contradiction", Some("lin")));
    Ok(())
}

async fn a_closed_case_stays_closed(engine: Engine) -> Result<()> {
    use shared::actor::Actor;
    use shared::resolution::Outcome;

    let mut bench = Bench::with(engine, &[case(1)]).await?;
    let mut closed = case(1);
    let closed_by = Actor::User("lin".to_owned());
    closed.state = State::Closed { outcome: Outcome::ConfirmedPaid, closed_at: at(5), closed_by };
    bench.tx().update_case(&closed).await?;
    let refusal = bench.tx().update_case(&case(1)).await;
    assert!(matches!(refusal, Err(StoreError::Refused(_))), "{refusal:?}");
    closed.version = 2;
    closed.verdict = Verdict::Paid { decided_by: vec![1] };
    bench.tx().update_case(&closed).await?;
    assert_eq!(bench.tx().case(closed.number).await?, Some(closed), "what comes up later is shown on it");
    Ok(())
}

async fn cases_are_linked(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    let linked = |number, kind| {
        let mut linked = case(number);
        (linked.kind, linked.linked_from) = (kind, Some(CaseNumber(1)));
        linked
    };
    let (late, bounced) = (linked(2, CaseKind::LateSuccess), linked(3, CaseKind::PayoutBounced));
    let inserted = bench.tx().insert_cases(&[new_case(&late), new_case(&bounced)]).await?;
    assert_eq!(inserted.len(), 2);
    let again = bench.tx().insert_cases(&[new_case(&linked(4, CaseKind::PayoutBounced))]).await?;
    assert_eq!(again, [CaseNumber(4)], "a second return is another case");
    let found = bench.tx().cases_linked_from(CaseNumber(1)).await?;
    let expected = [
        (CaseNumber(2), CaseKind::LateSuccess, State::Open),
        (CaseNumber(3), CaseKind::PayoutBounced, State::Open),
        (CaseNumber(4), CaseKind::PayoutBounced, State::Open),
    ];
    assert_eq!(found, expected);
    assert_eq!(bench.tx().cases_linked_from(CaseNumber(2)).await?, []);
    Ok(())
}

async fn the_first_case_of_a_payout_is_found(engine: Engine) -> Result<()> {
    let mut linked = case(2);
    (linked.facts.order_number, linked.linked_from) = (case(1).facts.order_number, Some(CaseNumber(1)));
    let mut other = case(3);
    (other.facts.order_number, other.facts.channel) = (case(1).facts.order_number, "another".to_owned());
    let mut bench = Bench::with(engine, &[case(1), linked, other]).await?;
    let facts = case(1).facts;
    let found = bench.tx().first_case_of_payout(&facts.channel, &facts.order_number).await?;
    assert_eq!(found, Some(CaseNumber(1)));
    assert_eq!(bench.tx().first_case_of_payout(&facts.channel, "nobody's").await?, None);
    let orders = [facts.order_number.as_str(), "nobody's"];
    let all = bench.tx().first_cases_of_payouts(&facts.channel, &orders).await?;
    assert_eq!(all.into_iter().map(|(_, number)| Some(number)).collect::<Vec<_>>(), [found]);
    Ok(())
}

async fn an_amount_at_the_edge_is_kept(engine: Engine) -> Result<()> {
    let mut case = case(1);
    case.facts.amount = Money::from_minor(i64::MAX, Currency::CNY);
    let mut bench = Bench::with(engine, &[case.clone()]).await?;
    let stored = bench.tx().case(case.number).await?.context("a case")?;
    assert_eq!(stored.facts.amount, case.facts.amount);
    let row = bench.tx().case_rows(&[case.number], at(0)).await?.pop().context("a row")?;
    assert_eq!(row.amount, case.facts.amount);
    Ok(())
}
