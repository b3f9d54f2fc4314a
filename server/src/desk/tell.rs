//! Telling people something: a notice in the transaction of what happened.

use chrono::{DateTime, Utc};
use shared::actor::Actor;
use shared::api::notices::Notice;
use shared::case::CaseNumber;
use shared::role::Role;

use crate::error::Error;
use crate::store::{NewNotice, Tx, UserRecord};

/// Something that happened, of which people are told.
pub struct News<'a> {
    /// The case, where it is about one.
    pub number: Option<CaseNumber>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: &'a Actor,
    /// What.
    pub notice: Notice,
}

/// Tells people, each once, and whoever acts not at all.
pub async fn tell(tx: &mut Tx<'_>, news: News<'_>, people: &[impl AsRef<str>]) -> Result<(), Error> {
    let mut told: Vec<NewNotice> = Vec::new();
    for person in people.iter().map(AsRef::as_ref) {
        let acts = *news.actor == Actor::User(person.to_owned());
        if !acts && !told.iter().any(|notice| notice.user_name == person) {
            let (number, at, notice) = (news.number, news.at, news.notice.clone());
            told.push(NewNotice { user_name: person.to_owned(), at, number, notice });
        }
    }
    Ok(tx.insert_notices(&told).await?)
}

/// The people who supervise, those aside who may not sign in.
pub async fn supervisors(tx: &mut Tx<'_>) -> Result<Vec<String>, Error> {
    let supervises = |user: &UserRecord| !user.disabled && user.roles.contains(&Role::Supervisor);
    Ok(tx.users().await?.into_iter().filter(supervises).map(|user| user.name).collect())
}
