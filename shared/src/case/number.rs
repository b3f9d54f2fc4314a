//! A case's number: `EX-` and a counter, short enough to read out over the telephone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The number of a case, such as `EX-1042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseNumber(pub i64);

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EX-{}", self.0)
    }
}

/// A text that is no case number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a case number looks like EX-1042")]
pub struct NotACaseNumber;

impl FromStr for CaseNumber {
    type Err = NotACaseNumber;

    /// Reads `EX-1042`, in small letters too.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (prefix, digits) = text.split_at_checked(3).ok_or(NotACaseNumber)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        if !prefix.eq_ignore_ascii_case("EX-") || !plain {
            return Err(NotACaseNumber);
        }
        digits.parse().map(Self).map_err(|_| NotACaseNumber)
    }
}

impl Serialize for CaseNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CaseNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for CaseNumber {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^EX-[1-9][0-9]{0,17}$"))
            .description(Some("A case number such as `EX-1042`."))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for CaseNumber {
    fn name() -> std::borrow::Cow<'static, str> {
        "CaseNumber".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_case_numbers_are_read() {
        for (text, expected) in [
            ("EX-1042", Some(1042)),
            ("ex-1042", Some(1042)),
            ("EX-0042", None),
            ("EX-", None),
            ("EX-+4", None),
            ("EX-99999999999999999999", None),
            ("1042", None),
            ("é-1", None),
        ] {
            assert_eq!(text.parse().ok(), expected.map(CaseNumber), "{text}");
        }
    }
}
