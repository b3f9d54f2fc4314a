//! `holdfast client`: letting other systems in.

use std::sync::Arc;

use clap::{Args, Subcommand};
use shared::api::clients::{NewClientRequest, default_rate};
use shared::role::Scope;

use super::spoken;
use crate::app::open_desk;
use crate::caller::Caller;
use crate::config::Database;
use crate::desk::clients::make_client::MakeClient;

/// What `holdfast client` takes.
#[derive(Subcommand)]
pub enum Client {
    /// Make an API client; prints its key, once
    Create(Create),
}

/// What `holdfast client create` takes.
#[derive(Args)]
pub struct Create {
    /// The client's name: small letters, digits, `.`, `_` and `-`; it never changes
    name: String,
    /// What it may do: exceptions:write, evidence:write, cases:read, postings:write, ledger:write or statements:write; may be given
    /// more than once
    #[arg(long = "scope", value_name = "SCOPE", required = true, value_delimiter = ',', value_parser = scope)]
    scopes: Vec<Scope>,
    /// A network that it may call from, such as 10.0.0.0/8; from anywhere otherwise
    #[arg(long = "from", value_name = "NETWORK", value_delimiter = ',')]
    allowlist: Vec<String>,
    /// How many requests it may make a minute
    #[arg(long, value_name = "REQUESTS", default_value_t = default_rate())]
    rate_per_minute: u32,
    #[command(flatten)]
    database: Database,
}

impl Client {
    /// Does it.
    pub async fn execute(self) -> anyhow::Result<()> {
        let Self::Create(Create { name, scopes, allowlist, rate_per_minute, database }) = self;
        let desk = Arc::new(open_desk(&database).await?);
        let client = NewClientRequest { name, scopes, allowlist, rate_per_minute };
        let made = desk.execute(MakeClient { caller: Caller::command_line(), client }).await.map_err(spoken)?;
        println!("The key of {}, shown this once; send it as `Authorization: Bearer KEY`:", made.client.name);
        println!("{}", made.key);
        Ok(())
    }
}

fn scope(name: &str) -> Result<Scope, String> {
    Scope::from_name(name).ok_or_else(|| Scope::ALL.map(Scope::name).join(", "))
}
