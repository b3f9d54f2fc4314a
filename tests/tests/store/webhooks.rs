//! Webhooks: events of one subject one after the other, each delivered until it ended; endpoints and their tries.

use anyhow::{Context, Result};
use server::store::{
    AttemptRecord, DeliveryFilter, DeliveryRecord, EndpointRecord, Job, JobKind, JobName, Lease, ListeningEndpoint,
    NewDelivery, StoreError,
};
use shared::webhook::{Attempt, DeliveryState, Disabled, EventType, Failure};
use tests::{Engine, on_both_engines};

use super::{Bench, at};

on_both_engines! {
    alone:
        an_endpoint_comes_out_as_it_went_in,
        events_of_a_subject_come_one_after_the_other,
        what_is_held_up_is_put_off,
        endpoints_with_something_due_are_found,
        deliveries_are_listed_and_replayed,
        attempts_are_counted_and_go_with_their_delivery;
}

fn endpoint(id: &str) -> EndpointRecord {
    EndpointRecord {
        id: id.to_owned(),
        url: "https://example.com/云?a=1".to_owned(),
        description: "账务 '\"".to_owned(),
        event_types: vec![EventType::CaseClosed, EventType::CaseOpened],
        secret: vec![7; 32],
        previous_secret: None,
        disabled: None,
        failing_since: None,
        created_at: at(0),
        removed_at: None,
    }
}

fn event(endpoint: &str, subject: &str, happened_at: i64) -> NewDelivery {
    NewDelivery {
        endpoint: endpoint.to_owned(),
        event_id: format!("evt_{happened_at}"),
        event_type: EventType::CaseOpened,
        subject: subject.to_owned(),
        happened_at: at(happened_at),
        payload: format!("{{\"云\":{happened_at}}}"),
    }
}

/// A database with these endpoints, and these events to the first of them.
async fn with(engine: Engine, endpoints: &[&str], events: &[(&str, i64)]) -> Result<Bench> {
    let mut bench = Bench::open(engine).await?;
    for id in endpoints {
        bench.tx().insert_endpoint(&endpoint(id)).await?;
    }
    let events: Vec<_> = events.iter().map(|(subject, at)| event(endpoints[0], subject, *at)).collect();
    bench.tx().insert_deliveries(&events).await?;
    Ok(bench)
}

/// The times of what is due to the endpoint `a`.
async fn due(bench: &mut Bench, now: i64) -> Result<Vec<String>, StoreError> {
    let due = bench.tx().due_deliveries("a", at(now), 9).await?;
    Ok(due.into_iter().map(|delivery| delivery.event_id.trim_start_matches("evt_").to_owned()).collect())
}

/// Every delivery of the endpoint `a`, the oldest first.
async fn all(bench: &mut Bench) -> Result<Vec<DeliveryRecord>, StoreError> {
    let mut all = bench.tx().deliveries("a", &DeliveryFilter::default(), 99).await?;
    all.reverse();
    Ok(all)
}

async fn an_endpoint_comes_out_as_it_went_in(engine: Engine) -> Result<()> {
    let mut bench = with(engine, &["b", "a"], &[]).await?;
    let mut a = endpoint("a");
    assert_eq!(bench.tx().endpoint("a").await?.as_ref(), Some(&a));
    assert_eq!(bench.tx().endpoints().await?, [a.clone(), endpoint("b")]);
    a.url = "https://example.org/".to_owned();
    a.event_types = vec![];
    (a.secret, a.previous_secret) = (vec![9; 24], Some((vec![7; 32], at(60))));
    a.failing_since = Some(at(5));
    for reason in Disabled::ALL {
        a.disabled = Some((reason, at(7)));
        bench.tx().update_endpoint(&a).await?;
        assert_eq!(bench.tx().endpoint_for_update("a").await?.as_ref(), Some(&a));
    }
    let b = ListeningEndpoint { id: "b".to_owned(), event_types: endpoint("b").event_types };
    let listening = ListeningEndpoint { id: "a".to_owned(), event_types: vec![] };
    assert_eq!(bench.tx().listening_endpoints().await?, [listening, b.clone()], "a disabled one too");
    assert!(b.hears(EventType::CaseClosed) && !b.hears(EventType::ProposalMade));
    a.removed_at = Some(at(8));
    bench.tx().update_endpoint(&a).await?;
    assert_eq!(bench.tx().endpoint("a").await?, None);
    assert_eq!(bench.tx().listening_endpoints().await?, [b]);
    assert_eq!(bench.tx().endpoints().await?, [endpoint("b")]);
    Ok(())
}

