//! The sentences of the browser app.

use crate::texts;

texts! {
    app_name: "Holdfast", "Holdfast";
}
