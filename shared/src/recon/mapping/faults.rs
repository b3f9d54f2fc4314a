//! What a mapping lacks before it can read anything.

use serde::{Deserialize, Serialize};

use super::super::line::named;
use super::moment::{has_date, has_time};
use super::{Amounts, Column, Columns, DecimalSign, Mapping, ThousandsSign};

named! {
    /// What is wrong with a field of a mapping.
    MappingFault {
        /// A column has no name, or is the one before the first.
        EmptyColumn = "empty_column",
        /// Columns are told by name, and no row names them.
        NoHeader = "no_header",
        /// The date's pattern lacks year, month or day.
        DateFormat = "date_format",
        /// The time's pattern lacks hour or minute, or there is a time's column without a pattern.
        TimeFormat = "time_format",
        /// An offset that no place on earth has.
        Offset = "offset",
        /// The same sign stands for thousands and for decimals.
        SameSigns = "same_signs",
        /// No words for one of the directions, or one word for both.
        DirectionWords = "direction_words",
        /// One word stands for two things, or is empty.
        Words = "words",
        /// A status' column without words.
        StatusWords = "status_words",
        /// More rows to pass over than can be kept in mind.
        TooManyRows = "too_many_rows",
        /// A row of sums that cannot be told from lines, or that states nothing.
        Summary = "summary",
    }
}

/// The most rows that can be passed over at either end.
pub const SKIPPED_MAX: u32 = 1_000;

impl Mapping {
    /// What is wrong with it; nothing where it can be used.
    pub fn faults(&self) -> Vec<MappingFault> {
        let checks = [
            (self.all_columns().any(is_empty), MappingFault::EmptyColumn),
            (
                self.header_row.is_none() && self.all_columns().any(|column| matches!(column, Column::Named(_))),
                MappingFault::NoHeader,
            ),
            (!has_date(&self.date_format), MappingFault::DateFormat),
            (self.has_time_fault(), MappingFault::TimeFormat),
            (
                self.utc_offset_minutes.is_some_and(|offset| !(-14 * 60..=14 * 60).contains(&offset)),
                MappingFault::Offset,
            ),
            (self.has_same_signs(), MappingFault::SameSigns),
            (self.has_direction_fault(), MappingFault::DirectionWords),
            (self.has_word_fault(), MappingFault::Words),
            (self.columns.status.is_some() && self.statuses.is_empty(), MappingFault::StatusWords),
            (self.has_too_many_rows(), MappingFault::TooManyRows),
            (self.has_summary_fault(), MappingFault::Summary),
        ];
        checks.into_iter().filter_map(|(is_wrong, fault)| is_wrong.then_some(fault)).collect()
    }

    fn all_columns(&self) -> impl Iterator<Item = &Column> {
        let amounts = match &self.amounts {
            Amounts::Signed { amount, .. } => [Some(amount), None],
            Amounts::Split { amount_in, amount_out, .. } => [Some(amount_in), Some(amount_out)],
            Amounts::Directed { amount, direction, .. } => [Some(amount), Some(direction)],
        };
        [Some(&self.date)].into_iter().chain(amounts).chain(self.columns.all()).flatten()
    }

