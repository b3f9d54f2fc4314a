//! A list whose entries are made and changed in a form over it; what making one gives is shown once, in its place.
//!
//! The rule: what was typed stays until the server has taken it.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text::Lang;
use shared::text::app::{admin as text, common};

use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, open_while};
use crate::components::field::to_first_fault;
use crate::components::loaded::Reading;
use crate::components::problem_notice::ProblemNotice;
use crate::components::secret::Secret;
use crate::failure::Failure;
use crate::state::language::{Language, Say, say, say_string, use_language};
use crate::state::toasts::{Toasts, Tone, use_toasts};

/// The list, and what is open over it.
pub struct Register<List: Send + Sync + 'static, Entry: 'static, Made: 'static> {
    /// The list as it was read.
    pub reading: Reading<List>,
    /// The form: of a new entry, or of one that is there.
    pub form: RwSignal<Option<Option<Entry>>>,
    /// What was made just now, with its secret.
    pub made: RwSignal<Option<Made>>,
}

impl<List: Send + Sync, Entry, Made> Clone for Register<List, Entry, Made> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<List: Send + Sync, Entry, Made> Copy for Register<List, Entry, Made> {}

impl<List, Entry, Made> Register<List, Entry, Made>
where
    List: Send + Sync,
    Entry: Clone + Send + Sync,
    Made: Clone + Send + Sync,
{
    /// The list that this reads, with nothing over it.
    pub fn start<F: Future<Output = Result<List, Failure>> + 'static>(read: impl Fn() -> F + 'static) -> Self {
        Self { reading: Reading::start(read), form: RwSignal::new(None), made: RwSignal::new(None) }
    }
}

/// Saving a form: what is wrong with it, and whether it is under way.
#[derive(Clone, Copy)]
pub struct Saving {
    /// Whether it was tried: before, nothing that is missing is named.
    pub tried: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    language: Language,
    toasts: Toasts,
}

impl Saving {
    /// Of a form that was just opened.
    pub fn new() -> Self {
        Self {
            tried: RwSignal::new(false),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            language: use_language(),
            toasts: use_toasts(),
        }
    }

    /// What is wrong with a field: what the page says of it once the form was tried, or what the server expected there.
    pub fn fault(
        self,
        says: impl Fn() -> Option<Say> + Send + Sync + 'static,
        field: &'static str,
    ) -> Signal<Option<String>> {
        Signal::derive(move || {
            let said = self.tried.get().then(&says).flatten().map(|say| say(self.language.get()).to_owned());
            said.or_else(|| self.failure.with(|failure| failure.as_ref().and_then(|failure| failure.expected(field))))
        })
    }

    /// The same for a field that has to be filled in.
    pub fn fault_if_empty(self, value: RwSignal<String>, field: &'static str) -> Signal<Option<String>> {
        self.fault(move || value.with(|value| value.trim().is_empty()).then_some(common::required as Say), field)
    }

    /// Sends what was typed; what that makes is shown once, in the form's place.
    pub fn send<List, Entry, Made>(
        self,
        register: Register<List, Entry, Made>,
        answer: impl Future<Output = Result<Option<Made>, Failure>> + 'static,
    ) where
        List: Send + Sync,
        Entry: Send + Sync,
        Made: Send + Sync,
    {
        self.busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            match answer {
                Ok(made) => {
                    self.toasts.show(Tone::Done, text::saved(self.language.get_untracked()));
                    register.form.set(None);
                    register.made.set(made);
                    register.reading.again();
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
        });
    }
}

/// The dialog with the form of an entry.
#[component]
pub fn EntryDialog<List, Entry, Made>(
    /// The list.
    register: Register<List, Entry, Made>,
    /// What the dialog is called, for a new entry or for one that is there.
    title: fn(Option<&Entry>, Lang) -> String,
    /// The form.
    form: fn(Option<Entry>, Register<List, Entry, Made>) -> AnyView,
) -> impl IntoView
where
    List: Send + Sync + 'static,
    Entry: Clone + Send + Sync + 'static,
    Made: Send + Sync + 'static,
{
    let language = use_language();
    let open = open_while(register.form);
    let title = Signal::derive(move || {
        register.form.with(|entry| title(entry.as_ref().and_then(Option::as_ref), language.get()))
    });
    view! {
        <Dialog open title>
            {move || register.form.get().map(|entry| form(entry, register))}
        </Dialog>
    }
}

/// The frame of a form: what went wrong on top, saving and cancelling below.
#[component]
pub fn EntryForm(
    /// Whether it is of a new entry.
    is_new: bool,
    /// How its saving stands.
    saving: Saving,
    /// Saving it.
    #[prop(into)]
    on_save: Callback<()>,
    /// Leaving it.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let words = Signal::derive(move || saving.failure.get().map(|failure| failure.words(saving.language.get())));
    let label = if is_new { text::create } else { common::save };
    let save = move |()| {
        on_save.run(());
        to_first_fault();
    };
    view! {
        <div class="form">
            <ProblemNotice words />
            {children()}
            <div class="form__actions">
                <Button label=say_string(label) weight=Weight::Primary busy=saving.busy on_press=save />
                <Button label=say_string(common::cancel) on_press=on_cancel />
            </div>
        </div>
    }
}

/// The dialog with what was made just now, for this once.
#[component]
pub fn ShownOnce<Made>(
    /// What was made.
    made: RwSignal<Option<Made>>,
    /// What the dialog is called.
    title: fn(&Made, Lang) -> String,
    /// That it is shown only now.
    once: Say,
    /// The secret.
    secret: fn(&Made) -> String,
    /// What else is to be known of it.
    note: fn(&Made) -> AnyView,
) -> impl IntoView
where
    Made: Clone + Send + Sync + 'static,
{
    let language = use_language();
    let open = open_while(made);
    let title = Signal::derive(move || {
        made.with(|made| made.as_ref().map(|made| title(made, language.get())).unwrap_or_default())
    });
    let shown = move |made: Made| {
        view! {
            <div class="stack">
                <p>{say(once)}</p>
                <Secret text=secret(&made) />
                <p class="small muted">{note(&made)}</p>
                <div class="form__actions">
                    <Button label=say_string(text::done) on_press=move |()| open.set(false) />
                </div>
            </div>
        }
    };
    view! { <Dialog open title>{move || made.get().map(shown)}</Dialog> }
}
