//! A mapping as a person makes it: each column of the table before them is one thing, or nothing.
//!
//! The rule: a column is named by its header where that names it alone, else told by its place; and where a person has not yet
//! said what is needed, the mapping says so itself (see [`Mapping::faults`]).

use serde::{Deserialize, Serialize};

use super::super::line::named;
use super::suggested::{direction_words, kind_words, status_words, way_of_amounts, way_of_dates, way_of_times};
use super::{Amounts, Column, Columns, Mapping, Numbers};
use crate::recon::Direction;

named! {
    /// What a column of a table is.
    Role {
        /// Nothing that is read.
        Nothing = "nothing",
        /// The date, or date and time.
        Date = "date",
        /// The time of day.
        Time = "time",
        /// The amount.
        Amount = "amount",
        /// What came in.
        AmountIn = "amount_in",
        /// What went out.
        AmountOut = "amount_out",
        /// The word that says which way.
        Direction = "direction",
        /// The fee beside the amount.
        Fee = "fee",
        /// The balance after the line.
        Balance = "balance",
        /// The currency.
        Currency = "currency",
        /// What the line is of.
        Kind = "kind",
        /// How it stands.
        Status = "status",
        /// Our order number.
        OrderNumber = "order_number",
        /// The channel's number.
        ChannelNumber = "channel_number",
        /// The number of the batch.
        BatchNumber = "batch_number",
        /// The order number of the payment that is given back.
        OriginalOrderNumber = "original_order_number",
        /// The entry's reference at the bank.
        EntryReference = "entry_reference",
        /// Who is at the other end.
        Counterparty = "counterparty",
        /// The account at the other end.
        CounterpartyAccount = "counterparty_account",
        /// Words.
        Text = "text",
    }
}

/// The first rows of a table, as they are shown.
#[derive(Clone, Copy, Debug)]
pub struct FirstRows<'a> {
    /// The row that names the columns; empty where none does.
    pub header: &'a [String],
    /// The rows below it.
    pub rows: &'a [Vec<String>],
}

/// A column that nobody has chosen yet.
const NOT_CHOSEN: Column = Column::Numbered(0);

impl Mapping {
    /// A mapping that says nothing yet, for a table whose columns are named on that row.
    pub fn blank(header_row: Option<u32>) -> Self {
        Self {
            sheet: None,
            header_row,
            skip_head: 0,
            skip_tail: 0,
            date: NOT_CHOSEN,
            date_format: "YYYY-MM-DD".to_owned(),
            time_format: None,
            utc_offset_minutes: None,
            amounts: Amounts::Signed { amount: NOT_CHOSEN, positive: Direction::In },
            numbers: Numbers::default(),
            fee_is_negative: false,
            columns: Columns::default(),
            kinds: kind_words(),
            kind: None,
            statuses: status_words(),
            summary: None,
        }
    }

    /// What each of so many columns is.
    pub fn roles(&self, header: &[String], width: usize) -> Vec<Role> {
        let mut roles = vec![Role::Nothing; width];
        for (role, column) in self.placed() {
            let place = column.and_then(|column| place_of(column, header));
            if let Some(known) = place.and_then(|place| roles.get_mut(place)).filter(|known| **known == Role::Nothing) {
                *known = role;
            }
        }
        roles
    }

