//! The rows of a bill, and its sums.

use std::io::Read;

use shared::money::{Currency, Money};
use shared::recon::{Fault, FaultKind, Wanted};

use super::super::text::Lines;
use super::super::{Unread, amount};

/// With which name the sums of a trade bill begin.
pub const TRADE_SUMMARY: &str = "总交易单数";
/// With which name the sums of a fund bill begin.
pub const FUND_SUMMARY: &str = "资金流水总笔数";

/// A row: its values, and the line on which it begins.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The line.
    pub line: u32,
    /// What stands there.
    pub values: Vec<String>,
}

/// A bill that is being read.
pub struct Bill<R> {
    lines: Lines<R>,
    summary_begins: &'static str,
    header: Vec<String>,
    /// The row that was begun: a name of goods may go on over several lines.
    begun: Option<(u32, String)>,
    summary: Option<Vec<String>>,
}

impl<R: Read> Bill<R> {
    /// Reads as far as the header.
    pub fn new(reader: R, summary_begins: &'static str) -> Result<Self, Unread> {
        let mut lines = Lines::new(reader);
        while let Some((_, bytes)) = lines.next()? {
            let header = values(text(bytes));
            if header.len() > 1 {
                return Ok(Self { lines, summary_begins, header: plain(header), begun: None, summary: None });
            }
        }
        Err(Fault::new(FaultKind::CutOff).at_line(lines.number()).into())
    }

    /// Which column has that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// Which column has that name; a fault where there is none.
    pub fn needed(&self, name: &'static str) -> Result<usize, Unread> {
        self.column(name).ok_or_else(|| Fault::new(FaultKind::MissingField).at_line(1).in_column(name).into())
    }

    /// The next row; `None` behind the last.
    pub fn next(&mut self) -> Result<Option<Result<Row, Fault>>, Unread> {
        while self.summary.is_none() {
            let Some((number, bytes)) = self.lines.next()? else {
                let fault = Fault::new(FaultKind::CutOff).at_line(self.lines.number());
                return Err(fault.expected(self.summary_begins).into());
            };
            let line = text(bytes);
            let bare = line.trim_start_matches(['"', '`']);
            let ended = if bare.starts_with(self.summary_begins) {
                let names = plain(values(line));
                self.summary = Some(names);
                self.begun.take()
            } else if line.starts_with('`') || line.starts_with("\"`") {
                let line = line.to_owned();
                self.begun.replace((number, line))
            } else if let Some((_, begun)) = &mut self.begun {
                begun.push('\n');
                begun.push_str(line);
                None
            } else if line.trim().is_empty() {
                None
            } else {
                let fault = Fault::new(FaultKind::Malformed).at_line(number).found(line);
                return Err(fault.expected("`").into());
            };
            if let Some((number, line)) = ended {
                return Ok(Some(self.row(number, &line)));
            }
        }
        Ok(None)
    }

    fn row(&self, line: u32, text: &str) -> Result<Row, Fault> {
        let values = values(text.trim_end());
        if values.len() != self.header.len() {
            let fault = Fault::new(FaultKind::Malformed).at_line(line).found(text);
            return Err(fault.expected(Wanted::Values { count: self.header.len(), given: Some(values.len()) }));
        }
        Ok(Row { line, values })
    }

    /// The sums behind the rows, by their names, and their line.
    pub fn sums(&mut self) -> Result<(u32, Vec<(String, String)>), Unread> {
        let names = self.summary.take().unwrap_or_default();
        let mut sums = None;
        while let Some((number, bytes)) = self.lines.next()? {
            let line = text(bytes);
            match (&sums, line.trim().is_empty()) {
                (_, true) => {}
                (None, false) => sums = Some((number, values(line.trim_end()))),
                (Some(_), false) => {
                    let fault = Fault::new(FaultKind::Malformed).at_line(number).found(line);
                    return Err(fault.expected(Wanted::NothingBehindSums).into());
                }
            }
        }
        match sums {
            Some((line, sums)) if sums.len() == names.len() => Ok((line, names.into_iter().zip(sums).collect())),
            Some((line, _)) => Err(Fault::new(FaultKind::CutOff).at_line(line).expected(names.join(",")).into()),
            None => Err(Fault::new(FaultKind::CutOff).at_line(self.lines.number()).expected(names.join(",")).into()),
        }
    }
}

impl Row {
    /// What stands in a column; nothing for `0` and for empty where a number of an order should stand.
    pub fn number(&self, column: Option<usize>) -> Option<&str> {
        let value = self.value(column?);
        (!value.is_empty() && value != "0").then_some(value)
    }

    /// What stands in a column.
    pub fn value(&self, column: usize) -> &str {
        self.values.get(column).map_or("", |value| value.trim())
    }

    /// The amount in a column.
    pub fn money(&self, column: usize, name: &str, currency: Currency) -> Result<Money, Fault> {
        amount::plain(self.value(column), currency).map_err(|fault| fault.at_line(self.line).in_column(name))
    }

    /// A fault in a column.
    pub fn fault(&self, kind: FaultKind, column: usize, name: &str) -> Fault {
        Fault::new(kind).at_line(self.line).in_column(name).found(self.value(column))
    }
}

/// Lines come decoded.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The values of a line. A value may hold a comma, but none is followed by a backtick.
fn values(line: &str) -> Vec<String> {
    if line.starts_with('"') {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
        return record.iter().map(|value| value.strip_prefix('`').unwrap_or(value).to_owned()).collect();
    }
    match line.strip_prefix('`') {
        Some(line) => line.split(",`").map(str::to_owned).collect(),
        None => line.split(',').map(str::to_owned).collect(),
    }
}

/// Names without what is around them; brackets as they are typed in English.
fn plain(names: Vec<String>) -> Vec<String> {
    names.into_iter().map(|name| name.trim().replace('（', "(").replace('）', ")")).collect()
}
