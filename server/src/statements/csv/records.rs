//! The records of a CSV: the `csv` crate reads what is quoted; lines are counted here, so that a fault can name its own.

use std::io::Read;

use shared::recon::{Fault, FaultKind};

use super::super::Unread;
use super::super::text::{LINE_MAX, Lines};

/// What may separate values, in the order in which ties are broken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many lines are looked at to find the delimiter.
const LOOKED_AT: usize = 50;

/// Records, one at a time.
pub struct Records<R> {
    lines: Lines<R>,
    delimiter: u8,
}

impl<R: Read> Records<R> {
    /// The records of a decoded text.
    pub fn new(reader: R, delimiter: u8) -> Self {
        Self { lines: Lines::new(reader), delimiter }
    }

    /// How many lines were read.
    pub fn line(&self) -> u32 {
        self.lines.number()
    }

    /// The next record, and the line on which it begins; `None` behind the last.
    pub fn next(&mut self) -> Result<Option<(u32, Vec<String>)>, Unread> {
        let Some((begins, bytes)) = self.lines.next()? else { return Ok(None) };
        if !bytes.contains(&b'"') {
            return Ok(Some((begins, text(bytes).split(char::from(self.delimiter)).map(str::to_owned).collect())));
        }
        let mut record = bytes.to_vec();
        while is_open(&record, self.delimiter) {
            let Some((_, more)) = self.lines.next()? else {
                return Err(Fault::new(FaultKind::CutOff).at_line(begins).expected("\"").into());
            };
            record.push(b'\n');
            record.extend_from_slice(more);
            if record.len() > LINE_MAX {
                return Err(Fault::new(FaultKind::TooLarge).at_line(begins).expected("\"").into());
            }
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(&record[..]);
        let read = reader.records().next().and_then(Result::ok);
        let malformed = || Fault::new(FaultKind::Malformed).at_line(begins).found(text(&record));
        let values = read.ok_or_else(malformed)?;
        Ok(Some((begins, values.iter().map(str::to_owned).collect())))
    }
}

/// Lines come decoded.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// Whether a quoted value goes on behind the end. A quote within a value that is not quoted stands for itself.
fn is_open(record: &[u8], delimiter: u8) -> bool {
    let (mut is_quoted, mut begins) = (false, true);
    let mut bytes = record.iter().peekable();
    while let Some(byte) = bytes.next() {
        match (is_quoted, *byte) {
            (true, b'"') if bytes.peek() == Some(&&b'"') => {
                bytes.next();
            }
            (true, b'"') => is_quoted = false,
            (false, b'"') if begins => is_quoted = true,
            _ => {}
        }
        begins = !is_quoted && *byte == delimiter;
    }
    is_quoted
}

/// What separates the values: whatever stands equally often on most of the first lines.
pub fn delimiter(reader: impl Read) -> Result<u8, Unread> {
    let mut lines = Lines::new(reader);
    let mut counts: [Vec<usize>; 4] = Default::default();
    for _ in 0..LOOKED_AT {
        let Some((_, line)) = lines.next()? else { break };
        for (counts, delimiter) in counts.iter_mut().zip(DELIMITERS) {
            let count = outside_quotes(line, delimiter);
            if count > 0 {
                counts.push(count);
            }
        }
    }
    let score = |counts: &[usize]| {
        let most = counts.iter().copied().max().unwrap_or(0);
        (counts.iter().filter(|count| **count == most).count(), most)
    };
    let best = (0..4).rev().max_by_key(|index| score(&counts[*index])).unwrap_or(0);
    Ok(DELIMITERS[best])
}

fn outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let (mut is_quoted, mut count) = (false, 0);
    for byte in line {
        is_quoted ^= *byte == b'"';
        count += usize::from(!is_quoted && *byte == delimiter);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Result<Vec<(u32, Vec<String>)>, FaultKind> {
        let delimiter = delimiter(text.as_bytes()).unwrap();
        let mut records = Records::new(text.as_bytes(), delimiter);
        let mut read = vec![];
        loop {
            match records.next() {
                Ok(Some(record)) => read.push(record),
                Ok(None) => return Ok(read),
                Err(Unread::Refused(faults)) => return Err(faults[0].kind),
                Err(other) => panic!("{other}"),
            }
        }
    }

    #[test]
    fn records_are_read_whatever_separates_them() {
        for (text, expected) in [
            ("a,b\n1,2", vec![(1, vec!["a", "b"]), (2, vec!["1", "2"])]),
            ("a;b\n1,5;2,5\n", vec![(1, vec!["a", "b"]), (2, vec!["1,5", "2,5"])]),
            ("a\tb\n1\t2", vec![(1, vec!["a", "b"]), (2, vec!["1", "2"])]),
            ("a|b\n1|2", vec![(1, vec!["a", "b"]), (2, vec!["1", "2"])]),
            (
                "a,b\n\n\"x\ny\",\"1\"\"2\"\n3,4",
                vec![(1, vec!["a", "b"]), (2, vec![""]), (3, vec!["x\ny", "1\"2"]), (5, vec!["3", "4"])],
            ),
            ("a,b\n12\" pipe,2\n", vec![(1, vec!["a", "b"]), (2, vec!["12\" pipe", "2"])]),
        ] {
            let expected: Vec<(u32, Vec<String>)> = expected
                .into_iter()
                .map(|(line, values)| (line, values.into_iter().map(str::to_owned).collect()))
                .collect();
            assert_eq!(records(text), Ok(expected), "{text}");
        }
        assert_eq!(records("a,b\n\"x,1\n2,3\n"), Err(FaultKind::CutOff));
    }
}
