//! Signing in again over the page, when the session has ended while the reader was at work.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text::app::{shell, sign_in as text};

use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::{Standing, use_session};

/// The dialog.
#[component]
pub fn SignInAgain() -> impl IntoView {
    view! {
        <Dialog open=use_session().lapsed() title=say_string(shell::lapsed_title)>
            <Form />
        </Dialog>
    }
}

#[component]
fn Form() -> impl IntoView {
    let (api, language, session) = (use_api(), use_language(), use_session());
    let password = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        spawn_local(async move {
            let answer = api.sign_in(&untrack(|| session.name()), &password.get_untracked()).await;
            busy.try_set(false);
            if let Err(error) = answer {
                failure.try_set(Some(error));
            }
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <form class="form" on:submit=submit>
            <p>{move || shell::lapsed(language.get(), &session.name())}</p>
            <ProblemNotice words />
            <input class="unseen" type="text" autocomplete="username" readonly tabindex="-1" aria-hidden="true" prop:value=move || session.name() />
            <Field label=say_string(text::password) value=password kind="password" autocomplete="current-password" />
            <div class="form__actions">
                <Button label=say_string(text::submit) weight=Weight::Primary submits=true busy on_press=|()| () />
                <button type="button" class="link small" on:click=move |_| session.set(Standing::Out)>
                    {say(shell::lapsed_other)}
                </button>
            </div>
        </form>
    }
}
