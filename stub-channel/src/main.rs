//! `stub-channel --listen 127.0.0.1:8099 --seed 1`: the stub as a program of its own.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Parser;
use stub_channel::Stub;
use tokio::net::TcpListener;

/// Answers status queries as real channels do, misbehaviour included.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8099")]
    listen: SocketAddr,
    /// What decides how orders fare whose number does not say it
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let Arguments { listen, seed } = Arguments::parse();
    let listener = TcpListener::bind(listen).await?;
    println!("listening on http://{}", listener.local_addr()?);
    Arc::new(Stub::new(seed)).serve(listener).await?;
    Ok(())
}
