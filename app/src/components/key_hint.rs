//! A key as it is drawn: `Ctrl K`, `g` `q`.

use leptos::prelude::*;

fn cap(key: &str) -> String {
    match key {
        "Enter" => "↵".to_owned(),
        "Escape" => "Esc".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        "mod" if on_mac() => "⌘".to_owned(),
        "mod" => "Ctrl".to_owned(),
        key if key.chars().count() == 1 => key.to_ascii_uppercase(),
        key => key.to_owned(),
    }
}

fn on_mac() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

/// The caps of a key, or of keys in turn.
#[component]
pub fn KeyHint(
    /// As an action names it.
    key_name: &'static str,
) -> impl IntoView {
    let caps: Vec<String> = key_name.split([' ', '+']).filter(|key| !key.is_empty()).map(cap).collect();
    view! { <span class="keys">{caps.into_iter().map(|cap| view! { <kbd class="key">{cap}</kbd> }).collect_view()}</span> }
}
