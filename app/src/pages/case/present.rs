//! People on one case see each other: the page says that it is open before the reader, and shows before whom else.

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::presence::{Doing, Present};
use shared::text::app::presence as text;

use super::file::{CaseFile, use_file};
use crate::components::person::Initials;
use crate::state::language::{say, use_language};
use crate::state::session::use_session;
use crate::state::soon::Soon;

/// How often it is said again; the desk forgets after 30 seconds.
const AGAIN_MS: u32 = 10_000;
/// What the reader does is said so long after it changed.
const SAID_AFTER_MS: u32 = 200;

/// Says that the case is open before the reader, for as long as it is and the window shows.
pub fn keep_present(file: CaseFile) {
    let (doing, session) = (doing(file), use_session());
    let say = move || {
        let Some(doing) = doing.try_get_untracked().filter(|_| !document().hidden()) else { return };
        spawn_local(async move {
            // Who else is there is an extra: it is asked again soon.
            if let Ok(view) = file.api.be_present(file.number, doing).await {
                file.present.try_set(view.people);
            }
        });
    };
    let leave = move || {
        if untrack(|| session.reader()).is_none() {
            // Whoever has signed out can say no more.
            return;
        }
        spawn_local(async move {
            // Whoever does not hear of it forgets it by themselves.
            let _ = file.api.leave(file.number).await;
        });
    };
    let soon = Soon::after(SAID_AFTER_MS, say);
    Effect::new(move |_| {
        doing.track();
        soon.ask();
    });
    let shown = move |_: &web_sys::Event| if document().hidden() { leave() } else { say() };
    let held = StoredValue::new_local(Some((
        Interval::new(AGAIN_MS, say),
        EventListener::new(&document(), "visibilitychange", shown),
    )));
    on_cleanup(move || {
        held.set_value(None);
        leave();
    });
}

/// What the reader does, as far as the others want to know.
fn doing(file: CaseFile) -> Memo<Doing> {
    Memo::new(move |_| {
        let decides = file.chosen.with(Option::is_some)
            || file.reason.with(|reason| !reason.is_empty())
            || file.remark.with(|remark| !remark.is_empty());
        match (decides, file.observing.get() || file.noting.get()) {
            (true, _) => Doing::Deciding,
            (false, true) => Doing::Writing,
            (false, false) => Doing::Looking,
        }
    })
}

/// The others who have the case open before them.
#[component]
pub fn Others() -> impl IntoView {
    let (file, session) = (use_file(), use_session());
    let others = Memo::new(move |_| {
        let reader = session.name();
        file.present.with(|people| people.iter().filter(|person| person.name != reader).cloned().collect::<Vec<_>>())
    });
    view! {
        <div class="others no-print" role="status" aria-live="polite">
            <Show when=move || others.with(|others| !others.is_empty())>
                <ul aria-label=say(text::others)>
                    <For each=move || others.get() key=|person| (person.name.clone(), person.doing.name()) let:person>
                        <Other person />
                    </For>
                </ul>
            </Show>
        </div>
    }
}

#[component]
fn Other(person: Present) -> impl IntoView {
    let language = use_language();
    let Present { name, doing } = person;
    let (tone, short): (_, Option<crate::state::language::Say>) = match doing {
        Doing::Looking => ("others__person", None),
        Doing::Writing => ("others__person others__person--busy", Some(text::doing_writing)),
        Doing::Deciding => ("others__person others__person--busy", Some(text::doing_deciding)),
    };
    let whole = {
        let name = name.clone();
        Signal::derive(move || {
            let lang = language.get();
            match doing {
                Doing::Looking => text::other_looking(lang, &name),
                Doing::Writing => text::other_writing(lang, &name),
                Doing::Deciding => text::other_deciding(lang, &name),
            }
        })
    };
    view! {
        <li class=tone title=whole>
            <Initials name=name.clone() />
            <span aria-hidden="true">{name} {short.map(|short| view! { <span class="faint">" "{say(short)}</span> })}</span>
            <span class="unseen">{whole}</span>
        </li>
    }
}
