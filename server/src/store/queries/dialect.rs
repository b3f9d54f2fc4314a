//! What differs between the engines.

use super::Db;
use sqlx::Database;

/// Whether this is PostgreSQL.
pub fn is_postgres() -> bool {
    Db::NAME == "PostgreSQL"
}

/// Locks the rows that a statement reads until the transaction ends. SQLite has one writer: nothing to lock.
pub fn for_update() -> &'static str {
    if is_postgres() { " FOR UPDATE" } else { "" }
}

/// The same, passing over rows that somebody else has locked: whoever comes second takes what is left.
pub fn for_update_of_what_is_free() -> &'static str {
    if is_postgres() { " FOR UPDATE SKIP LOCKED" } else { "" }
}

/// Locks rows that are going to change in nothing that other rows refer to, so that those may still be added meanwhile.
pub fn for_update_of_what_others_refer_to() -> &'static str {
    if is_postgres() { " FOR NO KEY UPDATE" } else { "" }
}
