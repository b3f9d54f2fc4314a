//! Where the reader is signed in; any session can be ended.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::session::SessionRow;
use shared::text::Lang;
use shared::text::app::account as text;

use crate::api::use_api;
use crate::components::badge::{Badge, Meaning};
use crate::components::button::Button;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::time::Time;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// A browser and its system, as far as the name it gives tells.
fn browser(agent: Option<&str>, lang: Lang) -> String {
    let agent = agent.unwrap_or_default();
    let first =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let name = first(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = first(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    let parts: Vec<&str> = name.into_iter().chain(system).collect();
    if parts.is_empty() { text::unknown_browser(lang).to_owned() } else { parts.join(" · ") }
}

/// The list.
#[component]
pub fn Sessions() -> impl IntoView {
    let api = use_api();
    let reading = Reading::start(move || api.sessions());
    let rows = move || reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let again = Callback::new(move |()| reading.again());
    view! {
        <Loaded reading>
            <ul class="sessions">
                {move || rows().into_iter().map(|session| view! { <Line session again /> }).collect_view()}
            </ul>
        </Loaded>
    }
}

#[component]
fn Line(session: SessionRow, again: Callback<()>) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let agent = StoredValue::new(session.user_agent.clone());
    let name = move || agent.with_value(|agent| browser(agent.as_deref(), language.get()));
    let id = session.id;
    let end = move |()| {
        spawn_local(async move {
            match api.end_session(id).await {
                Ok(()) => {
                    toasts.show(Tone::Done, text::session_ended(language.get_untracked()));
                    again.run(());
                }
                Err(failure) => toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title),
            }
        });
    };
    view! {
        <li class="session">
            <span class="session__words">
                <span class="cluster">
                    <strong title=session.user_agent>{name}</strong>
                    {session.current.then(|| view! { <Badge label=say_string(text::this_session) glyph=Glyph::Check meaning=Meaning::Accent /> })}
                </span>
                <span class="small muted">
                    {session.address.map(|address| format!("{address} · "))} {say(text::started)} " " <Time at=session.started_at /> " · "
                    {say(text::last_seen)} " " <Time at=session.last_seen_at />
                </span>
            </span>
            {(!session.current).then(|| view! { <Button label=say_string(text::end_session) small=true on_press=end /> })}
        </li>
    }
}
