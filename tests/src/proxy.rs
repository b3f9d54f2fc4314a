//! A plain reverse proxy: each request goes to the next server in turn, as a load balancer without any memory does it.
//! A server that takes no connection is passed over.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Result;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Request, Response, StatusCode, Uri, request};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The largest body that goes through, in bytes.
const BODY_BYTES_MAX: usize = 64 << 20;

/// A running proxy. It ends when this is dropped.
pub struct Proxy {
    address: String,
    servers: Arc<Servers>,
    serving: JoinHandle<()>,
}

struct Servers {
    addresses: RwLock<Vec<String>>,
    turn: AtomicUsize,
    client: Client<HttpConnector, Body>,
}

impl Proxy {
    /// A proxy in front of the servers at these addresses.
    pub async fn before(addresses: Vec<String>) -> Result<Self> {
        let servers = Arc::new(Servers {
            addresses: RwLock::new(addresses),
            turn: AtomicUsize::new(0),
            client: Client::builder(TokioExecutor::new()).build_http(),
        });
        let router = Router::new().fallback(forward).with_state(Arc::clone(&servers));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let serving = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, servers, serving })
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Goes to these servers from now on.
    pub fn now_before(&self, addresses: Vec<String>) {
        *self.servers.addresses.write().unwrap_or_else(PoisonError::into_inner) = addresses;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Servers {
    /// The addresses, beginning with whose turn it is.
    fn in_turn(&self) -> Vec<String> {
        let mut addresses = self.addresses.read().unwrap_or_else(PoisonError::into_inner).clone();
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % addresses.len().max(1);
        addresses.rotate_left(turn);
        addresses
    }
}

async fn forward(State(servers): State<Arc<Servers>>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_BYTES_MAX).await else { return failed(StatusCode::BAD_REQUEST) };
    for address in servers.in_turn() {
        let Some(request) = request_to(&address, &head, &body) else { return failed(StatusCode::BAD_REQUEST) };
        match servers.client.request(request).await {
            Ok(response) => return response.map(Body::new),
            // It was not sent.
            Err(error) if error.is_connect() => {}
            // Nobody knows what became of it; sending it again is for whoever sent it.
            Err(_) => return failed(StatusCode::BAD_GATEWAY),
        }
    }
    failed(StatusCode::BAD_GATEWAY)
}

fn request_to(address: &str, head: &request::Parts, body: &Bytes) -> Option<Request<Body>> {
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    let uri: Uri = format!("{address}{path}").parse().ok()?;
    let mut request = Request::builder().method(head.method.clone()).uri(uri).body(Body::from(body.clone())).ok()?;
    *request.headers_mut() = head.headers.clone();
    Some(request)
}

fn failed(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
