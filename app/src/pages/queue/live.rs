//! The queue hears what happens. Nothing jumps under a reader who is at work in the list; for one who only looks on from
//! its top, it is kept up to date.

use leptos::prelude::*;
use std::ops::Range;

use crate::api::use_api;
use crate::state::connection::use_connection;
use crate::state::list::{List, TakenIn, use_list};
use crate::state::live::{News, use_live};
use crate::state::session::use_session;
use crate::state::soon::Soon;

/// Counting anew and reading anew, so long after it is known to be needed: changes often come together.
const COUNT_AFTER_MS: u32 = 800;
const REFRESH_AFTER_MS: u32 = 1_000;
const RENEW_AFTER_MS: u32 = 250;

/// Follows what happens for as long as the page shows.
pub fn follow(showing: RwSignal<Range<usize>>) {
    let (api, list, session, connection) = (use_api(), use_list(), use_session(), use_connection());
    let count = Soon::after(COUNT_AFTER_MS, move || list.count(api));
    let refresh = Soon::after(REFRESH_AFTER_MS, move || list.refresh(api, showing.get_untracked()));
    let renew = Soon::after(RENEW_AFTER_MS, move || {
        if untrack(|| list.pending()) > 0 && is_at_rest(list) {
            list.renew(api);
        }
    });
    use_live().listen(move |news| {
        match news {
            News::Changed(row) => {
                count.ask();
                let reader = untrack(|| session.name());
                if list.hear(&row, &reader, api.now()) == TakenIn::NotYet {
                    refresh.ask();
                }
            }
            News::ReadAnew => refresh.ask(),
            News::Notices(_) | News::Presence(_) => return,
        }
        renew.ask();
    });
    Effect::new(move |before: Option<u32>| {
        let healed = connection.healed();
        if before.is_some_and(|before| before != healed) {
            if list.rows.with_untracked(Vec::is_empty) { list.start_over(api) } else { refresh.ask() }
        }
        healed
    });
}

/// Whether the reader only looks on: the list stands at its top, nothing is chosen, and neither pointer nor focus is on it,
/// so that nobody is about to press what would move away.
fn is_at_rest(list: List) -> bool {
    let is_touched = |selector| document().query_selector(selector).ok().flatten().is_some();
    list.scrolled.get_value() == 0
        && list.at.get_untracked() == 0
        && list.selected.with_untracked(std::collections::HashSet::is_empty)
        && !is_touched(".rows:hover")
        && !is_touched(".rows:focus-within")
}
