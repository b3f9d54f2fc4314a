//! From the words in which serde refuses to a field at fault and its code.
//!
//! Our own deserialisers begin with the code in brackets; serde's own refusals are known by how they begin. What is
//! expected is left to the code's own words, in the reader's language, unless it can be listed by names.

use std::fmt::Display;

use shared::api::problem::{FieldCode, FieldProblem};

use crate::error::fault;

/// How the whole body is named.
pub const WHOLE: &str = "$";

/// What a failed reading says.
pub fn of<E: Display>(error: &serde_path_to_error::Error<E>) -> FieldProblem {
    let message = error.inner().to_string();
    let message = without_place(&message);
    let path = match error.path().to_string() {
        root if root == "." => WHOLE.to_owned(),
        path => path,
    };
    let code = code_of(message);
    let named = quoted(message);
    match code {
        FieldCode::Missing | FieldCode::UnknownField | FieldCode::Duplicate => {
            let field = named.first().map_or(path.clone(), |name| below(&path, name));
            FieldProblem { field, code, expected: named.get(1..).unwrap_or_default().join(", ") }
        }
        FieldCode::UnknownValue => {
            FieldProblem { field: path, code, expected: named.get(1..).unwrap_or_default().join(", ") }
        }
        _ => fault(path, code),
    }
}

fn code_of(message: &str) -> FieldCode {
    if let Some((code, _)) = message.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return FieldCode::from_name(code).unwrap_or(FieldCode::WrongType);
    }
    let beginnings = [
        ("missing field ", FieldCode::Missing),
        ("unknown field ", FieldCode::UnknownField),
        ("unknown variant ", FieldCode::UnknownValue),
        ("duplicate field ", FieldCode::Duplicate),
        ("invalid value: integer ", FieldCode::OutOfRange),
        ("invalid value: floating point ", FieldCode::OutOfRange),
        ("number too ", FieldCode::OutOfRange),
        ("invalid value: ", FieldCode::UnknownValue),
    ];
    let known = beginnings.into_iter().find(|(beginning, _)| message.starts_with(beginning));
    known.map_or(FieldCode::WrongType, |(_, code)| code)
}

/// The field `name` of the object at `path`. A refusal of a key names it twice: in the path and in the message.
fn below(path: &str, name: &str) -> String {
    if path == WHOLE || path == name {
        name.to_owned()
    } else if path.ends_with(&format!(".{name}")) {
        path.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// The names in backquotes.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// The message without the line and column that serde_json puts behind it.
pub fn without_place(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |end| &message[..end])
}
