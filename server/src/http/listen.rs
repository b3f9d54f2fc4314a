//! Connections: how many there may be, how long one may keep the server waiting, and how serving ends.
//!
//! The rule: whoever connects and then says or takes nothing loses the connection; nobody holds one for nothing.

mod stalls;

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt;

use stalls::Stalls;

/// What connections are granted.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many there may be at once; who comes then waits to be accepted.
    pub connections: usize,
    /// How long the head of a request may take to arrive whole: of the first one, and of each next one, counted from the
    /// answer before. So it bounds how long an idle connection is kept, too.
    pub head: Duration,
    /// How long a client may take nothing of an answer.
    pub stall: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        // Beside the files and the database's connections they stay below the 1024 descriptors that a process usually has.
        Self { connections: 768, head: Duration::from_secs(30), stall: Duration::from_secs(30) }
    }
}

/// Serves until `end`; then accepts no more, lets each connection finish the request that it is in, and returns when all
/// have.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, end: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (ending, ended) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut end = pin!(end);
    loop {
        let (stream, address, place) = tokio::select! {
            () = &mut end => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let conversation = converse(stream, address, router.clone(), limits, ended.clone());
        connections.spawn(async move {
            conversation.await;
            drop(place);
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    ending.send_replace(true);
    while connections.join_next().await.is_some() {}
}

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    // Nobody closes the semaphore; if somebody did, nobody more would be accepted.
    let Ok(place) = Arc::clone(places).acquire_owned().await else { return std::future::pending().await };
    if places.available_permits() == 0 {
        tracing::warn!("there is no place for another connection");
    }
    loop {
        match listener.accept().await {
            Ok((stream, address)) => return (stream, address, place),
            // The client is gone already.
            Err(error) if is_of_the_client(error.kind()) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_of_the_client(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

async fn converse(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    limits: Limits,
    mut ended: watch::Receiver<bool>,
) {
    // Answers are written whole; waiting to fill packets would only delay them.
    let _ = stream.set_nodelay(true);
    let service = router.map_request(move |request: Request<_>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        request
    });
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.head);
    let io = TokioIo::new(Stalls::bounded(stream, limits.stall));
    let mut connection = pin!(builder.serve_connection(io, TowerToHyperService::new(service)));
    let asked = async move {
        let _ = ended.wait_for(|ended| *ended).await;
    };
    let served = tokio::select! {
        served = connection.as_mut() => served,
        () = asked => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = served {
        tracing::debug!(%error, %address, "a connection ended early");
    }
}

#[cfg(test)]
mod tests;
