//! The settings: each a flag and an environment variable, with a default that serves this machine alone from one file.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use ipnet::IpNet;
use shared::calendar::Calendar;

use crate::calendars;
use crate::outgoing::Origin;
use crate::store::{Store, StoreError};
use crate::webhooks::Reach;

/// What `holdfast serve` is told.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes any that is free
    #[arg(long, env = "HOLDFAST_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The database.
    #[command(flatten)]
    pub database: Database,
    /// How browsers reach the desk.
    #[command(flatten)]
    pub public_address: PublicAddress,
    /// Networks of reverse proxies whose `X-Forwarded-For` is believed, such as `10.0.0.0/8`
    #[arg(long, env = "HOLDFAST_TRUSTED_PROXIES", value_name = "NETWORK", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpNet>,
    /// Where channels' endpoints may be, such as `https://payments.example.com`; anywhere where none is named
    #[arg(long, env = "HOLDFAST_QUERY_ORIGINS", value_name = "ORIGIN", value_delimiter = ',')]
    pub query_origins: Vec<Origin>,
    /// A TOML file with years of working days beside or in place of the built-in ones; see `docs/channels.md`
    #[arg(long, env = "HOLDFAST_WORKING_DAYS", value_name = "FILE", value_parser = calendars::read)]
    pub working_days: Option<Calendar>,
    /// A folder that is watched for statement files, with a folder below it for each channel account; see `docs/reconciliation.md`
    #[arg(long, env = "HOLDFAST_STATEMENTS_FOLDER", value_name = "FOLDER")]
    pub statements_folder: Option<PathBuf>,
    /// Let webhooks go to private networks and to this machine, and without TLS; by default to public addresses over TLS
    #[arg(long, env = "HOLDFAST_WEBHOOKS_ALLOW_PRIVATE")]
    pub webhooks_allow_private: bool,
    /// Send cookies over TLS only, and tell browsers to stay with it; for a desk behind a proxy that ends TLS
    #[arg(long, env = "HOLDFAST_SECURE_COOKIES")]
    pub secure_cookies: bool,
    /// Where the demo's own other systems listen, while this server plays them.
    #[arg(skip)]
    pub demo_receiver: Option<SocketAddr>,
}

impl Config {
    /// How far webhooks may reach.
    pub fn reach(&self) -> Reach {
        match self.demo_receiver {
            _ if self.webhooks_allow_private => Reach::Anywhere,
            Some(receiver) => Reach::PublicAnd(receiver),
            None => Reach::Public,
        }
    }
}

/// How browsers reach the desk, where that is not the address that it listens on.
#[derive(Args, Clone, Debug)]
pub struct PublicAddress {
    /// The address by which browsers reach the desk, such as `https://desk.example.com`; for the links that are printed
    #[arg(long, env = "HOLDFAST_PUBLIC_ADDRESS", value_name = "URL")]
    public_address: Option<String>,
}

impl PublicAddress {
    /// The whole address of a path; behind `otherwise` where no public address is set.
    pub fn link(&self, path: &str, otherwise: &str) -> String {
        let base = self.public_address.as_deref().unwrap_or(otherwise);
        format!("{}{path}", base.trim_end_matches('/'))
    }
}

/// Which database to work on.
#[derive(Args, Clone, Debug)]
pub struct Database {
    /// The database: `sqlite://PATH` or `postgres://…`
    #[arg(
        long = "database",
        env = "DATABASE_URL",
        value_name = "URL",
        default_value = "sqlite://data/holdfast.sqlite",
        hide_env_values = true
    )]
    pub url: String,
}

impl Database {
    /// Opens the database, made where it was not there, and brings its schema up to date.
    pub async fn open(&self) -> Result<Store, StoreError> {
        let store = Store::open(&self.url).await?;
        store.migrate().await?;
        Ok(store)
    }
}
