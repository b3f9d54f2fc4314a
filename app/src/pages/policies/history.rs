//! How the policy came to be as it is: its versions, its changes, its trail.

use leptos::prelude::*;
use shared::api::policies::{PolicyChangeList, PolicyVersionList};
use shared::policy::PolicyVersion;
use shared::text::app::{channels as words, policies as text};

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
    // What was proposed or approved meanwhile belongs here too: the history is read anew with the page.
    let changes = Reading::<PolicyChangeList>::start(move || {
        sheet.reading.value.track();
        api.policy_changes()
    });
    let versions = Reading::<PolicyVersionList>::start(move || {
        sheet.reading.value.track();
        api.policy_versions()
    });
    view! {
        <section class="history">
            <header class="cluster">
                <h2>{say(words::history)}</h2>
                <TrailDialog label=say_string(text::trail) load=move || async move { api.policy_trail().await } />
            </header>
            <div class="history__columns">
                <Versions versions />
                <Changes changes />
            </div>
        </section>
    }
}

#[component]
fn Versions(versions: Reading<PolicyVersionList>) -> impl IntoView {
    let items = move || versions.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    view! {
        <div>
            <h3>{say(words::versions)}</h3>
            <ul class="history__list small">
                {move || items().into_iter().map(|version| view! { <Version version /> }).collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn Version(version: PolicyVersion) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let in_force = move || sheet.reading.value.with(|view| view.as_ref().map(|view| view.policy.version));
    let number = version.policy.version;
    let policy = StoredValue::new(version.policy);
    let (by, came) = (version.changed_by, version.change);
    let how = move || match came {
        Some(_) => words::by(language.get(), &written::actor(&by, language.get())),
        None => words::with_program(language.get()).to_owned(),
    };
    view! {
        <li>
            <strong>{move || words::version(language.get(), number)}</strong>
            " "
            <span class="muted">{say(words::since)} " " <Time at=version.since /> " · " {how}</span>
            <Show when=move || in_force() != Some(number) && !sheet.is_drafting()>
                " "
                <Button
                    label=Signal::derive(move || words::read_version(language.get(), number))
                    small=true
                    weight=Weight::Quiet
                    on_press=move |()| sheet.old.set(Some(policy.get_value()))
                />
            </Show>
        </li>
    }
}

#[component]
fn Changes(changes: Reading<PolicyChangeList>) -> impl IntoView {
    let language = use_language();
    let items = move || changes.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    view! {
        <Show when=move || !items().is_empty()>
            <div>
                <h3>{say(words::changes)}</h3>
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
                                                <strong>{move || words::change(language.get(), seq)}</strong>
                                                " "
                                                <span class="muted">
                                                    {move || words::change_by(language.get(), &maker)} " · " <Time at=change.proposed_at /> " · "
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
