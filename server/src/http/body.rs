//! Reading a request's body up to a limit.

use axum::body::Body;
use futures::StreamExt;
use shared::api::problem::Code;

use crate::error::Error;

/// How much of a body that is too large is still taken and thrown away: a client that is cut off while it sends
/// often never reads why.
const THROWN_AWAY_BYTES_MAX: usize = 64 << 20;

/// The body, of at most `max` bytes.
pub async fn read(body: Body, max: usize) -> Result<Vec<u8>, Error> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(chunk) = stream.next().await {
        // The connection broke: nobody is left to read what is answered.
        let chunk = chunk.map_err(|_| Error::refuse(Code::BadJson))?;
        length += chunk.len();
        if length <= max {
            bytes.extend_from_slice(&chunk);
        } else if length > THROWN_AWAY_BYTES_MAX {
            break;
        }
    }
    if length > max { Err(too_large(max)) } else { Ok(bytes) }
}

fn too_large(max: usize) -> Error {
    let max_mib = max >> 20;
    Error::explain(Code::BodyTooLarge, format!("It may have {max_mib} MiB."), format!("上限为 {max_mib} MiB。"))
}
