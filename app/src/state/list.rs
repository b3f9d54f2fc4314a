//! The list that the reader came from: its rows, where they stood in it, and what they had selected. It outlives the
//! queue's page, so that coming back is instant and, after a case is closed, the next one is known.

mod hear;
mod refresh;

use std::collections::HashSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exceptions::{CaseList, CaseRow, CountsView};
use shared::case::CaseNumber;

use crate::api::{Api, encoded};
use crate::failure::Failure;
use crate::state::filters::Filters;
pub use hear::TakenIn;

/// How many rows a page has.
const PAGE_ROWS: usize = 100;

/// What comes after the rows that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Next {
    Start,
    More(String),
    End,
}

/// One page that was read: how it was asked for, and the place of its first row.
#[derive(Clone, Debug)]
struct Page {
    cursor: Option<String>,
    start: usize,
}

/// The list, its rows in the order in which they were first read.
#[derive(Clone, Copy)]
pub struct List {
    /// The rows that were read so far.
    pub rows: RwSignal<Vec<CaseRow>>,
    /// Rows that changed so that they may no longer belong here; they stay until the list is read anew.
    pub moved: RwSignal<HashSet<CaseNumber>>,
    /// Cases that came up and that the list does not show yet.
    pub fresh: RwSignal<HashSet<CaseNumber>>,
    /// The row that the reader is at.
    pub at: RwSignal<usize>,
    /// What they selected.
    pub selected: RwSignal<HashSet<CaseNumber>>,
    /// How many cases the views hold.
    pub counts: RwSignal<Option<CountsView>>,
    /// Why reading failed.
    pub failure: RwSignal<Option<Failure>>,
    /// How far down the list is scrolled, in pixels.
    pub scrolled: StoredValue<i32>,
    filters: RwSignal<Option<Filters>>,
    next: RwSignal<Next>,
    loading: RwSignal<bool>,
    pages: StoredValue<Vec<Page>>,
    /// The numbers of the rows that were read.
    known: StoredValue<HashSet<CaseNumber>>,
    /// Counts the lists that were begun; answers for an earlier one are dropped.
    begun: StoredValue<u32>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            rows: RwSignal::default(),
            moved: RwSignal::default(),
            fresh: RwSignal::default(),
            at: RwSignal::default(),
            selected: RwSignal::default(),
            counts: RwSignal::default(),
            failure: RwSignal::default(),
            scrolled: StoredValue::default(),
            filters: RwSignal::default(),
            next: RwSignal::new(Next::Start),
            loading: RwSignal::default(),
            pages: StoredValue::default(),
            known: StoredValue::default(),
            begun: StoredValue::default(),
        }
    }
}

impl List {
    /// Shows what fits the filters: as it was if they are the same, else from its start.
    pub fn show(self, api: Api, filters: &Filters) {
        if self.filters.with_untracked(|shown| shown.as_ref() == Some(filters)) {
            self.refresh(api, 0..0);
        } else {
            self.filters.set(Some(filters.clone()));
            self.start_over(api);
        }
    }

    /// Reads the list anew from its start.
    pub fn start_over(self, api: Api) {
        self.begun.update_value(|begun| *begun += 1);
        self.next.set(Next::Start);
        self.loading.set(false);
        self.pages.set_value(Vec::new());
        self.known.set_value(HashSet::new());
        self.scrolled.set_value(0);
        batch(|| {
            self.rows.set(Vec::new());
            self.moved.set(HashSet::new());
            self.fresh.set(HashSet::new());
            self.at.set(0);
            self.selected.set(HashSet::new());
        });
        self.load_more(api);
        self.count(api);
    }

    /// Reads the next page, if there is one and it is not being read already.
    pub fn load_more(self, api: Api) {
        let cursor = match self.next.get_untracked() {
            Next::End => return,
            Next::Start => None,
            Next::More(cursor) => Some(cursor),
        };
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        let begun = self.begun.get_value();
        spawn_local(async move {
            let answer = self.read(api, cursor.as_deref()).await;
            if begun != self.begun.get_value() {
                return;
            }
            self.loading.set(false);
            match answer {
                Ok(page) => self.append(cursor, page),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn append(self, cursor: Option<String>, page: CaseList) {
        self.failure.set(None);
        let start = self.rows.with_untracked(Vec::len);
        self.pages.update_value(|pages| pages.push(Page { cursor, start }));
        self.next.set(page.next.map_or(Next::End, Next::More));
        // A row that moved down between two pages would come twice.
        let new: Vec<CaseRow> = self
            .known
            .try_update_value(|known| page.items.into_iter().filter(|row| known.insert(row.number)).collect())
            .unwrap_or_default();
        self.rows.update(|rows| rows.extend(new));
    }

    async fn read(self, api: Api, cursor: Option<&str>) -> Result<CaseList, Failure> {
        let filters = self.filters.get_untracked().unwrap_or_default();
        let mut query = format!("limit={PAGE_ROWS}");
        let parts =
            [filters.to_api(api.now()), cursor.map(|cursor| format!("cursor={}", encoded(cursor))).unwrap_or_default()];
        for part in parts.iter().filter(|part| !part.is_empty()) {
            query.push('&');
            query.push_str(part);
        }
        api.cases(&query).await
    }

    /// Whether a page is being read.
    pub fn is_loading(self) -> bool {
        self.loading.get()
    }

    /// Whether there are more rows than were read.
    pub fn has_more(self) -> bool {
        self.next.with(|next| *next != Next::End)
    }

    /// The row that the reader is at.
    pub fn current(self) -> Option<CaseRow> {
        self.rows.with_untracked(|rows| rows.get(self.at.get_untracked()).cloned())
    }

    /// The case that stands that many rows after one; before it where negative.
    pub fn neighbour(self, number: CaseNumber, step: isize) -> Option<CaseNumber> {
        self.rows.with_untracked(|rows| {
            let place = rows.iter().position(|row| row.number == number)?;
            rows.get(place.checked_add_signed(step)?).map(|row| row.number)
        })
    }

    /// Moves the reader to a case, if it is in the list.
    pub fn go_to(self, number: CaseNumber) {
        let place = self.rows.with_untracked(|rows| rows.iter().position(|row| row.number == number));
        if let Some(place) = place {
            self.at.set(place);
        }
    }

    /// Selects a case, or no longer.
    pub fn toggle(self, number: CaseNumber) {
        self.selected.update(|selected| {
            if !selected.remove(&number) {
                selected.insert(number);
            }
        });
    }

    /// The address of the queue as it was last shown.
    pub fn address(self) -> String {
        self.filters.with_untracked(|filters| filters.as_ref().map_or_else(|| "/".to_owned(), Filters::address))
    }
}

/// The list handed down by context.
pub fn use_list() -> List {
    expect_context()
}
