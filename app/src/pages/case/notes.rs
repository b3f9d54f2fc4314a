//! Notes: what the next person should know.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::NoteRequest;
use shared::api::exceptions::NoteView;
use shared::role::Permission;
use shared::text::app::{case as text, common};

use super::file::use_file;
use crate::components::button::{Button, Weight};
use crate::components::field::TextArea;
use crate::components::icon::Glyph;
use crate::components::person::Person;
use crate::components::problem_notice::ProblemNotice;
use crate::components::time::Time;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;

/// The notes, and a field for one more.
#[component]
pub fn Notes() -> impl IntoView {
    let (file, language, session) = (use_file(), use_language(), use_session());
    let notes = file.memo(|view| view.notes.clone());
    let blocked = Signal::derive(move || {
        (!session.may(Permission::WorkCases)).then(|| text::note_not_yours(language.get()).to_owned())
    });
    view! {
        <section class="fact-list">
            <h2>{say(text::notes)}</h2>
            <p class="small muted" hidden=move || notes.with(|notes| !notes.is_empty())>{say(text::notes_none)}</p>
            <ul class="notes">
                {move || notes.get().into_iter().map(|note| view! { <Note note /> }).collect_view()}
            </ul>
            <div class="no-print">
                <Show
                    when=move || file.noting.get()
                    fallback=move || {
                        view! {
                            <Button label=say_string(text::note_write) small=true glyph=Glyph::Plus blocked on_press=move |()| file.noting.set(true) />
                        }
                    }
                >
                    <NoteForm />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn Note(note: NoteView) -> impl IntoView {
    view! {
        <li class="note">
            <span class="cluster small">
                <Person name=note.author />
                <span class="faint"><Time at=note.written_at /></span>
            </span>
            <p>{note.text}</p>
        </li>
    }
}

#[component]
fn NoteForm() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let typed = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let save = move |()| {
        let request = NoteRequest { text: typed.get_untracked().trim().to_owned() };
        if request.text.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = file.act(file.api.note(file.number, &request)).await;
            busy.set(false);
            match answer {
                Ok(()) => file.noting.set(false),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <div class="stack">
            <ProblemNotice words />
            <TextArea label=say_string(text::note_label) value=typed focused=true />
            <div class="form__actions">
                <Button label=say_string(common::save) weight=Weight::Primary small=true busy on_press=save />
                <Button label=say_string(common::cancel) small=true on_press=move |()| file.noting.set(false) />
            </div>
        </div>
    }
}
