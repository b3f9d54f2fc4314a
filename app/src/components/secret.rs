//! Something that is shown once: a link, a key. It can be copied, and is not cut off.

use leptos::prelude::*;

use crate::components::copy::Copy;

/// The text in a box.
#[component]
pub fn Secret(
    /// What is shown.
    text: String,
) -> impl IntoView {
    view! {
        <div class="secret">
            <Copy code=text />
        </div>
    }
}
