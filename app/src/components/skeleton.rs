//! Grey bars where text will be: for what takes under a second.

use leptos::prelude::*;

use crate::state::language::say;
use shared::text::app::common;

/// As many bars as lines are expected.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let bar = |line: usize| match line % 3 {
        0 => "skeleton skeleton--long",
        1 => "skeleton",
        _ => "skeleton skeleton--short",
    };
    view! {
        <div class="skeletons" role="status">
            <span class="unseen">{say(common::loading)}</span>
            {(0..lines).map(|line| view! { <span class=bar(line) aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}