    fn has_time_fault(&self) -> bool {
        match (&self.columns.time, &self.time_format) {
            (Some(_), Some(format)) => !has_time(format),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    fn has_same_signs(&self) -> bool {
        matches!(
            (self.numbers.decimal, self.numbers.thousands),
            (DecimalSign::Point, ThousandsSign::Point) | (DecimalSign::Comma, ThousandsSign::Comma)
        )
    }

    fn has_direction_fault(&self) -> bool {
        let Amounts::Directed { words_in, words_out, .. } = &self.amounts else { return false };
        words_in.is_empty() || words_out.is_empty() || are_ambiguous(words_in.iter().chain(words_out))
    }

    fn has_word_fault(&self) -> bool {
        are_ambiguous(self.kinds.iter().map(|word| &word.word))
            || are_ambiguous(self.statuses.iter().map(|word| &word.word))
    }

    fn has_too_many_rows(&self) -> bool {
        [self.skip_head, self.skip_tail, self.header_row.unwrap_or(1)].into_iter().any(|rows| rows > SKIPPED_MAX)
            || self.header_row == Some(0)
    }

    fn has_summary_fault(&self) -> bool {
        self.summary.as_ref().is_some_and(|summary| {
            let stated = [summary.count, summary.sum_in, summary.sum_out, summary.fees];
            summary.begins.trim().is_empty() || stated.iter().all(Option::is_none) || stated.contains(&Some(0))
        })
    }
}

impl Columns {
    /// Every column that there may be.
    pub fn all(&self) -> [Option<&Column>; 14] {
        [
            &self.time,
            &self.fee,
            &self.balance,
            &self.currency,
            &self.kind,
            &self.status,
            &self.order_number,
            &self.channel_number,
            &self.batch_number,
            &self.original_order_number,
            &self.entry_reference,
            &self.counterparty,
            &self.counterparty_account,
            &self.text,
        ]
        .map(Option::as_ref)
    }
}

fn is_empty(column: &Column) -> bool {
    match column {
        Column::Named(name) => name.trim().is_empty(),
        Column::Numbered(number) => *number == 0,
    }
}

fn are_ambiguous<'a>(words: impl Iterator<Item = &'a String>) -> bool {
    let mut words: Vec<String> = words.map(|word| word.trim().to_lowercase()).collect();
    let count = words.len();
    words.sort_unstable();
    words.dedup();
    words.len() < count || words.iter().any(String::is_empty)
}

#[cfg(test)]
mod tests {
    use super::super::row::example;
    use super::super::{KindWord, StatusWord, SummaryRow};
    use super::*;
    use crate::recon::{LineKind, LineStatus};

    #[test]
    fn each_fault_is_found() {
        type Change = fn(&mut Mapping);
        let table: [(Change, &[MappingFault]); 13] = [
            (|_| {}, &[]),
            (|mapping| mapping.date = Column::Named(" ".to_owned()), &[MappingFault::EmptyColumn]),
            (|mapping| mapping.columns.fee = Some(Column::Numbered(0)), &[MappingFault::EmptyColumn]),
            (|mapping| mapping.header_row = None, &[MappingFault::NoHeader]),
            (|mapping| mapping.date_format = "YYYY-MM".to_owned(), &[MappingFault::DateFormat]),
            (|mapping| mapping.columns.time = Some(Column::Numbered(3)), &[MappingFault::TimeFormat]),
            (|mapping| mapping.utc_offset_minutes = Some(841), &[MappingFault::Offset]),
            (|mapping| mapping.numbers.thousands = ThousandsSign::Point, &[MappingFault::SameSigns]),
            (
                |mapping| {
                    mapping.amounts = Amounts::Directed {
                        amount: Column::Numbered(1),
                        direction: Column::Numbered(2),
                        words_in: vec!["in".to_owned()],
                        words_out: vec![" IN".to_owned()],
                    };
                },
                &[MappingFault::DirectionWords],
            ),
            (
                |mapping| {
                    mapping.kinds = vec![
                        KindWord { word: "a".to_owned(), kind: LineKind::Fee },
                        KindWord { word: "A".to_owned(), kind: LineKind::Payout },
                    ];
                    mapping.statuses = vec![StatusWord { word: "ok".to_owned(), status: LineStatus::Settled }];
                },
                &[MappingFault::Words],
            ),
            (|mapping| mapping.columns.status = Some(Column::Numbered(3)), &[MappingFault::StatusWords]),
            (|mapping| mapping.skip_tail = 1_001, &[MappingFault::TooManyRows]),
            (
                |mapping| {
                    let begins = "合计".to_owned();
                    mapping.summary = Some(SummaryRow { begins, count: None, sum_in: None, sum_out: None, fees: None });
                },
                &[MappingFault::Summary],
            ),
        ];
        for (index, (change, expected)) in table.into_iter().enumerate() {
            let mut mapping = example();
            change(&mut mapping);
            assert_eq!(mapping.faults(), expected, "{index}");
        }
    }
}
