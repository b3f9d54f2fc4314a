//! The browser's own event source. It is closed when dropped, and never opens again by itself: when to, is not its business.

use gloo_events::EventListener;
use shared::api::changes::EventName;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventSource, MessageEvent};

/// What comes from a source.
pub enum Heard {
    /// An event.
    Event {
        /// Its name.
        name: EventName,
        /// Its data.
        data: String,
        /// Its `id`.
        id: String,
    },
    /// Nothing more: the stream ended, or never began.
    End,
}

/// An open source.
pub struct Source {
    source: EventSource,
    _listeners: Vec<EventListener>,
}

impl Source {
    /// Opens one.
    pub fn open(address: &str, hear: impl Fn(Heard) + Copy + 'static) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let mut listeners: Vec<EventListener> = EventName::ALL
            .into_iter()
            .map(|name| {
                EventListener::new(&source, name.name(), move |event| {
                    if let Some(event) = read(name, event) {
                        hear(event);
                    }
                })
            })
            .collect();
        listeners.push(EventListener::new(&source, "error", move |_| hear(Heard::End)));
        Some(Self { source, _listeners: listeners })
    }
}

fn read(name: EventName, event: &Event) -> Option<Heard> {
    let event = event.dyn_ref::<MessageEvent>()?;
    Some(Heard::Event { name, data: event.data().as_string()?, id: event.last_event_id() })
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.close();
    }
}
