//! A desk with the demo in it, and its people.

use anyhow::{Context, Result};

use crate::Caller;
use crate::holdfast::{Holdfast, Person, Setup};

/// The desk.
pub struct DemoDesk {
    /// Its server.
    pub holdfast: Holdfast,
    /// The one password of its people.
    password: String,
}

impl DemoDesk {
    /// Starts a server on an empty database and has it filled.
    pub fn start(setup: Setup) -> Result<Self> {
        let holdfast = setup.argument("--demo").start()?;
        let password = password(&holdfast.log())?;
        Ok(Self { holdfast, password })
    }

    /// Somebody of the demo, by the name to sign in with.
    pub fn person(&self, name: &str) -> Person {
        Person { name: name.to_owned(), password: self.password.clone() }
    }

    /// The same, signed in to the API.
    pub async fn caller(&self, name: &str) -> Result<Caller> {
        Caller::signed_in(&self.holdfast.url(""), &self.person(name)).await
    }
}

fn password(log: &str) -> Result<String> {
    let line = log.lines().find_map(|line| line.split_once("with the password "));
    Ok(line.context("no password was printed")?.1.trim().to_owned())
}
