//! One question with its reason, before something that is recorded with it.

use leptos::prelude::*;
use shared::text::app::{common, recon as text};

use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{TextArea, to_first_fault};
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::state::language::{say_string, use_language};

/// The question. What was typed stays until the dialog is closed.
#[component]
pub fn AskReason(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What yes does.
    #[prop(into)]
    what: Signal<String>,
    /// The word for yes.
    #[prop(into)]
    yes: Signal<String>,
    /// Whether it may go without a reason.
    #[prop(optional, into)]
    optional: Signal<bool>,
    /// What went wrong when it was tried.
    #[prop(into)]
    problem: Signal<Option<Words>>,
    /// Whether it is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Doing it, with the reason.
    #[prop(into)]
    on_yes: Callback<String>,
) -> impl IntoView {
    let language = use_language();
    let (reason, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    Effect::new(move |_| {
        if !open.get() {
            reason.set(String::new());
            tried.set(false);
        }
    });
    let error = Signal::derive(move || {
        let empty = !optional.get() && reason.with(|reason| reason.trim().is_empty());
        (tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let go = move |()| {
        tried.set(true);
        let typed = reason.get_untracked().trim().to_owned();
        if optional.get_untracked() || !typed.is_empty() {
            on_yes.run(typed);
        } else {
            to_first_fault();
        }
    };
    let label = Signal::derive(move || {
        let name = if optional.get() { text::remark } else { text::reason };
        name(language.get()).to_owned()
    });
    view! {
        <Dialog open title>
            <div class="stack">
                <p>{move || what.get()}</p>
                <ProblemNotice words=problem />
                <TextArea label value=reason error optional=optional.get_untracked() focused=true />
                <div class="form__actions">
                    <Button label=yes weight=Weight::Primary busy on_press=go />
                    <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
                </div>
            </div>
        </Dialog>
    }
}