    /// The same mapping with these columns. How dates and amounts are written is guessed anew where their columns changed.
    #[must_use]
    pub fn with_roles(&self, shown: FirstRows<'_>, roles: &[Role]) -> Self {
        let place = |role: Role| roles.iter().position(|known| *known == role);
        let column = |role: Role| place(role).map(|place| column_at(place, shown.header));
        let needed = |role: Role| column(role).unwrap_or(NOT_CHOSEN);
        let mut mapping = self.clone();
        mapping.date = needed(Role::Date);
        mapping.amounts = self.amounts_of(&needed, &column);
        mapping.columns = Columns {
            time: column(Role::Time),
            fee: column(Role::Fee),
            balance: column(Role::Balance),
            currency: column(Role::Currency),
            kind: column(Role::Kind),
            status: column(Role::Status),
            order_number: column(Role::OrderNumber),
            channel_number: column(Role::ChannelNumber),
            batch_number: column(Role::BatchNumber),
            original_order_number: column(Role::OriginalOrderNumber),
            entry_reference: column(Role::EntryReference),
            counterparty: column(Role::Counterparty),
            counterparty_account: column(Role::CounterpartyAccount),
            text: column(Role::Text),
        };
        let samples = |place: usize| shown.rows.iter().filter_map(move |row| row.get(place)).map(String::as_str);
        if let Some(date) = place(Role::Date).filter(|_| mapping.date != self.date) {
            mapping.date_format = way_of_dates(samples(date));
        }
        if let Some(time) = place(Role::Time).filter(|_| mapping.columns.time != self.columns.time) {
            mapping.time_format = Some(way_of_times(samples(time)));
        }
        if mapping.amounts != self.amounts {
            let of_amounts = [Role::Amount, Role::AmountIn, Role::AmountOut].into_iter().filter_map(place);
            mapping.numbers = way_of_amounts(&of_amounts.flat_map(samples).collect::<Vec<_>>());
        }
        mapping
    }

    fn amounts_of(&self, needed: &dyn Fn(Role) -> Column, column: &dyn Fn(Role) -> Option<Column>) -> Amounts {
        let is_there = |role: Role| column(role).is_some();
        if is_there(Role::AmountIn) || is_there(Role::AmountOut) {
            let out_is_negative = matches!(self.amounts, Amounts::Split { out_is_negative: true, .. });
            let (amount_in, amount_out) = (needed(Role::AmountIn), needed(Role::AmountOut));
            return Amounts::Split { amount_in, amount_out, out_is_negative };
        }
        let amount = needed(Role::Amount);
        let Some(direction) = column(Role::Direction) else {
            let positive = match self.amounts {
                Amounts::Signed { positive, .. } => positive,
                Amounts::Split { .. } | Amounts::Directed { .. } => Direction::In,
            };
            return Amounts::Signed { amount, positive };
        };
        let (words_in, words_out) = match &self.amounts {
            Amounts::Directed { words_in, words_out, .. } => (words_in.clone(), words_out.clone()),
            Amounts::Signed { .. } | Amounts::Split { .. } => direction_words(),
        };
        Amounts::Directed { amount, direction, words_in, words_out }
    }

    /// Every role with the column that it stands in, where there is one.
    pub fn placed(&self) -> [(Role, Option<&Column>); 19] {
        let (amount, amount_in, amount_out, direction) = match &self.amounts {
            Amounts::Signed { amount, .. } => (Some(amount), None, None, None),
            Amounts::Split { amount_in, amount_out, .. } => (None, Some(amount_in), Some(amount_out), None),
            Amounts::Directed { amount, direction, .. } => (Some(amount), None, None, Some(direction)),
        };
        let columns = &self.columns;
        [
            (Role::Date, Some(&self.date)),
            (Role::Amount, amount),
            (Role::AmountIn, amount_in),
            (Role::AmountOut, amount_out),
            (Role::Direction, direction),
            (Role::Time, columns.time.as_ref()),
            (Role::Fee, columns.fee.as_ref()),
            (Role::Balance, columns.balance.as_ref()),
            (Role::Currency, columns.currency.as_ref()),
            (Role::Kind, columns.kind.as_ref()),
            (Role::Status, columns.status.as_ref()),
            (Role::OrderNumber, columns.order_number.as_ref()),
            (Role::ChannelNumber, columns.channel_number.as_ref()),
            (Role::BatchNumber, columns.batch_number.as_ref()),
            (Role::OriginalOrderNumber, columns.original_order_number.as_ref()),
            (Role::EntryReference, columns.entry_reference.as_ref()),
            (Role::Counterparty, columns.counterparty.as_ref()),
            (Role::CounterpartyAccount, columns.counterparty_account.as_ref()),
            (Role::Text, columns.text.as_ref()),
        ]
    }
}

