//! Who looks at a case now. That someone looks is for those who look too: it is neither in the trail nor kept.

use chrono::{DateTime, Duration, Utc};
use shared::api::presence::{Doing, PresenceView, Present};
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Who was not seen for so long is not there any more.
const THERE: Duration = Duration::seconds(30);

/// Someone looks at a case.
pub struct BePresent {
    /// Who.
    pub caller: Caller,
    /// At which case.
    pub number: CaseNumber,
    /// What they do.
    pub doing: Doing,
}

impl Command for BePresent {
    type Outcome = PresenceView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<PresenceView, Error> {
        self.caller.require(Permission::ReadCases)?;
        let (user, now) = (self.caller.user()?, desk.clock.now());
        if tx.case_rows(&[self.number], now).await?.is_empty() {
            return Err(Error::refuse(Code::NotFound));
        }
        tx.forget_presence(now - THERE).await?;
        tx.put_presence(self.number, user, self.doing, now).await?;
        let all = present(tx, now).await?;
        let of_case = all.into_iter().find(|view| view.number == self.number);
        Ok(of_case.unwrap_or(PresenceView { number: self.number, people: vec![] }))
    }
}

/// Someone has left a case.
pub struct Leave {
    /// Who.
    pub caller: Caller,
    /// Which case.
    pub number: CaseNumber,
}

impl Command for Leave {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, _: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::ReadCases)?;
        Ok(tx.end_presence(self.number, self.caller.user()?).await?)
    }
}

/// Who looks at which case now, by number.
pub async fn present(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<Vec<PresenceView>, Error> {
    let mut views: Vec<PresenceView> = Vec::new();
    for (number, person) in tx.present(now - THERE).await? {
        match views.last_mut().filter(|view| view.number == number) {
            Some(view) => view.people.push(person),
            None => views.push(PresenceView { number, people: Vec::<Present>::from([person]) }),
        }
    }
    Ok(views)
}
