//! camt.053, the ISO 20022 bank-to-customer statement.
//!
//! Read by our own reader over `quick-xml`, so that one reader takes every version, amounts stay exact, and elements that a bank
//! adds are no fault. What is read stands under the same names in the versions that were tried (2, 4, 8), and is read strictly;
//! the rest is passed over.
//!
//! Banks send one document a day, or an archive of many (as by EBICS).
//!
//! Entries become lines one by one. An entry with several transactions in it becomes one line for each where each has its amount
//! and together they are the entry; else it stays one line, with the number of its batch.

mod amount;
mod balance;
mod details;
mod entry;
mod lines;
mod moment;
mod statement;
mod summary;

use std::io::Read;

use shared::recon::{Fault, FaultKind, Format, Head, OwnSummary, Statement, Tail};

use self::statement::Statements;
use super::archive::{each_part, is_archive, read_up_to};
use super::decoded::{Decoded, encoding_of_xml};
use super::tally::Tally;
use super::xml::{Element, Node, Xml};
use super::{Reading, Sink, Source, Unread};

/// What every namespace of ISO 20022 begins with.
const ISO_20022: &str = "urn:iso:std:iso:20022:";
/// What the namespace of every version has in it, before the version. Some countries have namespaces of their own around it.
const STATEMENT: &str = "camt.053.001.";

/// Reads a file.
pub fn read(file: &mut dyn Source, reading: &Reading<'_>, sink: &mut Sink<'_>) -> Result<Statement, Unread> {
    let head = Head {
        format: Format::Camt053,
        version: None,
        account: None,
        number: None,
        currency: reading.account.currency,
        opening: None,
    };
    let tail = Tail { closing: None, summary: OwnSummary::default() };
    let mut statements = Statements::new(Tally::new(reading, sink), head, tail);
    let read = if is_archive(file)? {
        each_part(file, &mut |part| one(part, &mut statements))
    } else {
        one(&mut *file as &mut dyn Read, &mut statements)
    };
    match read {
        Ok(()) => statements.finish(),
        Err(unread) => Err(statements.tally.ended(unread)),
    }
}

/// One document, in the encoding that it declares.
fn one(mut file: &mut dyn Read, statements: &mut Statements<'_>) -> Result<(), Unread> {
    let mut declaration = [0; 256];
    let length = read_up_to(&mut file, &mut declaration)?;
    let declaration = &declaration[..length];
    let encoding = encoding_of_xml(declaration)?;
    document(&mut Xml::new(Decoded::new(declaration.chain(file), encoding)), statements)
}

/// From the root, which may be an envelope, to the statements within.
fn document<R: Read>(xml: &mut Xml<R>, statements: &mut Statements<'_>) -> Result<(), Unread> {
    let (mut is_begun, mut has_statement, mut depth) = (false, false, 0_usize);
    loop {
        match xml.next()? {
            Node::Start(element) => {
                depth += 1;
                if element.name == "Document" || element.name == "BkToCstmrStmt" {
                    note_version(&element, &mut statements.head)?;
                }
                match element.name.as_str() {
                    "BkToCstmrStmt" => is_begun = true,
                    "Stmt" if is_begun => {
                        has_statement = true;
                        statements.read(xml, element.line)?;
                        depth -= 1;
                    }
                    "GrpHdr" | "SplmtryData" | "AppHdr" => {
                        xml.skip()?;
                        depth -= 1;
                    }
                    _ => {}
                }
            }
            Node::End(name) => {
                depth = depth.saturating_sub(1);
                if name == "BkToCstmrStmt" && !has_statement {
                    return Err(xml.fault(FaultKind::MissingField).in_column("BkToCstmrStmt/Stmt").into());
                }
            }
            Node::Eof if depth > 0 => return Err(xml.fault(FaultKind::CutOff).into()),
            Node::Eof if is_begun => return Ok(()),
            Node::Eof => return Err(xml.fault(FaultKind::MissingField).in_column("BkToCstmrStmt").into()),
        }
    }
}

/// Notes the version that an element declares, under a prefix or without: `xmlns:n="urn:...camt.053.001.02"`. One without any
/// namespace has no version, and the same elements.
fn note_version(element: &Element, head: &mut Head) -> Result<(), Unread> {
    let mut namespaces = element.attributes.iter().map(|(_, value)| value.as_str());
    let version = namespaces.clone().find_map(|value| value.split_once(STATEMENT).map(|(_, version)| version));
    let version =
        version.map(|version| version.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default());
    let is_read =
        |version: &&str| version.len() == 2 && version.parse().is_ok_and(|number: u8| (2..=13).contains(&number));
    if let Some(version) = version.filter(is_read) {
        head.version = Some(format!("{STATEMENT}{version}"));
        return Ok(());
    }
    let Some(namespace) = namespaces.find(|value| value.starts_with(ISO_20022) || value.contains(STATEMENT)) else {
        return Ok(());
    };
    let fault = Fault::new(FaultKind::UnknownFormat).at_line(element.line).found(namespace);
    Err(fault.expected("camt.053.001.02 … camt.053.001.13").into())
}
