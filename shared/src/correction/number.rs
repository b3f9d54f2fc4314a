//! A correction order's number: `CO-` and a counter.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The number of a correction order, such as `CO-1007`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrderNumber(pub i64);

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CO-{}", self.0)
    }
}

/// A text that is no order number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order number looks like CO-1007")]
pub struct NotAnOrderNumber;

impl FromStr for OrderNumber {
    type Err = NotAnOrderNumber;

    /// Reads `CO-1007`, in small letters too.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (prefix, digits) = text.split_at_checked(3).ok_or(NotAnOrderNumber)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        if !prefix.eq_ignore_ascii_case("CO-") || !plain {
            return Err(NotAnOrderNumber);
        }
        digits.parse().map(Self).map_err(|_| NotAnOrderNumber)
    }
}

impl Serialize for OrderNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for OrderNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for OrderNumber {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^CO-[1-9][0-9]{0,17}$"))
            .description(Some("A correction order's number such as `CO-1007`."))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for OrderNumber {
    fn name() -> std::borrow::Cow<'static, str> {
        "OrderNumber".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_order_numbers_are_read() {
        for (text, expected) in [
            ("CO-1007", Some(1007)),
            ("co-1007", Some(1007)),
            ("EX-1007", None),
            ("CO-0", None),
            ("CO-", None),
            ("é-1", None),
        ] {
            assert_eq!(text.parse().ok(), expected.map(OrderNumber), "{text}");
        }
    }
}
