//! Sending again all that happened in a time.

use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::webhooks::ReplayRequest;
use shared::text::app::{common, webhooks as text};

use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

fn moment(typed: &str) -> Option<DateTime<Utc>> {
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let wall = forms.into_iter().find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok())?;
    Some(written::from_local(wall))
}

/// The dialog.
#[component]
pub fn Replay(
    /// To which endpoint.
    id: StoredValue<String>,
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// What to do when something is sent again.
    on_change: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let (from, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let send = move |()| {
        tried.set(true);
        let range = untrack(|| moment(&from.get()).zip(moment(&until.get())));
        let Some((from, until)) = range else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = api.replay_deliveries(&id.get_value(), &ReplayRequest { from, until }).await;
            busy.try_set(false);
            match answer {
                Ok(answer) => {
                    toasts.show(Tone::Done, text::replayed(language.get_untracked(), answer.replayed));
                    open.try_set(false);
                    on_change();
                }
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    let fault = move |value: RwSignal<String>, field: &'static str| {
        Signal::derive(move || {
            let is_missing = tried.get() && value.with(|typed| moment(typed).is_none());
            let said = is_missing.then(|| text::replay_no_time(language.get()).to_owned());
            said.or_else(|| failure.with(|failure| failure.as_ref().and_then(|failure| failure.expected(field))))
        })
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Dialog open title=say_string(text::replay)>
            <div class="form">
                <p>{say(text::replay_intro)}</p>
                <ProblemNotice words />
                <Field label=say_string(text::replay_from) kind="datetime-local" value=from error=fault(from, "from") />
                <Field label=say_string(text::replay_until) kind="datetime-local" value=until error=fault(until, "until") />
                <div class="form__actions">
                    <Button label=say_string(text::send_again) weight=Weight::Primary busy on_press=send />
                    <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
                </div>
            </div>
        </Dialog>
    }
}
