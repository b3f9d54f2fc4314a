//! How the desk itself asks the channel: when next, whether it does just now, what came last; and asking at once.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exceptions::FollowUpView;
use shared::text::app::{asking as text, case};

use super::file::use_file;
use super::verdict::PieceLink;
use crate::components::button::Button;
use crate::components::icon::{Glyph, Icon};
use crate::components::problem_notice::ProblemNotice;
use crate::components::time::Countdown;
use crate::failure::Failure;
use crate::state::clock::use_clock;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// What the asking is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It asks.
    Asking,
    /// It asks in a moment.
    Due,
    /// It asks then.
    Next(DateTime<Utc>),
    /// It asks when somebody wants to know.
    OnDemand,
}

fn stage(follow_up: &FollowUpView, now: DateTime<Utc>) -> Stage {
    match (follow_up.asking_since, follow_up.next_at) {
        (Some(_), _) => Stage::Asking,
        (None, Some(next_at)) if next_at <= now => Stage::Due,
        (None, Some(next_at)) => Stage::Next(next_at),
        (None, None) => Stage::OnDemand,
    }
}

/// What the asking is at now; nothing where the channel cannot be asked.
fn use_stage() -> Memo<Option<Stage>> {
    let (follow_up, clock) = (use_file().memo(|view| view.follow_up.clone()), use_clock());
    Memo::new(move |_| follow_up.with(|follow_up| Some(stage(follow_up.as_ref()?, clock.every_second()))))
}

#[component]
fn Words(stage: Stage) -> impl IntoView {
    match stage {
        Stage::Asking => view! { <span>{say(text::asking)}</span> }.into_any(),
        Stage::Due => view! { <span>{say(text::due)}</span> }.into_any(),
        Stage::OnDemand => view! { <span>{say(text::on_demand)}</span> }.into_any(),
        Stage::Next(until) => {
            view! { <span>{say(text::next)} " " <strong><Countdown until /></strong></span> }.into_any()
        }
    }
}

/// In deciding: how the asking stands, and the button that asks at once.
#[component]
pub fn Asking() -> impl IntoView {
    let (file, language, toasts) = (use_file(), use_language(), use_toasts());
    let stage = use_stage();
    let last = file.memo(|view| view.follow_up.as_ref().and_then(|follow_up| follow_up.last));
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    let ask = move |()| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = file.act(file.api.query(file.number)).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.show(Tone::Done, text::toast(language.get_untracked()).to_owned());
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    let asking = Signal::derive(move || busy.get() || matches!(stage.get(), Some(Stage::Asking | Stage::Due)));
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Show when=move || stage.get().is_some()>
            <div class="stack no-print">
                <p class="small muted" role="status">
                    {move || stage.get().map(|stage| view! { <Words stage /> })}
                    {move || last.get().map(|seq| view! { " " {say(text::last)} " " <PieceLink seq /> })}
                </p>
                <ProblemNotice words />
                <div class="cluster">
                    <Button label=say_string(text::now) small=true glyph=Glyph::Query busy=asking on_press=ask />
                </div>
            </div>
        </Show>
    }
}

/// In the timeline: the query to come, or the one under way.
#[component]
pub fn NextQuery() -> impl IntoView {
    let stage = use_stage();
    let shown = move || match stage.get()? {
        Stage::Next(until) => Some(view! { <span>{say(case::next_query)}</span> <Countdown until /> }.into_any()),
        Stage::Asking | Stage::Due => Some(view! { <span>{say(text::asking)}</span> }.into_any()),
        Stage::OnDemand => None,
    };
    move || {
        shown().map(|words| {
            view! {
                <li class="timeline__mark timeline__mark--ahead">
                    <Icon glyph=Glyph::Query />
                    {words}
                </li>
            }
        })
    }
}
