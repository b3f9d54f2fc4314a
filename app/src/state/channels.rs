//! The channels' names, read once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use shared::channel::ChannelProfile;
use shared::text::Lang;

use crate::api::Api;

/// What every page needs of a channel: reading all of its profile would be code that the first load can do without.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    id: String,
    name_en: String,
    name_zh: String,
}

/// All channels' names.
#[derive(Clone, Debug, Deserialize)]
pub struct NameList {
    items: Vec<Named>,
}

/// The channels that are described.
#[derive(Clone, Copy, Default)]
pub struct Channels(RwSignal<Vec<Named>>);

impl Channels {
    /// Reads them, unless that was done.
    pub fn read(self, api: Api) {
        if self.0.with_untracked(Vec::is_empty) {
            spawn_local(async move {
                // Without names, identifiers show.
                if let Ok(list) = api.channel_names().await {
                    self.0.set(list.items);
                }
            });
        }
    }

    /// Every channel's identifier and name.
    pub fn names(self, lang: Lang) -> Vec<(String, String)> {
        self.0.with(|channels| channels.iter().map(|channel| (channel.id.clone(), channel.name(lang))).collect())
    }

    /// A channel's name; its identifier where it is not described.
    pub fn name(self, id: &str, lang: Lang) -> String {
        self.0.with(|channels| {
            channels.iter().find(|channel| channel.id == id).map_or_else(|| id.to_owned(), |channel| channel.name(lang))
        })
    }
}

impl Named {
    fn name(&self, lang: Lang) -> String {
        lang.pick(&self.name_en, &self.name_zh).clone()
    }
}

/// A channel's name in a language.
pub fn name_of(channel: &ChannelProfile, lang: Lang) -> String {
    lang.pick(&channel.name_en, &channel.name_zh).clone()
}

/// The channels handed down by context.
pub fn use_channels() -> Channels {
    expect_context()
}
