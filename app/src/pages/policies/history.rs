//! How the policy came to be as it is.

use leptos::prelude::*;
use shared::api::policies::{PolicyChangeList, PolicyVersionList};
use shared::text::app::policies as text;

use super::differences::Differences;
use super::use_sheet;
use crate::api::use_api;
use crate::components::change::history::{ChangeHistory, Past, Version};
use crate::components::loaded::Reading;
use crate::pages::case::TrailDialog;
use crate::state::language::say_string;

/// The section.
#[component]
pub fn History() -> impl IntoView {
    let (api, sheet) = (use_api(), use_sheet());
    // What was proposed or approved meanwhile belongs here too: the history is read anew with the page.
    let changes = Reading::<PolicyChangeList>::start(move || {
        sheet.reading.value.track();
        api.policy_changes()
    });
    let versions = Reading::<PolicyVersionList>::start(move || {
        sheet.reading.value.track();
        api.policy_versions()
    });
    let past_versions = Signal::derive(move || {
        let list = versions.value.get().map(|list| list.items).unwrap_or_default();
        list.into_iter().map(|it| Version::new(it.policy.version, it.since, it.changed_by, it.change)).collect()
    });
    let past_changes = Signal::derive(move || {
        let list = changes.value.get().map(|list| list.items).unwrap_or_default();
        let past = list.into_iter().map(|view| view.change);
        past.map(|it| Past {
            seq: it.seq,
            maker: it.maker,
            proposed_at: it.proposed_at,
            reason: it.reason,
            state: it.state,
        })
        .collect()
    });
    let differences = Callback::new(move |seq| {
        let found = changes.value.with_untracked(|list| {
            let view = list.as_ref()?.items.iter().find(|view| view.change.seq == seq)?;
            Some(view.differences.clone())
        });
        view! { <Differences items=Signal::stored(found.unwrap_or_default()) /> }.into_any()
    });
    let read = Callback::new(move |number| {
        let found = versions.value.with_untracked(|list| {
            let version = list.as_ref()?.items.iter().find(|version| version.policy.version == number)?;
            Some(version.policy.clone())
        });
        sheet.old.set(found);
    });
    let in_force =
        Signal::derive(move || sheet.reading.value.with(|view| view.as_ref().map(|view| view.policy.version)));
    let is_readable = Signal::derive(move || !sheet.is_drafting());
    view! {
        <ChangeHistory versions=past_versions changes=past_changes in_force is_readable read differences>
            <TrailDialog label=say_string(text::trail) load=move || async move { api.policy_trail().await } />
        </ChangeHistory>
    }
}
