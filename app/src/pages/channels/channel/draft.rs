//! The reader's draft of another profile.

use leptos::prelude::*;
use shared::api::channels::ChangeRequest;
use shared::text::Text;

use super::differences::Differences;
use super::use_sheet;
use crate::api::use_api;
use crate::components::change::decide::Outcome;
use crate::components::change::draft::{Draft, DraftBar};
use crate::state::language::use_language;

/// The bar that stays in sight while there is a draft.
#[component]
pub fn ProfileDraft() -> impl IntoView {
    let (api, sheet, language) = (use_api(), use_sheet(), use_language());
    let count = Memo::new(move |_| sheet.differences().len());
    let faults = Signal::derive(move || {
        let faults = sheet.draft.with(|draft| draft.as_ref().map(|draft| draft.faults()).unwrap_or_default());
        faults.iter().map(|found| format!("{}: {}", found.field, found.fault.text(language.get()))).collect()
    });
    let propose = Callback::new(move |reason| -> Outcome {
        let drafted = (untrack(|| sheet.in_force()), sheet.draft.get_untracked());
        Box::pin(async move {
            let (Some(in_force), Some(profile)) = drafted else { return Ok(()) };
            let request = ChangeRequest { base_version: in_force.version, profile, reason };
            api.propose_channel(&request).await.map(drop)
        })
    });
    let differences = move |()| view! { <Differences items=Signal::derive(move || sheet.differences()) /> }.into_any();
    let draft = Draft {
        is_open: Signal::derive(move || sheet.is_drafting()),
        count: count.into(),
        unreadable: Signal::stored(None),
        faults,
        differences: Callback::new(differences),
        propose,
        on_end: Callback::new(move |()| drop(sheet.draft.try_set(None))),
        on_proposed: Callback::new(move |()| sheet.read_again()),
    };
    view! { <DraftBar draft /> }
}
