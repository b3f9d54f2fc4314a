//! What a person does with a file: book its lines, read it again by another mapping, or put it aside.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::recon::{BookRequest, DiscardRequest, ReadAgainRequest, StatementStateName, StatementView};
use shared::role::Permission;
use shared::text::app::recon as text;

use super::super::ask::AskReason;
use super::super::mappings::use_mapping_names;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::field::Select;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{Say, say_string, use_language};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};

/// The actions that the file's state has, for who may send files.
#[component]
pub fn Decide(
    /// The file.
    file: StatementView,
    /// What to do once it is decided.
    done: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let is_open = matches!(file.state.name(), StatementStateName::Read | StatementStateName::Refused);
    if !is_open || !untrack(|| session.may(Permission::SendStatements)) {
        return ().into_any();
    }
    view! { <Form file done /> }.into_any()
}

#[component]
fn Form(file: StatementView, done: Callback<()>) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let (failure, busy, discarding) = (RwSignal::new(None::<Failure>), RwSignal::new(false), RwSignal::new(false));
    let (id, version) = (file.id, file.version);
    let can_book = file.state.name() == StatementStateName::Read;
    // Its doubts stand on this page, just above.
    let despite_doubts = file.statement.as_ref().is_some_and(|statement| !statement.doubts.is_empty());
    let book_label: Say = if despite_doubts { text::book_despite } else { text::book };
    let lines = file.statement.as_ref().map_or(0, |statement| statement.sums.count);
    let act = move |toast: Say, command: std::pin::Pin<Box<dyn Future<Output = Result<StatementView, Failure>>>>| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = command.await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.show(Tone::Done, toast(language.get_untracked()).to_owned());
                    discarding.try_set(false);
                    done.run(());
                }
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let book = move |()| {
        act(text::booked_toast, Box::pin(async move { api.book(id, &BookRequest { version, despite_doubts }).await }));
    };
    let discard = move |reason: String| {
        act(text::discarded_toast, Box::pin(async move { api.discard(id, &DiscardRequest { version, reason }).await }));
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <div class="recon__decide stack">
            <ProblemNotice words />
            {can_book.then(|| view! { <p>{move || text::book_what(language.get(), lines)}</p> })}
            <div class="form__actions">
                {can_book
                    .then(|| view! { <Button label=say_string(book_label) weight=Weight::Primary busy on_press=book /> })}
                <Button label=say_string(text::discard) on_press=move |()| discarding.set(true) />
            </div>
            <ReadAgain id version read_by=file.mapping.clone() done />
            <AskReason
                open=discarding
                title=say_string(text::discard)
                what=say_string(text::discard_what)
                yes=say_string(text::discard)
                problem=words
                busy
                on_yes=discard
            />
        </div>
    }
}

/// Reading it again by a saved mapping, where there is one.
#[component]
fn ReadAgain(id: i64, version: i64, read_by: Option<String>, done: Callback<()>) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let (mapping, mappings) = (RwSignal::new(read_by.unwrap_or_default()), use_mapping_names());
    let failure = RwSignal::new(None::<Failure>);
    let options = Signal::derive(move || {
        let none = (String::new(), text::upload_mapping_none(language.get()).to_owned());
        std::iter::once(none).chain(mappings.get().into_iter().map(|name| (name.clone(), name))).collect::<Vec<_>>()
    });
    let read = move |()| {
        let mapping = Some(mapping.get_untracked()).filter(|mapping| !mapping.is_empty());
        spawn_local(async move {
            match api.read_again(id, &ReadAgainRequest { version, mapping }).await {
                Ok(_) => done.run(()),
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Show when=move || mappings.with(|names| !names.is_empty())>
            <div class="stack recon__narrow">
                <ProblemNotice words />
                <Select label=say_string(text::upload_mapping) value=mapping options />
                <div class="form__actions"><Button label=say_string(text::read_again) on_press=read /></div>
            </div>
        </Show>
    }
}
