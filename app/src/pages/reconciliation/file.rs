//! One file: what was understood of it, line by line, before anything is booked; or where it is at fault.

mod all_there;
mod decide;
mod faults;
mod lines;
mod next_step;
mod understood;

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::recon::{StatementState, StatementStateName, StatementView};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use super::file_badge::FileBadge;
use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::fact::{Fact, Facts};
use crate::components::loaded::{Loaded, Reading};
use crate::components::time::Time;
use crate::components::title::PageTitle;
use crate::pages::not_found::NotFound;
use crate::state::language::{say, say_string, use_language};
use crate::written;
use decide::Decide;
use faults::Faults;
pub use faults::where_it_is as place_words;
use lines::Lines;
use next_step::NextStep;
use understood::Understood;

/// How often a file that is being read is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The page.
#[component]
pub fn FilePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("file")?.parse::<i64>().ok()));
    view! {
        <Allowed needs=Permission::ReadRecon>
            {move || match id.get() {
                Some(id) => view! { <Page id /> }.into_any(),
                None => view! { <NotFound /> }.into_any(),
            }}
        </Allowed>
    }
}

#[component]
fn Page(id: i64) -> impl IntoView {
    let api = use_api();
    let reading = Reading::<StatementView>::start(move || api.statement(id));
    // What was read anew and is the same replaces nothing.
    let file = Memo::new(move |_| reading.value.get());
    let name = move || reading.value.with(|file| file.as_ref().map(|file| file.name.clone()).unwrap_or_default());
    let is_reading = Memo::new(move |_| {
        reading.value.with(|file| file.as_ref().is_some_and(|it| it.state.name() == StatementStateName::Reading))
    });
    Effect::new(move |_| {
        if is_reading.get()
            && let Ok(timer) = set_interval_with_handle(move || reading.again(), LOOK_EVERY)
        {
            on_cleanup(move || timer.clear());
        }
    });
    view! {
        <PageTitle title=Signal::derive(name) />
        <div class="page">
            <header class="page__head">
                <h1 class="clip">{name}</h1>
                <p><a href="/reconciliation">{say(text::to_calendar)}</a></p>
            </header>
            <Loaded reading>
                {move || {
                    let done = Callback::new(move |()| reading.again());
                    file.get().map(|file| view! { <Whole file done /> })
                }}
            </Loaded>
        </div>
    }
}

#[component]
fn Whole(file: StatementView, done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let (id, side, actor) = (file.id, file.side, file.received_by.clone());
    let faults = match &file.state {
        StatementState::Refused { faults } if !file.state.is_of_new_shape() => Some(faults.clone()),
        _ => None,
    };
    let doubts = file.statement.as_ref().map(|statement| statement.doubts.clone()).unwrap_or_default();
    let is_booked = file.state.name() == StatementStateName::Booked;
    let has_lines = matches!(file.state.name(), StatementStateName::Read | StatementStateName::Booked);
    view! {
        <div class="recon__file stack stack--loose">
            <div class="cluster">
                <FileBadge state=file.state.clone() />
                <a href=format!("/reconciliation/{}", file.account)>{file.account.to_string()}</a>
                <span class="muted">{move || side.text(language.get())}</span>
                <a class="push" href=format!("/api/v1/statements/{id}/content") download=file.name.clone() rel="external">
                    {say(text::original)}
                </a>
            </div>
            {file.state.is_of_new_shape().then(|| view! {
                <div>
                    <h2>{say(text::new_shape_title)}</h2>
                    <p>{say(text::new_shape_intro)}</p>
                </div>
            })}
            <NextStep file=file.clone() />
            {faults.map(|faults| view! { <Faults faults title=text::faults_title intro=text::faults_intro /> })}
            {(!doubts.is_empty())
                .then(|| view! { <Faults faults=doubts title=text::doubts_title intro=text::doubts_intro /> })}
            <Decide file=file.clone() done />
            {file.statement.clone().map(|statement| view! { <Understood id account=file.account.clone() statement is_booked /> })}
            <Facts title=say_string(text::column_name)>
                <Fact label=say_string(text::received_by)>
                    {move || written::actor(&actor, language.get())} " · " <Time at=file.received_at />
                </Fact>
                <Fact label=say_string(text::size)>{written::size(file.size_bytes)}</Fact>
                <Fact label=say_string(text::digest)><code class="small">{file.sha256.to_string()}</code></Fact>
            </Facts>
            {has_lines.then(|| view! { <Lines id /> })}
        </div>
    }
}
