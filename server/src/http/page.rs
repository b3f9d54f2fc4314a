//! Pages of lists: how many rows one has, and whether another follows.

use shared::api::problem::FieldCode;

/// How many rows a page has where nothing is said.
const ROWS_DEFAULT: i64 = 50;
/// How many most lists give at once.
pub const ROWS_MAX: i64 = 200;

/// How many rows are asked for, of at most `max`.
pub fn rows(asked: Option<i64>, max: i64) -> Result<i64, FieldCode> {
    let rows = asked.unwrap_or(ROWS_DEFAULT);
    if (1..=max).contains(&rows) { Ok(rows) } else { Err(FieldCode::OutOfRange) }
}

/// Cuts a list that was read one row beyond its page; answers the cursor of the next page, where there is one.
pub fn cut<T>(items: &mut Vec<T>, rows: i64, cursor: impl FnOnce(&T) -> String) -> Option<String> {
    let more = i64::try_from(items.len()).unwrap_or(i64::MAX) > rows;
    if more {
        items.pop();
    }
    items.last().filter(|_| more).map(cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_from_one_row_to_its_bound() {
        for (asked, expected) in [
            (None, Ok(50)),
            (Some(1), Ok(1)),
            (Some(200), Ok(200)),
            (Some(0), Err(FieldCode::OutOfRange)),
            (Some(-1), Err(FieldCode::OutOfRange)),
            (Some(201), Err(FieldCode::OutOfRange)),
        ] {
            assert_eq!(rows(asked, ROWS_MAX), expected, "{asked:?}");
        }
    }

    #[test]
    fn the_row_beyond_the_page_is_taken_off_and_the_last_one_left_is_where_the_next_begins() {
        for (read, left, next) in [(0, 0, None), (2, 2, None), (3, 2, Some("2"))] {
            let mut items: Vec<i32> = (1..=read).collect();
            let cursor = cut(&mut items, 2, ToString::to_string);
            assert_eq!((items.len(), cursor.as_deref()), (left, next), "{read}");
        }
    }
}
