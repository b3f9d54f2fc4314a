//! What happens at the desk, heard as it happens: one stream for the whole app, which pages listen to.
//!
//! The rule here: the stream is an extra that heals by itself. It is open while somebody is signed in, the server can be
//! reached and the window shows; it goes on where it was left, and where it is not there pages are told to read anew now
//! and then.

mod source;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::changes::{EventName, UnreadView};
use shared::api::exceptions::CaseRow;
use shared::api::presence::PresenceView;
use shared::api::problem::Code;
use shared::role::Permission;

use crate::api::Api;
use crate::failure::Failure;
use crate::state::connection::Connection;
use crate::state::session::{Kind, Session};
use source::{Heard, Source};

/// How often it is looked whether the stream is still alive.
const LOOKS_EVERY_MS: u32 = 10_000;
/// A stream that was silent for so long is dead, whatever the browser believes: the server gives a sign every 15 seconds.
const SILENT_MS_MAX: f64 = 40_000.0;
/// How often pages read anew while the stream is open, for what time alone changes, and while it is not.
const ANEW_EVERY_MS: (f64, f64) = (60_000.0, 15_000.0);
/// The first and the longest wait before the stream is opened again.
const WAIT_MS: (u32, u32) = (200, 15_000);

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum News {
    /// A case was filed or changed.
    Changed(Box<CaseRow>),
    /// More may have changed than was told: what shows has to be read anew.
    ReadAnew,
    /// The reader's notices changed.
    Notices(UnreadView),
    /// Others look at a case, or do something else with it, or left.
    Presence(PresenceView),
}

/// The stream, handed down by context.
#[derive(Clone, Copy)]
pub struct Live {
    listeners: StoredValue<Vec<(u32, Callback<News>)>>,
    listened: StoredValue<u32>,
    source: StoredValue<Option<Source>, LocalStorage>,
    /// How far the reader has heard.
    cursor: StoredValue<String>,
    heard_at: StoredValue<f64>,
    read_anew_at: StoredValue<f64>,
    wait_ms: StoredValue<u32>,
    /// Grows when the stream is to be opened again.
    again: RwSignal<u32>,
    shows: RwSignal<bool>,
}

impl Live {
    /// A stream that is not open yet.
    pub fn start() -> Self {
        let now = js_sys::Date::now();
        Self {
            listeners: StoredValue::default(),
            listened: StoredValue::default(),
            source: StoredValue::new_local(None),
            cursor: StoredValue::default(),
            heard_at: StoredValue::new(now),
            read_anew_at: StoredValue::new(now),
            wait_ms: StoredValue::new(WAIT_MS.0),
            again: RwSignal::default(),
            shows: RwSignal::new(!document().hidden()),
        }
    }

    /// Tells this page what happens, until it is gone.
    pub fn listen(self, hear: impl Fn(News) + Send + Sync + 'static) {
        let id = self.listened.get_value();
        self.listened.set_value(id + 1);
        self.listeners.update_value(|listeners| listeners.push((id, Callback::new(hear))));
        on_cleanup(move || {
            self.listeners.try_update_value(|listeners| listeners.retain(|(other, _)| *other != id));
        });
    }

    /// Keeps the stream open whenever it can be; for the app, once.
    pub fn keep_open(self, api: Api, session: Session, connection: Connection) {
        let shows = move |_: &web_sys::Event| self.shows.set(!document().hidden());
        EventListener::new(&document(), "visibilitychange", shows).forget();
        Interval::new(LOOKS_EVERY_MS, move || self.look_after(api)).forget();
        let reader = Memo::new(move |_| match session.kind() {
            Kind::In(name) if session.may(Permission::ReadCases) && !session.lapsed().get() => Some(name),
            _ => None,
        });
        Effect::new(move |before: Option<Option<String>>| {
            self.again.track();
            let reader = reader.get();
            if before.is_some_and(|before| before != reader) {
                // Another reader has heard nothing yet.
                self.cursor.set_value(String::new());
            }
            // A window that does not show needs no stream; it hears what it missed when it shows again. A browser has only
            // a few connections to one server.
            let wanted = reader.is_some() && !connection.is_lost() && self.shows.get();
            if wanted {
                self.open(api)
            } else {
                self.source.set_value(None)
            }
            reader
        });
    }

    fn open(self, api: Api) {
        let cursor = self.cursor.get_value();
        let since = if cursor.is_empty() { String::new() } else { format!("?since={cursor}") };
        self.heard_at.set_value(js_sys::Date::now());
        let hear = move |heard| match heard {
            Heard::Event { name, data, id } => self.take(name, &data, id),
            Heard::End => self.lose(api),
        };
        self.source.set_value(Source::open(&format!("/api/v1/changes{since}"), hear));
    }

    fn take(self, name: EventName, data: &str, id: String) {
        self.heard_at.set_value(js_sys::Date::now());
        self.wait_ms.set_value(WAIT_MS.0);
        self.cursor.set_value(id);
        let news = match name {
            EventName::Changed => serde_json::from_str(data).ok().map(|row| News::Changed(Box::new(row))),
            EventName::Notices => serde_json::from_str(data).ok().map(News::Notices),
            EventName::Presence => serde_json::from_str(data).ok().map(News::Presence),
            EventName::ReadAnew => Some(News::ReadAnew),
            EventName::Alive => None,
        };
        if let Some(news) = news {
            self.tell(&news);
        }
    }

    fn tell(self, news: &News) {
        if matches!(news, News::ReadAnew) {
            self.read_anew_at.set_value(js_sys::Date::now());
        }
        for (_, listener) in self.listeners.get_value() {
            // A page that went away while the others were told is not there to be told.
            listener.try_run(news.clone());
        }
    }

    /// The stream is gone. Why, a stream cannot say; asking who is signed in can: what that finds is shown, and when it is
    /// mended the stream is wanted again.
    fn lose(self, api: Api) {
        self.source.set_value(None);
        let wait_ms = self.wait_ms.get_value();
        self.wait_ms.set_value((wait_ms * 2).min(WAIT_MS.1));
        spawn_local(async move {
            match api.whoami().await {
                Err(Failure::SignedOut | Failure::Offline { .. }) => {}
                Err(failure) if failure.code() == Some(Code::Unavailable) => {}
                _ => {
                    TimeoutFuture::new(wait_ms).await;
                    self.again.update(|times| *times += 1);
                }
            }
        });
    }

    #[allow(clippy::float_arithmetic)] // milliseconds between what was heard and read
    fn look_after(self, api: Api) {
        let now = js_sys::Date::now();
        let is_open = self.source.with_value(Option::is_some);
        if is_open && now - self.heard_at.get_value() > SILENT_MS_MAX {
            self.lose(api);
        }
        let every = if is_open { ANEW_EVERY_MS.0 } else { ANEW_EVERY_MS.1 };
        if self.shows.get_untracked() && now - self.read_anew_at.get_value() > every {
            self.tell(&News::ReadAnew);
        }
    }
}

/// The stream handed down by context.
pub fn use_live() -> Live {
    expect_context()
}
