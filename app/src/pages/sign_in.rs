//! Signing in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::text::app::sign_in as text;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::entrance::Entrance;
use crate::components::field::Field;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::{Standing, use_session};

/// Where to go after signing in: a page of this app, never another site.
fn destination(next: Option<String>) -> String {
    next.filter(|next| next.starts_with('/') && !next.starts_with("//") && !next.contains('\\'))
        .unwrap_or_else(|| "/".into())
}

/// Puts the focus on a field, once it is there.
fn focus_on(selector: &'static str) {
    request_animation_frame(move || {
        let field = document().query_selector(selector).ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // Fails only for an element that has left the document.
            let _ = field.focus();
        }
    });
}

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    let (api, language, session) = (use_api(), use_language(), use_session());
    let (name, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let query = use_query_map();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if matches!(session.standing(), Standing::In(_)) {
            navigate(&destination(query.with_untracked(|query| query.get("next"))), Default::default());
        }
    });
    focus_on(".entrance .field input");
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api.sign_in(name.get_untracked().trim(), &password.get_untracked()).await;
            busy.set(false);
            if answer.is_err() {
                password.set(String::new());
                focus_on(".entrance input[type=password]");
            }
            failure.set(answer.err());
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Entrance title=say_string(text::title)>
            <form class="form" on:submit=submit>
                <ProblemNotice words />
                <Field label=say_string(text::user_name) value=name autocomplete="username" />
                <Field label=say_string(text::password) value=password kind="password" autocomplete="current-password" />
                <Button label=say_string(text::submit) weight=Weight::Primary submits=true busy on_press=|()| () />
            </form>
            <p class="entrance__foot">{say(text::no_account)}</p>
        </Entrance>
    }
}
