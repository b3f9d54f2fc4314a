//! Sends an endpoint what is due to it. There is one such job for each endpoint, so a slow one holds up no other.
//!
//! A call to somebody outside cannot be in a transaction, so it stands between two. What a crash leaves at each step, and
//! who mends it:
//!
//! 1. The event is in the outbox. A crash leaves it there.
//! 2. `TakeDeliveries` has made the job this server's for minutes. A crash leaves the lease; once that has run out, any server
//!    takes the job, at 1.
//! 3. The event was sent. A crash before what came is written down leaves it pending: it is sent again, with the same
//!    identifier, by which the endpoint knows it.
//! 4. `RecordDelivery` has written down what came, and when it is tried again.

use std::sync::Arc;

use chrono::Duration;
use futures::stream::{self, StreamExt, TryStreamExt};
use tokio::time::Instant;

use crate::desk::Desk;
use crate::desk::webhooks::record_delivery::RecordDelivery;
use crate::desk::webhooks::take_deliveries::{TakeDeliveries, Taken};
use crate::error::Error;
use crate::store::{DueDelivery, JobName};
use crate::webhooks::{Message, Sender};

/// How many are sent to one endpoint at once.
const AT_ONCE: usize = 8;
/// After how long a run makes room for those of other endpoints.
const RUN_MAX: std::time::Duration = std::time::Duration::from_secs(20);
/// When the job runs next where nothing is due: it is woken before, once something is.
const IDLE: Duration = Duration::hours(1);

/// Sends what is due; answers when to look again.
pub async fn run(desk: &Arc<Desk>, sender: &Sender, name: &JobName, holder: &str) -> Result<Duration, Error> {
    let started = Instant::now();
    loop {
        let take = TakeDeliveries { name: name.clone(), holder: holder.to_owned() };
        let Some(taken) = desk.execute(take).await? else { return Ok(IDLE) };
        let sent: Vec<_> = taken.due.iter().map(|due| deliver(desk, sender, &name.subject, &taken, due)).collect();
        stream::iter(sent).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        if started.elapsed() > RUN_MAX {
            return Ok(Duration::zero());
        }
    }
}

async fn deliver(
    desk: &Arc<Desk>,
    sender: &Sender,
    endpoint: &str,
    taken: &Taken,
    due: &DueDelivery,
) -> Result<(), Error> {
    let message = Message {
        url: &taken.url,
        id: &due.event_id,
        request_id: hex::encode(&desk.random.bytes()[..8]),
        at: desk.clock.now(),
        payload: &due.payload,
        secrets: &taken.secrets,
    };
    let attempt = sender.send(message).await;
    tracing::debug!(
        endpoint,
        event = due.event_id,
        request_id = attempt.request_id,
        status = attempt.http_status,
        "a webhook was sent"
    );
    desk.execute(RecordDelivery { endpoint: endpoint.to_owned(), delivery: due.seq, attempt }).await
}
