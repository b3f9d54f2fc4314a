//! From bytes to text: by the character set that the channel named, a byte order mark, the XML declaration, else UTF-8.
//!
//! The rule: bytes that do not fit the encoding make no text; nothing is replaced.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

/// The body as text for a person to read; `None` where it is not in the encoding that it names.
pub fn decode_text(body: &[u8], content_type: Option<&str>) -> Option<String> {
    decode(body, content_type).map(Cow::into_owned)
}

pub(super) fn decode<'a>(body: &'a [u8], content_type: Option<&str>) -> Option<Cow<'a, str>> {
    exact(body, of(body, content_type)?)
}

/// Decodes `bytes`, without the byte order mark that may open them.
pub(super) fn exact<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Option<Cow<'a, str>> {
    let bytes = match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => &bytes[length..],
        _ => bytes,
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// The encoding of a body; `None` where it names one that nobody knows.
pub(super) fn of(body: &[u8], content_type: Option<&str>) -> Option<&'static Encoding> {
    if let Some(label) = content_type.and_then(charset) {
        return Encoding::for_label(label.as_bytes());
    }
    if let Some((encoding, _)) = Encoding::for_bom(body) {
        return Some(encoding);
    }
    match declared(body) {
        Some(label) => Encoding::for_label(label),
        None => Some(UTF_8),
    }
}

/// The `charset` of a content type such as `text/html;charset=GBK`.
fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })
}

/// The encoding that an XML declaration names: `<?xml version="1.0" encoding="GBK"?>`.
fn declared(body: &[u8]) -> Option<&[u8]> {
    let inner = body.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &inner[..inner.windows(2).position(|pair| pair == b"?>")?];
    let name = b"encoding";
    let at = declaration.windows(name.len()).position(|window| window == name)?;
    let value = declaration[at + name.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    let end = value.iter().position(|byte| byte == quote)?;
    matches!(quote, b'"' | b'\'').then(|| &value[..end])
}
