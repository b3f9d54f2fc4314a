//! The stub channel beside the desk, and profiles that name it.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use server::channels::built_in;
use shared::channel::{ApiRole, ChannelProfile, FollowUp};
use stub_channel::Stub;
use tests::Engine;
use tokio::net::TcpListener;

use super::bench::Bench;

/// How many seconds a channel has that answers: all that a profile may give, for the machine may be busy with other tests.
pub const PATIENCE: i64 = 30;

/// The stub, listening.
pub async fn listening() -> Result<(Arc<Stub>, SocketAddr)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let stub = Arc::new(Stub::new(1));
    tokio::spawn(Arc::clone(&stub).serve(listener));
    Ok((stub, address))
}

/// The built-in channels, each asking there by its first query API.
pub fn asking(address: SocketAddr, timeout_seconds: i64) -> Vec<ChannelProfile> {
    let mut profiles = built_in();
    for profile in &mut profiles {
        let api = profile.api_of_role(ApiRole::Query).expect("every built-in channel has a query").name.clone();
        // A later version than the built-in one.
        profile.version += 1;
        profile.follow_up = Some(FollowUp {
            url: format!("http://{address}/query"),
            api,
            schedule_minutes: vec![1, 5, 30, 120],
            then_every_minutes: 360,
            timeout_seconds,
        });
        profile.check().expect("a sound profile");
    }
    profiles
}

/// A desk beside the stub.
pub struct Asking {
    /// The desk.
    pub bench: Bench,
    /// The stub.
    pub stub: Arc<Stub>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Asking {
    /// A desk that waits so many seconds for an answer.
    pub async fn on(engine: Engine, timeout_seconds: i64) -> Result<Self> {
        let (stub, address) = listening().await?;
        let bench = Bench::with(engine, asking(address, timeout_seconds)).await?;
        Ok(Self { bench, stub, address })
    }

    /// The cases that somebody is to ask about.
    pub async fn to_be_asked_about(&self) -> Result<Vec<String>> {
        let query = "SELECT subject FROM jobs WHERE kind = 'follow_up_query' ORDER BY subject";
        self.bench.local.texts(query).await.context("the jobs")
    }
}
