//! The desk's way out: what it does by itself as time passes, whom it tells, and the admin who looks after both.

use anyhow::{Result, ensure};
use futures::future::join;
use reqwest::Method;
use shared::api::webhooks::{
    ChangeEndpointRequest, EndpointList, EndpointView, NewEndpointRequest, NewSecretView, RotateSecretRequest,
};
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
        match self.dice.below(5) {
            0 => self.enable_all().await,
            1 => self.rotate(last).await,
            _ => {
                let mood = self.endpoints.receivers[last].change_mood(&mut self.dice);
                self.book.note(format!("a receiver is {mood:?}"));
                Ok(())
            }
        }
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
            self.pass(chrono::Duration::hours(30));
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

/// How often a day and more passes until what failed often is tried again.
const REST_DAYS_MAX: usize = 5;
