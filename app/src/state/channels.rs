//! The channels' names, read once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::channel::ChannelProfile;
use shared::text::Lang;

use crate::api::Api;

/// The channels that are described.
#[derive(Clone, Copy, Default)]
pub struct Channels(RwSignal<Vec<ChannelProfile>>);

impl Channels {
    /// Reads them, unless that was done.
    pub fn read(self, api: Api) {
        if self.0.with_untracked(Vec::is_empty) {
            spawn_local(async move {
                // Without names, identifiers show.
                if let Ok(list) = api.channels().await {
                    self.0.set(list.items);
                }
            });
        }
    }

    /// Every channel's identifier and name.
    pub fn names(self, lang: Lang) -> Vec<(String, String)> {
        self.0.with(|channels| channels.iter().map(|channel| (channel.id.clone(), name_of(channel, lang))).collect())
    }

    /// A channel's name; its identifier where it is not described.
    pub fn name(self, id: &str, lang: Lang) -> String {
        self.0.with(|channels| {
            channels
                .iter()
                .find(|channel| channel.id == id)
                .map_or_else(|| id.to_owned(), |channel| name_of(channel, lang))
        })
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
