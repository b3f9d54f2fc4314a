//! The language of the interface, switchable at any time; every sentence is a function of it.

use leptos::prelude::*;
use shared::text::Lang;

use crate::state::kept;

/// The language that the reader chose, or else the first of the browser's that we speak.
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Lang>);

impl Language {
    /// Starts with what was chosen before, or with the browser's language, and keeps the document's `lang` in step.
    pub fn start() -> Self {
        let known = kept::get("language").and_then(|tag| from_tag(&tag));
        let preferred = || window().navigator().language().and_then(|tag| from_tag(&tag));
        let language = Self(RwSignal::new(known.or_else(preferred).unwrap_or(Lang::En)));
        Effect::new(move |_| {
            if let Some(root) = document().document_element() {
                // Setting `lang` on the root cannot fail.
                let _ = root.set_attribute("lang", tag(language.get()));
            }
        });
        language
    }

    /// The language now; whoever asks is told when it changes.
    pub fn get(self) -> Lang {
        self.0.get()
    }

    /// The language now, asked once.
    pub fn get_untracked(self) -> Lang {
        self.0.get_untracked()
    }

    /// Changes the language, for this visit and the next ones.
    pub fn set(self, lang: Lang) {
        kept::set("language", tag(lang));
        self.0.set(lang);
    }
}

/// The tag by which browsers and servers know the language.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    }
}

fn from_tag(tag: &str) -> Option<Lang> {
    match tag.get(..2)? {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The language handed down by context.
pub fn use_language() -> Language {
    expect_context()
}

/// A sentence of the catalogue.
pub type Say = fn(Lang) -> &'static str;

/// A sentence that follows the language.
pub fn say(text: Say) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let language = use_language();
    move || text(language.get())
}

/// A sentence that follows the language, for components that take any text.
pub fn say_string(text: Say) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || text(language.get()).to_owned())
}
