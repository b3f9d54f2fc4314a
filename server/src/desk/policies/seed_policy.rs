//! The policy that comes with the program, put into force where there is none.

use serde_json::json;
use shared::audit::Action;
use shared::policy::{Policy, PolicyVersion};

use super::SUBJECT;
use crate::caller::Caller;
use crate::desk::trail::{Happening, record};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Puts the built-in policy into force. Every start does this; two servers that start at once do it once.
pub struct SeedPolicy;

impl Command for SeedPolicy {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        if tx.policy_in_force().await?.is_some() {
            return Ok(());
        }
        let caller = Caller::nobody();
        let (policy, since) = (Policy::built_in(), desk.clock.now());
        let version = PolicyVersion { policy, since, changed_by: caller.actor.clone(), change: None };
        // Another server that is first takes the number: then this is run again, and finds it done.
        tx.insert_policy_version(&version).await?;
        record(tx, &caller, since, SUBJECT, Happening::of(Action::PolicyInForce, json!(version.policy))).await
    }
}
