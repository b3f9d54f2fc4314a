//! What the queue can do from the keyboard.

use crate::state::language::Say;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::text::app::queue as text;

use super::bulk::use_claiming;
use crate::api::use_api;
use crate::keys::{Action, Group, use_keys};
use crate::state::list::{List, use_list};

fn step(list: List, by: isize) {
    let last = list.rows.with_untracked(Vec::len).saturating_sub(1);
    list.at.update(|at| *at = at.saturating_add_signed(by).min(last));
}

/// Registers the page's actions for as long as it shows.
pub fn register(search: NodeRef<html::Input>) {
    let (api, list, keys) = (use_api(), use_list(), use_keys());
    let claiming = use_claiming();
    let navigate = StoredValue::new_local(use_navigate());
    let open = Callback::new(move |()| {
        if let Some(row) = list.current() {
            navigate.with_value(|go| go(&format!("/cases/{}", row.number), Default::default()));
        }
    });
    let select = Callback::new(move |()| {
        if let Some(row) = list.current() {
            list.toggle(row.number);
        }
    });
    let focus_search = Callback::new(move |()| {
        if let Some(input) = search.get_untracked() {
            // Fails only for an element that has left the document.
            let _ = input.focus();
            input.select();
        }
    });
    let down = Callback::new(move |()| step(list, 1));
    let up = Callback::new(move |()| step(list, -1));
    let refresh = Callback::new(move |()| list.start_over(api));
    let clear = Callback::new(move |()| list.selected.update(std::collections::HashSet::clear));
    let table: [(&str, Say, Callback<()>); 11] = [
        ("ArrowDown", text::key_down, down),
        ("ArrowUp", text::key_up, up),
        ("j", text::key_down, down),
        ("k", text::key_up, up),
        ("o", text::key_open, open),
        ("Enter", text::key_open, open),
        ("x", text::key_select, select),
        ("c", text::key_claim, Callback::new(move |()| claiming.run(()))),
        ("/", text::key_search, focus_search),
        ("r", text::key_refresh, refresh),
        ("Escape", text::key_clear, clear),
    ];
    for (key, name, run) in table {
        keys.register(Action { key, name, group: Group::Page, run });
    }
}
