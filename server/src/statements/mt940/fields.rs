//! The fields of a SWIFT text: `:61:` and what stands behind it, over as many lines as there are until the next field.

use std::io::Read;

use encoding_rs::{Encoding, GB18030, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use shared::money::Currency;
use shared::recon::{Fault, FaultKind};

use super::super::Unread;
use super::super::text::{LINE_MAX, Lines};

/// One field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// What stands between the colons.
    pub tag: String,
    /// What stands behind them; lines are kept apart by line feeds.
    pub text: String,
    /// The line on which it begins, from 1.
    pub line: u32,
}

impl Field {
    /// A fault in this field.
    pub fn fault(&self, kind: FaultKind) -> Fault {
        Fault::new(kind).at_line(self.line).in_column(&format!(":{}:", self.tag))
    }

    /// Gives a fault its place in this field.
    pub fn locate(&self, fault: Fault) -> Fault {
        fault.at_line(self.line).in_column(&format!(":{}:", self.tag))
    }
}

/// The fields of a file, one at a time.
pub struct Fields<R> {
    lines: Lines<R>,
    legacy: &'static Encoding,
    open: Option<Field>,
    /// The line on which a message was begun of which no field has come yet.
    begun: Option<u32>,
}

impl<R: Read> Fields<R> {
    /// The fields of a file, of an account in `currency`.
    pub fn new(reader: R, currency: Currency) -> Self {
        Self { lines: Lines::new(reader), legacy: legacy(currency), open: None, begun: None }
    }

    /// How many lines were read.
    pub fn line(&self) -> u32 {
        self.lines.number()
    }

    /// The next field; `None` behind the last. A file that ends where a message begins is cut off.
    pub fn next(&mut self) -> Result<Option<Field>, Unread> {
        while let Some((number, bytes)) = self.lines.next()? {
            let text = match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => self.legacy.decode_without_bom_handling(bytes).0.into_owned(),
            };
            if self.open.is_none() && begins_message(text.trim_end()) {
                self.begun = Some(number);
            }
            let text = behind_envelope(&text);
            if let Some((tag, rest)) = tag(text, self.open.as_ref()) {
                self.begun = None;
                let field = Field { tag: tag.to_owned(), text: rest.to_owned(), line: number };
                if let Some(closed) = self.open.replace(field) {
                    return Ok(Some(closed));
                }
            } else if is_end(text) {
                if let Some(closed) = self.open.take() {
                    return Ok(Some(closed));
                }
            } else if let Some(open) = &mut self.open {
                open.text.push('\n');
                open.text.push_str(text);
                if open.text.len() > LINE_MAX {
                    return Err(open.fault(FaultKind::TooLarge).into());
                }
            }
        }
        match (self.open.take(), self.begun) {
            (None, Some(line)) => Err(Fault::new(FaultKind::CutOff).at_line(line).expected(":20:").into()),
            (last, _) => Ok(last),
        }
    }
}

/// SWIFT has no letters beyond ASCII; what banks write in words all the same is UTF-8, or the letters of the country. Told by the
/// currency, which decides no more than how words look.
fn legacy(currency: Currency) -> &'static Encoding {
    match currency.code() {
        "CNY" => GB18030,
        "PLN" | "CZK" | "HUF" | "RON" => WINDOWS_1250,
        "RUB" | "UAH" | "BGN" => WINDOWS_1251,
        _ => WINDOWS_1252,
    }
}

/// Whether a line begins a message, or would if it went on: an envelope, but for one that holds no fields but blocks (an
/// acknowledgement), or the first of a field.
fn begins_message(text: &str) -> bool {
    let is_cut = !text.is_empty() && ("{1:".starts_with(text) || ":20:".starts_with(text));
    is_cut || text.starts_with("{1:") && !text.contains("{4:{")
}

/// What stands behind `{1:F01...}{2:...}{4:` on the same line.
fn behind_envelope(text: &str) -> &str {
    match text.split_once("{4:") {
        Some((before, rest)) if before.starts_with('{') => rest,
        _ => text,
    }
}

/// The tags of a statement, with those of some banks.
const TAGS: [&str; 22] = [
    "13", "13D", "20", "21", "25", "25P", "28", "28C", "28D", "34F", "60F", "60M", "61", "62F", "62M", "64", "65",
    "86", "90C", "90D", "940", "NS",
];

/// The tag at the beginning of a line.
fn tag<'a>(text: &'a str, open: Option<&Field>) -> Option<(&'a str, &'a str)> {
    let (tag, rest) = text.strip_prefix(':')?.split_once(':')?;
    let is_in_words = open.is_some_and(|open| open.tag == "86" || open.tag == "61");
    (TAGS.contains(&tag) && !(is_in_words && is_time(tag, rest))).then_some((tag, rest))
}

/// Whether it is the rest of a time that was broken off by the end of a line: `T16`, and on the next line `:28:37 `.
fn is_time(tag: &str, rest: &str) -> bool {
    let is_seconds = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = |rest: &str| rest.is_empty() || rest.starts_with([' ', '+', '-', ',', '.', '?']);
    tag.len() == 2 && rest.split_at_checked(2).is_some_and(|(seconds, rest)| is_seconds(seconds) && is_short(rest))
}

/// The line that ends a message.
fn is_end(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| rest.trim_end().is_empty() || rest.starts_with('}') || rest == "XXX")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
    }

    fn fields(text: &[u8]) -> Vec<(String, String, u32)> {
        let mut fields = Fields::new(text, currency("EUR"));
        let mut read = vec![];
        while let Some(field) = fields.next().unwrap() {
            read.push((field.tag, field.text, field.line));
        }
        read
    }

    #[test]
    fn fields_go_on_until_the_next() {
        let text = b"{1:F01BANKXXXX}{2:O940}{4:\r\n:20:A\r\n:86:one\r\n:two\r\n 12:30:00\r\n:26:37 o'clock\r\n:28:37 o'clock\r\n-}{5:}\r\nBANKNL2A\r\n940\r\n:20:B\n-XXX";
        let expected =
            [("20", "A", 2), ("86", "one\n:two\n 12:30:00\n:26:37 o'clock\n:28:37 o'clock", 3), ("20", "B", 11)];
        assert_eq!(fields(text), expected.map(|(tag, text, line)| (tag.to_owned(), text.to_owned(), line)));
    }

    #[test]
    fn words_are_read_in_the_encoding_of_the_country() {
        assert_eq!(fields(b":86:M\xFCller")[0].1, "Müller");
        assert_eq!(fields(":86:Müller".as_bytes())[0].1, "Müller");
        for (code, bytes, expected) in [
            ("CNY", &b":86:\xBB\xF5\xBF\xEE"[..], "货款"),
            ("PLN", b":86:op\xB3ata", "opłata"),
            ("RUB", b":86:\xEE\xEF", "оп"),
        ] {
            let mut fields = Fields::new(bytes, currency(code));
            assert_eq!(fields.next().unwrap().unwrap().text, expected, "{code}");
        }
    }
}
