//! A new password, typed twice.

use leptos::prelude::*;
use shared::text::app::sign_in as text;

use crate::components::field::Field;
use crate::state::language::{say_string, use_language};

/// The shortest that the server takes.
const LENGTH_MIN: usize = 12;

/// Two fields; `valid` says whether both hold the same password, long enough.
#[component]
pub fn NewPassword(
    /// The password.
    password: RwSignal<String>,
    /// Whether it may be sent.
    valid: RwSignal<bool>,
    /// Whether the reader tried to send it; what is wrong shows from then on.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    let language = use_language();
    let again = RwSignal::new(String::new());
    let long_enough = Memo::new(move |_| password.with(|password| password.chars().count() >= LENGTH_MIN));
    let same = Memo::new(move |_| password.with(|password| again.with(|again| password == again)));
    Effect::new(move |_| valid.set(long_enough.get() && same.get()));
    let when = move |wrong: bool, text: &'static str| (tried.get() && wrong).then(|| text.to_owned());
    let too_short = Signal::derive(move || when(!long_enough.get(), text::password_short(language.get())));
    let differ = Signal::derive(move || when(!same.get(), text::passwords_differ(language.get())));
    view! {
        <Field
            label=say_string(text::new_password)
            value=password
            kind="password"
            autocomplete="new-password"
            hint=say_string(text::password_rule)
            error=too_short
        />
        <Field label=say_string(text::password_again) value=again kind="password" autocomplete="new-password" error=differ />
    }
}
