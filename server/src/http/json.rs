//! Reading JSON and parameters strictly, and saying which field is at fault.
//!
//! Twice over: first the shape, whatever the type (depth, duplicate keys, NUL characters), then the type.

mod fault;
mod shape;
mod strict;

#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;
use shared::api::problem::{Code, FieldCode, FieldProblem};

use strict::Strict;

use crate::error::Error;

/// Reads one JSON text.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Error::explain(Code::BadJson, format!("Byte {at} is not UTF-8."), format!("第 {at} 字节不是 UTF-8。"))
    })?;
    let faults = shape::faults(text).map_err(|error| malformed(&error))?;
    if !faults.is_empty() {
        return Err(Error::fields(faults));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(Strict(&mut reader)).map_err(|error| {
        if error.inner().is_data() { Error::fields(vec![fault::of(&error)]) } else { malformed(error.inner()) }
    })
}

/// Reads the parameters of an address.
pub fn read_parameters<T: DeserializeOwned>(query: &str) -> Result<T, Error> {
    if let Some(faults) = refused_characters(query) {
        return Err(Error::parameters(faults));
    }
    let pairs = form_urlencoded::parse(query.as_bytes());
    serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs))
        .map_err(|error| Error::parameters(vec![fault::of(&error)]))
}

/// NUL characters, which PostgreSQL cannot keep, and bytes that are not UTF-8.
fn refused_characters(query: &str) -> Option<Vec<FieldProblem>> {
    let refused = |text: &str| text.contains(['\0', char::REPLACEMENT_CHARACTER]);
    let pairs = form_urlencoded::parse(query.as_bytes());
    let faults: Vec<_> = pairs
        .filter(|(name, value)| refused(name) || refused(value))
        .map(|(name, _)| crate::error::fault(name.replace('\0', ""), FieldCode::BadCharacters))
        .collect();
    (!faults.is_empty()).then_some(faults)
}

/// Not well-formed, or too deep. The words of the parser name the place; they hold nothing of ours.
fn malformed(error: &serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    Error::explain(
        Code::BadJson,
        format!("Line {line}, column {column}: {}.", fault::without_place(&error.to_string())),
        format!("第 {line} 行第 {column} 列有误。"),
    )
}
