//! Putting a case to wait for the channel, until a time.

use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use shared::api::problem::{FieldCode, FieldProblem};
use shared::audit::Action;
use shared::case::{CaseNumber, Change};
use shared::resolution::Resolution;
use shared::role::Permission;
use shared::text::Lang;

use super::case_file::CaseFile;
use super::resolve_case::allowed;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// How far ahead a case may wait: by then every query window has closed.
const WAIT_DAYS_MAX: i64 = 90;

/// The holder puts a case to wait.
#[derive(Debug)]
pub struct KeepWaiting {
    /// Who.
    pub caller: Caller,
    /// Which case.
    pub number: CaseNumber,
    /// The version that they saw.
    pub version: i64,
    /// Until when.
    pub until: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// The language to refuse in.
    pub lang: Lang,
}

impl Command for KeepWaiting {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkCases)?;
        let user = self.caller.user()?;
        let mut file = CaseFile::open_as_seen(tx, desk, &self.caller, (self.number, self.version)).await?;
        self.check_until(file.now)?;
        allowed(&file, Resolution::KeepWaiting)?;
        let (until, reason) = (self.until, self.reason.clone());
        file.change(&Change::Wait { by: user.to_owned(), until, reason })?;
        file.happened(Action::CaseWaiting, json!({ "until": self.until, "reason": self.reason }));
        file.save(tx).await
    }
}

impl KeepWaiting {
    fn check_until(&self, now: DateTime<Utc>) -> Result<(), Error> {
        let code = match self.until {
            until if until <= now => FieldCode::TooEarly,
            until if until > now + Duration::days(WAIT_DAYS_MAX) => FieldCode::OutOfRange,
            _ => return Ok(()),
        };
        let expected = self.lang.pick("a time within the next 90 days", "应为未来 90 天之内的时间").to_owned();
        Err(Error::fields(vec![FieldProblem { field: "until".to_owned(), code, expected }]))
    }
}
