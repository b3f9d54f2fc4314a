//! Changing one's password.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::session::PasswordRequest;
use shared::text::app::account as text;

use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::field::Field;
use crate::components::new_password::NewPassword;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The form.
#[component]
pub fn ChangePassword() -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let (current, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (valid, tried, busy) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    // Built anew once it is changed, so that nothing typed stays.
    let round = RwSignal::new(0);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if busy.get_untracked() || !valid.get_untracked() {
            return;
        }
        let request = PasswordRequest { current: current.get_untracked(), new: password.get_untracked() };
        busy.set(true);
        spawn_local(async move {
            let answer = api.change_password(&request).await;
            busy.set(false);
            if answer.is_ok() {
                toasts.show(Tone::Done, text::password_changed(language.get_untracked()));
                current.set(String::new());
                password.set(String::new());
                tried.set(false);
                round.update(|round| *round += 1);
            }
            failure.set(answer.err());
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <form class="form" on:submit=submit>
            <p class="small muted">{say(text::password_intro)}</p>
            <ProblemNotice words />
            <Field label=say_string(text::current_password) value=current kind="password" autocomplete="current-password" />
            {move || {
                round.track();
                view! { <NewPassword password valid tried /> }
            }}
            <div class="form__actions">
                <Button label=say_string(text::change_password) weight=Weight::Primary submits=true busy on_press=|()| () />
            </div>
        </form>
    }
}
