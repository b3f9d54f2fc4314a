//! Step 4 for waiting: until when, and for what.

use chrono::{DateTime, Days, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::WaitRequest;
use shared::text::app::{common, decide as text};

use super::file::use_file;
use crate::components::button::{Button, Weight};
use crate::components::field::{Field, TextArea};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::clock::use_clock;
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// Ten o'clock tomorrow on the reader's wall clock: when statements are safe to have come.
fn tomorrow(now: DateTime<Utc>) -> DateTime<Utc> {
    let day = written::local(now).date() + Days::new(1);
    day.and_hms_opt(10, 0, 0).map_or(now, written::from_local)
}

/// The form.
#[component]
pub fn KeepWaiting() -> impl IntoView {
    let (file, language, toasts, clock) = (use_file(), use_language(), use_toasts(), use_clock());
    let until = RwSignal::new(written::for_input(clock.now() + TimeDelta::minutes(30)));
    let reason = file.reason;
    let failure = RwSignal::new(None::<Failure>);
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let chosen = Memo::new(move |_| until.with(|until| written::from_input(until)));
    file.see();
    let send = move |()| {
        tried.set(true);
        let reason = reason.get_untracked().trim().to_owned();
        let Some(until) = chosen.get_untracked().filter(|until| *until > clock.now()) else { return };
        if reason.is_empty() {
            return;
        }
        let request = WaitRequest { version: file.seen(), until, reason };
        busy.set(true);
        spawn_local(async move {
            let answer = file.act(file.api.wait(file.number, &request)).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    file.chosen.set(None);
                    toasts.show(Tone::Done, text::wait_toast(language.get_untracked(), &file.number.to_string()));
                }
                Err(error) => {
                    file.see();
                    failure.try_set(Some(error));
                }
            }
        });
    };
    let past = Signal::derive(move || {
        let ahead = chosen.get().is_some_and(|until| until > clock.now());
        (tried.get() && !ahead).then(|| text::wait_past(language.get()).to_owned())
    });
    let no_reason = Signal::derive(move || {
        let empty = reason.with(|reason| reason.trim().is_empty());
        (tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let quick = move |label: Say, at: fn(DateTime<Utc>) -> DateTime<Utc>| {
        view! {
            <button type="button" class="button button--small" on:click=move |_| until.set(written::for_input(at(clock.now())))>
                {say(label)}
            </button>
        }
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <p class="small">{say(text::effect_waits)}</p>
        <div class="cluster">
            {quick(text::wait_minutes_30, |now| now + TimeDelta::minutes(30))}
            {quick(text::wait_hours_2, |now| now + TimeDelta::hours(2))} {quick(text::wait_tomorrow, tomorrow)}
        </div>
        <Field label=say_string(text::wait_until) hint=say_string(text::wait_until_hint) value=until kind="datetime-local" error=past />
        <TextArea label=say_string(text::wait_reason) value=reason error=no_reason />
        <ProblemNotice words />
        <div class="form__actions">
            <Button label=say_string(text::wait_submit) weight=Weight::Primary busy on_press=send />
            <Button label=say_string(common::cancel) on_press=move |()| file.choose_nothing() />
        </div>
    }
}
