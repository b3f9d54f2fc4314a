//! What is on the table when lines are matched by hand: both sides, what is selected, and where the keyboard is.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::api::recon::DayLine;
use shared::money::Money;
use shared::recon::matching::LineId;
use shared::recon::{Line, Side};

use crate::components::loaded::Reading;

/// The lines of both sides, what is selected, and where the reader is.
#[derive(Clone, Copy)]
pub struct Table {
    /// Our lines.
    pub ours: Reading<Vec<DayLine>>,
    /// The channel's.
    pub channel: Reading<Vec<DayLine>>,
    /// What is searched for, in both.
    pub sought: RwSignal<String>,
    /// What is selected, of both sides.
    pub selected: RwSignal<BTreeSet<LineId>>,
    /// The side that the keyboard is on.
    pub side: RwSignal<Side>,
    /// The line of each side that the keyboard is on, by its place.
    pub at: RwSignal<(usize, usize)>,
}

impl Table {
    /// A table of these lines.
    pub fn of(ours: Reading<Vec<DayLine>>, channel: Reading<Vec<DayLine>>) -> Self {
        Self {
            ours,
            channel,
            sought: RwSignal::new(String::new()),
            selected: RwSignal::default(),
            side: RwSignal::new(Side::Ours),
            at: RwSignal::new((0, 0)),
        }
    }

    /// What was read of one side.
    pub fn reading(self, side: Side) -> Reading<Vec<DayLine>> {
        match side {
            Side::Ours => self.ours,
            Side::Channel => self.channel,
        }
    }

    /// The lines of one side that show: those that are searched for, and those that are selected.
    pub fn lines(self, side: Side) -> Vec<DayLine> {
        let sought = self.sought.with(|sought| sought.trim().to_lowercase());
        let mut lines = self.reading(side).value.get().unwrap_or_default();
        if !sought.is_empty() {
            let selected = self.selected.get();
            lines.retain(|line| selected.contains(&line.id) || tells(line, &sought));
        }
        lines
    }

    /// The selected lines of one side.
    pub fn chosen(self, side: Side) -> Vec<DayLine> {
        let lines = self.reading(side).value.get().unwrap_or_default().into_iter();
        self.selected.with(|selected| lines.filter(|line| selected.contains(&line.id)).collect())
    }

    /// The selected lines of both sides.
    pub fn all_chosen(self) -> Vec<LineId> {
        let chosen = self.chosen(Side::Ours).into_iter().chain(self.chosen(Side::Channel));
        chosen.map(|line| line.id).collect()
    }

    /// The place of the keyboard within a side.
    pub fn place(self, side: Side) -> usize {
        let (ours, channel) = self.at.get();
        if side == Side::Ours { ours } else { channel }
    }

    /// Puts the keyboard on a line of a side.
    pub fn go(self, side: Side, to: usize) {
        self.at.update(|(ours, channel)| {
            let place = if side == Side::Ours { ours } else { channel };
            *place = to;
        });
    }

    /// The line that the keyboard is on.
    fn here(self, side: Side) -> Option<DayLine> {
        untrack(|| self.lines(side).get(self.place(side)).cloned())
    }

    /// Goes up or down.
    pub fn walk(self, step: isize) {
        let side = self.side.get_untracked();
        let last = untrack(|| self.lines(side)).len().saturating_sub(1);
        let place = untrack(|| self.place(side));
        self.go(side, place.saturating_add_signed(step).min(last));
    }

    /// Goes to the other side, where the reader was there before.
    pub fn cross(self) {
        self.side.set(self.other_side());
    }

    /// Goes to the likely counterpart of the line that the reader is on: of the same order, or else of the same amount.
    /// Where there is none the reader stays, and is told so by who called.
    pub fn cross_to_counterpart(self) -> bool {
        let to = self.other_side();
        let found = self.here(self.side.get_untracked()).and_then(|here| self.counterpart(&here.line, to));
        if let Some(place) = found {
            self.go(to, place);
            self.side.set(to);
        }
        found.is_some()
    }

    fn other_side(self) -> Side {
        if self.side.get_untracked() == Side::Ours { Side::Channel } else { Side::Ours }
    }

    /// The place of the line of a side that is likeliest the same as this one; what is selected already has its pair.
    fn counterpart(self, here: &Line, to: Side) -> Option<usize> {
        let (lines, selected) = untrack(|| (self.lines(to), self.selected.get()));
        let first = |is: &dyn Fn(&Line) -> bool| {
            let fits = |only_free: bool| {
                lines.iter().position(|line| is(&line.line) && !(only_free && selected.contains(&line.id)))
            };
            fits(true).or_else(|| fits(false))
        };
        let order = here.references.order_number.as_deref();
        let same_order = |line: &Line| order.is_some() && line.references.order_number.as_deref() == order;
        let same_amount = |line: &Line| line.amount == here.amount && line.direction == here.direction;
        first(&same_order).or_else(|| first(&same_amount))
    }

    /// Selects a line, or no longer.
    pub fn toggle(self, id: LineId) {
        self.selected.update(|selected| {
            if !selected.remove(&id) {
                selected.insert(id);
            }
        });
    }

    /// Selects the line that the keyboard is on, or no longer.
    pub fn toggle_here(self) {
        if let Some(line) = self.here(self.side.get_untracked()) {
            self.toggle(line.id);
        }
    }

    /// What the selected lines of both sides are apart; none where one side has none or a sum is too large.
    pub fn apart(self) -> Option<Money> {
        let (ours, channel) = (self.chosen(Side::Ours), self.chosen(Side::Channel));
        let currency = ours.first()?.line.amount.currency();
        channel.first()?;
        let sum =
            |lines: &[DayLine]| lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.line.effect_minor()));
        Some(Money::from_minor(sum(&ours)?.checked_sub(sum(&channel)?)?, currency))
    }
}

/// Whether a line says what is searched for: in a reference, its counterparty, its words or its amount.
fn tells(line: &DayLine, sought: &str) -> bool {
    let said = &line.line;
    let references = &said.references;
    let texts = [
        references.order_number.as_deref(),
        references.channel_number.as_deref(),
        references.batch_number.as_deref(),
        references.original_order_number.as_deref(),
        references.entry_reference.as_deref(),
        said.counterparty.as_deref(),
        said.text.as_deref(),
    ];
    let amount = said.amount.amount().to_string();
    texts.into_iter().flatten().any(|text| text.to_lowercase().contains(sought))
        || amount.contains(&sought.replace(',', ""))
}
