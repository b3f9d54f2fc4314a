//! A body in its format, and what stands in it at a pointer.

use super::found::{Found, Unparsable};
use super::{encoding, form::Form, json::Json, xml::Xml};
use crate::channel::Pointers;

/// A body, parsed.
pub(super) enum Body {
    Json(Json),
    Xml(Xml),
    Form(Form),
}

#[derive(Clone, Copy)]
enum Format {
    Json,
    Xml,
    Form,
}

impl Body {
    /// Parses a body in the format that the channel named, or the one that its first character tells.
    pub(super) fn parse(raw: &[u8], content_type: Option<&str>) -> Result<Self, Unparsable> {
        let text = encoding::decode(raw, content_type).ok_or(Unparsable)?;
        let named = content_type.and_then(Format::of_content_type);
        match named.unwrap_or_else(|| Format::of_first_character(&text)) {
            Format::Json => Json::parse(&text).map(Self::Json),
            Format::Xml => Xml::parse(&text).map(Self::Xml),
            Format::Form => Form::parse(raw, encoding::of(raw, content_type).ok_or(Unparsable)?).map(Self::Form),
        }
    }

    /// What stands at a pointer; nothing where the pointers name no place in this format.
    pub(super) fn at(&self, pointers: &Pointers) -> Result<Option<Found>, Unparsable> {
        match self {
            Self::Json(json) => Ok(pointers.json.as_ref().and_then(|at| json.at(at))),
            Self::Xml(document) => pointers.xml.as_ref().map_or(Ok(None), |at| document.at(at)),
            Self::Form(form) => Ok(pointers.form.as_ref().and_then(|key| form.at(key))),
        }
    }

    /// The digits of an amount at a pointer, as they stand in the body.
    pub(super) fn digits_at(&self, pointers: &Pointers) -> Option<String> {
        match (self.at(pointers).ok()??, self) {
            (Found::Code(text), _) => Some(text),
            (Found::Other(_), Self::Json(json)) => json.digits_at(pointers.json.as_ref()?),
            (Found::Other(_), Self::Xml(_) | Self::Form(_)) => None,
        }
    }
}

impl Format {
    fn of_content_type(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" => Some(Self::Json),
            "application/xml" | "text/xml" => Some(Self::Xml),
            "application/x-www-form-urlencoded" => Some(Self::Form),
            other if other.ends_with("+json") => Some(Self::Json),
            other if other.ends_with("+xml") => Some(Self::Xml),
            // Channels name JSON and forms `text/html` and `text/plain`: the body itself tells better.
            _ => None,
        }
    }

    fn of_first_character(text: &str) -> Self {
        match text.trim_start().chars().next() {
            Some('{' | '[' | '"') => Self::Json,
            Some('<') => Self::Xml,
            _ => Self::Form,
        }
    }
}
