//! The keys of matching by hand, in sight.

use leptos::prelude::*;
use shared::text::app::recon as text;

use crate::components::key_hint::KeyHint;
use crate::keys::use_keys;
use crate::state::language::{Say, say};

const KEYS: [(&[&str], Say); 5] = [
    (&["j", "k"], text::keys_walk),
    (&["h"], text::key_side),
    (&["l"], text::key_counterpart),
    (&["x"], text::key_select),
    (&["m"], text::key_tie),
];

/// The row, while single keys work.
#[component]
pub fn KeyRow() -> impl IntoView {
    let keys = use_keys();
    view! {
        <Show when=move || keys.single()>
            <p class="recon__keys cluster small muted">
                {KEYS
                    .map(|(keys, name)| {
                        view! {
                            <span class="cluster">
                                {keys.iter().map(|key_name| view! { <KeyHint key_name=*key_name /> }).collect_view()} {say(name)}
                            </span>
                        }
                    })}
            </p>
        </Show>
    }
}
