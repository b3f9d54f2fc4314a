//! Where to look around.

use leptos::prelude::*;
use shared::text::app::guide as text;

use crate::components::copy::CopyBlock;
use crate::components::demo_command::DemoCommand;
use crate::state::language::say;

/// By the program alone.
const BINARY: &str = "holdfast serve --demo \\\n  --database sqlite://data/demo.sqlite --listen 127.0.0.1:8090";

/// The section.
#[component]
pub fn Demo() -> impl IntoView {
    view! {
        <section class="guide__part" id="demo">
            <h2>{say(text::demo)}</h2>
            <div class="stack">
                <DemoCommand />
                <p>{say(text::demo_binary)}</p>
                <CopyBlock text=BINARY />
            </div>
        </section>
    }
}
