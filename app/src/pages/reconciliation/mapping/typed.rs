//! Fields of a mapping as texts that people type.

use leptos::prelude::*;
use shared::recon::Mapping;

use super::trying::Trying;

/// A field as a text: what is typed goes into the mapping, and what else changes the mapping shows in the field. What is typed
/// and means the same stays as it is typed.
pub fn typed(trying: Trying, get: fn(&Mapping) -> String, set: fn(&mut Mapping, &str)) -> RwSignal<String> {
    let mapping = trying.mapping;
    let text = RwSignal::new(mapping.with_untracked(get));
    let meant = move || {
        let mut changed = mapping.get_untracked();
        text.with_untracked(|text| set(&mut changed, text));
        changed
    };
    Effect::new(move |_| {
        let now = mapping.get();
        if meant() != now {
            text.set(get(&now));
        }
    });
    Effect::new(move |_| {
        text.track();
        let changed = meant();
        if mapping.with_untracked(|now| *now != changed) {
            mapping.set(changed);
        }
    });
    text
}

/// Words between commas.
pub fn words(text: &str) -> Vec<String> {
    text.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
