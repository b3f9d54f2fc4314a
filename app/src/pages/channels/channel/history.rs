//! How the channel came to be as it is.

use leptos::prelude::*;
use shared::api::channels::{ChangeList, VersionList};
use shared::text::app::channels as text;

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
    let is_described = move || sheet.reading.value.with(|view| view.as_ref().is_some_and(|view| view.since.is_some()));
    // What was approved meanwhile belongs here too: the history is read anew with the page.
    let read = Memo::new(move |_| sheet.reading.value.with(|view| view.as_ref().map(|view| view.profile.version)));
    let changes = Reading::<ChangeList>::start(move || {
        read.get();
        sheet.reading.value.track();
        async move { api.channel_changes(&sheet.id.get_value()).await }
    });
    let versions = Reading::<VersionList>::start(move || {
        read.get();
        async move { api.channel_versions(&sheet.id.get_value()).await }
    });
    let past_versions = Signal::derive(move || {
        let list = versions.value.get().map(|list| list.items).unwrap_or_default();
        list.into_iter().map(|it| Version::new(it.profile.version, it.since, it.changed_by, it.change)).collect()
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
    let read_old = Callback::new(move |number| {
        let found = versions.value.with_untracked(|list| {
            let version = list.as_ref()?.items.iter().find(|version| version.profile.version == number)?;
            Some(version.profile.clone())
        });
        sheet.old.set(found);
    });
    let is_readable = Signal::derive(move || !sheet.is_drafting());
    view! {
        <ChangeHistory versions=past_versions changes=past_changes in_force=read is_readable read=read_old differences>
            <Show when=is_described>
                <TrailDialog
                    label=say_string(text::trail)
                    load=move || async move { api.channel_trail(&sheet.id.get_value()).await }
                />
            </Show>
        </ChangeHistory>
    }
}
