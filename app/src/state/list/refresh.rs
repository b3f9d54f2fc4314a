//! Reading a shown list anew, without anything jumping under the reader.

use std::collections::HashSet;
use std::ops::Range;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exceptions::CaseRow;
use shared::case::CaseNumber;

use super::{List, Page};
use crate::api::Api;

/// Where a case stands: looked for first where it stood when the page was read.
fn place_of(rows: &[CaseRow], places: &Range<usize>, number: CaseNumber) -> Option<usize> {
    let is_it = |row: &CaseRow| row.number == number;
    let near = rows.get(places.clone()).unwrap_or_default().iter().position(is_it).map(|place| place + places.start);
    near.or_else(|| rows.iter().position(is_it))
}

impl List {
    /// Reads anew the first page and those that show, and updates rows where they stand: nothing jumps. What came up
    /// since is only counted.
    pub fn refresh(self, api: Api, showing: Range<usize>) {
        let begun = self.begun.get_value();
        let wanted = self.pages_of(showing);
        self.count(api);
        spawn_local(async move {
            for (cursor, places) in wanted {
                let Ok(answer) = self.read(api, cursor.as_deref()).await else { return };
                if begun != self.begun.get_value() {
                    return;
                }
                self.update_page(places, answer.items);
            }
        });
    }

    /// The first page and those that hold some of these rows: their cursors and the places of their rows.
    fn pages_of(self, showing: Range<usize>) -> Vec<(Option<String>, Range<usize>)> {
        let count = self.rows.with_untracked(Vec::len);
        self.pages.with_value(|pages| {
            let end = |index: usize| pages.get(index + 1).map_or(count, |page| page.start);
            let shows =
                |index: usize, page: &Page| index == 0 || (page.start < showing.end && showing.start < end(index));
            let wanted = pages.iter().enumerate().filter(|(index, page)| shows(*index, page));
            wanted.map(|(index, page)| (page.cursor.clone(), page.start..end(index))).collect()
        })
    }

    /// Puts newer rows where their older ones stand; counts those that stand nowhere, and marks those of the page that
    /// the answer no longer has.
    fn update_page(self, places: Range<usize>, answer: Vec<CaseRow>) {
        let first = places.start == 0;
        let numbers: HashSet<CaseNumber> = answer.iter().map(|row| row.number).collect();
        let (mut unseen, mut left) = (HashSet::new(), Vec::new());
        self.rows.maybe_update(|rows| {
            let mut changed = false;
            for row in answer {
                match place_of(rows, &places, row.number) {
                    Some(place) if rows[place] != row => {
                        rows[place] = row;
                        changed = true;
                    }
                    Some(_) => {}
                    None => drop(unseen.insert(row.number)),
                }
            }
            let of_page = rows.get(places).unwrap_or_default();
            left.extend(of_page.iter().map(|row| row.number).filter(|number| !numbers.contains(number)));
            changed
        });
        self.moved.maybe_update(|moved| {
            let before = moved.len();
            moved.retain(|number| !numbers.contains(number));
            let came_back = moved.len() != before;
            let known = moved.len();
            moved.extend(left);
            came_back || moved.len() != known
        });
        if first && !unseen.is_empty() {
            self.fresh.update(|fresh| fresh.extend(unseen));
        }
    }

    /// Counts anew how many cases the views hold.
    pub fn count(self, api: Api) {
        spawn_local(async move {
            // Counts are an extra: the list itself says what is wrong.
            if let Ok(counts) = api.counts().await {
                self.counts.set(Some(counts));
            }
        });
    }
}
