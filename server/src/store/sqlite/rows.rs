//! Rows that a statement carries: lists of values, put together from their columns.

use sqlx::query::Query;
use sqlx::query_builder::Separated;
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::{Encode, QueryBuilder, Type};

/// A statement with rows that are being put together, column by column.
pub struct Rows<'q> {
    query: QueryBuilder<Sqlite>,
    columns: Vec<Box<dyn Column + 'q>>,
    rows: usize,
}

/// What is left of a column.
trait Column: Send {
    fn push_next(&mut self, row: &mut Separated<'_, Sqlite, &'static str>);
}

struct Values<I>(I);

impl<'q, T, I> Column for Values<I>
where
    T: Encode<'q, Sqlite> + Type<Sqlite> + 'q,
    I: Iterator<Item = T> + Send,
{
    fn push_next(&mut self, row: &mut Separated<'_, Sqlite, &'static str>) {
        if let Some(value) = self.0.next() {
            row.push_bind(value);
        }
    }
}

impl<'q> Rows<'q> {
    /// Behind these words.
    pub fn after(words: &str) -> Self {
        Self { query: QueryBuilder::new(format!("{words} ")), columns: Vec::new(), rows: 0 }
    }

    /// The values of the next column, a row each.
    pub fn column<T>(mut self, values: impl ExactSizeIterator<Item = T> + Send + 'q) -> Self
    where
        T: Encode<'q, Sqlite> + Type<Sqlite> + 'q,
    {
        self.rows = values.len();
        self.columns.push(Box::new(Values(values)));
        self
    }

    /// The statement, with the words behind its rows.
    pub fn before(&mut self, words: &str) -> Query<'_, Sqlite, SqliteArguments> {
        let columns = &mut self.columns;
        self.query.push_values(0..self.rows, |mut row, _| {
            for column in columns.iter_mut() {
                column.push_next(&mut row);
            }
        });
        self.query.push(words).build()
    }
}
