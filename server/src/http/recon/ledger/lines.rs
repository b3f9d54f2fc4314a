//! A body split into lines while it comes in, with no more than one line and one piece of the body in memory.

use axum::body::{Body, BodyDataStream, Bytes};
use futures::StreamExt;
use shared::api::problem::Code;

use crate::error::Error;

/// How long a line may be, in bytes.
const LINE_BYTES_MAX: usize = 16 << 10;
/// How large a body may be, in bytes: as many lines as are taken, of a size that no real one has.
const BODY_BYTES_MAX: usize = 256 << 20;

/// The lines of a body.
pub struct Lines {
    stream: BodyDataStream,
    piece: Bytes,
    bytes: usize,
    is_over: bool,
}

/// A line as it was read.
pub enum Read {
    /// Nothing stands in it.
    Blank,
    /// Its bytes.
    Line(Vec<u8>),
    /// It is longer than a line may be.
    TooLong,
}

impl Lines {
    /// The lines of this body.
    pub fn of(body: Body) -> Self {
        Self { stream: body.into_data_stream(), piece: Bytes::new(), bytes: 0, is_over: false }
    }

    /// The next line; nothing behind the last.
    pub async fn next(&mut self) -> Result<Option<Read>, Error> {
        let mut line = Vec::new();
        let mut is_too_long = false;
        loop {
            let end = self.piece.iter().position(|byte| *byte == b'\n');
            let part = self.piece.split_to(end.unwrap_or(self.piece.len()));
            is_too_long |= line.len() + part.len() > LINE_BYTES_MAX;
            if !is_too_long {
                line.extend_from_slice(&part);
            }
            if end.is_some() {
                // The end of the line itself.
                let _ = self.piece.split_to(1);
                return Ok(Some(read(line, is_too_long)));
            }
            if !self.more().await? {
                let is_last = std::mem::replace(&mut self.is_over, true);
                let is_nothing = is_last || (line.is_empty() && !is_too_long);
                return Ok((!is_nothing).then(|| read(line, is_too_long)));
            }
        }
    }

    /// Takes the next piece of the body; answers whether there was one.
    async fn more(&mut self) -> Result<bool, Error> {
        let Some(piece) = self.stream.next().await else { return Ok(false) };
        // The connection broke: nobody is left to read what is answered.
        self.piece = piece.map_err(|_| Error::refuse(Code::BadJson))?;
        self.bytes += self.piece.len();
        if self.bytes > BODY_BYTES_MAX { Err(Error::refuse(Code::BodyTooLarge)) } else { Ok(true) }
    }
}

fn read(line: Vec<u8>, is_too_long: bool) -> Read {
    match is_too_long {
        true => Read::TooLong,
        false if line.iter().all(u8::is_ascii_whitespace) => Read::Blank,
        false => Read::Line(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines_of(pieces: Vec<&'static str>) -> Vec<String> {
        let stream = futures::stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>));
        let mut lines = Lines::of(Body::from_stream(stream));
        let mut read = Vec::new();
        while let Some(line) = lines.next().await.unwrap() {
            read.push(match line {
                Read::Blank => "-".to_owned(),
                Read::TooLong => "too long".to_owned(),
                Read::Line(bytes) => String::from_utf8(bytes).unwrap(),
            });
        }
        read
    }

    #[tokio::test]
    async fn lines_are_the_same_however_the_body_is_cut() {
        for (pieces, expected) in [
            (vec!["a\nb\n"], vec!["a", "b"]),
            (vec!["a", "\n", "b"], vec!["a", "b"]),
            (vec!["a\n\n \nb"], vec!["a", "-", "-", "b"]),
            (vec!["ab", "cd", "\nef"], vec!["abcd", "ef"]),
            (vec![""], vec![]),
            (vec!["\n"], vec!["-"]),
        ] {
            assert_eq!(lines_of(pieces.clone()).await, expected, "{pieces:?}");
        }
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_is_told_and_the_next_is_read() {
        let long: &'static str = Box::leak("x".repeat(LINE_BYTES_MAX + 1).into_boxed_str());
        assert_eq!(lines_of(vec![long, "\nb\n"]).await, ["too long", "b"]);
        let longest = &long[1..];
        assert_eq!(lines_of(vec![longest]).await, [longest]);
    }
}
