//! Lanes: what waits at the same moment goes to the database together, in one statement or one transaction.
//!
//! Nobody waits for company: whatever waits when the lane is free goes at once. Nothing is sent before it was asked for, so
//! an answer is never older than its question.

use std::future::Future;
use std::sync::{Arc, Weak};

use tokio::sync::{Mutex, mpsc, oneshot};

use super::Desk;
use crate::error::Error;
use crate::store::StoreError;

/// How many may wait before callers wait to hand theirs in.
const WAITING_MAX: usize = 4096;

/// Something that is done for many at once.
pub trait Together: Sized + Send + Sync + 'static {
    /// What one of them asks for.
    type Order: Clone + Send + Sync + 'static;
    /// What becomes of it.
    type Outcome: Send + 'static;
    /// How many go together at most.
    const ORDERS_MAX: usize;

    /// Does it: an outcome for each, in their order. What fails them all is tried again for each by itself.
    fn execute(
        desk: &Arc<Desk>,
        orders: Arc<[Self::Order]>,
    ) -> impl Future<Output = Result<Outcomes<Self>, Error>> + Send;

    /// How many groups may be under way at once.
    fn groups_at_once(desk: &Desk) -> usize;
}

/// An outcome for each order.
pub type Outcomes<T> = Vec<Result<<T as Together>::Outcome, Error>>;

type Waiting<T> = (<T as Together>::Order, oneshot::Sender<Result<<T as Together>::Outcome, Error>>);
type Receiver<T> = Arc<Mutex<mpsc::Receiver<Waiting<T>>>>;

/// The lane that single orders go through.
pub struct Lane<T: Together> {
    sender: mpsc::Sender<Waiting<T>>,
    receiver: Mutex<Option<mpsc::Receiver<Waiting<T>>>>,
}

impl<T: Together> Default for Lane<T> {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        Self { sender, receiver: Mutex::new(Some(receiver)) }
    }
}

impl<T: Together> Lane<T> {
    /// Does it, together with whatever else waits at this moment.
    pub async fn send(&self, desk: &Arc<Desk>, order: T::Order) -> Result<T::Outcome, Error> {
        if let Some(receiver) = self.receiver.lock().await.take() {
            let receiver = Arc::new(Mutex::new(receiver));
            for _ in 0..T::groups_at_once(desk) {
                tokio::spawn(carry::<T>(Arc::downgrade(desk), Arc::clone(&receiver)));
            }
        }
        let (caller, answer) = oneshot::channel();
        self.sender.send((order, caller)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn carry<T: Together>(desk: Weak<Desk>, receiver: Receiver<T>) {
    loop {
        let mut waiting = Vec::new();
        let received = receiver.lock().await.recv_many(&mut waiting, T::ORDERS_MAX).await;
        let Some(desk) = desk.upgrade().filter(|_| received > 0) else { return };
        let (orders, callers): (Vec<_>, Vec<_>) = waiting.into_iter().unzip();
        let outcomes = execute::<T>(&desk, orders.into()).await;
        for (caller, outcome) in callers.into_iter().zip(outcomes) {
            // For a caller that went away it is done all the same.
            let _ = caller.send(outcome);
        }
    }
}

async fn execute<T: Together>(desk: &Arc<Desk>, orders: Arc<[T::Order]>) -> Outcomes<T> {
    match T::execute(desk, Arc::clone(&orders)).await {
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
                outcomes.push(one::<T>(desk, order).await);
            }
            outcomes
        }
    }
}

async fn one<T: Together>(desk: &Arc<Desk>, order: &T::Order) -> Result<T::Outcome, Error> {
    let outcomes = T::execute(desk, [order.clone()].into()).await?;
    outcomes.into_iter().next().unwrap_or_else(|| Err(Error::Internal("an order has no outcome".to_owned())))
}

fn gone() -> Error {
    Error::Store(StoreError::Panicked)
}
