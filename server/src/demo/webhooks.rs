//! The demo's other systems that are told what happens: one that takes everything in, one that is down since yesterday, one
//! that was given up. They listen on this machine, within this server, and end with it.
//!
//! The rule: nothing leaves the machine. Webhooks may go to this one address of it, whatever else the settings refuse.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Result;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use shared::api::webhooks::NewEndpointRequest;
use shared::webhook::EventType;
use tokio::net::TcpListener;

use super::cast::ROOT;
use super::door::{Door, Who};
use crate::app::App;
use crate::channels::follow_up::Line;
use crate::desk::Desk;
use crate::jobs::Runner;
use crate::webhooks::Sender;

/// What tells the demo's own endpoints from any others on this machine.
const PATH: &str = "/demo-receiver/";
/// Since when the risk system is down.
const DOWN_FOR: Duration = Duration::hours(26);
/// How long ago the archive was given up.
const GONE_FOR: Duration = Duration::hours(50);

/// Has the other systems listen, where endpoints say that they do or, on an empty desk, wherever there is room; answers
/// their address. None where their place is taken.
pub async fn listen(app: &App) -> Result<Option<SocketAddr>> {
    let mut reader = app.desk.store.reader().await?;
    let named = reader.tx().endpoints().await?.iter().find_map(|endpoint| port_of(&endpoint.url));
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, named.unwrap_or(0)));
    let Ok(listener) = TcpListener::bind(address).await else {
        println!("The demo's webhooks are not taken in: another program has {address}.");
        return Ok(None);
    };
    let address = listener.local_addr()?;
    let now = app.desk.clock.now();
    let answer = move |Path(system): Path<String>, headers: HeaderMap| async move { answer(&system, &headers, now) };
    let router = Router::new().route(&format!("{PATH}{{system}}"), post(answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(Some(address))
}

/// The port of one of the demo's own endpoints.
fn port_of(url: &str) -> Option<u16> {
    url.strip_prefix("http://127.0.0.1:")?.split_once(PATH)?.0.parse().ok()
}

/// How a system answers what was sent at the time that the headers name.
fn answer(system: &str, headers: &HeaderMap, now: DateTime<Utc>) -> (StatusCode, &'static str) {
    let sent = headers.get("webhook-timestamp").and_then(|value| value.to_str().ok()?.parse().ok());
    let age = sent.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).map_or(Duration::zero(), |at| now - at);
    match system {
        "ledger" => (StatusCode::OK, r#"{"taken":true}"#),
        "risk" if age < DOWN_FOR => (StatusCode::SERVICE_UNAVAILABLE, "风控系统维护中 / down for maintenance"),
        "risk" => (StatusCode::NO_CONTENT, ""),
        "archive" if age < GONE_FOR => (StatusCode::GONE, "this archive is closed"),
        "archive" => (StatusCode::ACCEPTED, ""),
        _ => (StatusCode::NOT_FOUND, ""),
    }
}

/// Makes the endpoints.
pub async fn make(door: &mut Door, address: SocketAddr) -> Result<()> {
    let corrections = EventType::ABOUT_ORDERS.iter().copied();
    let endpoints = [
        (
            "ledger",
            "账务系统 Ledger",
            corrections.chain([EventType::CaseClosed, EventType::DayClosed, EventType::PayAgainRequested]).collect(),
        ),
        ("risk", "风控 Risk", vec![EventType::CaseContradicted, EventType::PayAgainRequested]),
        ("archive", "Archive of the old payout core", vec![EventType::CaseOpened]),
    ];
    for (system, description, event_types) in endpoints {
        let (url, description) = (format!("http://{address}{PATH}{system}"), description.to_owned());
        let request = NewEndpointRequest { url, description, event_types };
        let _: Value = door.post(Who::Person(ROOT.name), "/webhooks", &request).await?;
    }
    Ok(())
}

/// What delivers in the demo: by its clock, and nothing but webhooks. Its channels wait until it serves.
pub fn courier(app: &App, desk: &Arc<Desk>) -> Arc<Runner> {
    Runner::new(Arc::clone(desk), Line::default(), Sender::reaching(app.config.reach()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_demos_own_endpoints_are_listened_for() {
        for (url, port) in [
            ("http://127.0.0.1:4711/demo-receiver/ledger", Some(4711)),
            ("http://127.0.0.1:4711/hooks", None),
            ("https://hooks.example.com:4711/demo-receiver/ledger", None),
        ] {
            assert_eq!(port_of(url), port, "{url}");
        }
    }

    #[test]
    fn a_system_answers_by_when_it_was_told() {
        let now = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        for (system, hours_ago, status) in [
            ("ledger", 100, 200),
            ("risk", 30, 204),
            ("risk", 20, 503),
            ("archive", 60, 202),
            ("archive", 1, 410),
            ("other", 1, 404),
        ] {
            let mut headers = HeaderMap::new();
            let at = (now - Duration::hours(hours_ago)).timestamp();
            headers.insert("webhook-timestamp", at.to_string().parse().unwrap());
            assert_eq!(answer(system, &headers, now).0.as_u16(), status, "{system} {hours_ago}");
        }
    }
}
