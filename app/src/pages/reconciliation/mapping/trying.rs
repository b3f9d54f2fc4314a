//! A mapping while it is made: every change is tried on the file's first rows, a moment after the last.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::recon::{PreviewRequest, StatementPreview};
use shared::recon::{FirstRows, Mapping, Role};

use crate::api::{Api, use_api};
use crate::components::problem_notice::Words;
use crate::failure::Failure;
use crate::state::language::{Language, use_language};

/// How long a person may go on typing before what they typed is tried.
const PAUSE: Duration = Duration::from_millis(250);

/// The mapping, and what it makes of the rows.
#[derive(Clone, Copy)]
pub struct Trying {
    id: i64,
    /// The mapping as it is made.
    pub mapping: RwSignal<Mapping>,
    /// What the last one that was tried makes of the rows.
    pub preview: RwSignal<StatementPreview>,
    failure: RwSignal<Option<Failure>>,
    /// Counts what was tried: only the last answer counts.
    turn: StoredValue<u32>,
    api: Api,
    language: Language,
}

impl Trying {
    /// Begins with a mapping, and with what is known of the rows.
    pub fn start(id: i64, mapping: Mapping, preview: StatementPreview) -> Self {
        let trying = Self {
            id,
            mapping: RwSignal::new(mapping),
            preview: RwSignal::new(preview),
            failure: RwSignal::new(None),
            turn: StoredValue::new(0),
            api: use_api(),
            language: use_language(),
        };
        Effect::new(move |_| {
            let mapping = trying.mapping.get();
            let is_tried = trying.preview.with_untracked(|preview| preview.mapping.as_ref() == Some(&mapping));
            let turn = trying.turn.get_value() + 1;
            trying.turn.set_value(turn);
            if !is_tried {
                set_timeout(move || trying.ask(mapping, turn), PAUSE);
            }
        });
        trying
    }

    fn is_last(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn ask(self, mapping: Mapping, turn: u32) {
        if !self.is_last(turn) {
            return;
        }
        spawn_local(async move {
            let answer = self.api.preview(self.id, &PreviewRequest { mapping: Some(mapping) }).await;
            if !self.is_last(turn) {
                return;
            }
            match answer {
                Ok(preview) => {
                    self.failure.try_set(None);
                    self.preview.try_set(preview);
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
        });
    }

    /// What went wrong when it was tried.
    pub fn words(self) -> Signal<Option<Words>> {
        Signal::derive(move || self.failure.get().map(|failure| failure.words(self.language.get())))
    }

    /// The row that names the columns, as it is shown; empty where none does.
    pub fn header(self) -> Vec<String> {
        let row = self.mapping.with(|mapping| mapping.header_row);
        let found = |preview: &StatementPreview| {
            let found = preview.rows.iter().find(|shown| Some(shown.number) == row);
            found.map(|shown| shown.cells.clone())
        };
        self.preview.with(found).unwrap_or_default()
    }

    /// How many columns there are.
    pub fn width(self) -> usize {
        self.preview.with(|preview| preview.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default())
    }

    /// What each column is.
    pub fn roles(self) -> Vec<Role> {
        let (header, width) = (self.header(), self.width());
        self.mapping.with(|mapping| mapping.roles(&header, width))
    }

    /// Says what a column is; no other is the same.
    pub fn say(self, place: usize, role: Role) {
        let mut roles = untrack(|| self.roles());
        for known in roles.iter_mut().filter(|known| **known == role) {
            *known = Role::Nothing;
        }
        if let Some(known) = roles.get_mut(place) {
            *known = role;
        }
        self.with_roles(&roles);
    }

    /// Says which row names the columns; what each column is stays.
    pub fn name_by(self, row: Option<u32>) {
        let roles = untrack(|| self.roles());
        self.mapping.update(|mapping| mapping.header_row = row);
        self.with_roles(&roles);
    }

    fn with_roles(self, roles: &[Role]) {
        let header = untrack(|| self.header());
        let row = self.mapping.with_untracked(|mapping| mapping.header_row.unwrap_or(mapping.skip_head));
        let below = |preview: &StatementPreview| {
            let rows = preview.rows.iter().filter(|shown| shown.number > row);
            rows.map(|shown| shown.cells.clone()).collect::<Vec<_>>()
        };
        let rows = self.preview.with_untracked(below);
        let mapping = self
            .mapping
            .with_untracked(|mapping| mapping.with_roles(FirstRows { header: &header, rows: &rows }, roles));
        self.mapping.set(mapping);
    }
}
