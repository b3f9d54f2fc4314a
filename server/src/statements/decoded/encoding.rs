//! Which encoding a text is in.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use shared::recon::{Fault, FaultKind};

use super::super::Unread;
use super::{CHUNK, read_some};

/// The encoding of a whole text: by its byte order mark; UTF-8 where all of it is; GB 18030, which holds GBK; windows-1252, where
/// letters beyond ASCII stand alone between others, as in no Chinese text.
///
/// All of it is looked at: a name may stand on the last line only. A text that is in none of them is taken for the one that it
/// keeps to for longest: reading it tells where it does not.
pub fn encoding(file: &mut dyn Read) -> Result<&'static Encoding, Unread> {
    let mut candidates = [UTF_8, GB18030].map(Candidate::new);
    let mut letters = Letters::default();
    let mut chunk = vec![0; CHUNK];
    let mut is_first = true;
    loop {
        let read = read_some(&mut &mut *file, &mut chunk)?;
        let bytes = &chunk[..read];
        if std::mem::take(&mut is_first)
            && let Some((encoding, _)) = Encoding::for_bom(bytes)
        {
            return Ok(encoding);
        }
        letters.count(bytes);
        for candidate in &mut candidates {
            candidate.take(bytes, read == 0);
        }
        if read == 0 {
            break;
        }
    }
    let [utf8, chinese] = &candidates;
    Ok(match (utf8.fails_at, chinese.fails_at) {
        (None, _) => UTF_8,
        _ if letters.stand_alone() => WINDOWS_1252,
        (_, None) => GB18030,
        (Some(one), Some(other)) => {
            if one >= other {
                UTF_8
            } else {
                GB18030
            }
        }
    })
}

/// An encoding that the text may be in.
struct Candidate {
    decoder: Decoder,
    text: String,
    length: u64,
    /// Up to where it was in it.
    fails_at: Option<u64>,
}

impl Candidate {
    fn new(encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { decoder, text: String::with_capacity(CHUNK * 3), length: 0, fails_at: None }
    }

    fn take(&mut self, mut bytes: &[u8], is_last: bool) {
        while self.fails_at.is_none() {
            self.text.clear();
            let (result, read) = self.decoder.decode_to_string_without_replacement(bytes, &mut self.text, is_last);
            bytes = &bytes[read..];
            self.length += read as u64;
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.fails_at = Some(self.length),
            }
        }
    }
}

/// How the bytes beyond ASCII stand: one by one between ASCII, or in pairs and more.
#[derive(Default)]
struct Letters {
    alone: u64,
    together: u64,
    run: u64,
}

impl Letters {
    fn count(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if *byte >= 0x80 {
                self.run += 1;
            } else if self.run > 0 {
                let run = std::mem::take(&mut self.run);
                *(if run == 1 { &mut self.alone } else { &mut self.together }) += 1;
            }
        }
    }

    fn stand_alone(&self) -> bool {
        self.alone > self.together
    }
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
