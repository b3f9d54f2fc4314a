//! Cells of a sheet.

use chrono::NaiveDateTime;
use shared::recon::{Fault, FaultKind};

use super::super::table::Kept;
use super::super::xml::Element;
use super::book::{Book, rich};
use super::number::{decimal, moment};

/// The most columns that are looked at.
const COLUMNS_MAX: usize = 1_000;

/// Reads a cell: what it holds.
pub fn cell(element: &Element, book: &Book, row: u32) -> Result<Kept, Fault> {
    let fault = |kind| {
        let fault = Fault::new(kind).in_part(&book.sheet).at_line(row);
        fault.in_column(element.attribute("r").unwrap_or_default())
    };
    if let Some(formula) = element.child("f") {
        return Err(fault(FaultKind::Formula).found(&format!("={}", formula.text)));
    }
    let value = element.text_at("v").unwrap_or_default();
    match element.attribute("t").unwrap_or("n") {
        "s" => {
            let text = value.parse().ok().and_then(|index: usize| book.texts.get(index));
            text.cloned().map(Kept::Text).ok_or_else(|| fault(FaultKind::Malformed).found(value))
        }
        "inlineStr" => Ok(element.child("is").map_or(Kept::Empty, |text| Kept::Text(rich(text)))),
        "str" => Ok(Kept::Text(value.to_owned())),
        "b" => Ok(Kept::Text(if value == "1" { "TRUE" } else { "FALSE" }.to_owned())),
        "d" => iso(value).map(Kept::Moment).ok_or_else(|| fault(FaultKind::BadDate).found(value)),
        "n" if value.is_empty() => Ok(Kept::Empty),
        "n" => {
            let number = decimal(value).ok_or_else(|| fault(FaultKind::BadAmount).found(value))?;
            if !is_date(element, book) {
                return Ok(Kept::Number(number));
            }
            moment(&number, book.is_from_1904).map(Kept::Moment).ok_or_else(|| fault(FaultKind::BadDate).found(value))
        }
        // An error, such as `#REF!`.
        _ => Err(fault(FaultKind::Malformed).found(value)),
    }
}

fn is_date(element: &Element, book: &Book) -> bool {
    let style = element.attribute("s").and_then(|style| style.parse::<usize>().ok());
    style.and_then(|style| book.are_dates.get(style)).copied().unwrap_or(false)
}

fn iso(value: &str) -> Option<NaiveDateTime> {
    let value = value.trim_end_matches('Z');
    let date =
        || chrono::NaiveDate::parse_from_str(value, "%Y-%m-%d").ok().map(|date| date.and_time(chrono::NaiveTime::MIN));
    NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M:%S%.f").ok().or_else(date)
}

/// Which column a cell stands in, from 0: by its name (`BC12`), or next to the one before it.
pub fn column(element: &Element, next: usize) -> Option<usize> {
    let Some(name) = element.attribute("r") else { return Some(next).filter(|next| *next < COLUMNS_MAX) };
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.take(4).fold(0_usize, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    column.checked_sub(1).filter(|column| *column < COLUMNS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_by_their_letters() {
        for (name, expected) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AA1", Some(26)),
            ("ALL7", Some(999)),
            ("ALM7", None),
            ("XFD1", None),
            ("12", None),
            ("", None),
        ] {
            let attributes = vec![("r".to_owned(), name.to_owned())];
            assert_eq!(column(&Element { attributes, ..Element::default() }, 0), expected, "{name}");
        }
        assert_eq!(column(&Element::default(), 3), Some(3));
    }
}
