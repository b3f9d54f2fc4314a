//! A new secret, and how long the one before signs too.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::webhooks::RotateSecretRequest;
use shared::text::app::{admin, common, webhooks as text};

use super::Endpoints;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::Select;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};

/// The dialog.
#[component]
pub fn Rotate(
    /// Which endpoint.
    id: StoredValue<String>,
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// The page.
    endpoints: Endpoints,
) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let hours = RwSignal::new("24".to_owned());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let rotate = move |()| {
        let request = RotateSecretRequest { overlap_hours: hours.get_untracked().parse().unwrap_or(24) };
        busy.set(true);
        spawn_local(async move {
            let answer = api.rotate_secret(&id.get_value(), &request).await;
            busy.try_set(false);
            match answer {
                Ok(made) => {
                    open.try_set(false);
                    endpoints.made.set(Some(made));
                    endpoints.reading.again();
                }
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    let options = Signal::derive(move || {
        let lang = language.get();
        let named = [("0", text::rotate_now(lang)), ("24", admin::rotate_day(lang)), ("168", admin::rotate_week(lang))];
        named.map(|(hours, words)| (hours.to_owned(), words.to_owned())).to_vec()
    });
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Dialog open title=say_string(text::rotate_title)>
            <div class="form">
                <ProblemNotice words />
                <Select label=say_string(text::rotate_overlap) value=hours options />
                <div class="form__actions">
                    <Button label=say_string(text::rotate) weight=Weight::Primary busy on_press=rotate />
                    <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
                </div>
            </div>
        </Dialog>
    }
}