async fn events_of_a_subject_come_one_after_the_other(engine: Engine) -> Result<()> {
    let mut bench = with(engine, &["a", "b"], &[("EX-1", 1), ("EX-1", 2), ("EX-2", 3), ("", 4), ("EX-1", 5)]).await?;
    bench.tx().insert_deliveries(&[event("b", "EX-1", 1)]).await?;
    assert_eq!(due(&mut bench, 0).await?, [""; 0], "nothing is due before it happened");
    assert_eq!(due(&mut bench, 9).await?, ["1", "3", "4"]);
    let first = bench.tx().due_deliveries("a", at(9), 1).await?;
    assert_eq!(first[0].payload, "{\"云\":1}");
    let mut head = bench.tx().delivery_for_update(first[0].seq).await?.context("it is there")?;
    (head.failures, head.next_at) = (1, at(20));
    bench.tx().update_delivery(&head).await?;
    assert_eq!(due(&mut bench, 9).await?, ["3", "4"], "what waits holds up its own subject alone");
    assert_eq!(due(&mut bench, 20).await?, ["3", "4", "1"], "what is due longest first");
    (head.state, head.ended_at) = (DeliveryState::GivenUp, Some(at(21)));
    bench.tx().update_delivery(&head).await?;
    assert_eq!(bench.tx().delivery(head.seq).await?, Some(head));
    assert_eq!(due(&mut bench, 9).await?, ["2", "3", "4"]);
    assert_eq!(bench.tx().due_deliveries("b", at(9), 9).await?.len(), 1, "each endpoint by itself");
    Ok(())
}

async fn what_is_held_up_is_put_off(engine: Engine) -> Result<()> {
    let mut bench = with(engine, &["a"], &[("EX-1", 1), ("EX-1", 2), ("EX-2", 3)]).await?;
    let mut head = all(&mut bench).await?.remove(0);
    (head.failures, head.next_at) = (1, at(50));
    bench.tx().update_delivery(&head).await?;
    bench.tx().put_off_held_up("a", at(9)).await?;
    let next: Vec<_> = all(&mut bench).await?.into_iter().map(|delivery| delivery.next_at).collect();
    assert_eq!(next, [at(50), at(50), at(3)]);
    bench.tx().make_pending_due("a", Some(("EX-1", head.seq + 1)), at(10)).await?;
    let next: Vec<_> = all(&mut bench).await?.into_iter().map(|delivery| delivery.next_at).collect();
    assert_eq!(next, [at(50), at(10), at(3)]);
    bench.tx().make_pending_due("a", None, at(11)).await?;
    let next: Vec<_> =
        all(&mut bench).await?.into_iter().map(|delivery| (delivery.next_at, delivery.failures)).collect();
    assert_eq!(next, [(at(11), 0); 3]);
    Ok(())
}

async fn endpoints_with_something_due_are_found(engine: Engine) -> Result<()> {
    let mut bench = with(engine, &["a", "b", "c", "d"], &[("EX-1", 1)]).await?;
    bench.tx().insert_deliveries(&[event("b", "EX-1", 5), event("c", "EX-1", 1), event("d", "EX-1", 1)]).await?;
    assert_eq!(bench.tx().endpoints_with_due_deliveries(at(1)).await?, [""; 0], "nobody is there to wake");
    let job = |id: &str| JobName { kind: JobKind::DeliverEvents, subject: id.to_owned() };
    let woken = ["a", "b", "c", "d"].map(|id| Job::at(job(id), at(100)));
    bench.tx().insert_jobs(&woken).await?;
    assert_eq!(bench.tx().endpoints_with_due_deliveries(at(1)).await?, ["a", "c", "d"]);
    let disabled = EndpointRecord { disabled: Some((Disabled::Failing, at(2))), ..endpoint("c") };
    bench.tx().update_endpoint(&disabled).await?;
    bench.tx().update_endpoint(&EndpointRecord { removed_at: Some(at(2)), ..endpoint("d") }).await?;
    assert_eq!(bench.tx().endpoints_with_due_deliveries(at(5)).await?, ["a", "b"]);
    let lease = Some(Lease { holder: "s/1".to_owned(), until: at(200) });
    bench.tx().update_job(&Job { lease, ..woken[0].clone() }).await?;
    assert_eq!(bench.tx().endpoints_with_due_deliveries(at(5)).await?, ["b"], "somebody is at it");
    Ok(())
}

