//! Delivering, before the calls: what is due to an endpoint, for whoever holds the job of delivering to it.
//!
//! The rule: only the holder takes, and its lease is longer than the calls, so no other server sends meanwhile.

use chrono::Duration;

use super::delivery_to;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{DueDelivery, Job, JobName, Lease, Tx};
use crate::webhooks::Secret;

/// How many are taken at once: few, so that an endpoint that hangs lets go of the job soon.
const DELIVERIES_MAX: i64 = 16;
/// For how long the job stays with whoever took some: longer than all of them take, and to keep what came.
const LEASE_MINUTES: i64 = 5;

/// Takes what is due.
#[derive(Debug)]
pub struct TakeDeliveries {
    /// The job.
    pub name: JobName,
    /// Who runs it.
    pub holder: String,
}

/// What is to be sent now, and how.
pub struct Taken {
    /// Where to.
    pub url: String,
    /// What to sign with.
    pub secrets: Vec<Secret>,
    /// What to send; each is about another case.
    pub due: Vec<DueDelivery>,
}

impl Command for TakeDeliveries {
    /// Nothing where there is nothing to send, or the job is somebody else's by now.
    type Outcome = Option<Taken>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<Taken>, Error> {
        let job = tx.job_for_update(&self.name).await?;
        let Some(mut job) = job.filter(|job| job.is_leased_by(&self.holder)) else { return Ok(None) };
        let (id, now) = (&self.name.subject, desk.clock.now());
        let endpoint = tx.endpoint(id).await?.filter(|endpoint| endpoint.disabled.is_none());
        let Some(endpoint) = endpoint else { return Ok(None) };
        let due = tx.due_deliveries(id, now, DELIVERIES_MAX).await?;
        if due.is_empty() {
            tx.put_off_held_up(id, now).await?;
            return Ok(None);
        }
        if let Some(lease) = &mut job.lease {
            lease.until = now + Duration::minutes(LEASE_MINUTES);
        }
        tx.update_job(&job).await?;
        let previous = endpoint.previous_secret.filter(|(_, until)| *until > now).map(|(secret, _)| secret);
        let secrets = std::iter::once(endpoint.secret).chain(previous).map(Secret::of).collect();
        Ok(Some(Taken { url: endpoint.url, secrets, due }))
    }
}

/// Takes the job of delivering to one endpoint, whenever it would run next.
#[derive(Debug)]
pub struct ClaimDelivery {
    /// The endpoint.
    pub endpoint: String,
    /// Who runs it.
    pub holder: String,
}

impl Command for ClaimDelivery {
    /// Nothing where somebody has it.
    type Outcome = Option<Job>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<Job>, Error> {
        let job = tx.job_for_update(&delivery_to(&self.endpoint)).await?;
        let Some(mut job) = job.filter(|job| job.lease.is_none()) else { return Ok(None) };
        let until = desk.clock.now() + Duration::minutes(LEASE_MINUTES);
        job.lease = Some(Lease { holder: self.holder.clone(), until });
        tx.update_job(&job).await?;
        Ok(Some(job))
    }
}

/// Has the jobs run whose endpoints have something due: they wait for that, and not for a time.
#[derive(Debug)]
pub struct WakeDeliveries {
    /// The endpoints.
    pub endpoints: Vec<String>,
}

impl Command for WakeDeliveries {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let now = desk.clock.now();
        for endpoint in &self.endpoints {
            let job = tx.job_for_update(&delivery_to(endpoint)).await?;
            // One that runs looks by itself; one that failed waits for its pause to be over.
            if let Some(mut job) = job.filter(|job| job.lease.is_none() && job.failures == 0 && job.run_at > now) {
                job.run_at = now;
                tx.update_job(&job).await?;
            }
        }
        Ok(())
    }
}

impl Desk {
    /// The endpoints to which something is due, whenever their job would run next.
    pub async fn endpoints_behind(&self) -> Result<Vec<String>, Error> {
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let mut behind = Vec::new();
        for endpoint in tx.endpoints().await?.into_iter().filter(|endpoint| endpoint.disabled.is_none()) {
            if !tx.due_deliveries(&endpoint.id, self.clock.now(), 1).await?.is_empty() {
                behind.push(endpoint.id);
            }
        }
        Ok(behind)
    }

    /// The endpoints to which something is due and nobody delivers.
    pub async fn endpoints_to_deliver_to(&self) -> Result<Vec<String>, Error> {
        Ok(self.store.reader().await?.tx().endpoints_with_due_deliveries(self.clock.now()).await?)
    }
}
