//! How to start a desk full of examples: never in the database of this one, where nothing can be deleted.

use leptos::prelude::*;
use shared::text::app::guide as text;

use crate::components::copy::CopyBlock;
use crate::state::language::say;

/// From the source code.
const COMMAND: &str = "cargo xtask run --demo -- \\\n  --database sqlite://data/demo.sqlite --listen 127.0.0.1:8090";

/// The command, what it does, and why it does not do it here.
#[component]
pub fn DemoCommand() -> impl IntoView {
    view! {
        <p>{say(text::demo_how)}</p>
        <CopyBlock text=COMMAND />
        <p class="muted">{say(text::demo_why)}</p>
    }
}
