//! Who works while something fails: four systems that file, four people, and an auditor who looks afterwards.

use anyhow::Result;
use shared::role::Scope;
use tests::{Caller, Desk};

/// The systems and people, each signed in.
#[derive(Clone)]
pub struct Callers {
    systems: Vec<Caller>,
    people: Vec<Caller>,
    /// Reads everything.
    pub auditor: Caller,
}

impl Callers {
    /// Those of a desk.
    pub async fn of(desk: &Desk) -> Result<Self> {
        let names = ["core-1", "core-2", "core-3", "core-4"];
        let systems = names.iter().map(|name| desk.system(name, &Scope::ALL)).collect::<Result<_>>()?;
        let people = vec![desk.lin().await?, desk.mei().await?, desk.wu().await?, desk.zhao().await?];
        Ok(Self { systems, people, auditor: desk.gu().await? })
    }

    /// The same at another server on the same database.
    pub fn at(&self, base: &str) -> Self {
        let there = |callers: &[Caller]| callers.iter().map(|caller| caller.at(base)).collect();
        Self { systems: there(&self.systems), people: there(&self.people), auditor: self.auditor.at(base) }
    }

    /// A system for that worker.
    pub fn system(&self, worker: usize) -> &Caller {
        &self.systems[worker % self.systems.len()]
    }

    /// A person for that worker.
    pub fn person(&self, worker: usize) -> &Caller {
        &self.people[worker / self.systems.len() % self.people.len()]
    }
}
