//! How the channel came to be as it is: its versions, its changes, its trail.

use leptos::prelude::*;
use shared::api::channels::{ChangeList, VersionList};
use shared::text::app::channels as text;

use super::differences::Differences;
use super::use_sheet;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::change_state::state_words;
use crate::components::loaded::Reading;
use crate::components::time::Time;
use crate::pages::case::TrailDialog;
use crate::state::language::{say, say_string, use_language};
use crate::written;

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
    view! {
        <section class="history">
            <header class="cluster">
                <h2>{say(text::history)}</h2>
                <Show when=is_described>
                    <TrailDialog
                        label=say_string(text::trail)
                        load=move || async move { api.channel_trail(&sheet.id.get_value()).await }
                    />
                </Show>
            </header>
            <div class="history__columns">
                <Versions versions />
                <Changes changes />
            </div>
        </section>
    }
}

#[component]
fn Versions(versions: Reading<VersionList>) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let in_force = move || sheet.reading.value.with(|view| view.as_ref().map(|view| view.profile.version));
    let items = move || versions.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    view! {
        <div>
            <h3>{say(text::versions)}</h3>
            <ul class="history__list small">
                {move || {
                    items()
                        .into_iter()
                        .map(|version| {
                            let number = version.profile.version;
                            let profile = StoredValue::new(version.profile);
                            let by = version.changed_by;
                            let came = version.change;
                            let words = move || match came {
                                Some(_) => text::by(language.get(), &written::actor(&by, language.get())),
                                None => text::with_program(language.get()).to_owned(),
                            };
                            view! {
                                <li>
                                    <strong>{move || text::version(language.get(), number)}</strong>
                                    " "
                                    <span class="muted">{say(text::since)} " " <Time at=version.since /> " · " {words}</span>
                                    <Show when=move || in_force() != Some(number) && !sheet.is_drafting()>
                                        " "
                                        <Button
                                            label=Signal::derive(move || text::read_version(language.get(), number))
                                            small=true
                                            weight=Weight::Quiet
                                            on_press=move |()| sheet.old.set(Some(profile.get_value()))
                                        />
                                    </Show>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

#[component]
fn Changes(changes: Reading<ChangeList>) -> impl IntoView {
    let language = use_language();
    let items = move || changes.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    view! {
        <Show when=move || !items().is_empty()>
            <div>
                <h3>{say(text::changes)}</h3>
                <ul class="history__list small">
                    {move || {
                        items()
                            .into_iter()
                            .map(|view| {
                                let (change, differences) = (view.change, view.differences);
                                let (seq, state, maker) = (change.seq, change.state, change.maker);
                                view! {
                                    <li>
                                        <details>
                                            <summary>
                                                <strong>{move || text::change(language.get(), seq)}</strong>
                                                " "
                                                <span class="muted">
                                                    {move || text::change_by(language.get(), &maker)} " · " <Time at=change.proposed_at /> " · "
                                                    {move || state_words(&state, language.get())}
                                                </span>
                                            </summary>
                                            <blockquote>{change.reason}</blockquote>
                                            <Differences items=Signal::stored(differences) />
                                        </details>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </div>
        </Show>
    }
}
