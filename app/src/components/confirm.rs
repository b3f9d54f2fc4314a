//! One question before something that cannot be taken back: what it does, yes or no.

use leptos::prelude::*;
use shared::text::app::common;

use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::state::language::say_string;

/// The question.
#[component]
pub fn Confirm(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What yes does.
    #[prop(into)]
    warning: Signal<String>,
    /// The word for yes.
    #[prop(into)]
    yes: Signal<String>,
    /// What went wrong when it was tried.
    #[prop(optional, into)]
    problem: Signal<Option<Words>>,
    /// Whether it is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Doing it.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title>
            <div class="stack">
                <p>{move || warning.get()}</p>
                <ProblemNotice words=problem />
                <div class="form__actions">
                    <Button label=yes weight=Weight::Danger busy on_press=on_yes />
                    <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
                </div>
            </div>
        </Dialog>
    }
}
