//! Counts the lines that are taken, and the bytes between two tags.

use std::io::{BufRead, ErrorKind, Read};

use shared::recon::{Fault, FaultKind};

use super::super::decoded::Carried;

/// How long one piece between two tags may be, in bytes.
const PIECE_MAX: usize = 1 << 22;

/// What is read, counted.
pub struct Counting<R> {
    inner: R,
    line: u32,
    piece: usize,
}

impl<R: BufRead> Counting<R> {
    /// Nothing yet.
    pub fn new(inner: R) -> Self {
        Self { inner, line: 1, piece: 0 }
    }

    /// The line up to which was read.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Begins to count the bytes of the next piece.
    pub fn begin_piece(&mut self) {
        self.piece = 0;
    }
}

impl<R: BufRead> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Counting<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.piece > PIECE_MAX {
            let fault = Fault::new(FaultKind::TooLarge).at_line(self.line);
            return Err(std::io::Error::new(ErrorKind::InvalidData, Carried(fault)));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        if let Ok(available) = self.inner.fill_buf() {
            let lines = available.iter().take(length).filter(|byte| **byte == b'\n').count();
            self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        }
        self.piece = self.piece.saturating_add(length);
        self.inner.consume(length);
    }
}
