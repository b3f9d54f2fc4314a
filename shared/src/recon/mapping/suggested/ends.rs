//! What stands below the last row of a table: its sums, who printed it and when.

use super::super::moment::moment;
use super::super::row::bare;
use super::super::{Numbers, SummaryRow};
use crate::money::Currency;

/// The most rows below the last line that are taken for no lines.
const TAIL_MAX: usize = 5;

/// How many rows at the end are none, as they have no date; or the one row of sums that there is, with what came in and what went
/// out where it has both: that row must be there then, and add up.
pub fn ends(rows: &[Vec<String>], date: (usize, &str), sums: Option<Sums>) -> (u32, Option<SummaryRow>) {
    let is_blank = |row: &&Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    let is_line = |row: &&Vec<String>| row.get(date.0).is_some_and(|cell| moment(bare(cell), date.1).is_some());
    let mut tail = rows.iter().rev().filter(|row| !is_blank(row)).take_while(|row| !is_line(row));
    let count = tail.clone().take(TAIL_MAX + 1).count();
    if count == 0 || count > TAIL_MAX || !rows.iter().any(|row| is_line(&row)) {
        return (0, None);
    }
    let summary = tail.next().filter(|_| count == 1).zip(sums).and_then(|(row, sums)| sums.of(row));
    match summary {
        Some(summary) => (0, Some(summary)),
        None => (u32::try_from(count).unwrap_or(0), None),
    }
}

/// In which columns what came in and what went out stand, and how they are written.
#[derive(Clone, Copy)]
pub struct Sums {
    /// What came in.
    pub amount_in: usize,
    /// What went out.
    pub amount_out: usize,
    /// How they are written.
    pub numbers: Numbers,
}

impl Sums {
    /// The row of sums that a row is, where it has a title and both sums.
    fn of(self, row: &[String]) -> Option<SummaryRow> {
        let column = |index: usize| {
            let cell = row.get(index).map(|cell| bare(cell)).unwrap_or_default();
            let is_sum = self.numbers.read(cell, Currency::CNY).is_ok();
            is_sum.then(|| u32::try_from(index + 1).ok()).flatten()
        };
        let (sum_in, sum_out) = (Some(column(self.amount_in)?), Some(column(self.amount_out)?));
        Some(SummaryRow { begins: title(row)?, count: None, sum_in, sum_out, fees: None })
    }
}

/// With which words a row begins, up to the first number in its first cell.
fn title(row: &[String]) -> Option<String> {
    let first = row.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty())?;
    let words = first.split(|letter: char| letter.is_numeric() || letter == ':' || letter == '：').next()?.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_the_lines_is_told_from_them() {
        let line = "2026-03-01;1;";
        for (below, skipped, begins) in [
            (vec![], 0, None),
            (vec!["合计：2笔;3;0"], 0, Some("合计")),
            (vec![";;", "Total;3;0.5"], 0, Some("Total")),
            (vec!["Total;3;"], 1, None),
            (vec![";3;0"], 1, None),
            (vec!["Sum;3;0", "printed by hand;;"], 2, None),
            (vec!["a;;", "b;;", "c;;", "d;;", "e;;", "f;;"], 0, None),
        ] {
            let cells = |row: &str| row.split(';').map(str::to_owned).collect::<Vec<_>>();
            let rows: Vec<Vec<String>> = [line, line].into_iter().chain(below.clone()).map(cells).collect();
            let sums = Sums { amount_in: 1, amount_out: 2, numbers: Numbers::default() };
            let (skip, summary) = ends(&rows, (0, "YYYY-MM-DD"), Some(sums));
            assert_eq!((skip, summary.as_ref().map(|row| row.begins.as_str())), (skipped, begins), "{below:?}");
            assert!(summary.is_none_or(|row| (row.sum_in, row.sum_out) == (Some(2), Some(3))));
        }
    }

    #[test]
    fn a_table_of_which_no_row_is_understood_has_no_end() {
        assert_eq!(ends(&[vec!["1.3.2026".to_owned()]], (0, "YYYY-MM-DD"), None), (0, None));
    }
}
