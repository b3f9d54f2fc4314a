//! What a case can do from the keyboard.

use crate::state::language::Say;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::text::app::case as text;

use super::choices::in_order;
use super::file::{CaseFile, use_file};
use super::head::use_claim;
use crate::keys::{Action, Group, use_keys};
use crate::state::list::use_list;

/// Chooses the resolution at a place, if it is allowed.
fn choose(file: CaseFile, place: usize) {
    let choices = file.choices().with_untracked(|choices| in_order(choices));
    if let Some(choice) = choices.get(place).filter(|choice| choice.is_allowed()) {
        file.chosen.set(Some(choice.resolution));
    }
}

/// Registers the page's actions for as long as it shows.
pub fn register() {
    let (file, list, keys) = (use_file(), use_list(), use_keys());
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |address: String| navigate.with_value(|go| go(&address, Default::default()));
    let step = move |by: isize| {
        Callback::new(move |()| {
            if let Some(number) = list.neighbour(file.number, by) {
                go(format!("/cases/{number}"));
            }
        })
    };
    let choosing = move |place: usize| Callback::new(move |()| choose(file, place));
    let table: [(&str, Say, Callback<()>); 10] = [
        ("c", text::key_claim, use_claim()),
        ("1", text::key_choose_1, choosing(0)),
        ("2", text::key_choose_2, choosing(1)),
        ("3", text::key_choose_3, choosing(2)),
        ("4", text::key_choose_4, choosing(3)),
        ("p", text::key_portal_check, Callback::new(move |()| file.observing.set(true))),
        ("n", text::key_note, Callback::new(move |()| file.noting.set(true))),
        ("j", text::next, step(1)),
        ("k", text::previous, step(-1)),
        ("u", text::back_to_queue, Callback::new(move |()| go(list.address()))),
    ];
    for (key, name, run) in table {
        keys.register(Action { key, name, group: Group::Page, run });
    }
}
