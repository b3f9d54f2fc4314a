//! Forms: `key=value&…`, percent-encoded or not (UnionPay sends them raw).

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::encoding;
use super::found::{Found, Unparsable};

/// A form, decoded.
pub(super) struct Form(HashMap<String, String>);

impl Form {
    /// Splits before it decodes: an encoded `&` or `=` belongs to its value, and percent-encoding hides the encoding's bytes.
    pub(super) fn parse(raw: &[u8], encoding: &'static Encoding) -> Result<Self, Unparsable> {
        if !encoding.is_ascii_compatible() {
            return Err(Unparsable);
        }
        let mut values = HashMap::new();
        for pair in pairs(raw.trim_ascii())? {
            let (key, value) = pair.split_at(pair.iter().position(|byte| *byte == b'=').ok_or(Unparsable)?);
            let key = decoded(key, encoding)?;
            let value = decoded(&value[1..], encoding)?;
            // The same key with two values can be read two ways.
            if values.get(&key).is_some_and(|other| *other != value) {
                return Err(Unparsable);
            }
            values.insert(key, value);
        }
        if values.is_empty() { Err(Unparsable) } else { Ok(Self(values)) }
    }

    pub(super) fn at(&self, key: &str) -> Option<Found> {
        self.0.get(key).map(|value| Found::Code(value.clone()))
    }
}

/// The pairs of a form. A value that opens with a brace runs to its closing one: what stands in there are the keys of
/// another thing, not of the answer.
fn pairs(raw: &[u8]) -> Result<Vec<&[u8]>, Unparsable> {
    let (mut pairs, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, byte) in raw.iter().enumerate() {
        match byte {
            b'{' if depth > 0 || raw[start..at].ends_with(b"=") => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b'&' if depth == 0 => {
                pairs.push(&raw[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pairs.push(&raw[start..]);
    pairs.retain(|pair| !pair.is_empty());
    if depth == 0 { Ok(pairs) } else { Err(Unparsable) }
}

fn decoded(raw: &[u8], encoding: &'static Encoding) -> Result<String, Unparsable> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => match after.get(..2).and_then(hex_byte) {
                Some(byte) => {
                    rest = &after[2..];
                    byte
                }
                // Not encoded at all, then: a bare percent sign, as in "fee 0.6%".
                None => b'%',
            },
            other => *other,
        });
    }
    let text = encoding::exact(&bytes, encoding).ok_or(Unparsable)?;
    Ok(text.trim().to_owned())
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let mut byte = [0];
    hex::decode_to_slice(digits, &mut byte).ok()?;
    Some(byte[0])
}
