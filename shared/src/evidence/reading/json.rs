//! JSON, strictly: an object that has a key twice can be read two ways, so it is not read at all.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::found::{Found, Unparsable};

/// A JSON text, parsed.
pub(super) struct Json {
    value: Value,
    text: String,
}

impl Json {
    /// Parses a text. Nesting is limited by the parser itself.
    pub(super) fn parse(text: &str) -> Result<Self, Unparsable> {
        let Strict(value) = serde_json::from_str(text).map_err(|_| Unparsable)?;
        Ok(Self { value, text: text.to_owned() })
    }

    /// What stands at a JSON Pointer (RFC 6901); `null` is nothing.
    pub(super) fn at(&self, pointer: &str) -> Option<Found> {
        match self.value.pointer(pointer)? {
            Value::Null => None,
            Value::String(text) => Some(Found::Code(text.trim().to_owned())),
            Value::Number(number) if number.is_i64() || number.is_u64() => Some(Found::Code(number.to_string())),
            other => Some(Found::Other(other.to_string())),
        }
    }

    /// The number at a pointer, digit by digit as the body writes it: an amount never becomes a float.
    pub(super) fn digits_at(&self, pointer: &str) -> Option<String> {
        let mut raw: &RawValue = serde_json::from_str(&self.text).ok()?;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            raw = if raw.get().starts_with('[') {
                serde_json::from_str::<Vec<&RawValue>>(raw.get()).ok()?.get(token.parse::<usize>().ok()?).copied()?
            } else {
                serde_json::from_str::<HashMap<String, &RawValue>>(raw.get()).ok()?.get(&token).copied()?
            };
        }
        Some(raw.get().to_owned())
    }
}

/// A value whose objects have each key once.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        StrictValue.deserialize(deserializer).map(Self)
    }
}

struct StrictValue;

impl<'de> DeserializeSeed<'de> for StrictValue {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for StrictValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON whose objects have each key once")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(Self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = serde_json::Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(Self)?;
            if object.insert(key, value).is_some() {
                return Err(A::Error::custom("a key stands twice"));
            }
        }
        Ok(Value::Object(object))
    }
}
