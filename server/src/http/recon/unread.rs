//! Bodies of which nothing is taken.

use axum::body::Body;
use futures::StreamExt;

/// How much of a body that is refused is read past, in bytes: more than comes by mistake.
const BYTES_MAX: usize = 2 << 20;

/// Reads past a body that is refused whole: whoever still sends would find the connection closed, and no answer.
pub async fn pass_over(body: Body) {
    let mut stream = body.into_data_stream();
    let mut bytes = 0;
    while let Some(Ok(piece)) = stream.next().await {
        bytes += piece.len();
        if bytes > BYTES_MAX {
            return;
        }
    }
}
