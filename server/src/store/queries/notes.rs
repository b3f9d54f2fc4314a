//! Notes that people write on cases.

use shared::api::exceptions::NoteView;
use shared::case::CaseNumber;
use sqlx::Row;

use super::Conn;
use crate::store::StoreError;

/// Adds a note; its number is the next of the case.
pub async fn insert_note(conn: &mut Conn, number: CaseNumber, note: &NoteView) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO notes (number, seq, author, written_at, text) VALUES ($1, $2, $3, $4, $5)")
        .bind(number.0)
        .bind(note.seq)
        .bind(note.author.as_str())
        .bind(note.written_at)
        .bind(note.text.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// The notes of a case, in order.
pub async fn notes(conn: &mut Conn, number: CaseNumber) -> Result<Vec<NoteView>, StoreError> {
    let rows = sqlx::query("SELECT seq, author, written_at, text FROM notes WHERE number = $1 ORDER BY seq")
        .bind(number.0)
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(NoteView {
                seq: row.try_get("seq")?,
                author: row.try_get("author")?,
                written_at: row.try_get("written_at")?,
                text: row.try_get("text")?,
            })
        })
        .collect()
}
