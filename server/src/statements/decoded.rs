//! A text in whatever encoding, as UTF-8. Bytes that are no text of their encoding are refused with their line.

mod encoding;

use std::fmt;
use std::io::{self, ErrorKind, Read, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, Encoding};
use shared::recon::{Fault, FaultKind};

pub use self::encoding::{encoding, encoding_of_xml};
use super::{Source, Unread};

/// How much is read and decoded at once.
const CHUNK: usize = 1 << 16;

/// A fault that was found while reading, on its way through readers that know of nothing but I/O.
#[derive(Debug)]
pub struct Carried(pub Fault);

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Carried {}

/// What is read, decoded.
pub struct Decoded<R> {
    reader: R,
    decoder: Decoder,
    encoding: &'static Encoding,
    input: Vec<u8>,
    used: usize,
    is_last: bool,
    is_finished: bool,
    output: Vec<u8>,
    taken: usize,
    line: u32,
}

impl<R: Read> Decoded<R> {
    /// Decodes what is read; a byte order mark of the encoding is left out.
    pub fn new(reader: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self {
            reader,
            decoder,
            encoding,
            input: vec![],
            used: 0,
            is_last: false,
            is_finished: false,
            output: vec![],
            taken: 0,
            line: 1,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.used == self.input.len() && !self.is_last {
            self.input.resize(CHUNK, 0);
            let read = read_some(&mut self.reader, &mut self.input)?;
            self.input.truncate(read);
            self.used = 0;
            self.is_last = read == 0;
        }
        self.output.resize(CHUNK, 0);
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(&self.input[self.used..], &mut self.output, self.is_last);
        self.used += read;
        self.output.truncate(written);
        self.taken = 0;
        let lines = self.output.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        match result {
            DecoderResult::InputEmpty => {
                self.is_finished = self.is_last;
                Ok(())
            }
            DecoderResult::OutputFull => Ok(()),
            DecoderResult::Malformed(..) => {
                self.is_finished = true;
                let fault = Fault::new(FaultKind::Encoding).at_line(self.line).expected(self.encoding.name());
                Err(io::Error::new(ErrorKind::InvalidData, Carried(fault)))
            }
        }
    }
}

fn read_some(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.output.len() {
            if self.is_finished {
                return Ok(0);
            }
            self.fill()?;
        }
        let length = buffer.len().min(self.output.len() - self.taken);
        buffer[..length].copy_from_slice(&self.output[self.taken..self.taken + length]);
        self.taken += length;
        Ok(length)
    }
}

/// A text file as UTF-8 from its beginning, in the encoding that it is in.
pub fn decoded(file: &mut dyn Source) -> Result<Decoded<&mut dyn Source>, Unread> {
    file.rewind()?;
    let encoding = encoding(&mut &mut *file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(Decoded::new(file, encoding))
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GB18030, UTF_8};

    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<String, Fault> {
        let encoding = encoding(&mut &*bytes).map_err(fault)?;
        let mut text = String::new();
        Decoded::new(bytes, encoding).read_to_string(&mut text).map_err(|error| fault(error.into()))?;
        Ok(text)
    }

    fn fault(unread: Unread) -> Fault {
        let Unread::Refused(mut faults) = unread else { panic!("{unread}") };
        faults.remove(0)
    }

    #[test]
    fn texts_are_read_in_the_encoding_that_they_are_in() {
        let (gbk, ..) = GB18030.encode("支付宝,1.00\n");
        for (bytes, expected) in [
            (&b"a,1\n"[..], "a,1\n"),
            ("退款,1\n".as_bytes(), "退款,1\n"),
            (b"\xEF\xBB\xBFa,1", "a,1"),
            (&gbk, "支付宝,1.00\n"),
            (b"M\xFCller;Stra\xDFe;1\n", "Müller;Straße;1\n"),
            (b"\xFF\xFEa\0,\0", "a,"),
            (b"\xFE\xFF\0a\0,", "a,"),
            (b"", ""),
        ] {
            assert_eq!(read(bytes).unwrap(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_with_their_line() {
        let cut: Vec<u8> = [&b"a\nb\n"[..], &"退".as_bytes()[..2]].concat();
        for (bytes, encoding, line) in [(&b"a\n\xFFb"[..], UTF_8, 2), (&cut, UTF_8, 3), (b"a\n\x80\xFF", GB18030, 2)] {
            let mut text = String::new();
            let error = Decoded::new(bytes, encoding).read_to_string(&mut text).unwrap_err();
            let fault = fault(error.into());
            assert_eq!((fault.kind, fault.place.line), (FaultKind::Encoding, Some(line)), "{bytes:?}");
        }
        let broken = [&GB18030.encode("金额,备注\n1,茶叶\n").0[..], b"\xFF\xFF\n"].concat();
        for (bytes, line) in [(&b"a\n\xFF\xFF"[..], 2), (&broken, 3)] {
            let fault = read(bytes).err().map(|fault| (fault.kind, fault.place.line));
            assert_eq!(fault, Some((FaultKind::Encoding, Some(line))), "{bytes:?}");
        }
    }

    #[test]
    fn xml_says_its_encoding() {
        for (head, expected) in [
            (&b"<?xml version='1.0' encoding='ISO-8859-1'?>"[..], Some("windows-1252")),
            (b"<?xml version=\"1.0\" encoding=\"utf-8\"?>", Some("UTF-8")),
            (b"<Document>", Some("UTF-8")),
            (b"<\0?\0", Some("UTF-16LE")),
            (b"\xEF\xBB\xBF<", Some("UTF-8")),
            (b"<?xml encoding='klingon'?>", None),
        ] {
            assert_eq!(encoding_of_xml(head).ok().map(Encoding::name), expected, "{head:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn chunks_do_not_break_letters(piece in "(a|退|\n|𠮷|é){1,40}", times in 1..3_000_usize) {
            let text = piece.repeat(times);
            let (gbk, ..) = GB18030.encode(&text);
            let mut decoded = String::new();
            Decoded::new(&gbk[..], GB18030).read_to_string(&mut decoded).unwrap();
            prop_assert_eq!(&decoded, &text);
            prop_assert_eq!(&read(text.as_bytes()).unwrap(), &text);
        }
    }
}
