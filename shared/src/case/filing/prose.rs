//! What people write: reasons, notes, remarks.

use chrono::DateTime;

use super::fields::Fields;
use crate::api::problem::{FieldCode, FieldProblem};
use crate::text::Lang;

/// Words that must be there, of at most `max` characters, without the white space around them.
pub fn check_words(field: &str, value: &str, max: usize, lang: Lang) -> Result<String, Vec<FieldProblem>> {
    // Nothing that people write depends on the time.
    let mut fields = Fields::new(lang, DateTime::UNIX_EPOCH);
    let words = fields.prose(field, Some(value), max);
    if words.is_none() {
        fields.refuse_plainly(field, FieldCode::Missing);
    }
    fields.finish(|| words)
}

/// Words that may be absent; empty ones are.
pub fn check_optional_words(
    field: &str,
    value: Option<&str>,
    max: usize,
    lang: Lang,
) -> Result<Option<String>, Vec<FieldProblem>> {
    let mut fields = Fields::new(lang, DateTime::UNIX_EPOCH);
    let words = fields.prose(field, value, max);
    fields.finish(|| Some(words))
}
