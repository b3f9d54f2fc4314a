//! The reader's saved views, read once and changed as they change them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::views::SavedView;

use crate::api::Api;

/// The saved views handed down by context.
#[derive(Clone, Copy, Default)]
pub struct SavedViews {
    /// The views, by name.
    pub list: RwSignal<Vec<SavedView>>,
    asked: StoredValue<bool>,
}

impl SavedViews {
    /// Reads them, unless that was done.
    pub fn read(self, api: Api) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        spawn_local(async move {
            match api.saved_views().await {
                Ok(views) => self.list.set(views.items),
                Err(_) => self.asked.set_value(false),
            }
        });
    }

    /// Puts a view among them, over what had its name.
    pub fn put(self, view: SavedView) {
        self.list.update(|list| {
            list.retain(|known| known.name != view.name);
            list.push(view);
            list.sort_by(|one, other| one.name.cmp(&other.name));
        });
    }
}

/// The saved views handed down by context.
pub fn use_saved_views() -> SavedViews {
    expect_context()
}
