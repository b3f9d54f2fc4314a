//! A file's pieces put together on disk, so that readers can go back and forth in it while memory does not grow with it.

use std::fs::File;
use std::io::{self, Write};

use crate::desk::Desk;
use crate::error::Error;
use crate::store::FileRecord;

/// Puts a file together in a temporary file, which goes with its last user.
pub async fn spool(desk: &Desk, file: &FileRecord) -> Result<File, Error> {
    let failed = |error: io::Error| Error::Internal(format!("a file cannot be spooled: {error}"));
    let mut spooled = tempfile::tempfile().map_err(failed)?;
    let mut size = 0;
    for seq in 1.. {
        let mut glance = desk.store.glance().await?;
        let Some(piece) = glance.tx().file_chunk(file.id, seq).await? else { break };
        size += i64::try_from(piece.len()).unwrap_or(i64::MAX);
        spooled.write_all(&piece).map_err(failed)?;
    }
    if size != file.size_bytes {
        return Err(Error::Internal(format!("of file {} only {size} bytes are there", file.id)));
    }
    Ok(spooled)
}
