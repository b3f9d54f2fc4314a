//! Keeping the filters in force as a view of the reader's own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::views::SavedView;
use shared::text::app::{common, queue as text};

use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::icon::Glyph;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::filters::Filters;
use crate::state::language::{say_string, use_language};
use crate::state::saved_views::use_saved_views;
use crate::state::toasts::{Tone, use_toasts};

/// A button, and the dialog that asks for the view's name.
#[component]
pub fn SaveView(
    /// The filters in force.
    filters: Memo<Filters>,
) -> impl IntoView {
    let (api, language, toasts, views) = (use_api(), use_language(), use_toasts(), use_saved_views());
    let open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let view = SavedView {
            name: name.get_untracked().trim().to_owned(),
            query: filters.with_untracked(Filters::to_query),
        };
        if view.name.is_empty() {
            return;
        }
        spawn_local(async move {
            match api.save_view(&view).await {
                Ok(()) => {
                    toasts.show(Tone::Done, text::view_saved(language.get_untracked(), &view.name));
                    views.put(view);
                    name.set(String::new());
                    failure.set(None);
                    open.set(false);
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Button
            label=say_string(text::save_view)
            weight=Weight::Quiet
            small=true
            glyph=Glyph::Plus
            on_press=move |()| open.set(true)
        />
        <Dialog open title=say_string(text::save_view)>
            <form class="form" on:submit=submit>
                <ProblemNotice words />
                <Field label=say_string(text::save_view_name) hint=say_string(text::save_view_hint) value=name />
                <div class="form__actions">
                    <Button label=say_string(common::save) weight=Weight::Primary submits=true on_press=|()| () />
                </div>
            </form>
        </Dialog>
    }
}
