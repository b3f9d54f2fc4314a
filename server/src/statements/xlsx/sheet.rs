//! The rows of a sheet, one at a time.

use std::io::Read;

use shared::recon::{Fault, FaultKind};

use super::super::Unread;
use super::super::archive::{Archive, within};
use super::super::table::{Kept, Take};
use super::super::xml::{Element, Node, Xml};
use super::book::Book;
use super::cell::{cell, column};

/// Hands on the rows of a sheet for as long as more are wanted.
pub fn rows(archive: &mut Archive<'_>, book: &Book, take: &mut Take<'_>) -> Result<(), Unread> {
    let missing = || Fault::new(FaultKind::MissingField).in_column(&book.part);
    let position = archive.position(&book.part).ok_or_else(missing)?;
    let (_, reader) = archive.part(position)?.ok_or_else(missing)?;
    let mut xml = Xml::new(reader);
    let mut number = 0;
    let read = (|| {
        loop {
            match xml.next()? {
                Node::Start(start) if start.name == "row" => {
                    number = row_number(&start, number, &xml)?;
                    let row = row(&mut xml, start, book, number)?;
                    if !take((number, row))? {
                        return Ok(());
                    }
                }
                Node::Eof => return Ok(()),
                Node::Start(_) | Node::End(_) => {}
            }
        }
    })();
    read.map_err(|unread| within(&book.sheet, unread))
}

/// Rows say their number, or follow the one before; none goes back.
fn row_number<R: Read>(start: &Element, before: u32, xml: &Xml<R>) -> Result<u32, Unread> {
    let next = before.saturating_add(1);
    let Some(stated) = start.attribute("r") else { return Ok(next) };
    match stated.parse() {
        Ok(number) if number >= next => Ok(number),
        _ => Err(xml.fault(FaultKind::Malformed).in_column("row").found(stated).into()),
    }
}

fn row<R: Read>(xml: &mut Xml<R>, start: Element, book: &Book, number: u32) -> Result<KeptCells, Unread> {
    let element = xml.whole(start)?;
    let (mut cells, mut next) = (vec![], 0);
    for found in element.all("c") {
        let place = column(found, next).ok_or_else(|| {
            let fault = Fault::new(FaultKind::TooLarge).in_part(&book.sheet).at_line(number);
            fault.in_column(found.attribute("r").unwrap_or_default())
        })?;
        if cells.len() <= place {
            cells.resize(place + 1, Kept::Empty);
        }
        cells[place] = cell(found, book, number)?;
        next = place + 1;
    }
    Ok(cells)
}

type KeptCells = Vec<Kept>;
