//! How it came to be as it is: its versions, its changes, its trail.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::actor::Actor;
use shared::channel::ChangeState;
use shared::text::app::channels as text;

use super::state::state_words;
use crate::components::button::{Button, Weight};
use crate::components::time::Time;
use crate::state::language::{say, use_language};
use crate::written;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number.
    pub number: i32,
    /// From when on it was in force.
    pub since: DateTime<Utc>,
    /// Whose approval brought it; nobody's, where it came with the program.
    pub approved_by: Option<Actor>,
}

impl Version {
    /// A version that came so: by a change, or with the program.
    pub fn new(number: i32, since: DateTime<Utc>, changed_by: Actor, change: Option<i32>) -> Self {
        Self { number, since, approved_by: change.map(|_| changed_by) }
    }
}

/// A change, decided or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Its number.
    pub seq: i32,
    /// Who proposed it.
    pub maker: String,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// What became of it.
    pub state: ChangeState,
}

/// The section.
#[component]
pub fn ChangeHistory(
    /// The versions, the newest first.
    #[prop(into)]
    versions: Signal<Vec<Version>>,
    /// The changes, the newest first.
    #[prop(into)]
    changes: Signal<Vec<Past>>,
    /// The version in force, which needs no button to be read.
    #[prop(into)]
    in_force: Signal<Option<i32>>,
    /// Whether an old version can be read just now: not over a draft.
    #[prop(into)]
    is_readable: Signal<bool>,
    /// Shows an old version.
    read: Callback<i32>,
    /// What a change, by its number, changed.
    differences: Callback<i32, AnyView>,
    /// The button that opens the trail.
    children: Children,
) -> impl IntoView {
    let line = move |version| view! { <VersionLine version in_force is_readable read /> };
    view! {
        <section class="history">
            <header class="cluster">
                <h2>{say(text::history)}</h2>
                {children()}
            </header>
            <div class="history__columns">
                <div>
                    <h3>{say(text::versions)}</h3>
                    <ul class="history__list small">{move || versions.get().into_iter().map(line).collect_view()}</ul>
                </div>
                <Show when=move || changes.with(|changes| !changes.is_empty())>
                    <div>
                        <h3>{say(text::changes)}</h3>
                        <ul class="history__list small">
                            {move || changes.get().into_iter().map(|past| view! { <PastChange past differences /> }).collect_view()}
                        </ul>
                    </div>
                </Show>
            </div>
        </section>
    }
}

#[component]
fn VersionLine(
    version: Version,
    in_force: Signal<Option<i32>>,
    is_readable: Signal<bool>,
    read: Callback<i32>,
) -> impl IntoView {
    let language = use_language();
    let Version { number, since, approved_by } = version;
    let how = move || match &approved_by {
        Some(by) => text::by(language.get(), &written::actor(by, language.get())),
        None => text::with_program(language.get()).to_owned(),
    };
    view! {
        <li>
            <strong>{move || text::version(language.get(), number)}</strong>
            " "
            <span class="muted">{say(text::since)} " " <Time at=since /> " · " {how}</span>
            <Show when=move || in_force.get() != Some(number) && is_readable.get()>
                " "
                <Button
                    label=Signal::derive(move || text::read_version(language.get(), number))
                    small=true
                    weight=Weight::Quiet
                    on_press=move |()| read.run(number)
                />
            </Show>
        </li>
    }
}

#[component]
fn PastChange(past: Past, differences: Callback<i32, AnyView>) -> impl IntoView {
    let language = use_language();
    let Past { seq, maker, proposed_at, reason, state } = past;
    view! {
        <li>
            <details>
                <summary>
                    <strong>{move || text::change(language.get(), seq)}</strong>
                    " "
                    <span class="muted">
                        {move || text::change_by(language.get(), &maker)} " · " <Time at=proposed_at /> " · "
                        {move || state_words(&state, language.get())}
                    </span>
                </summary>
                <blockquote>{reason}</blockquote>
                {differences.run(seq)}
            </details>
        </li>
    }
}
