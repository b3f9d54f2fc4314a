//! Tables that are read by a mapping: CSV and XLSX give rows, which become lines here.

mod summary;

use std::collections::VecDeque;

use chrono::NaiveDateTime;
use shared::recon::{Cell, Fault, FaultKind, Format, Mapping, OwnSummary, Resolved, Row, Statement, Wanted};

use super::chain::Chain;
use super::tally::Tally;
use super::{Reading, Sink, Unread};

/// A cell that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number, as a plain decimal text.
    Number(String),
    /// A date.
    Moment(NaiveDateTime),
}

impl Kept {
    /// The cell as mappings read it.
    pub fn cell(&self) -> Cell<'_> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) if text.trim().is_empty() => Cell::Empty,
            Self::Text(text) => Cell::Text(text),
            Self::Number(text) => Cell::Number(text),
            Self::Moment(moment) => Cell::Moment(*moment),
        }
    }

    /// What a person sees of it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::Moment(moment) => moment.to_string(),
        }
    }
}

/// A row that is kept: its number, and its cells.
pub type KeptRow = (u32, Vec<Kept>);

/// Takes rows for as long as more are wanted.
pub type Take<'a> = dyn FnMut(KeptRow) -> Result<bool, Unread> + 'a;

/// A table while it is read.
pub struct Table<'a> {
    /// What was counted.
    pub tally: Tally<'a>,
    mapping: &'a Mapping,
    reading: Reading<'a>,
    resolved: Option<Resolved<'a>>,
    /// The last rows, of which it is not known yet whether they are to be passed over.
    held: VecDeque<KeptRow>,
    chain: Chain,
    /// What the table states of itself, and on which row.
    summary: Option<(OwnSummary, u32)>,
}

impl<'a> Table<'a> {
    /// None of it yet; refused where there is no mapping that can be used.
    pub fn new(reading: &Reading<'a>, sink: &'a mut Sink<'a>) -> Result<Self, Unread> {
        let Some(mapping) = reading.mapping else {
            return Err(Fault::new(FaultKind::NeedsMapping).into());
        };
        if let Some(fault) = mapping.faults().first() {
            return Err(Fault::new(FaultKind::NeedsMapping).found(fault.name()).into());
        }
        Ok(Self {
            tally: Tally::new(reading, sink),
            mapping,
            reading: *reading,
            resolved: None,
            held: VecDeque::new(),
            chain: Chain::default(),
            summary: None,
        })
    }

    /// Takes one more row.
    pub fn row(&mut self, row: KeptRow) -> Result<(), Unread> {
        let number = row.0;
        match self.mapping.header_row {
            Some(header) if number < header => return Ok(()),
            Some(header) if number == header => return self.resolve(row.1.iter().map(Kept::shown).collect()),
            None if number <= self.mapping.skip_head => return Ok(()),
            Some(_) | None => {}
        }
        if row.1.iter().all(|cell| cell.cell() == Cell::Empty) {
            return Ok(());
        }
        if self.mapping.skip_tail == 0 {
            return self.read(&row);
        }
        self.held.push_back(row);
        if self.held.len() <= self.mapping.skip_tail as usize {
            return Ok(());
        }
        match self.held.pop_front() {
            Some(row) => self.read(&row),
            None => Ok(()),
        }
    }

    fn resolve(&mut self, header: Vec<String>) -> Result<(), Unread> {
        let row = self.mapping.header_row.unwrap_or(1);
        let located = |faults: Vec<Fault>| faults.into_iter().map(|fault| fault.at_line(row)).collect();
        self.resolved = Some(Resolved::new(self.mapping, header).map_err(|faults| Unread::Refused(located(faults)))?);
        Ok(())
    }

    fn read(&mut self, (number, cells): &KeptRow) -> Result<(), Unread> {
        if self.resolved.is_none() && self.mapping.header_row.is_none() {
            self.resolve(vec![])?;
        }
        let Some(resolved) = &self.resolved else {
            return Err(Fault::new(FaultKind::MissingField).at_line(*number).expected(Wanted::Header).into());
        };
        let cells: Vec<Cell<'_>> = cells.iter().map(Kept::cell).collect();
        let row = Row { number: *number, cells: &cells };
        if let Some(rule) = &self.mapping.summary
            && summary::is_summary(rule, row)
        {
            let stated = summary::stated(rule, row, self.mapping.numbers, self.reading.account.currency)?;
            self.summary = Some((stated, *number));
            return Ok(());
        }
        let line = resolved.line(row, *number, self.reading.account).map(|(line, balance)| {
            self.chain.take(&line, balance, *number);
            line
        });
        self.tally.take(line)
    }

    /// What is to be passed over at the end must be no line: of a file that is cut off it would be.
    fn line_passed_over(&self) -> Option<Fault> {
        let resolved = self.resolved.as_ref()?;
        self.held.iter().find_map(|(number, cells)| {
            let cells: Vec<Cell<'_>> = cells.iter().map(Kept::cell).collect();
            let is_line = resolved.has_date(Row { number: *number, cells: &cells }, self.reading.account);
            let expected = Wanted::RowsWithoutDate { count: self.mapping.skip_tail };
            is_line.then(|| Fault::new(FaultKind::CutOff).at_line(*number).expected(expected))
        })
    }

    /// The statement of all rows.
    pub fn finish(mut self, format: Format, last_row: u32) -> Result<Statement, Unread> {
        if self.resolved.is_none() && self.mapping.header_row.is_some() {
            let fault = Fault::new(FaultKind::MissingField).at_line(last_row).expected(Wanted::Header);
            return Err(self.tally.refused(fault));
        }
        if let Some(fault) = self.line_passed_over() {
            return Err(self.tally.refused(fault));
        }
        match (&self.mapping.summary, &self.summary) {
            (Some(rule), None) => {
                let fault = Fault::new(FaultKind::CutOff).at_line(last_row).expected(rule.begins.clone());
                return Err(self.tally.refused(fault));
            }
            (_, Some((stated, row))) if self.tally.is_sound() => summary::check(stated, self.tally.sums(), *row)?,
            _ => {}
        }
        let summary = self.summary.map(|(stated, _)| stated).unwrap_or_default();
        self.chain.finish(self.tally, format, summary, None)
    }
}
