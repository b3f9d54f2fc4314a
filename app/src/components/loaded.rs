//! Something that is read from the server: bars while it comes, what went wrong if it did not, else what it is.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text::app::common;

use crate::components::problem_notice::ProblemNotice;
use crate::components::skeleton::Skeleton;
use crate::failure::Failure;
use crate::state::connection::use_connection;
use crate::state::language::{say, use_language};

/// What was read, and how to read it again.
#[derive(Debug)]
pub struct Reading<T: Send + Sync + 'static> {
    /// What was read last.
    pub value: RwSignal<Option<T>>,
    failure: RwSignal<Option<Failure>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Reading<T> {}

impl<T: Send + Sync + 'static> Reading<T> {
    /// Reads now, when asked again, and when a lost connection is back.
    pub fn start<F: Future<Output = Result<T, Failure>> + 'static>(read: impl Fn() -> F + 'static) -> Self {
        let reading = Self { value: RwSignal::new(None), failure: RwSignal::new(None), again: RwSignal::new(0) };
        let connection = use_connection();
        let asked = StoredValue::new(0_u32);
        Effect::new(move |_| {
            reading.again.track();
            connection.healed();
            let answer = read();
            let turn = asked.get_value() + 1;
            asked.set_value(turn);
            spawn_local(async move {
                let answer = answer.await;
                // What was asked later counts, whichever answer comes first.
                if asked.try_get_value() != Some(turn) {
                    return;
                }
                match answer {
                    Ok(value) => {
                        reading.value.try_set(Some(value));
                        reading.failure.try_set(None);
                    }
                    // What shows already stays; the banner says that the connection is lost.
                    Err(failure) if reading.value.try_with_untracked(Option::is_none) == Some(true) => {
                        reading.failure.try_set(Some(failure));
                    }
                    Err(_) => {}
                }
            });
        });
        reading
    }

    /// Reads again; what shows stays until the answer comes.
    pub fn again(self) {
        self.again.update(|times| *times += 1);
    }
}

/// Shows what was read, once it was.
#[component]
pub fn Loaded<T: Send + Sync + 'static>(
    /// What is read.
    reading: Reading<T>,
    /// What it looks like.
    children: ChildrenFn,
) -> impl IntoView {
    let language = use_language();
    let words = Signal::derive(move || reading.failure.get().map(|failure| failure.words(language.get())));
    let is_there = Memo::new(move |_| reading.value.with(Option::is_some));
    let is_coming = move || !is_there.get() && reading.failure.with(Option::is_none);
    view! {
        <ProblemNotice words>
            <button type="button" class="link" on:click=move |_| reading.again()>
                {say(common::retry)}
            </button>
        </ProblemNotice>
        <Show when=is_coming>
            <Skeleton lines=6 />
        </Show>
        <Show when=move || is_there.get()>{children()}</Show>
    }
}