/// A name without what spreadsheets are kept from reading it as a number by, as the reader compares it.
fn bare(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix(['`', '\'']).unwrap_or(name).trim()
}

fn place_of(column: &Column, header: &[String]) -> Option<usize> {
    match column {
        Column::Named(name) => header.iter().position(|known| bare(known) == name.trim()),
        Column::Numbered(number) => usize::try_from(*number).ok()?.checked_sub(1),
    }
}

fn column_at(place: usize, header: &[String]) -> Column {
    let name = header.get(place).map(|name| bare(name)).unwrap_or_default();
    let is_alone = header.iter().filter(|known| bare(known) == name).count() == 1;
    if !name.is_empty() && is_alone {
        Column::Named(name.to_owned())
    } else {
        Column::Numbered(u32::try_from(place + 1).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DecimalSign, MappingFault, ThousandsSign};
    use super::*;

    fn cells(text: &str) -> Vec<String> {
        text.split(';').map(str::to_owned).collect()
    }

    #[test]
    fn each_column_is_what_a_person_says() {
        let (header, rows) = (cells("when;what;what;sum;side"), [cells("01.03.2026;a;b;1.280,00;CR")]);
        let shown = FirstRows { header: &header, rows: &rows };
        let blank = Mapping::blank(Some(1));
        assert_eq!(blank.faults(), [MappingFault::EmptyColumn]);
        assert_eq!(blank.roles(&header, 5), [Role::Nothing; 5]);
        let roles = [Role::Date, Role::Text, Role::OrderNumber, Role::Amount, Role::Direction];
        let mapping = blank.with_roles(shown, &roles);
        assert_eq!(mapping.faults(), []);
        assert_eq!(mapping.roles(&header, 5), roles);
        assert_eq!(mapping.date, Column::Named("when".to_owned()));
        // Two columns have that name, so they are told by their places.
        assert_eq!(mapping.columns.order_number, Some(Column::Numbered(3)));
        assert_eq!(mapping.date_format, "DD.MM.YYYY");
        assert_eq!((mapping.numbers.decimal, mapping.numbers.thousands), (DecimalSign::Comma, ThousandsSign::Point));
        assert!(matches!(mapping.amounts, Amounts::Directed { .. }));
    }

    #[test]
    fn what_a_person_wrote_stays_while_its_column_stays() {
        let (header, rows) = (cells("date;amount;in;out"), [cells("2026-03-01;1;2;3")]);
        let shown = FirstRows { header: &header, rows: &rows };
        let [date, amount, nothing] = [Role::Date, Role::Amount, Role::Nothing];
        let mut mapping = Mapping::blank(Some(1)).with_roles(shown, &[date, amount, nothing, nothing]);
        mapping.date_format = "DD/MM/YYYY".to_owned();
        mapping.amounts = Amounts::Signed { amount: Column::Named("amount".to_owned()), positive: Direction::Out };
        let with_text = mapping.with_roles(shown, &[date, amount, Role::Text, nothing]);
        assert_eq!((with_text.date_format.as_str(), &with_text.amounts), ("DD/MM/YYYY", &mapping.amounts));
        let split = mapping.with_roles(shown, &[date, nothing, Role::AmountIn, Role::AmountOut]);
        assert!(matches!(split.amounts, Amounts::Split { .. }), "{:?}", split.amounts);
        let half = mapping.with_roles(shown, &[date, nothing, Role::AmountIn, nothing]);
        assert_eq!(half.faults(), [MappingFault::EmptyColumn]);
    }

    #[test]
    fn without_a_header_columns_are_told_by_their_places() {
        let rows = [cells("20260301;12.80")];
        let shown = FirstRows { header: &[], rows: &rows };
        let mapping = Mapping::blank(None).with_roles(shown, &[Role::Date, Role::Amount]);
        assert_eq!(mapping.faults(), []);
        assert_eq!((mapping.date.clone(), mapping.date_format.as_str()), (Column::Numbered(1), "YYYYMMDD"));
        assert_eq!(mapping.roles(&[], 2), [Role::Date, Role::Amount]);
    }
}
