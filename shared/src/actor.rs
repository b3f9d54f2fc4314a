//! Who does something: a person, a system that calls the API, or the desk itself.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Who acted. Names of users and clients never change and are never given away again, so a name is the identity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person, by user name.
    User(String),
    /// Another system, by the name of its API client.
    Client(String),
    /// The desk itself: effects that follow from rules.
    Desk,
}

impl Actor {
    /// The user name, if a person acted.
    pub fn user(&self) -> Option<&str> {
        match self {
            Self::User(name) => Some(name),
            Self::Client(_) | Self::Desk => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(name) => write!(f, "user:{name}"),
            Self::Client(name) => write!(f, "client:{name}"),
            Self::Desk => f.write_str("desk"),
        }
    }
}

/// A text that names no actor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an actor: {0}")]
pub struct NotAnActor(String);

impl FromStr for Actor {
    type Err = NotAnActor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            None if text == "desk" => Ok(Self::Desk),
            Some(("user", name)) if !name.is_empty() => Ok(Self::User(name.to_owned())),
            Some(("client", name)) if !name.is_empty() => Ok(Self::Client(name.to_owned())),
            _ => Err(NotAnActor(text.to_owned())),
        }
    }
}

impl Serialize for Actor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Actor {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^(user:.+|client:.+|desk)$"))
            .description(Some("Who acted: `user:NAME`, `client:NAME` or `desk`."))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Actor {
    fn name() -> std::borrow::Cow<'static, str> {
        "Actor".into()
    }
}
