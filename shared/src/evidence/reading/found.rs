//! What a reader of any format finds in a body.
//!
//! The rule: a value that is there twice and differs is no value. An answer that can be read two ways is not read.

/// The body is no well-formed JSON, XML or form, not in the encoding it names, or can be read two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unparsable;

/// What stands at a pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A text or an integer, without the white space around it.
    Code(String),
    /// A value of a type that is never a code, as it stands in the body.
    Other(String),
}
