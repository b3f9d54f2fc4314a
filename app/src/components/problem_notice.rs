//! What went wrong: what happened, what was kept, what to do.

use leptos::prelude::*;

use crate::components::icon::{Glyph, Icon};

/// What a notice says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened.
    pub title: String,
    /// What was kept and what to do, one sentence each.
    pub lines: Vec<String>,
    /// Whether nothing is wrong with what the reader did: they only have to look again.
    pub gentle: bool,
}

/// The notice, where something went wrong.
#[component]
pub fn ProblemNotice(
    /// Its words; nothing shows while there are none.
    #[prop(into)]
    words: Signal<Option<Words>>,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <div role="alert">
            {move || {
                words
                    .get()
                    .map(|words| {
                        view! {
                            <div class="problem" class:problem--gentle=words.gentle>
                                <Icon glyph=if words.gentle { Glyph::Info } else { Glyph::Alert } />
                                <div class="problem__body">
                                    <strong>{words.title}</strong>
                                    {words.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                                    {children.with_value(|children| children.as_ref().map(|children| children()))}
                                </div>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
