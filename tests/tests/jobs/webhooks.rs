//! Webhooks: what happens to cases is told to other systems, in order for each case, at least once, for days.

mod days;
mod endings;
mod orders;
mod others_verify;
mod reach;
mod receiving;
mod replays;
mod servers;

use anyhow::{Context, Result};
use chrono::Duration;
use server::caller::Caller;
use server::channels::built_in;
use server::desk::webhooks::change_endpoint::ChangeEndpoint;
use server::desk::webhooks::make_endpoint::MakeEndpoint;
use server::desk::webhooks::read_deliveries::DeliveryFilter;
use server::webhooks::Reach;
use shared::api::webhooks::{ChangeEndpointRequest, DeliveryView, EndpointView, NewEndpointRequest, NewSecretView};
use shared::case::CaseNumber;
use shared::role::Role;
use shared::webhook::{Event, EventType};
use tests::payout::{Payout, payout};
use tests::{Engine, Receiver};

use super::bench::Bench;

/// A desk whose channels are asked nothing, with an endpoint, an admin, and somebody who works cases.
pub struct Telling {
    pub bench: Bench,
    pub receiver: Receiver,
    pub root: Caller,
    pub lin: Caller,
    pub made: NewSecretView,
}

impl Telling {
    /// The endpoint is told of all events.
    pub async fn all(engine: Engine) -> Result<Self> {
        Self::of(engine, &[]).await
    }

    /// The endpoint is told of events of these types.
    pub async fn of(engine: Engine, event_types: &[EventType]) -> Result<Self> {
        let bench = Bench::with(engine, built_in()).await?;
        let root = bench.person("root", Role::Admin).await?;
        let lin = bench.person("lin", Role::Operator).await?;
        let receiver = Receiver::listening().await?;
        let made = make(&bench, &root, &receiver.url(), event_types).await?;
        Ok(Self { bench, receiver, root, lin, made })
    }

    pub fn id(&self) -> &str {
        &self.made.endpoint.id
    }

    /// Files a payout; answers its case.
    pub async fn file(&self) -> Result<CaseNumber> {
        self.bench.file(&payout()).await
    }

    /// Files a payout of which nothing has been told yet, and tells it.
    pub async fn file_and_tell(&self, payout: &Payout) -> Result<CaseNumber> {
        let number = self.bench.file(payout).await?;
        self.bench.work().await?;
        Ok(number)
    }

    /// The events that arrived of a case, in order, each as often as it arrived.
    pub fn told_of(&self, number: CaseNumber) -> Result<Vec<Event>> {
        let mut events = self.receiver.events()?;
        events.retain(|event| event.occurrence.case().is_some_and(|case| case.number == number));
        Ok(events)
    }

    /// The types of the events that arrived of a case.
    pub fn types_told_of(&self, number: CaseNumber) -> Result<Vec<EventType>> {
        Ok(self.told_of(number)?.iter().map(|event| event.occurrence.event_type()).collect())
    }

    pub async fn endpoint(&self) -> Result<EndpointView> {
        Ok(self.bench.desk().endpoint(&self.root, self.id()).await?)
    }

    /// The deliveries, the oldest first, each with all its tries.
    pub async fn deliveries(&self) -> Result<Vec<DeliveryView>> {
        let desk = self.bench.desk();
        let mut all = Vec::new();
        for view in desk.deliveries(&self.root, self.id(), &DeliveryFilter::default(), 100).await?.iter().rev() {
            all.push(desk.delivery(&self.root, self.id(), view.id).await?);
        }
        Ok(all)
    }

    pub async fn only_delivery(&self) -> Result<DeliveryView> {
        let mut deliveries = self.deliveries().await?;
        assert_eq!(deliveries.len(), 1, "{deliveries:?}");
        deliveries.pop().context("one")
    }

    pub async fn change(&self, change: ChangeEndpointRequest) -> Result<EndpointView> {
        let (caller, id) = (self.root.clone(), self.id().to_owned());
        Ok(self.bench.desk().execute(ChangeEndpoint { caller, id, change, reach: Reach::Anywhere }).await?)
    }

    pub async fn disable(&self, disabled: bool) -> Result<EndpointView> {
        self.change(ChangeEndpointRequest { disabled: Some(disabled), ..ChangeEndpointRequest::default() }).await
    }

    /// So much time passes, and what is due by then is done.
    pub async fn pass(&self, by: Duration) -> Result<()> {
        self.bench.pass(by).await
    }
}

/// Makes an endpoint there.
pub async fn make(bench: &Bench, root: &Caller, url: &str, event_types: &[EventType]) -> Result<NewSecretView> {
    let endpoint = NewEndpointRequest {
        url: url.to_owned(),
        description: "the ledger".to_owned(),
        event_types: event_types.to_vec(),
    };
    let caller = root.clone();
    Ok(bench.desk().execute(MakeEndpoint { caller, endpoint, reach: Reach::Anywhere }).await?)
}
