//! Saved mappings: by which tables are read.

use serde_json::json;
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::{MappingList, MappingView, SaveMappingRequest};
use shared::audit::Action;
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::trail::{self, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{MappingRecord, Tx};

/// Saves a mapping.
#[derive(Debug)]
pub struct SaveMapping {
    /// Who asks.
    pub caller: Caller,
    /// Its name.
    pub name: String,
    /// What was seen, and what is to be.
    pub request: SaveMappingRequest,
}

impl Command for SaveMapping {
    type Outcome = MappingView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<MappingView, Error> {
        self.caller.require(Permission::SendStatements)?;
        let mut faults = Faults::default();
        faults.check_name("name", &self.name);
        for lacking in self.request.mapping.faults() {
            faults.unless(false, &format!("mapping.{}", lacking.name()), FieldCode::Conflict);
        }
        faults.refuse()?;
        let before = tx.mapping_for_update(&self.name).await?;
        if before.as_ref().map_or(0, |before| before.version) != self.request.version {
            return Err(Error::refuse(Code::MappingChanged));
        }
        let now = desk.clock.now();
        let record = MappingRecord {
            name: self.name.clone(),
            version: self.request.version + 1,
            mapping: self.request.mapping.clone(),
            updated_at: now,
            updated_by: self.caller.actor.clone(),
        };
        if !tx.save_mapping(&record).await? {
            return Err(Error::refuse(Code::MappingChanged));
        }
        let happening = Happening::of(Action::MappingSaved, json!({ "mapping": record.mapping }));
        let happening = match before {
            Some(before) => happening.from(json!({ "mapping": before.mapping })),
            None => happening,
        };
        trail::record(tx, &self.caller, now, format!("mapping:{}", self.name), happening).await?;
        Ok(view(record))
    }
}

impl Desk {
    /// Every saved mapping.
    pub async fn list_mappings(&self, caller: &Caller) -> Result<MappingList, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut glance = self.store.glance().await?;
        Ok(MappingList { items: glance.tx().mappings().await?.into_iter().map(view).collect() })
    }

    /// A saved mapping.
    pub async fn read_mapping(&self, caller: &Caller, name: &str) -> Result<MappingView, Error> {
        caller.require(Permission::ReadRecon)?;
        let mut glance = self.store.glance().await?;
        glance.tx().mapping(name).await?.map(view).ok_or_else(|| Error::refuse(Code::NotFound))
    }
}

fn view(record: MappingRecord) -> MappingView {
    MappingView {
        name: record.name,
        version: record.version,
        mapping: record.mapping,
        updated_at: record.updated_at,
        updated_by: record.updated_by,
    }
}
