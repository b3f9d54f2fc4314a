//! Webhooks go to the public Internet alone, unless the desk is told otherwise.

use anyhow::Result;
use server::desk::webhooks::make_endpoint::MakeEndpoint;
use server::error::Error;
use server::webhooks::{Reach, Sender};
use shared::api::problem::FieldCode;
use shared::api::webhooks::NewEndpointRequest;
use shared::webhook::{DeliveryState, Failure};
use tests::payout::payout;
use tests::{Engine, on_both_engines};

use super::Telling;

on_both_engines! {
    alone: a_private_address_is_refused_when_it_is_written_down, an_address_that_became_private_is_not_called;
}

async fn a_private_address_is_refused_when_it_is_written_down(engine: Engine) -> Result<()> {
    let there = Telling::all(engine).await?;
    for (url, expected) in [
        ("https://127.0.0.1/hooks", FieldCode::PrivateAddress),
        ("https://169.254.169.254/latest/meta-data", FieldCode::PrivateAddress),
        ("https://[fd00::1]/", FieldCode::PrivateAddress),
        ("https://localhost/", FieldCode::PrivateAddress),
        ("http://example.com/", FieldCode::BadUrl),
    ] {
        let endpoint = NewEndpointRequest { url: url.to_owned(), description: "x".to_owned(), event_types: vec![] };
        let make = MakeEndpoint { caller: there.root.clone(), endpoint, reach: Reach::Public };
        let Err(Error::Refused(refused)) = there.bench.desk().execute(make).await else { panic!("{url} is taken") };
        let faults: Vec<_> = refused.errors.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(faults, [("url", expected)], "{url}");
    }
    Ok(())
}

async fn an_address_that_became_private_is_not_called(engine: Engine) -> Result<()> {
    // Made while it was allowed; the server that delivers is not to reach there.
    let there = Telling::all(engine).await?;
    let bound = there.bench.beside_reaching(Sender::reaching(Reach::Public)).await?;
    there.bench.file(&payout()).await?;
    bound.run_due().await?;
    assert_eq!(there.receiver.taken().len(), 0);
    let delivery = there.only_delivery().await?;
    assert_eq!(delivery.state, DeliveryState::Pending);
    assert_eq!(delivery.attempts[0].failure, Some(Failure::AddressRefused));
    assert_eq!(delivery.attempts[0].http_status, None);
    Ok(())
}
