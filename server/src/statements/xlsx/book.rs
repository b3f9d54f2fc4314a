//! What a workbook says of its sheets: where they stand, the texts that they share, and which styles show dates.

use std::io::Read;

use shared::recon::{Fault, FaultKind, Wanted};

use super::super::Unread;
use super::super::archive::{Archive, within};
use super::super::xml::{Element, Node, Xml};

/// The most bytes of texts that cells share: they are held in memory.
const TEXTS_MAX: usize = 128 << 20;

/// A workbook, as far as one sheet of it needs.
#[derive(Debug, Default)]
pub struct Book {
    /// The part in which the sheet stands.
    pub part: String,
    /// The sheet's name.
    pub sheet: String,
    /// The texts that cells share.
    pub texts: Vec<String>,
    /// Of each style, whether it shows a date.
    pub are_dates: Vec<bool>,
    /// Whether days are counted from 1904, not from 1900.
    pub is_from_1904: bool,
}

impl Book {
    /// Reads what is needed of one sheet: of that name, or the first.
    pub fn read(archive: &mut Archive<'_>, name: Option<&str>) -> Result<Self, Unread> {
        let workbook = whole(archive, "xl/workbook.xml")?.ok_or_else(|| missing("xl/workbook.xml"))?;
        let relations = whole(archive, "xl/_rels/workbook.xml.rels")?.unwrap_or_default();
        let sheets = workbook.child("sheets").ok_or_else(|| missing("sheets"))?;
        let is_wanted = |sheet: &&Element| name.is_none_or(|name| sheet.attribute("name") == Some(name));
        let sheet = sheets.all("sheet").find(is_wanted).ok_or_else(|| missing(name.unwrap_or("sheet")))?;
        // The prefix is gone: `r:id` beside `sheetId`.
        let relation = sheet.attribute("id").unwrap_or_default();
        let target = relations.all("Relationship").find(|found| found.attribute("Id") == Some(relation));
        let target =
            target.and_then(|found| found.attribute("Target")).ok_or_else(|| missing("xl/_rels/workbook.xml.rels"))?;
        let is_from_1904 = workbook.at("workbookPr").and_then(|properties| properties.attribute("date1904"));
        Ok(Self {
            part: target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned),
            sheet: sheet.attribute("name").unwrap_or_default().to_owned(),
            texts: texts(archive)?,
            are_dates: whole(archive, "xl/styles.xml")?.map(|styles| are_dates(&styles)).unwrap_or_default(),
            is_from_1904: is_from_1904.is_some_and(|value| ["1", "true"].contains(&value)),
        })
    }
}

fn missing(what: &str) -> Fault {
    Fault::new(FaultKind::MissingField).in_column(what)
}

/// A part that is small enough to be read whole; `None` where there is none.
fn whole(archive: &mut Archive<'_>, part: &str) -> Result<Option<Element>, Unread> {
    let Some(position) = archive.position(part) else { return Ok(None) };
    let Some((_, reader)) = archive.part(position)? else { return Ok(None) };
    let mut xml = Xml::new(reader);
    let read = match xml.next() {
        Ok(Node::Start(root)) => xml.whole(root),
        Ok(_) => Err(xml.fault(FaultKind::Malformed).into()),
        Err(unread) => Err(unread),
    };
    read.map(Some).map_err(|unread| within(part, unread))
}

fn texts(archive: &mut Archive<'_>) -> Result<Vec<String>, Unread> {
    const PART: &str = "xl/sharedStrings.xml";
    let Some(position) = archive.position(PART) else { return Ok(vec![]) };
    let Some((_, reader)) = archive.part(position)? else { return Ok(vec![]) };
    shared(Xml::new(reader)).map_err(|unread| within(PART, unread))
}

fn shared<R: Read>(mut xml: Xml<R>) -> Result<Vec<String>, Unread> {
    let (mut texts, mut length) = (vec![], 0);
    loop {
        match xml.next()? {
            Node::Start(item) if item.name == "si" => {
                let text = rich(&xml.whole(item)?);
                length += text.len() + size_of::<String>();
                if length > TEXTS_MAX {
                    let fault = xml.fault(FaultKind::TooLarge);
                    return Err(fault.expected(Wanted::FewerTexts { mib: TEXTS_MAX >> 20 }).into());
                }
                texts.push(text);
            }
            Node::Eof => return Ok(texts),
            Node::Start(_) | Node::End(_) => {}
        }
    }
}

/// The text of an item: whole, or in pieces of which each has a font of its own.
pub fn rich(item: &Element) -> String {
    let own = item.child("t").map(|text| text.text.as_str());
    let pieces = item.all("r").filter_map(|piece| piece.child("t")).map(|text| text.text.as_str());
    own.into_iter().chain(pieces).collect()
}

/// Of each style of cells, whether it shows a date.
fn are_dates(styles: &Element) -> Vec<bool> {
    let formats: Vec<(&str, &str)> = styles
        .child("numFmts")
        .into_iter()
        .flat_map(|formats| formats.all("numFmt"))
        .filter_map(|format| Some((format.attribute("numFmtId")?, format.attribute("formatCode")?)))
        .collect();
    let is_date = |style: &Element| {
        let id = style.attribute("numFmtId").unwrap_or_default();
        match formats.iter().find(|(known, _)| *known == id) {
            Some((_, code)) => shows_date(code),
            None => matches!(id.parse(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58)),
        }
    };
    styles.child("cellXfs").into_iter().flat_map(|formats| formats.all("xf")).map(is_date).collect()
}

/// Whether a format's code has a letter of a date in it, outside of what stands for itself.
fn shows_date(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            '[' => {
                // `[h]` counts hours; `[Red]` and `[$-804]` are none of it.
                let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if inner.chars().all(|letter| ['h', 'm', 's'].contains(&letter.to_ascii_lowercase()))
                    && !inner.is_empty()
                {
                    return true;
                }
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            letter if ['y', 'm', 'd', 'h', 's'].contains(&letter.to_ascii_lowercase()) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_told_from_those_of_numbers() {
        for (code, expected) in [
            ("yyyy-mm-dd", true),
            ("[$-804]yyyy\"年\"m\"月\"", true),
            ("[h]:mm", true),
            ("0.00", false),
            ("#,##0.00\\ \"days\"", false),
            ("[Red]-0.00", false),
            ("_-* #,##0.00", false),
            ("General", false),
        ] {
            assert_eq!(shows_date(code), expected, "{code}");
        }
    }
}
