//! The reader's draft of another policy.

use leptos::prelude::*;
use shared::api::policies::PolicyChangeRequest;
use shared::text::Text;
use shared::text::app::policies as text;

use super::differences::Differences;
use super::use_sheet;
use crate::api::use_api;
use crate::components::change::decide::Outcome;
use crate::components::change::draft::{Draft, DraftBar};
use crate::state::language::use_language;

/// The bar that stays in sight while there is a draft.
#[component]
pub fn PolicyDraft() -> impl IntoView {
    let (api, sheet, language) = (use_api(), use_sheet(), use_language());
    let count = Memo::new(move |_| sheet.differences().len());
    let unreadable = Signal::derive(move || {
        let is_unreadable = sheet.unreadable.with(|wrong| !wrong.is_empty());
        is_unreadable.then(|| text::not_amount(language.get()).to_owned())
    });
    let faults = Signal::derive(move || {
        let Some(draft) = sheet.draft.get() else { return vec![] };
        let mut lines: Vec<String> = Vec::new();
        for found in draft.faults().into_iter().chain(draft.strangers(&sheet.supervisors())) {
            let line = found.fault.text(language.get());
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    });
    let propose = Callback::new(move |reason| -> Outcome {
        let drafted = (untrack(|| sheet.in_force()), sheet.draft.get_untracked());
        Box::pin(async move {
            let (Some(in_force), Some(policy)) = drafted else { return Ok(()) };
            let request = PolicyChangeRequest { base_version: in_force.version, policy, reason };
            api.propose_policy(&request).await.map(drop)
        })
    });
    let differences = move |()| view! { <Differences items=Signal::derive(move || sheet.differences()) /> }.into_any();
    let draft = Draft {
        is_open: Signal::derive(move || sheet.is_drafting()),
        count: count.into(),
        unreadable,
        faults,
        differences: Callback::new(differences),
        propose,
        on_end: Callback::new(move |()| sheet.end_draft()),
        on_proposed: Callback::new(move |()| sheet.read_again()),
    };
    view! { <DraftBar draft /> }
}
