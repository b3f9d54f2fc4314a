//! Buttons. A button that cannot be pressed says why, beside it: nothing is greyed out without its reason.

use leptos::prelude::*;

use crate::components::icon::{Glyph, Icon};

/// How much a button weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The usual button.
    #[default]
    Plain,
    /// The one thing that the reader came to do.
    Primary,
    /// Something that cannot be taken back.
    Danger,
    /// A button among text.
    Quiet,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button--primary",
            Self::Danger => "button button--danger",
            Self::Quiet => "button button--quiet",
        }
    }
}

/// A button with a label and, perhaps, an icon.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it weighs.
    #[prop(optional)]
    weight: Weight,
    /// An icon before the label.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Small, for use in rows.
    #[prop(optional)]
    small: bool,
    /// Whether what it does is under way; pressing again does nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be pressed now; shown below it.
    #[prop(optional, into)]
    blocked: Signal<Option<String>>,
    /// Whether it sends the form it stands in; then `on_press` is left to the form.
    #[prop(optional)]
    submits: bool,
) -> impl IntoView {
    let press = move |_| {
        let idle = !busy.get_untracked() && blocked.with_untracked(Option::is_none);
        if idle && !submits {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submits { "submit" } else { "button" }
            class=weight.class()
            class:button--small=small
            aria-disabled=move || blocked.with(Option::is_some).then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            {move || label.get()}
        </button>
        {move || {
            blocked
                .get()
                .map(|reason| {
                    view! {
                        <span class="button__reason">
                            <Icon glyph=Glyph::Info />
                            <span>{reason}</span>
                        </span>
                    }
                })
        }}
    }
}

/// A square button that shows an icon only; its label is read out and shown on hover.
#[component]
pub fn IconButton(
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// The icon.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Small, for use in rows.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button--quiet button--square"
            class:button--small=small
            aria-label=move || label.get()
            title=move || label.get()
            on:click=move |_| on_press.run(())
        >
            <Icon glyph />
        </button>
    }
}
