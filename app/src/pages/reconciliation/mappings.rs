//! The names of the saved mappings, read once for a form that offers them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::use_api;

/// The names, once they were read. Without them a file can still be read by its content.
pub fn use_mappings() -> RwSignal<Vec<String>> {
    let api = use_api();
    let names = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(list) = api.mappings().await {
            names.try_set(list.items.into_iter().map(|mapping| mapping.name).collect());
        }
    });
    names
}
