//! The reader's own account: their password, where they are signed in, how the keyboard acts.

mod password;
mod sessions;

use leptos::prelude::*;
use shared::text::Text;
use shared::text::app::account as text;

use crate::components::fact::Fact;
use crate::components::field::Check;
use crate::components::title::PageTitle;
use crate::keys::use_keys;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;
use password::ChangePassword;
use sessions::Sessions;
use shared::text::app::admin;

/// The page.
#[component]
pub fn Account() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::title) />
        <div class="page account">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
            </header>
            <Who />
            <section class="panel">
                <h2>{say(text::password)}</h2>
                <ChangePassword />
            </section>
            <section class="panel">
                <h2>{say(text::sessions)}</h2>
                <Sessions />
            </section>
            <section class="panel">
                <h2>{say(text::keyboard)}</h2>
                <Keyboard />
            </section>
        </div>
    }
}

#[component]
fn Who() -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let roles = move || {
        let lang = language.get();
        let roles = session.reader().map(|reader| reader.roles).unwrap_or_default();
        roles.iter().map(|role| role.text(lang)).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <section class="panel">
            <h2>{say(text::who)}</h2>
            <dl>
                <Fact label=say_string(admin::person)>{move || session.reader().map(|reader| reader.display_name)}</Fact>
                <Fact label=say_string(admin::user_name)>{move || session.name()}</Fact>
                <Fact label=say_string(admin::roles)>{roles}</Fact>
            </dl>
        </section>
    }
}

#[component]
fn Keyboard() -> impl IntoView {
    let keys = use_keys();
    view! {
        <div class="stack">
            <Check
                label=say_string(text::single_keys)
                checked=Signal::derive(move || keys.single())
                hint=say_string(text::single_keys_hint)
                on_change=move |on| keys.set_single(on)
            />
            <p class="small muted">{say(text::show_keys)}</p>
        </div>
    }
}
