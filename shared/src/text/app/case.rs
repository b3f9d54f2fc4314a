//! Sentences.
use crate::texts;
texts! {}
