//! The fields at fault in what someone asks for: all of them are told at once.

use shared::api::problem::{FieldCode, FieldProblem};

use crate::error::{Error, fault};

/// Collects fields at fault.
#[derive(Default)]
pub struct Faults(Vec<FieldProblem>);

impl Faults {
    /// Notes a fault of a field unless it is as it has to be.
    pub fn unless(&mut self, is_right: bool, field: &str, code: FieldCode) {
        if !is_right {
            self.0.push(fault(field, code));
        }
    }

    /// A name that never changes: `^[a-z0-9][a-z0-9._-]{0,63}$`.
    pub fn check_name(&mut self, field: &str, name: &str) {
        self.unless(!name.is_empty(), field, FieldCode::TooShort);
        self.unless(name.len() <= 64, field, FieldCode::TooLong);
        self.unless(is_name(name) || name.is_empty(), field, FieldCode::BadCharacters);
    }

    /// A line of text for people, of 1 to `max` characters.
    pub fn check_line(&mut self, field: &str, text: &str, max: usize) {
        self.unless(!text.trim().is_empty(), field, FieldCode::TooShort);
        self.unless(text.chars().count() <= max, field, FieldCode::TooLong);
        self.unless(!text.chars().any(char::is_control), field, FieldCode::BadCharacters);
    }

    /// Refuses if there are any.
    pub fn refuse(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::fields(self.0)) }
    }
}

/// Whether a text may be the name of a user or of an API client, apart from its length.
pub fn is_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().next().is_some_and(is_plain) && text.bytes().all(|byte| is_plain(byte) || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_short() {
        use FieldCode::{BadCharacters, TooLong, TooShort};
        let longest = "a".repeat(64);
        let longer = "a".repeat(65);
        for (name, expected) in [
            ("lin", vec![]),
            ("0-core_system.2", vec![]),
            (&longest, vec![]),
            (&longer, vec![TooLong]),
            ("", vec![TooShort]),
            ("Lin", vec![BadCharacters]),
            ("-lin", vec![BadCharacters]),
            ("lin wang", vec![BadCharacters]),
            ("林", vec![BadCharacters]),
            ("lin\0", vec![BadCharacters]),
        ] {
            let mut faults = Faults::default();
            faults.check_name("name", name);
            assert_eq!(faults.0.iter().map(|fault| fault.code).collect::<Vec<_>>(), expected, "{name:?}");
        }
    }
}
