//! A list that is read page by page: what was read so far, and a button for more.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text::app::common;

use crate::components::button::Button;
use crate::components::loaded::Reading;
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// What was read: the items so far, and the cursor of the next page.
type Read<T> = (Vec<T>, Option<String>);

/// The list.
pub struct Pages<T: Send + Sync + 'static> {
    /// How reading it stands.
    pub reading: Reading<Read<T>>,
    more: Callback<()>,
}

impl<T: Send + Sync> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Pages<T> {}

impl<T: Clone + Send + Sync> Pages<T> {
    /// Reads the first page now, and again whenever what `read` looks at changes.
    pub fn start<F>(read: impl Fn(Option<String>) -> F + Copy + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Read<T>, Failure>> + 'static,
    {
        let (language, toasts) = (use_language(), use_toasts());
        let reading = Reading::start(move || read(None));
        let more = Callback::new(move |()| {
            let next = reading.value.with_untracked(|known| known.as_ref().and_then(|(_, next)| next.clone()));
            let answer = untrack(|| read(next));
            spawn_local(async move {
                match answer.await {
                    Ok((items, next)) => {
                        reading.value.try_update(|known| {
                            if let Some(known) = known {
                                known.0.extend(items);
                                known.1 = next;
                            }
                        });
                    }
                    Err(failure) => toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title),
                }
            });
        });
        Self { reading, more }
    }

    /// The items so far.
    pub fn items(self) -> Vec<T> {
        self.reading.value.with(|known| known.as_ref().map(|(items, _)| items.clone()).unwrap_or_default())
    }

    fn has_more(self) -> bool {
        self.reading.value.with(|known| known.as_ref().is_some_and(|(_, next)| next.is_some()))
    }
}

/// The button that reads the next page, while there is one.
#[component]
pub fn More<T: Clone + Send + Sync + 'static>(
    /// The list.
    pages: Pages<T>,
) -> impl IntoView {
    view! {
        <Show when=move || pages.has_more()>
            <div class="form__actions">
                <Button label=say_string(common::show_more) on_press=move |()| pages.more.run(()) />
            </div>
        </Show>
    }
}
