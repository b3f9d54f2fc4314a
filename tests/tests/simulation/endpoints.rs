//! The desk's way out: what it does by itself as time passes, whom it tells, and the admin who looks after both.

use anyhow::{Result, ensure};
use futures::future::join;
use reqwest::Method;
use serde_json::Value;
use shared::api::webhooks::{
    ChangeEndpointRequest, DeliveryList, DeliveryView, EndpointList, EndpointView, NewEndpointRequest, NewSecretView,
    ReplayRequest, ReplayedView, RotateSecretRequest,
};
use shared::webhook::DeliveryState;
use tests::caller::{Answer, read};
use tests::{Caller, Database, invariants};

use super::receivers::Receiver;
use super::world::World;

/// The receivers: the first is always well.
pub struct Endpoints {
    receivers: Vec<Receiver>,
}

impl Endpoints {
    /// Two of them, each told of everything.
    pub async fn made_by(root: &Caller) -> Result<Self> {
        let mut receivers = Vec::new();
        for description in ["the ledger", "the merchants' portal"] {
            let mut receiver = Receiver::listening().await?;
            let (url, description) = (receiver.url.clone(), description.to_owned());
            let request = NewEndpointRequest { url, description, event_types: vec![] };
            let made: NewSecretView = root.post("/webhooks", &request).await?;
            receiver.learn(&made.secret)?;
            receiver.id = made.endpoint.id;
            receivers.push(receiver);
        }
        Ok(Self { receivers })
    }

    /// How often something arrived anywhere.
    pub fn arrivals(&self) -> usize {
        self.receivers.iter().map(Receiver::arrivals).sum()
    }

    /// What is wrong with what arrived.
    pub async fn faults(&self, database: &Database) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for receiver in &self.receivers {
            found.extend(receiver.faults(&invariants::outgoing(database, &receiver.id).await?));
        }
        Ok(found)
    }
}

impl World {
    /// The desk does what is due: two runners at once, as on two servers.
    pub async fn run_jobs(&mut self) -> Result<()> {
        let (one, other) = join(self.runners[0].run_due(), self.runners[1].run_due()).await;
        for done in [one, other] {
            ensure!(done.is_ok() || self.sabotage.is_on(), "jobs: {done:?}");
        }
        self.book.note(format!("the desk did what was due; {} deliveries so far", self.endpoints.arrivals()));
        Ok(())
    }

    /// The other receiver changes its mood, or the admin looks after the endpoints.
    pub async fn administer(&mut self) -> Result<()> {
        let last = self.endpoints.receivers.len() - 1;
        match self.dice.below(8) {
            0 => self.enable_all().await,
            1 => self.rotate(last).await,
            2..5 => self.replay_some().await,
            _ => {
                let mood = self.endpoints.receivers[last].change_mood(&mut self.dice);
                self.book.note(format!("a receiver is {mood:?}"));
                Ok(())
            }
        }
    }

    /// The admin has some of what an endpoint was sent sent anew: one event, or all of some time.
    async fn replay_some(&mut self) -> Result<()> {
        let index = self.dice.below(self.endpoints.receivers.len() as u64) as usize;
        let endpoint = self.endpoints.receivers[index].id.clone();
        let list: Answer<DeliveryList> =
            self.root().await?.get(&format!("/webhooks/{endpoint}/deliveries?limit=100")).await;
        let Some(list) = self.judged("the admin looks at deliveries", list)? else { return Ok(()) };
        if list.items.is_empty() {
            return Ok(());
        }
        let one = self.dice.one_of(&list.items).clone();
        let other = self.dice.one_of(&list.items).clone();
        let (replayed, asked) = if self.dice.once_in(2) {
            let path = format!("/webhooks/{endpoint}/deliveries/{}/replay", one.id);
            let answer: Answer<DeliveryView> = self.root().await?.post(&path, &Value::Null).await;
            (vec![one], self.judged("the admin has an event sent anew", answer)?.map(|_| None))
        } else {
            let (from, until) = (one.happened_at.min(other.happened_at), one.happened_at.max(other.happened_at));
            // Of what happened at the same moment as the last of the page there may be more than it shows.
            let oldest = list.next.as_ref().and_then(|_| list.items.last()).map(|delivery| delivery.happened_at);
            if from == until || oldest.is_some_and(|oldest| from <= oldest) {
                return Ok(());
            }
            let range = ReplayRequest { from, until };
            let answer: Answer<ReplayedView> =
                self.root().await?.post(&format!("/webhooks/{endpoint}/replay"), &range).await;
            let within = |delivery: &DeliveryView| (from..until).contains(&delivery.happened_at);
            let said = self.judged("the admin has a time sent anew", answer)?;
            (list.items.into_iter().filter(within).collect(), said.map(|said| Some(said.replayed)))
        };
        let Some(count) = asked else { return Ok(()) };
        // What still waits comes anyway.
        let ended = replayed.into_iter().filter(|delivery| delivery.state != DeliveryState::Pending);
        let mut ended: Vec<DeliveryView> = ended.collect();
        ended.sort_by_key(|delivery| delivery.id);
        ensure!(
            count.is_none_or(|count| count == ended.len() as i64),
            "{count:?} sent anew, and {ended:?} were asked for"
        );
        let subject = |delivery: &DeliveryView| delivery.number.map_or(delivery.event_id.clone(), |it| it.to_string());
        let events = ended.iter().map(|delivery| (subject(delivery), delivery.event_id.clone())).collect();
        self.endpoints.receivers[index].replayed(events);
        Ok(())
    }

    async fn rotate(&mut self, index: usize) -> Result<()> {
        let overlap_hours = if self.dice.once_in(2) { 24 } else { 0 };
        let path = format!("/webhooks/{}/secret", self.endpoints.receivers[index].id);
        let answer: Answer<NewSecretView> =
            self.root().await?.post(&path, &RotateSecretRequest { overlap_hours }).await;
        match self.judged("the admin makes a secret", answer)? {
            Some(made) => self.endpoints.receivers[index].learn(&made.secret),
            None => Ok(()),
        }
    }

    /// The admin enables every endpoint that the desk has given up.
    async fn enable_all(&mut self) -> Result<()> {
        let list: Answer<EndpointList> = self.root().await?.get("/webhooks").await;
        let Some(list) = self.judged("the admin looks", list)? else { return Ok(()) };
        for endpoint in list.items.into_iter().filter(|endpoint| endpoint.disabled.is_some()) {
            let change = ChangeEndpointRequest { disabled: Some(false), ..ChangeEndpointRequest::default() };
            let request = self.root().await?.request(Method::PATCH, &format!("/webhooks/{}", endpoint.id));
            let answer: Answer<EndpointView> = read(request.json(&change).send().await?).await;
            self.judged("the admin enables an endpoint", answer)?;
        }
        Ok(())
    }

    /// Everybody is well, and time passes until nothing is due any more and accounting's time is over.
    pub async fn come_to_rest(&mut self) -> Result<()> {
        self.endpoints.receivers.iter().for_each(Receiver::recover);
        for _ in 0..REST_DAYS_MAX {
            self.pass(chrono::Duration::hours(REST_HOURS));
            self.enable_all().await?;
            self.run_jobs().await?;
            let waits = "SELECT event_id FROM webhook_deliveries WHERE state = 'pending'";
            if self.database().texts(waits).await?.is_empty() {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// More than any policy here gives accounting to answer.
const REST_HOURS: i64 = 50;
/// How often so much time passes until what failed often is tried again.
const REST_DAYS_MAX: usize = 5;
