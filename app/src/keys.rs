//! The keyboard: everything that can be done is an action with a name; pages register theirs while they are shown.
//! The same list feeds the dispatcher, the help (`?`) and the command palette (`Ctrl K`), so none can lie about the others.
//!
//! Keys are left alone while someone types (input methods included) and while a dialog is open.

use crate::state::language::Say;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::state::kept;

/// Where an action is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What the page shown can do.
    Page,
    /// Going somewhere.
    Go,
    /// Everything else.
    Desk,
}

/// Something that can be done from the keyboard.
#[derive(Clone, Copy)]
pub struct Action {
    /// The key: `j`, `Enter`, `?`, two in turn as in `g q`, or with Ctrl (on a Mac, Command) as in `mod+k`. Empty for none.
    pub key: &'static str,
    /// What it does.
    pub name: Say,
    /// Where it is listed.
    pub group: Group,
    /// Doing it.
    pub run: Callback<()>,
}

/// All actions of what is shown now.
#[derive(Clone, Copy)]
pub struct Keys {
    actions: RwSignal<Vec<(u32, Action)>>,
    last: StoredValue<u32>,
    /// The first of two keys, and when it was pressed.
    prefix: StoredValue<Option<(char, f64)>>,
    /// Whether keys without Ctrl work; some people's input devices need them off.
    single: RwSignal<bool>,
}

const PREFIX_MS_MAX: f64 = 1_200.0;

impl Keys {
    /// Starts listening for as long as the owner lives.
    pub fn start() -> Self {
        let keys = Self {
            actions: RwSignal::default(),
            last: StoredValue::default(),
            prefix: StoredValue::default(),
            single: RwSignal::new(kept::get("single-keys").as_deref() != Some("off")),
        };
        let listener = window_event_listener(ev::keydown, move |event| keys.press(&event));
        on_cleanup(move || listener.remove());
        keys
    }

    /// Registers an action until the caller's owner is dropped. What was registered last wins a key.
    pub fn register(self, action: Action) {
        let id = self.last.get_value() + 1;
        self.last.set_value(id);
        self.actions.update(|actions| actions.push((id, action)));
        on_cleanup(move || {
            self.actions.try_update(|actions| actions.retain(|(other, _)| *other != id));
        });
    }

    /// The actions that can be done now, the page's first.
    pub fn actions(self) -> Vec<Action> {
        let mut actions: Vec<Action> = self.actions.get().into_iter().map(|(_, action)| action).collect();
        actions.sort_by_key(|action| action.group);
        actions
    }

    /// Whether keys without Ctrl work.
    pub fn single(self) -> bool {
        self.single.get()
    }

    /// Turns keys without Ctrl on or off.
    pub fn set_single(self, on: bool) {
        kept::set("single-keys", if on { "on" } else { "off" });
        self.single.set(on);
    }

    fn press(self, event: &KeyboardEvent) {
        let with_mod = event.ctrl_key() || event.meta_key();
        if event.is_composing() || event.alt_key() || event.default_prevented() {
            return;
        }
        if !with_mod && (!self.single.get_untracked() || is_typing(event)) || a_dialog_is_open() {
            return;
        }
        let name = key_name(event, with_mod);
        let prefixed = self.take_prefix().map(|prefix| format!("{prefix} {name}"));
        let found = prefixed.and_then(|key| self.find(&key)).or_else(|| self.find(&name));
        if let Some(action) = found {
            if name == "Enter" && on_control(event) {
                return;
            }
            event.prevent_default();
            action.run.run(());
        } else if let Some(first) = self.starts_a_pair(&name) {
            self.prefix.set_value(Some((first, js_sys::Date::now())));
        }
    }

    fn find(self, key: &str) -> Option<Action> {
        self.actions
            .with_untracked(|actions| actions.iter().rev().map(|(_, action)| *action).find(|action| action.key == key))
    }

    fn starts_a_pair(self, key: &str) -> Option<char> {
        let first = key.chars().next().filter(|first| key.len() == first.len_utf8())?;
        let starts = self.actions.with_untracked(|actions| {
            actions.iter().any(|(_, action)| action.key.contains(' ') && action.key.starts_with(first))
        });
        starts.then_some(first)
    }

    #[allow(clippy::float_arithmetic)] // milliseconds between two key presses
    fn take_prefix(self) -> Option<char> {
        let (prefix, at) = self.prefix.get_value()?;
        self.prefix.set_value(None);
        (js_sys::Date::now() - at < PREFIX_MS_MAX).then_some(prefix)
    }
}

/// The keyboard handed down by context.
pub fn use_keys() -> Keys {
    expect_context()
}

fn key_name(event: &KeyboardEvent, with_mod: bool) -> String {
    let key = event.key();
    if with_mod { format!("mod+{}", key.to_ascii_lowercase()) } else { key }
}

fn target(event: &KeyboardEvent) -> Option<HtmlElement> {
    event.target().and_then(|target| target.dyn_into().ok())
}

fn is_typing(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| {
        let types = element.tag_name() == "INPUT" && element.get_attribute("type").as_deref() != Some("checkbox");
        types || matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT") || element.is_content_editable()
    })
}

/// Enter on a focused link or button is that control's own.
fn on_control(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| matches!(element.tag_name().as_str(), "A" | "BUTTON" | "SUMMARY" | "INPUT"))
}

fn a_dialog_is_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}
