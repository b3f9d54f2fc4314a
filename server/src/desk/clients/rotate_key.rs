//! Giving an API client a new key, while the ones before live on for a while.

use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use shared::actor::Actor;
use shared::api::clients::{NewKeyView, RotateRequest};
use shared::api::problem::{Code, FieldCode};
use shared::audit::Action;
use shared::role::Permission;

use super::read_clients::view;
use crate::auth::key::Key;
use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{KeyRecord, Tx};

const OVERLAP_HOURS_MAX: u32 = 720;

/// Makes a new key.
pub struct RotateKey {
    /// Who asks.
    pub caller: Caller,
    /// For which client.
    pub name: String,
    /// How long the others live on.
    pub rotation: RotateRequest,
}

impl Command for RotateKey {
    type Outcome = NewKeyView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<NewKeyView, Error> {
        self.caller.require(Permission::ManageClients)?;
        let overlap_hours = self.rotation.overlap_hours;
        let mut faults = Faults::default();
        faults.unless(overlap_hours <= OVERLAP_HOURS_MAX, "overlap_hours", FieldCode::OutOfRange);
        faults.refuse()?;
        let client = tx.client_for_update(&self.name).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let now = desk.clock.now();
        let others_end_at = now + Duration::hours(overlap_hours.into());
        let key = make_key(tx, desk, &self.caller, &client.name, Some(others_end_at)).await?;
        tx.expire_keys(&client.name, key.id(), others_end_at).await?;
        Ok(NewKeyView { client: view(tx, client, now).await?, key: key.text() })
    }
}

/// Makes a key, in the transaction at hand. Only the digest of its secret is kept.
pub(super) async fn make_key(
    tx: &mut Tx<'_>,
    desk: &Desk,
    caller: &Caller,
    client: &str,
    others_end_at: Option<DateTime<Utc>>,
) -> Result<Key, Error> {
    let now = desk.clock.now();
    let key = Key::new(&*desk.random);
    let record = KeyRecord {
        id: key.id().to_owned(),
        client: client.to_owned(),
        hash: key.hash().0.to_vec(),
        made_at: now,
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
    };
    tx.insert_key(&record).await?;
    let happening = Happening::of(Action::ClientKeyMade, json!({ "key": key.id(), "others_end_at": others_end_at }));
    trail::record(tx, caller, now, Actor::Client(client.to_owned()), happening).await?;
    Ok(key)
}
