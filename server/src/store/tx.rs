//! A transaction on either engine: each query by name, sent to the engine at hand.

mod channels;
mod corrections;
mod desk;
mod jobs;
mod live;
mod people;
mod policies;
mod recon;
mod trail;
mod watches;
mod webhooks;

use super::{postgres, sqlite};

/// A transaction. It ends with the unit of work or the [`super::Reader`] that gave it.
pub enum Tx<'c> {
    /// On SQLite.
    Sqlite(&'c mut sqlite::Conn),
    /// On PostgreSQL.
    Postgres(&'c mut postgres::Conn),
}

/// Gives [`Tx`] a method for each query of a file under `queries/`: the same name, the same arguments.
macro_rules! queries {
    ($module:ident: $(fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $out:ty;)+) => {
        impl $crate::store::Tx<'_> {
            $(
                #[doc = concat!("See `queries/", stringify!($module), ".rs`.")]
                pub async fn $name(&mut self, $($arg: $type),*) -> Result<$out, $crate::store::StoreError> {
                    match self {
                        Self::Sqlite(conn) => $crate::store::sqlite::queries::$module::$name(conn, $($arg),*).await,
                        Self::Postgres(conn) => $crate::store::postgres::queries::$module::$name(conn, $($arg),*).await,
                    }
                }
            )+
        }
    };
}

pub(crate) use queries;
