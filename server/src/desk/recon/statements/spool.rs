//! A file's pieces put together on disk, so that readers can go back and forth in it while memory does not grow with it.

use std::fs::File;
use std::io::{self, Write};

use crate::desk::Desk;
use crate::error::Error;
use crate::store::FileRecord;

/// How many pieces of a text are enough to show what its first rows become.
const FIRST_PIECES: i32 = 4;

/// Puts a file together in a temporary file, which goes with its last user.
pub async fn spool(desk: &Desk, file: &FileRecord) -> Result<File, Error> {
    let mut spooled = tempfile::tempfile().map_err(failed)?;
    let mut size = 0;
    for seq in 1.. {
        let Some(piece) = piece(desk, file, seq).await? else { break };
        size += i64::try_from(piece.len()).unwrap_or(i64::MAX);
        spooled.write_all(&piece).map_err(failed)?;
    }
    if size != file.size_bytes {
        return Err(Error::Internal(format!("of file {} only {size} bytes are there", file.id)));
    }
    Ok(spooled)
}

/// Puts together as much of a file as its first rows need: whole lines from the beginning of a text; all of an archive, which
/// lists at its end what is in it.
pub async fn spool_first(desk: &Desk, file: &FileRecord) -> Result<File, Error> {
    let mut bytes = Vec::new();
    for seq in 1..=FIRST_PIECES {
        let Some(piece) = piece(desk, file, seq).await? else { break };
        bytes.extend_from_slice(&piece);
    }
    let is_whole = i64::try_from(bytes.len()).is_ok_and(|size| size == file.size_bytes);
    if !is_whole && bytes.starts_with(b"PK") {
        return spool(desk, file).await;
    }
    if !is_whole && let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
        bytes.truncate(end + 1);
    }
    let mut spooled = tempfile::tempfile().map_err(failed)?;
    spooled.write_all(&bytes).map_err(failed)?;
    Ok(spooled)
}

async fn piece(desk: &Desk, file: &FileRecord, seq: i32) -> Result<Option<Vec<u8>>, Error> {
    let mut glance = desk.store.glance().await?;
    Ok(glance.tx().file_chunk(file.id, seq).await?)
}

fn failed(error: io::Error) -> Error {
    Error::Internal(format!("a file cannot be spooled: {error}"))
}
