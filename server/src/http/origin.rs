//! From where a request comes, and the name it is given: for the trail, the log and the rate limits.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;
use shared::audit::Origin;
use tokio::time::Instant;
use tracing::Instrument;

use crate::app::App;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The address that a request comes from; absent where it did not come over a network.
#[derive(Clone, Copy, Debug)]
pub struct Address(pub IpAddr);

/// Marks a request that came over TLS, as a trusted proxy says.
#[derive(Clone, Copy, Debug)]
pub struct OverTls;

/// Where the request comes from, as [`name`] found it.
pub fn origin(extensions: &Extensions) -> Origin {
    extensions.get().cloned().unwrap_or_default()
}

/// Middleware: gives the request its identifier and its origin, and writes its line in the log.
pub async fn name(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let request_id = hex::encode(app.desk.random.name());
    let address = address(&request, &app.config.trusted_proxies);
    let origin = Origin { address: address.map(|address| address.to_string()), request_id: Some(request_id.clone()) };
    request.extensions_mut().insert(origin);
    if let Some(address) = address {
        request.extensions_mut().insert(Address(address));
    }
    if is_over_tls(&request, &app.config.trusted_proxies) {
        request.extensions_mut().insert(OverTls);
    }
    let mut response = logged(&request_id, address, request, next).await;
    if let Ok(request_id) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, request_id);
    }
    response
}

/// One line a request. It names the route, not the path: a path may hold a one-time link.
async fn logged(request_id: &str, address: Option<IpAddr>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("", |path| path.as_str()).to_owned();
    let span = tracing::info_span!("request", id = request_id, method = %request.method(), route);
    async move {
        let response = next.run(request).await;
        let status = response.status().as_u16();
        let address = address.map(tracing::field::display);
        let elapsed_ms = began.elapsed().as_millis() as u64;
        // What the browser app is made of is asked for often and says little.
        if route.is_empty() {
            tracing::debug!(status, elapsed_ms, address, "answered");
        } else {
            tracing::info!(status, elapsed_ms, address, "answered");
        }
        response
    }
    .instrument(span)
    .await
}

fn address(request: &Request, trusted: &[IpNet]) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    Some(behind_proxies(peer.ip().to_canonical(), request.headers(), trusted))
}

fn is_over_tls(request: &Request, trusted: &[IpNet]) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical());
    let is_trusted = peer.is_some_and(|peer| trusted.iter().any(|network| network.contains(&peer)));
    is_trusted && request.headers().get(FORWARDED_PROTO).is_some_and(|scheme| scheme == "https")
}

/// The last address that a trusted proxy vouches for. Each proxy appends whom it was called by, so the list is read from
/// its end, for as long as whoever appended is trusted; what stands before that anyone may have written.
fn behind_proxies(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
    let forwarded: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut vouched = peer;
    for entry in forwarded.iter().rev() {
        if !is_trusted(&vouched) {
            break;
        }
        let Ok(address) = entry.parse::<IpAddr>() else { break };
        vouched = address.to_canonical();
    }
    vouched
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_trusted_proxies_say_is_believed() {
        for (peer, forwarded, expected) in [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, nonsense"], "10.0.0.1"),
            ("10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in forwarded {
                headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
            }
            let trusted = ["10.0.0.0/8".parse().unwrap()];
            let found = behind_proxies(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(found.to_string(), expected, "{peer} {forwarded:?}");
        }
    }
}
