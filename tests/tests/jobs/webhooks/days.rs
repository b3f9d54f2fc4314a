//! A closed day is told of, with what it held: accounting moves its funds from pending to reconciled by that.

use anyhow::{Context, Result};
use serde_json::{json, to_value};
use shared::api::webhooks::{NewEndpointRequest, NewSecretView};
use shared::webhook::{EventType, Occurrence};
use tests::ledger::{BankStatement, DAY, payout};
use tests::{Desk, Engine, Holdfast, Receiver, on_both_engines};

on_both_engines! {
    alone: a_closed_day_is_told_with_what_it_held;
}

async fn a_closed_day_is_told_with_what_it_held(engine: Engine) -> Result<()> {
    let desk = Desk::start(Holdfast::on(engine).await?.argument("--webhooks-allow-private"))?;
    let (lin, core, wu, root) = (desk.lin().await?, desk.core().await?, desk.wu().await?, desk.root().await?);
    let receiver = Receiver::listening().await?;
    let endpoint = NewEndpointRequest {
        url: receiver.url(),
        description: "accounting".to_owned(),
        event_types: vec![EventType::DayClosed],
    };
    root.post::<NewSecretView>("/webhooks", &to_value(endpoint)?).await?;

    let account = wu.new_account(json!({ "hold_days": 0 })).await?;
    core.send_lines(&[payout(&account, "P-1", "12.80")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    lin.send_and_book(&account, BankStatement::opening(100_000).out("P-1", 1_280).bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let proposed = lin.propose_closing(&account, DAY).await?;
    assert!(receiver.taken().is_empty(), "what is only proposed moves nothing");
    wu.approve_closing(&account, DAY).await?;
    receiver.wait_for(1).await;

    let event = receiver.events()?.into_iter().next().context("an event")?;
    assert_eq!(event.occurrence.event_type(), EventType::DayClosed);
    let Occurrence::DayClosed(told) = &event.occurrence else { panic!("{event:?}") };
    assert_eq!((told.account.as_str(), told.date.to_string().as_str()), (account.as_str(), DAY));
    assert_eq!((told.opening.minor(), told.movement.net_minor(), told.closing.minor()), (100_000, -1_280, 98_720));
    assert_eq!((told.maker.as_str(), told.checker.as_str()), (proposed.closings[0].maker.as_str(), "wu"));
    assert_eq!(told.binds_to, proposed.seen, "what was approved is what was proposed");
    let sent = &receiver.taken()[0];
    assert!(["webhook-id", "webhook-timestamp", "webhook-signature"].iter().all(|name| !sent.header(name).is_empty()));
    Ok(())
}
