//! Recording what a person saw: a look at the channel's portal, or a document. What is typed stays when the dialog closes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::{ObservationKind, ObservationRequest};
use shared::case::State;
use shared::evidence::{Shown, attempts};
use shared::text::Text;
use shared::text::app::{common, decide as text};

use super::file::{CaseFile, use_file};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, Select, TextArea};
use crate::components::files::{Files, Picked};
use crate::components::problem_notice::ProblemNotice;
use crate::components::tabs::Segments;
use crate::failure::Failure;
use crate::state::clock::use_clock;
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Draft {
    /// 0 for a portal check, 1 for a document.
    kind: RwSignal<usize>,
    looked_up: RwSignal<String>,
    /// The place of what was shown in [`Shown::ALL`], empty while nothing is chosen.
    shown: RwSignal<String>,
    reference: RwSignal<String>,
    note: RwSignal<String>,
    attempt: RwSignal<String>,
    seen_at: RwSignal<String>,
    files: RwSignal<Vec<Picked>>,
    tried: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
}

impl Draft {
    fn of(file: CaseFile) -> Self {
        let order_number = file.now(|view| view.case.facts.order_number.clone());
        Self {
            kind: RwSignal::new(0),
            looked_up: RwSignal::new(order_number.clone()),
            shown: RwSignal::default(),
            reference: RwSignal::default(),
            note: RwSignal::default(),
            attempt: RwSignal::new(order_number),
            seen_at: RwSignal::default(),
            files: RwSignal::default(),
            tried: RwSignal::default(),
            failure: RwSignal::default(),
            busy: RwSignal::default(),
        }
    }

    fn is_document(self) -> bool {
        self.kind.get() == 1
    }

    fn shown(self) -> Option<Shown> {
        self.shown.with(|place| Shown::ALL.get(place.parse::<usize>().ok()?).copied())
    }

    fn has_proof(self) -> bool {
        let has_files = self.files.with(|files| !files.is_empty());
        has_files || (!self.is_document() && self.reference.with(|reference| !reference.trim().is_empty()))
    }

    /// The request, if nothing is missing.
    fn request(self) -> Option<ObservationRequest> {
        let written = |text: RwSignal<String>| Some(text.get().trim().to_owned()).filter(|text| !text.is_empty());
        if !self.has_proof() {
            return None;
        }
        let kind = if self.is_document() { ObservationKind::Document } else { ObservationKind::PortalCheck };
        let observed_at = written::from_input(&self.seen_at.get())?;
        Some(ObservationRequest {
            kind,
            looked_up: written(self.looked_up)?,
            shown: self.shown()?,
            reference: written(self.reference),
            note: written(self.note),
            attempt: written(self.attempt),
            observed_at,
            attachments: self.files.get().into_iter().map(|file| file.request).collect(),
            returned: None,
            funds_back: None,
        })
    }

    fn clear(self) {
        self.shown.set(String::new());
        self.reference.set(String::new());
        self.note.set(String::new());
        self.files.set(Vec::new());
        self.tried.set(false);
        self.failure.set(None);
    }
}

/// The dialog.
#[component]
pub fn Observe() -> impl IntoView {
    let (file, clock) = (use_file(), use_clock());
    let draft = Draft::of(file);
    Effect::new(move |_| {
        if file.observing.get() {
            draft.seen_at.set(written::for_input(clock.now()));
        }
    });
    view! {
        <Dialog open=file.observing title=say_string(text::observe_title)>
            <Form draft />
        </Dialog>
    }
}

fn sender(draft: Draft) -> Callback<()> {
    let (file, language, toasts) = (use_file(), use_language(), use_toasts());
    Callback::new(move |()| {
        draft.tried.set(true);
        let Some(request) = untrack(|| draft.request()) else { return };
        draft.busy.set(true);
        spawn_local(async move {
            let answer = file.act(file.api.observe(file.number, &request)).await;
            draft.busy.set(false);
            match answer {
                Ok(()) => {
                    toasts.show(Tone::Done, text::observe_toast(language.get_untracked()));
                    draft.clear();
                    file.observing.set(false);
                }
                Err(failure) => draft.failure.set(Some(failure)),
            }
        });
    })
}

