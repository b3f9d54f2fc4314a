//! `holdfast user`: making people and letting them in, for whoever runs the server.

use std::io::Read;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Subcommand};
use shared::api::users::{NewUserRequest, SetupLinkView};
use shared::role::Role;

use super::spoken;
use crate::app::open_desk;
use crate::auth::password;
use crate::caller::Caller;
use crate::config::{Database, PublicAddress};
use crate::desk::Desk;
use crate::desk::people::make_setup_link::MakeSetupLink;
use crate::desk::people::make_user::{MakeUser, MakeUserWithPassword};

/// What `holdfast user` takes.
#[derive(Subcommand)]
pub enum User {
    /// Make a user; prints a one-time link by which they set their password
    Create(Create),
    /// Make a new one-time link by which a user sets a password
    SetupLink(SetupLink),
}

/// What `holdfast user create` takes.
#[derive(Args)]
pub struct Create {
    /// The user name: small letters, digits, `.`, `_` and `-`; it never changes
    name: String,
    /// A role: operator, supervisor, auditor or admin; may be given more than once
    #[arg(long = "role", value_name = "ROLE", required = true, value_delimiter = ',', value_parser = role)]
    roles: Vec<Role>,
    /// The name to show; the user name otherwise
    #[arg(long, value_name = "NAME")]
    display_name: Option<String>,
    /// Read the password from standard input instead of printing a link
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    address: PublicAddress,
    #[command(flatten)]
    database: Database,
}

/// What `holdfast user setup-link` takes.
#[derive(Args)]
pub struct SetupLink {
    /// The user name
    name: String,
    #[command(flatten)]
    address: PublicAddress,
    #[command(flatten)]
    database: Database,
}

impl User {
    /// Does it.
    pub async fn execute(self) -> anyhow::Result<()> {
        match self {
            Self::Create(create) => create.execute().await,
            Self::SetupLink(link) => link.execute().await,
        }
    }
}

impl Create {
    async fn execute(self) -> anyhow::Result<()> {
        let desk = Arc::new(open_desk(&self.database).await?);
        let display_name = self.display_name.clone().unwrap_or_else(|| self.name.clone());
        let user = NewUserRequest { name: self.name, display_name, roles: self.roles };
        if self.password_stdin {
            return create_with_password(&desk, user).await;
        }
        let made = desk.execute(MakeUser { caller: Caller::command_line(), user }).await.map_err(spoken)?;
        print_link(&made, &self.address);
        Ok(())
    }
}

async fn create_with_password(desk: &Arc<Desk>, user: NewUserRequest) -> anyhow::Result<()> {
    let mut typed = String::new();
    std::io::stdin().read_to_string(&mut typed).context("the password cannot be read")?;
    let typed = typed.trim_end_matches(['\r', '\n']);
    password::require_strong("password", typed, &user.name).map_err(spoken)?;
    let password_hash = password::hash(typed, &*desk.random).await.map_err(spoken)?;
    let command = MakeUserWithPassword { caller: Caller::command_line(), user, password_hash };
    let user = desk.execute(command).await.map_err(spoken)?;
    println!("{} can sign in.", user.name);
    Ok(())
}

impl SetupLink {
    async fn execute(self) -> anyhow::Result<()> {
        let desk = Arc::new(open_desk(&self.database).await?);
        let command = MakeSetupLink { caller: Caller::command_line(), name: self.name };
        let made = desk.execute(command).await.map_err(spoken)?;
        print_link(&made, &self.address);
        Ok(())
    }
}

fn print_link(made: &SetupLinkView, address: &PublicAddress) {
    let (name, until) = (&made.user.name, made.expires_at.format("%Y-%m-%d %H:%M UTC"));
    println!("{name} sets a password here, once, until {until}:");
    println!("{}", address.link(&made.path, ""));
}

fn role(name: &str) -> Result<Role, String> {
    Role::from_name(name).ok_or_else(|| "operator, supervisor, auditor or admin".to_owned())
}
