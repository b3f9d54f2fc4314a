//! What this browser keeps between visits: the language, the theme, whether single keys work. Never anything about a case.

use leptos::prelude::window;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    // A browser may refuse storage; then nothing is kept and everything still works.
    window().local_storage().ok().flatten()
}

/// What was kept under that name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(&format!("holdfast.{name}")).ok().flatten()
}

/// Keeps a value under a name.
pub fn set(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // Full or refused storage costs the reader a setting, nothing else.
        let _ = storage.set_item(&format!("holdfast.{name}"), value);
    }
}
