//! What fails is tried again, for days; what follows it waits; what never gets through ends visibly.

use anyhow::Result;
use chrono::Duration;
use shared::api::notices::Notice;
use shared::webhook::{DeliveryState, Disabled, EventType, pause};
use tests::payout::payout;
use tests::receiver::Reply;
use tests::{Engine, on_both_engines};

use super::Telling;

on_both_engines! {
    alone:
        what_fails_holds_up_its_own_case_alone,
        a_redirection_is_not_followed,
        what_alone_never_gets_through_is_given_up,
        an_endpoint_that_fails_for_days_is_disabled_and_loses_nothing,
        an_endpoint_that_is_gone_is_disabled_at_once;
}

/// Long enough for any pause after so many failures.
fn after(failures: i32) -> Duration {
    pause(failures, 200).expect("it is tried again")
}

async fn what_fails_holds_up_its_own_case_alone(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseOpened, EventType::EvidenceRecorded]).await?;
    there.receiver.answer_with(&[503]);
    let held_up = there.file_and_tell(&payout()).await?;
    there.bench.observe(&there.lin, held_up).await?;
    let other = there.file_and_tell(&payout()).await?;
    assert_eq!(there.types_told_of(held_up)?, [EventType::CaseOpened], "the second waits for the first");
    assert_eq!(there.types_told_of(other)?, [EventType::CaseOpened]);
    there.pass(after(1)).await?;
    let told = there.told_of(held_up)?;
    let types: Vec<_> = told.iter().map(|event| event.occurrence.event_type()).collect();
    assert_eq!(types, [EventType::CaseOpened, EventType::CaseOpened, EventType::EvidenceRecorded]);
    assert_eq!(told[0].id, told[1].id, "the same identifier on every try");
    assert_ne!(told[0].id, told[2].id);
    let sent = there.receiver.taken();
    assert_ne!(sent[0].header("x-request-id"), sent[2].header("x-request-id"), "another request each time");
    let first = &there.deliveries().await?[0];
    let answers: Vec<_> = first.attempts.iter().map(|it| (it.attempt, it.http_status, it.answer.as_deref())).collect();
    assert_eq!(answers, [(2, Some(200), None), (1, Some(503), Some("status 503"))]);
    assert_eq!(there.endpoint().await?.failing_since, None, "something got through");
    Ok(())
}

async fn a_redirection_is_not_followed(engine: Engine) -> Result<()> {
    let there = Telling::all(engine).await?;
    there.receiver.answer([Reply::Redirect("/elsewhere".to_owned())]);
    there.file_and_tell(&payout()).await?;
    assert_eq!(there.receiver.taken().len(), 1);
    let delivery = there.only_delivery().await?;
    assert_eq!((delivery.state, delivery.failures), (DeliveryState::Pending, 1));
    assert_eq!(delivery.attempts[0].http_status, Some(307));
    Ok(())
}

async fn what_alone_never_gets_through_is_given_up(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseOpened]).await?;
    there.receiver.answer_with(&[500]);
    let refused = there.file_and_tell(&payout()).await?;
    for failures in 1..=9 {
        // Meanwhile others get through.
        there.file_and_tell(&payout()).await?;
        there.receiver.answer_with(&[500]);
        there.pass(after(failures)).await?;
    }
    assert_eq!(there.types_told_of(refused)?.len(), 10);
    let delivery = there.deliveries().await?.remove(0);
    assert_eq!((delivery.state, delivery.failures, delivery.next_at), (DeliveryState::GivenUp, 10, None));
    assert_eq!(there.endpoint().await?.disabled, None);
    there.pass(Duration::days(2)).await?;
    assert_eq!(there.types_told_of(refused)?.len(), 10, "it is not tried any more");
    Ok(())
}

async fn an_endpoint_that_fails_for_days_is_disabled_and_loses_nothing(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseOpened]).await?;
    there.receiver.answer_with(&[500; 10]);
    let first = there.file_and_tell(&payout()).await?;
    for failures in 1..=9 {
        assert_eq!(there.endpoint().await?.disabled, None, "{failures}");
        there.pass(after(failures)).await?;
    }
    let endpoint = there.endpoint().await?;
    assert_eq!(endpoint.disabled.as_ref().map(|disabled| disabled.reason), Some(Disabled::Failing));
    let notices = there.bench.desk().notices(&there.root).await?.items;
    let [notice] = notices.as_slice() else { panic!("{notices:?}") };
    let reason = Disabled::Failing;
    let (endpoint, description) = (there.id().to_owned(), "the ledger".to_owned());
    assert_eq!((notice.number, &notice.notice), (None, &Notice::EndpointDisabled { endpoint, description, reason }));
    // What happens meanwhile is kept for it.
    let second = there.file_and_tell(&payout()).await?;
    there.pass(Duration::days(4)).await?;
    assert_eq!(there.types_told_of(second)?, []);
    assert_eq!(there.endpoint().await?.pending, 2);
    let enabled = there.disable(false).await?;
    assert_eq!((enabled.disabled, enabled.failing_since), (None, None));
    there.bench.work().await?;
    assert_eq!((there.types_told_of(first)?.len(), there.types_told_of(second)?.len()), (11, 1));
    assert_eq!(there.endpoint().await?.pending, 0);
    Ok(())
}

async fn an_endpoint_that_is_gone_is_disabled_at_once(engine: Engine) -> Result<()> {
    let there = Telling::all(engine).await?;
    there.receiver.answer_with(&[410]);
    there.file_and_tell(&payout()).await?;
    let endpoint = there.endpoint().await?;
    assert_eq!(endpoint.disabled.map(|disabled| disabled.reason), Some(Disabled::Gone));
    assert_eq!(there.bench.desk().notices(&there.root).await?.unread, 1);
    assert!(there.bench.desk().notices(&there.lin).await?.items.is_empty(), "admins alone are told");
    there.pass(Duration::days(1)).await?;
    assert_eq!(there.receiver.taken().len(), 1);
    let report = there.bench.desk().verify_trail().await?;
    assert_eq!(report.faults, Vec::<String>::new());
    Ok(())
}
