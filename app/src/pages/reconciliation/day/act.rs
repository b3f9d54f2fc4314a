//! Something that a person does with the day: whether it is under way, what went wrong, and that the day is read again.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Shown;
use crate::components::problem_notice::Words;
use crate::failure::Failure;
use crate::state::language::{Language, Say, use_language};
use crate::state::toasts::{Toasts, Tone, use_toasts};

/// What was done last, or is being done.
#[derive(Clone, Copy)]
pub struct Act {
    /// Whether it is under way.
    pub busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    shown: Shown,
    language: Language,
    toasts: Toasts,
}

impl Act {
    /// Nothing yet.
    pub fn on(shown: Shown) -> Self {
        let (busy, failure) = (RwSignal::new(false), RwSignal::new(None));
        Self { busy, failure, shown, language: use_language(), toasts: use_toasts() }
    }

    /// What went wrong.
    pub fn words(self) -> Signal<Option<Words>> {
        Signal::derive(move || self.failure.get().map(|failure| failure.words(self.language.get())))
    }

    /// Forgets what went wrong: something is tried anew.
    pub fn forget(self) {
        self.failure.set(None);
    }

    /// What the server expected of a field.
    pub fn expected(self, field: &str) -> Option<String> {
        self.failure.with(|failure| failure.as_ref().and_then(|failure| failure.expected(field)))
    }

    /// Does it; on success says so, runs `after`, and reads the day again.
    pub fn send<T: 'static>(
        self,
        command: impl Future<Output = Result<T, Failure>> + 'static,
        after: impl FnOnce(T) -> Say + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = command.await;
            self.busy.try_set(false);
            match answer {
                Ok(value) => {
                    let toast = after(value);
                    self.toasts.show(Tone::Done, toast(self.language.get_untracked()).to_owned());
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
            // Whoever was refused sees how it stands now.
            self.shown.reading.again();
        });
    }
}
