//! Making an API client, with its first key.

use ipnet::IpNet;
use serde_json::json;
use shared::actor::Actor;
use shared::api::clients::{NewClientRequest, NewKeyView};
use shared::api::problem::{Code, FieldCode};
use shared::audit::Action;
use shared::role::{Permission, Scope};

use super::read_clients::view;
use super::rotate_key::make_key;
use crate::auth::allowlist;
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{ClientRecord, Tx};

const NETWORKS_MAX: usize = 100;
const RATE_MAX: u32 = 1_000_000;

/// Makes a client.
pub struct MakeClient {
    /// Who asks.
    pub caller: Caller,
    /// The client.
    pub client: NewClientRequest,
}

impl Command for MakeClient {
    type Outcome = NewKeyView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<NewKeyView, Error> {
        self.caller.require(Permission::ManageClients)?;
        let new = &self.client;
        let mut faults = Faults::default();
        faults.check_name("name", &new.name);
        check_scopes(&mut faults, &new.scopes);
        check_rate(&mut faults, new.rate_per_minute);
        let allowlist = check_allowlist(&mut faults, &new.allowlist);
        faults.refuse()?;
        if tx.client_for_update(&new.name).await?.is_some() {
            return Err(Error::refuse(Code::NameTaken));
        }
        let now = desk.clock.now();
        let client = ClientRecord {
            name: new.name.clone(),
            scopes: in_order(&new.scopes),
            allowlist,
            rate_per_minute: new.rate_per_minute.cast_signed(),
            disabled: false,
            created_at: now,
        };
        tx.insert_client(&client).await?;
        let happening = Happening::of(Action::ClientCreated, standing(&client));
        trail::record(tx, &self.caller, now, Actor::Client(client.name.clone()), happening).await?;
        let key = make_key(tx, desk, &self.caller, &client.name, None).await?;
        Ok(NewKeyView { client: view(tx, client, now).await?, key: key.text() })
    }
}

/// At least one scope.
pub(super) fn check_scopes(faults: &mut Faults, scopes: &[Scope]) {
    faults.unless(!scopes.is_empty(), "scopes", FieldCode::TooShort);
}

/// A rate that means something.
pub(super) fn check_rate(faults: &mut Faults, rate_per_minute: u32) {
    faults.unless((1..=RATE_MAX).contains(&rate_per_minute), "rate_per_minute", FieldCode::OutOfRange);
}

/// Networks that can be read, and not too many.
pub(super) fn check_allowlist(faults: &mut Faults, texts: &[String]) -> Vec<IpNet> {
    faults.unless(texts.len() <= NETWORKS_MAX, "allowlist", FieldCode::TooMany);
    let mut networks = Vec::new();
    for (index, text) in texts.iter().enumerate().take(NETWORKS_MAX) {
        let network = allowlist::read(text);
        faults.unless(network.is_some(), &format!("allowlist[{index}]"), FieldCode::BadAddress);
        networks.extend(network.filter(|network| !networks.contains(network)));
    }
    networks
}

/// Scopes, each once, in the order in which they are shown.
pub(super) fn in_order(scopes: &[Scope]) -> Vec<Scope> {
    Scope::ALL.into_iter().filter(|scope| scopes.contains(scope)).collect()
}

/// What the trail says of a client.
pub(super) fn standing(client: &ClientRecord) -> serde_json::Value {
    json!({
        "scopes": client.scopes,
        "allowlist": client.allowlist,
        "rate_per_minute": client.rate_per_minute,
        "disabled": client.disabled,
    })
}
