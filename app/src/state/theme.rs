//! Light, dark, or as the system says. The stylesheet does the rest by `data-theme` on the document.

use leptos::prelude::*;

use crate::state::kept;

/// Which colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Scheme {
    fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The colours that the reader chose.
#[derive(Clone, Copy)]
pub struct Theme(RwSignal<Scheme>);

impl Theme {
    /// Starts with what was chosen before, and keeps the document in step.
    pub fn start() -> Self {
        let scheme = match kept::get("theme").as_deref() {
            Some("light") => Scheme::Light,
            Some("dark") => Scheme::Dark,
            _ => Scheme::System,
        };
        let theme = Self(RwSignal::new(scheme));
        Effect::new(move |_| apply(theme.get()));
        theme
    }

    /// The colours now; whoever asks is told when they change.
    pub fn get(self) -> Scheme {
        self.0.get()
    }

    /// Whether dark shows now, whoever decided so.
    pub fn is_dark(self) -> bool {
        match self.0.get_untracked() {
            Scheme::Dark => true,
            Scheme::Light => false,
            Scheme::System => {
                window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches())
            }
        }
    }

    /// Changes the colours, for this visit and the next ones.
    pub fn set(self, scheme: Scheme) {
        kept::set("theme", scheme.name());
        self.0.set(scheme);
    }
}

fn apply(scheme: Scheme) {
    let Some(root) = document().document_element() else { return };
    // Attributes of the root can always be set and removed.
    let _ = match scheme {
        Scheme::System => root.remove_attribute("data-theme"),
        Scheme::Light | Scheme::Dark => root.set_attribute("data-theme", scheme.name()),
    };
}
