//! What the whole app knows: who is signed in, the language, the theme, the time, the connection, and what to tell the reader.
//!
//! The rule here: pieces of state are `Copy`, handed down by context, and decide nothing; deciding is `shared`'s.

pub mod attention;
pub mod channels;
pub mod clock;
pub mod connection;
pub mod filters;
pub mod ids;
pub mod kept;
pub mod language;
pub mod list;
pub mod live;
pub mod saved_views;
pub mod session;
pub mod soon;
pub mod theme;
pub mod toasts;

use leptos::prelude::*;

/// Makes every piece and hands it down.
pub fn provide() {
    provide_context(language::Language::start());
    provide_context(theme::Theme::start());
    provide_context(clock::Clock::start());
    provide_context(toasts::Toasts::default());
    provide_context(attention::Attention::start());
    provide_context(connection::Connection::default());
    provide_context(session::Session::default());
    provide_context(channels::Channels::default());
    provide_context(live::Live::start());
    provide_context(list::List::default());
    provide_context(saved_views::SavedViews::default());
}
