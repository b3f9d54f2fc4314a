//! Ids for elements that name each other: a label its field, a dialog its title.

use std::cell::Cell;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of the page has.
pub fn next_id() -> String {
    let next = LAST.get() + 1;
    LAST.set(next);
    format!("e{next}")
}
