//! Sentences of this part of the app.
