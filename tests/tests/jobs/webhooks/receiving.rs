//! What is told, when, and how it is signed.

use anyhow::Result;
use chrono::Duration;
use server::desk::webhooks::rotate_secret::RotateSecret;
use server::desk::webhooks::test_endpoint::TestEndpoint;
use server::webhooks::Secret;
use shared::api::problem::Code;
use shared::api::webhooks::RotateSecretRequest;
use shared::case::Standing;
use shared::webhook::{DeliveryState, EventType, Occurrence, VERSION};
use tests::payout::payout;
use tests::receiver::Sent;
use tests::{Engine, on_both_engines};

use super::Telling;

on_both_engines! {
    alone:
        a_filing_is_told_as_it_stood_then,
        an_endpoint_is_told_only_what_it_asked_for,
        a_filing_writes_nothing_where_nobody_listens,
        a_test_is_told_by_the_same_way,
        while_a_secret_is_changed_both_sign;
}

async fn a_filing_is_told_as_it_stood_then(engine: Engine) -> Result<()> {
    let there = Telling::all(engine).await?;
    let number = there.file().await?;
    // What comes later does not change what is told of before.
    there.bench.claim(&there.lin, number).await?;
    there.bench.work().await?;
    let told = there.told_of(number)?;
    let [event] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(event.version, VERSION);
    let Occurrence::CaseOpened(opened) = &event.occurrence else { panic!("{event:?}") };
    assert_eq!((opened.case.version, opened.case.standing), (1, Standing::Open));
    assert_eq!(there.bench.case(number).await?.case.version, 2);
    let sent = &there.receiver.taken()[0];
    assert!(!sent.body.contains("6222020200012345678") && !sent.body.contains("张小明"), "no beneficiary");
    assert_eq!(sent.header("webhook-id"), event.id);
    assert_eq!(sent.header("content-type"), "application/json");
    let delivery = there.only_delivery().await?;
    assert_eq!((delivery.state, delivery.number), (DeliveryState::Delivered, Some(number)));
    assert_eq!(delivery.attempts.len(), 1);
    assert_eq!(delivery.attempts[0].http_status, Some(200));
    assert_eq!(delivery.attempts[0].request_id, sent.header("x-request-id"));
    Ok(())
}

async fn an_endpoint_is_told_only_what_it_asked_for(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseClosed]).await?;
    let number = there.file_and_tell(&payout()).await?;
    assert_eq!(there.types_told_of(number)?, []);
    assert!(there.deliveries().await?.is_empty(), "nothing is written that nobody asked for");
    Ok(())
}

async fn a_filing_writes_nothing_where_nobody_listens(engine: Engine) -> Result<()> {
    let bench = super::Bench::with(engine, server::channels::built_in()).await?;
    bench.file(&payout()).await?;
    bench.work().await?;
    let count = bench.local.texts("SELECT CAST(count(*) AS TEXT) FROM webhook_deliveries").await?;
    assert_eq!(count, ["0"]);
    Ok(())
}

async fn a_test_is_told_by_the_same_way(engine: Engine) -> Result<()> {
    let there = Telling::of(engine, &[EventType::CaseClosed]).await?;
    let test = || TestEndpoint { caller: there.root.clone(), id: there.id().to_owned() };
    let delivery = there.bench.desk().execute(test()).await?;
    assert_eq!((delivery.state, delivery.number), (DeliveryState::Pending, None));
    there.bench.work().await?;
    let events = there.receiver.events()?;
    assert!(matches!(&events[0].occurrence, Occurrence::WebhookTest(test) if test.endpoint == there.id()));
    there.disable(true).await?;
    let refused = there.bench.desk().execute(test()).await.expect_err("nothing is sent");
    assert_eq!(refused.code(), Code::EndpointDisabled);
    let as_operator = TestEndpoint { caller: there.lin.clone(), id: there.id().to_owned() };
    let refused = there.bench.desk().execute(as_operator).await.expect_err("only admins do");
    assert_eq!(refused.code(), Code::Forbidden);
    Ok(())
}

async fn while_a_secret_is_changed_both_sign(engine: Engine) -> Result<()> {
    let there = Telling::all(engine).await?;
    let first = there.made.secret.clone();
    there.file_and_tell(&payout()).await?;
    let rotation = RotateSecretRequest { overlap_hours: 24 };
    let rotate = RotateSecret { caller: there.root.clone(), id: there.id().to_owned(), rotation };
    let second = there.bench.desk().execute(rotate).await?.secret;
    assert_ne!(first, second);
    there.file_and_tell(&payout()).await?;
    there.pass(Duration::hours(24)).await?;
    there.file_and_tell(&payout()).await?;
    let signed =
        |sent: &Sent, secret: &str| sent.header("webhook-signature").split(' ').any(|it| it == sign(sent, secret));
    let by: Vec<_> = there.receiver.taken().iter().map(|sent| (signed(sent, &first), signed(sent, &second))).collect();
    assert_eq!(by, [(true, false), (true, true), (false, true)]);
    Ok(())
}

/// The signature of what was sent, by a secret as it was shown.
fn sign(sent: &Sent, secret: &str) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let bytes = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("base64");
    let timestamp = sent.header("webhook-timestamp").parse().expect("seconds");
    Secret::of(bytes).sign(sent.header("webhook-id"), timestamp, &sent.body)
}
