//! What the list does with what is heard: a row that changed changes where it stands; what would come, go or move is only
//! counted, until the reader asks for it or nobody is looking closely.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exceptions::CaseRow;
use shared::case::CaseNumber;

use super::{List, Next, Page};
use crate::api::Api;
use crate::state::filters::Filters;

/// Whether what was heard could be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// It is shown or counted.
    Whole,
    /// Only the server can say whether the case belongs here.
    NotYet,
}

impl List {
    /// Takes in how a case stands now.
    pub fn hear(self, row: &CaseRow, reader: &str, now: DateTime<Utc>) -> TakenIn {
        let Some(filters) = self.filters.get_untracked() else { return TakenIn::Whole };
        let holds = filters.holds(row, reader, now);
        match self.known_as(row.number) {
            Some(known) if known.version >= row.version => TakenIn::Whole,
            Some(known) => {
                // What is searched for does not change with a case that was found.
                let stays = holds != Some(false) && filters.place(&known) == filters.place(row);
                self.put(row, stays);
                TakenIn::Whole
            }
            None => match holds {
                Some(holds) => {
                    self.note(row.number, holds && self.is_before_the_end(row, &filters));
                    TakenIn::Whole
                }
                None => TakenIn::NotYet,
            },
        }
    }

    fn known_as(self, number: CaseNumber) -> Option<CaseRow> {
        self.rows.with_untracked(|rows| rows.iter().find(|row| row.number == number).cloned())
    }

    fn put(self, row: &CaseRow, stays: bool) {
        self.rows.update(|rows| {
            if let Some(known) = rows.iter_mut().find(|known| known.number == row.number) {
                known.clone_from(row);
            }
        });
        change(self.moved, row.number, !stays);
    }

    /// Counts a case among those that came up, or no longer.
    fn note(self, number: CaseNumber, is_fresh: bool) {
        change(self.fresh, number, is_fresh);
    }

    /// Whether a case stands before the last row that was read; what comes behind is read when the reader gets there.
    fn is_before_the_end(self, row: &CaseRow, filters: &Filters) -> bool {
        let has_more = self.next.with_untracked(|next| *next != Next::End);
        let last = self.rows.with_untracked(|rows| rows.last().map(|last| filters.place(last)));
        !has_more || last.is_some_and(|last| filters.place(row) < last)
    }

    /// How many cases came up, would move or would go, if the list were read anew.
    pub fn pending(self) -> usize {
        self.fresh.with(HashSet::len) + self.moved.with(HashSet::len)
    }

    /// Reads the list anew from its start, and shows the old one until the new one is there. The reader stays at the case
    /// that they are at, and what they selected stays selected, where it is still there.
    pub fn renew(self, api: Api) {
        self.begun.update_value(|begun| *begun += 1);
        let begun = self.begun.get_value();
        self.count(api);
        spawn_local(async move {
            let answer = self.read(api, None).await;
            if begun != self.begun.get_value() {
                return;
            }
            self.loading.set(false);
            let Ok(page) = answer else { return };
            let at = self.current().map(|row| row.number);
            let place = page.items.iter().position(|row| Some(row.number) == at).unwrap_or(0);
            let numbers: HashSet<CaseNumber> = page.items.iter().map(|row| row.number).collect();
            self.pages.set_value(vec![Page { cursor: None, start: 0 }]);
            self.known.set_value(numbers.clone());
            batch(|| {
                self.failure.set(None);
                self.next.set(page.next.map_or(Next::End, Next::More));
                self.rows.set(page.items);
                self.moved.set(HashSet::new());
                self.fresh.set(HashSet::new());
                self.selected.update(|selected| selected.retain(|number| numbers.contains(number)));
                self.at.set(place);
            });
        });
    }
}

/// Puts a case into a set or takes it out; who looks at the set is told only where that changes it.
fn change(set: RwSignal<HashSet<CaseNumber>>, number: CaseNumber, is_in: bool) {
    set.maybe_update(|set| if is_in { set.insert(number) } else { set.remove(&number) });
}
