//! Rows that a statement carries: an array for each column, so that the statement reads the same for any number of rows and
//! is parsed and planned once on a connection. As lists of values it would be another one for every number.

use sqlx::postgres::{PgArguments, PgHasArrayType, Postgres};
use sqlx::query::Query;
use sqlx::{Encode, QueryBuilder, Type};

/// A statement with rows that are being put together, column by column.
pub struct Rows {
    query: QueryBuilder<Postgres>,
    columns: usize,
}

impl Rows {
    /// Behind these words.
    pub fn after(words: &str) -> Self {
        Self { query: QueryBuilder::new(format!("{words} SELECT * FROM UNNEST(")), columns: 0 }
    }

    /// The values of the next column, a row each.
    pub fn column<'q, T>(mut self, values: impl ExactSizeIterator<Item = T>) -> Self
    where
        T: Encode<'q, Postgres> + Type<Postgres> + PgHasArrayType + 'q,
    {
        if self.columns > 0 {
            self.query.push(", ");
        }
        self.query.push_bind(values.collect::<Vec<T>>());
        self.columns += 1;
        self
    }

    /// The statement, with the words behind its rows.
    pub fn before(&mut self, words: &str) -> Query<'_, Postgres, PgArguments> {
        self.query.push(")").push(words).build()
    }
}
