//! A text in whatever encoding, as UTF-8. Bytes that are no text of their encoding are refused with their line.

use std::fmt;
use std::io::{self, ErrorKind, Read, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use shared::recon::{Fault, FaultKind};

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

/// The encoding of a whole text: by its byte order mark; UTF-8 where all of it is; else GB 18030, which holds GBK.
///
/// All of it is looked at: a name in Chinese may stand on the last line only.
pub fn encoding(file: &mut dyn Read) -> Result<&'static Encoding, Unread> {
    let mut decoders = [UTF_8, GB18030].map(|encoding| (encoding, encoding.new_decoder_without_bom_handling(), true));
    let mut chunk = vec![0; CHUNK];
    let mut text = String::with_capacity(CHUNK * 3);
    let (mut is_first, mut line, mut utf8_line) = (true, 1_u32, None);
    loop {
        let read = read_some(&mut &mut *file, &mut chunk)?;
        let bytes = &chunk[..read];
        if std::mem::take(&mut is_first)
            && let Some((encoding, _)) = Encoding::for_bom(bytes)
        {
            return Ok(encoding);
        }
        for (_, decoder, is_possible) in &mut decoders {
            *is_possible = *is_possible && is_text(decoder, bytes, read == 0, &mut text);
        }
        if utf8_line.is_none() && !decoders[0].2 {
            utf8_line = Some(line);
        }
        line = line.saturating_add(u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0));
        if read == 0 || decoders.iter().all(|(.., is_possible)| !is_possible) {
            break;
        }
    }
    let possible = decoders.iter().find(|(.., is_possible)| *is_possible);
    possible.map(|(encoding, ..)| *encoding).ok_or_else(|| {
        Fault::new(FaultKind::Encoding).at_line(utf8_line.unwrap_or(1)).expected("UTF-8, UTF-16 or GB 18030").into()
    })
}

fn is_text(decoder: &mut Decoder, mut bytes: &[u8], is_last: bool, text: &mut String) -> bool {
    loop {
        text.clear();
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, is_last);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return true,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => return false,
        }
    }
}

/// A text file as UTF-8 from its beginning, in the encoding that it is in.
pub fn decoded(file: &mut dyn Source) -> Result<Decoded<&mut dyn Source>, Unread> {
    file.rewind()?;
    let encoding = encoding(&mut &mut *file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(Decoded::new(file, encoding))
}

/// The encoding that an XML file declares, or has by its byte order mark.
pub fn encoding_of_xml(head: &[u8]) -> Result<&'static Encoding, Unread> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    if let [0, b'<', ..] = head {
        return Ok(UTF_16BE);
    }
    if let [b'<', 0, ..] = head {
        return Ok(UTF_16LE);
    }
    let declaration: Vec<u8> = head.iter().copied().take(256).take_while(|byte| *byte != b'>').collect();
    let declaration = String::from_utf8_lossy(&declaration);
    let Some((_, rest)) = declaration.split_once("encoding") else { return Ok(UTF_8) };
    let label = rest.split(['"', '\'']).nth(1).unwrap_or_default();
    Encoding::for_label(label.as_bytes())
        .ok_or_else(|| Fault::new(FaultKind::Encoding).at_line(1).found(label).expected("UTF-8").into())
}

#[cfg(test)]
mod tests {
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
        assert_eq!(read(b"a\n\xFF\xFF").unwrap_err().kind, FaultKind::Encoding);
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
