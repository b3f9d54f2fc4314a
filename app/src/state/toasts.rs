//! Short messages at the edge of the window: what was just done. What went wrong is shown where it went wrong, not here.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// What kind of news it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Done,
    /// Something to know.
    Note,
    /// It did not work; stays until dismissed.
    Trouble,
}

/// One message.
#[derive(Clone, Debug)]
pub struct Toast {
    /// Its own number.
    pub id: u32,
    /// What kind of news.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

/// The messages that show now.
#[derive(Clone, Copy, Default)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

const SHOWN_MS: u32 = 6_000;

impl Toasts {
    /// Shows a message; all but trouble leaves by itself.
    pub fn show(self, tone: Tone, text: impl Into<String>) {
        let id = self.last.get_value() + 1;
        self.last.set_value(id);
        self.list.update(|list| list.push(Toast { id, tone, text: text.into() }));
        if tone != Tone::Trouble {
            Timeout::new(SHOWN_MS, move || self.dismiss(id)).forget();
        }
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|toast| toast.id != id));
    }

    /// What shows now.
    pub fn list(self) -> Vec<Toast> {
        self.list.get()
    }
}

/// The messages handed down by context.
pub fn use_toasts() -> Toasts {
    expect_context()
}
