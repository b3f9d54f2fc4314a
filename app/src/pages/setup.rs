//! The first visit, or a new password, by a one-time link.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use shared::api::problem::Code;
use shared::api::session::SetupView;
use shared::text::app::sign_in as text;

use crate::api::{Api, use_api};
use crate::components::button::{Button, Weight};
use crate::components::entrance::Entrance;
use crate::components::new_password::NewPassword;
use crate::components::problem_notice::ProblemNotice;
use crate::components::skeleton::Skeleton;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};

/// Asks whom the link is for, then for the password.
#[component]
pub fn Setup() -> impl IntoView {
    let api = use_api();
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let link = RwSignal::new(None::<Result<SetupView, Failure>>);
    let asked = token.clone();
    spawn_local(async move { link.set(Some(api.setup(&asked).await)) });
    let token = StoredValue::new(token);
    view! {
        <Entrance title=say_string(text::setup_title)>
            {move || match link.get() {
                None => view! { <Skeleton lines=3 /> }.into_any(),
                Some(Ok(link)) => view! { <PasswordForm link token=token.get_value() /> }.into_any(),
                Some(Err(failure)) => view! { <DeadLink failure /> }.into_any(),
            }}
        </Entrance>
    }
}

#[component]
fn DeadLink(failure: Failure) -> impl IntoView {
    let language = use_language();
    let is_unknown = failure.code() == Some(Code::NotFound);
    let words = Signal::derive(move || Some(failure.words(language.get())).filter(|_| !is_unknown));
    view! {
        <ProblemNotice words />
        {is_unknown.then(|| view! { <p>{say(text::setup_unknown)}</p> })}
        <p class="entrance__foot">
            <a href="/sign-in">{say(text::title)}</a>
        </p>
    }
}

/// Sets the password and signs in with it.
async fn set_and_enter(api: Api, token: String, name: String, password: String) -> Result<(), Failure> {
    api.set_up(&token, &password).await?;
    api.sign_in(&name, &password).await
}

#[component]
fn PasswordForm(link: SetupView, token: String) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let password = RwSignal::new(String::new());
    let valid = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let (token, name) = (StoredValue::new(token), StoredValue::new(link.name));
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if busy.get_untracked() || !valid.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = set_and_enter(api, token.get_value(), name.get_value(), password.get_untracked()).await;
            busy.set(false);
            match answer {
                Ok(()) => navigate.with_value(|go| go("/", Default::default())),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <p>{move || text::setup_hello(language.get(), &link.display_name)}</p>
        <form class="form" on:submit=submit>
            <ProblemNotice words />
            // For the browser's own keeping of passwords: it files the new one under this name.
            <input class="unseen" type="text" autocomplete="username" readonly tabindex="-1" aria-hidden="true" value=name.get_value() />
            <NewPassword password valid tried />
            <Button label=say_string(text::setup_submit) weight=Weight::Primary submits=true busy on_press=|()| () />
        </form>
    }
}