/// A message once the reader tried to send and something is wrong.
fn wrong(draft: Draft, is_wrong: impl Fn() -> bool + Send + Sync + 'static, message: Say) -> Signal<Option<String>> {
    let language = use_language();
    Signal::derive(move || (draft.tried.get() && is_wrong()).then(|| message(language.get()).to_owned()))
}

#[component]
fn Form(draft: Draft) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let send = sender(draft);
    let kinds = Signal::derive(move || {
        let lang = language.get();
        vec![text::observe_portal(lang).to_owned(), text::observe_document(lang).to_owned()]
    });
    let showings = Signal::derive(move || {
        let lang = language.get();
        let choose = (String::new(), text::observe_shown_choose(lang).to_owned());
        let known = Shown::ALL.iter().enumerate().map(|(place, shown)| (place.to_string(), shown.text(lang)));
        std::iter::once(choose).chain(known).collect::<Vec<_>>()
    });
    let no_lookup = wrong(draft, move || draft.looked_up.with(|text| text.trim().is_empty()), common::required);
    let no_shown = wrong(draft, move || draft.shown().is_none(), common::required);
    let no_time = wrong(draft, move || draft.seen_at.with(|at| written::from_input(at).is_none()), common::required);
    let no_proof = wrong(draft, move || !draft.is_document() && !draft.has_proof(), text::observe_needs_proof);
    let no_file = wrong(draft, move || draft.is_document() && !draft.has_proof(), text::observe_needs_file);
    let voids = file.memo(|view| matches!(view.case.state, State::Proposed { .. }));
    let words = Signal::derive(move || draft.failure.get().map(|failure| failure.words(language.get())));
    view! {
        <div class="form">
            <Show when=move || voids.get()>
                <p class="stake">{say(text::observe_will_void)}</p>
            </Show>
            <Segments label=say_string(text::observe_kind) current=draft.kind labels=kinds />
            <div class="form__row">
                <Field
                    label=say_string(text::observe_looked_up)
                    hint=say_string(text::observe_looked_up_hint)
                    value=draft.looked_up
                    error=no_lookup
                />
                <Select label=say_string(text::observe_shown) value=draft.shown options=showings error=no_shown />
            </div>
            <Attempt draft />
            <div class="form__row">
                <Field
                    label=say_string(text::observe_reference)
                    hint=say_string(text::observe_reference_hint)
                    value=draft.reference
                    optional=true
                    code=true
                    error=no_proof
                />
                <Field label=say_string(text::observe_at) value=draft.seen_at kind="datetime-local" error=no_time />
            </div>
            <Files files=draft.files error=no_file />
            <TextArea label=say_string(text::observe_note) value=draft.note optional=true />
            <ProblemNotice words />
            <div class="form__actions">
                <Button label=say_string(text::observe_submit) weight=Weight::Primary busy=draft.busy on_press=send />
                <Button label=say_string(common::cancel) on_press=move |()| file.observing.set(false) />
                <span class="small muted">{say(text::observe_forever)}</span>
            </div>
        </div>
    }
}

/// Which attempt it speaks of, where there are several.
#[component]
fn Attempt(draft: Draft) -> impl IntoView {
    let file = use_file();
    let numbers = file.memo(|view| {
        let numbers = attempts(&view.case.facts.order_number, &view.evidence);
        numbers.into_iter().map(|number| (number.to_owned(), number.to_owned())).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || { numbers.with(Vec::len) > 1 }>
            <Select label=say_string(text::observe_attempt) value=draft.attempt options=numbers />
        </Show>
    }
}
