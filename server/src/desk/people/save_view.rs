//! A person's saved views of the queue. They concern nobody else, so they are not in the trail.

use shared::api::problem::{Code, FieldCode};
use shared::api::views::{SavedView, SavedViewList};

use crate::caller::Caller;
use crate::desk::faults::Faults;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

const VIEWS_MAX: usize = 50;
const QUERY_CHARACTERS_MAX: usize = 1000;

impl Desk {
    /// The caller's views, by name.
    pub async fn saved_views(&self, caller: &Caller) -> Result<SavedViewList, Error> {
        Ok(SavedViewList { items: self.store.reader().await?.tx().saved_views(caller.user()?).await? })
    }
}

/// Saves a view of the caller's, over what had its name.
pub struct SaveView {
    /// Whose.
    pub caller: Caller,
    /// The view.
    pub view: SavedView,
}

impl Command for SaveView {
    type Outcome = SavedView;

    async fn run(&self, tx: &mut Tx<'_>, _: &Desk) -> Result<SavedView, Error> {
        let (user, view) = (self.caller.user()?, &self.view);
        let mut faults = Faults::default();
        faults.check_line("name", &view.name, 64);
        faults.unless(view.query.chars().count() <= QUERY_CHARACTERS_MAX, "query", FieldCode::TooLong);
        faults.unless(!view.query.chars().any(char::is_control), "query", FieldCode::BadCharacters);
        faults.refuse()?;
        let views = tx.saved_views(user).await?;
        if views.len() >= VIEWS_MAX && views.iter().all(|saved| saved.name != view.name) {
            return Err(Error::field("name", FieldCode::TooMany));
        }
        tx.save_view(user, view).await?;
        Ok(view.clone())
    }
}

/// Forgets a view of the caller's.
pub struct DeleteView {
    /// Whose.
    pub caller: Caller,
    /// The view's name.
    pub name: String,
}

impl Command for DeleteView {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, _: &Desk) -> Result<(), Error> {
        let was_there = tx.delete_view(self.caller.user()?, &self.name).await?;
        if was_there { Ok(()) } else { Err(Error::refuse(Code::NotFound)) }
    }
}
