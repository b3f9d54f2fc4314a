//! Lines of a text file, one at a time, with their numbers.

use std::io::{BufRead, BufReader, Read};

use shared::recon::{Fault, FaultKind, Wanted};

use super::Unread;

/// The longest line, in bytes. A line of a statement has some thousand at most.
pub const LINE_MAX: usize = 1 << 20;

/// The bytes of a text file, line by line.
pub struct Lines<R> {
    reader: BufReader<R>,
    bytes: Vec<u8>,
    number: u32,
}

impl<R: Read> Lines<R> {
    /// The lines of what is read; a byte order mark of UTF-8 at its beginning is passed over.
    pub fn new(reader: R) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), bytes: vec![], number: 0 }
    }

    /// The number of the line that was read last, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The next line without its end, and its number; `None` behind the last.
    pub fn next(&mut self) -> Result<Option<(u32, &[u8])>, Unread> {
        self.bytes.clear();
        let limit = LINE_MAX as u64 + 1;
        let read = (&mut self.reader).take(limit).read_until(b'\n', &mut self.bytes)?;
        if read == 0 {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        if self.bytes.len() > LINE_MAX {
            let fault = Fault::new(FaultKind::TooLarge).at_line(self.number);
            return Err(fault.expected(Wanted::ShorterLines { most: LINE_MAX }).into());
        }
        let line = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = if self.number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        Ok(Some((self.number, line)))
    }
}

/// At most so many characters, without what is around them; `None` where nothing is left.
pub fn clipped(text: &str, characters_max: usize) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().take(characters_max).collect())
}

/// A reference: at most 128 characters.
pub fn reference(text: &str) -> Option<String> {
    clipped(text, 128)
}

/// What a file says in words: at most 1,000 characters.
pub fn words(text: &str) -> Option<String> {
    clipped(text, 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_and_bounded() {
        let mut lines = Lines::new(&b"\xEF\xBB\xBFa\r\n\nb"[..]);
        let mut read = vec![];
        while let Some((_, line)) = lines.next().unwrap() {
            read.push(String::from_utf8(line.to_vec()).unwrap());
        }
        assert_eq!((read, lines.number()), (vec!["a".to_owned(), String::new(), "b".to_owned()], 3));
        let long = vec![b'x'; LINE_MAX + 1];
        let Err(Unread::Refused(faults)) = Lines::new(&long[..]).next() else { panic!("a line without an end") };
        assert_eq!((faults[0].kind, faults[0].place.line), (FaultKind::TooLarge, Some(1)));
    }

    #[test]
    fn texts_are_clipped_by_characters() {
        for (text, expected) in [("  ", None), (" ab ", Some("ab")), ("退款到账", Some("退款到"))] {
            assert_eq!(clipped(text, 3).as_deref(), expected);
        }
    }
}