async fn deliveries_are_listed_and_replayed(engine: Engine) -> Result<()> {
    let mut bench = with(engine, &["a", "b"], &[("EX-1", 1), ("EX-1", 1), ("EX-2", 3), ("EX-2", 4)]).await?;
    let records = all(&mut bench).await?;
    assert_eq!(records[0].event_type, EventType::CaseOpened);
    for record in &records[..3] {
        let state = if record.happened_at == at(3) { DeliveryState::GivenUp } else { DeliveryState::Delivered };
        let ended = DeliveryRecord { state, failures: 3, ended_at: Some(at(9)), ..record.clone() };
        bench.tx().update_delivery(&ended).await?;
    }
    let filter = DeliveryFilter { before: Some((at(1), records[1].seq)), ..DeliveryFilter::default() };
    assert_eq!(bench.tx().deliveries("a", &filter, 9).await?.len(), 1, "by time, then by number");
    for (state, expected) in [(DeliveryState::Delivered, 2), (DeliveryState::GivenUp, 1), (DeliveryState::Pending, 1)] {
        let filter = DeliveryFilter { state: Some(state), ..DeliveryFilter::default() };
        assert_eq!(bench.tx().deliveries("a", &filter, 9).await?.len(), expected, "{state:?}");
    }
    assert_eq!(bench.tx().pending_deliveries("a", 9).await?, 1);
    assert_eq!(bench.tx().replay_deliveries("a", (at(1), at(4)), at(30), 2).await?, 3, "too many");
    assert_eq!(bench.tx().pending_deliveries("a", 9).await?, 1);
    assert_eq!(bench.tx().replay_deliveries("b", (at(0), at(9)), at(30), 9).await?, 0);
    assert_eq!(bench.tx().replay_deliveries("a", (at(1), at(3)), at(30), 9).await?, 2, "up to before the end");
    let states: Vec<_> = all(&mut bench).await?.into_iter().map(|delivery| delivery.state).collect();
    use DeliveryState::{GivenUp, Pending};
    assert_eq!(states, [Pending, Pending, GivenUp, Pending]);
    let again = &all(&mut bench).await?[0];
    assert_eq!((again.failures, again.next_at, again.ended_at), (0, at(30), None));
    Ok(())
}

async fn attempts_are_counted_and_go_with_their_delivery(engine: Engine) -> Result<()> {
    let mut bench = with(engine, &["a", "b"], &[("EX-1", 1), ("EX-2", 50)]).await?;
    bench.tx().insert_deliveries(&[event("b", "EX-3", 60)]).await?;
    let delivery = all(&mut bench).await?[0].seq;
    let attempt = |number: i32, http_status, failure| Attempt {
        attempt: number,
        request_id: format!("r{number}"),
        started_at: at(3),
        latency_ms: 17,
        http_status,
        failure,
        answer: Some("谢谢".to_owned()),
    };
    let mut expected = vec![attempt(1, Some(500), None)];
    expected.extend((2..).zip(Failure::ALL).map(|(number, failure)| attempt(number, None, Some(failure))));
    for attempt in &expected {
        bench.tx().insert_attempt(&AttemptRecord { delivery, attempt: attempt.clone() }).await?;
    }
    expected.reverse();
    assert_eq!(bench.tx().attempts(delivery, 99).await?, expected);
    assert_eq!(bench.tx().attempts(delivery, 2).await?, expected[..2]);
    assert_eq!(bench.tx().delete_old_deliveries(at(50), at(99), 9).await?, 0, "what still waits is kept");
    let waits = all(&mut bench).await?.remove(0);
    let (state, ended_at) = (DeliveryState::Delivered, Some(at(40)));
    bench.tx().update_delivery(&DeliveryRecord { state, ended_at, ..waits }).await?;
    assert_eq!(bench.tx().delete_old_deliveries(at(50), at(99), 9).await?, 1);
    assert_eq!(bench.tx().attempts(delivery, 99).await?, []);
    assert_eq!(all(&mut bench).await?.len(), 1);
    bench.tx().update_endpoint(&EndpointRecord { removed_at: Some(at(2)), ..endpoint("b") }).await?;
    assert_eq!(bench.tx().delete_old_deliveries(at(50), at(99), 9).await?, 1, "those of a removed endpoint go");
    Ok(())
}
