//! The keys that are worth knowing on the first day.

use leptos::prelude::*;
use shared::text::app::{guide as text, queue, shell};

use crate::components::key_hint::KeyHint;
use crate::state::language::{Say, say};

const KEYS: [(&[&str], Say); 9] = [
    (&["j", "k"], text::keys_move),
    (&["Enter"], queue::key_open),
    (&["x"], queue::key_select),
    (&["c", "p", "n"], text::key_case),
    (&["1", "2", "3", "4"], text::key_choose),
    (&["/"], queue::key_search),
    (&["g q", "g a"], text::keys_go),
    (&["mod+k"], shell::open_palette),
    (&["?"], shell::keys_help),
];

/// The section.
#[component]
pub fn Keys() -> impl IntoView {
    let row = |(keys, means): (&'static [&'static str], Say)| {
        view! {
            <div>
                <dt class="cluster">{keys.iter().map(|key| view! { <KeyHint key_name=key /> }).collect_view()}</dt>
                <dd>{say(means)}</dd>
            </div>
        }
    };
    view! {
        <section class="guide__part">
            <h2>{say(text::keys)}</h2>
            <div class="stack">
                <dl class="guide__pairs guide__pairs--keys">{KEYS.map(row).collect_view()}</dl>
                <p class="muted">{say(text::keys_more)}</p>
            </div>
        </section>
    }
}
