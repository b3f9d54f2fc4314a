//! Filings that wait together are sent together: one transaction, one INSERT a table, one commit.
//!
//! Nobody waits for company: whatever waits when the lane is free goes at once.

use std::sync::{Arc, Weak};

use tokio::sync::{Mutex, mpsc, oneshot};

use super::file_exceptions::{FileExceptions, Filed, Order};
use crate::desk::Desk;
use crate::error::Error;
use crate::store::StoreError;

/// How many filings go together at most.
const FILINGS_MAX: usize = 128;
/// How many may wait before callers wait to hand theirs in.
const WAITING_MAX: usize = 4096;

type Waiting = (Order, oneshot::Sender<Result<Filed, Error>>);

/// The lane that single filings go through.
pub struct FilingLane {
    sender: mpsc::Sender<Waiting>,
    receiver: Mutex<Option<mpsc::Receiver<Waiting>>>,
}

impl Default for FilingLane {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        Self { sender, receiver: Mutex::new(Some(receiver)) }
    }
}

impl Desk {
    /// Files one exception, together with whatever else is being filed at this moment.
    pub async fn file_exception(self: &Arc<Self>, order: Order) -> Result<Filed, Error> {
        if let Some(receiver) = self.filing_lane.receiver.lock().await.take() {
            tokio::spawn(carry(Arc::downgrade(self), receiver));
        }
        let (caller, answer) = oneshot::channel();
        self.filing_lane.sender.send((order, caller)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn carry(desk: Weak<Desk>, mut receiver: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::new();
    while receiver.recv_many(&mut waiting, FILINGS_MAX).await > 0 {
        let Some(desk) = desk.upgrade() else { return };
        let (orders, callers): (Vec<_>, Vec<_>) = waiting.drain(..).unzip();
        let outcomes = file(&desk, orders.into()).await;
        for (caller, outcome) in callers.into_iter().zip(outcomes) {
            // A caller that went away has filed all the same.
            let _ = caller.send(outcome);
        }
    }
}

async fn file(desk: &Arc<Desk>, orders: Arc<[Order]>) -> Vec<Result<Filed, Error>> {
    match desk.execute(FileExceptions { orders: Arc::clone(&orders) }).await {
        Ok(outcomes) => outcomes,
        Err(error) if orders.len() == 1 => vec![Err(error)],
        // Each by itself would only wait in vain once more.
        Err(Error::Store(StoreError::Unavailable(error))) => {
            orders.iter().map(|_| Err(StoreError::unavailable(&error).into())).collect()
        }
        // One of them may be what the database refuses: it must not spoil the others.
        Err(_) => {
            let mut outcomes = Vec::with_capacity(orders.len());
            for order in orders.iter() {
                outcomes.push(one(desk, order).await);
            }
            outcomes
        }
    }
}

async fn one(desk: &Arc<Desk>, order: &Order) -> Result<Filed, Error> {
    let outcomes = desk.execute(FileExceptions { orders: [order.clone()].into() }).await?;
    outcomes.into_iter().next().unwrap_or_else(|| Err(Error::Internal("a filing has no outcome".to_owned())))
}

fn gone() -> Error {
    Error::Store(StoreError::Panicked)
}
