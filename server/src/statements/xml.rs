//! XML, one element at a time, by local names: prefixes are ignored. A document type and entities of its own are refused, and
//! whatever is deeper, wider or longer than a statement has need of.

mod counting;
mod element;

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use shared::recon::{Fault, FaultKind, Wanted};

use self::counting::Counting;
pub use self::element::Element;
use super::Unread;
use super::decoded::Carried;

/// How deep elements may nest.
const DEPTH_MAX: usize = 64;
/// How many elements one may have within it, when it is read whole.
const WITHIN_MAX: usize = 20_000;

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element begins.
    Start(Element),
    /// An element ends.
    End(String),
    /// The end of the file.
    Eof,
}

/// A document that is being read.
pub struct Xml<R: Read> {
    reader: Reader<Counting<BufReader<R>>>,
    buffer: Vec<u8>,
    depth: usize,
    /// The name of an empty element whose end comes next.
    ended: Option<String>,
}

impl<R: Read> Xml<R> {
    /// A document from its beginning, in UTF-8.
    pub fn new(reader: R) -> Self {
        let counting = Counting::new(BufReader::with_capacity(1 << 16, reader));
        Self { reader: Reader::from_reader(counting), buffer: vec![], depth: 0, ended: None }
    }

    /// The line up to which it was read.
    pub fn line(&self) -> u32 {
        self.reader.get_ref().line()
    }

    /// The next beginning or end; text between is passed over.
    pub fn next(&mut self) -> Result<Node, Unread> {
        loop {
            if let Some(node) = self.event(&mut String::new())? {
                return Ok(node);
            }
        }
    }

    /// The rest of an element that has begun: what is within it.
    pub fn whole(&mut self, start: Element) -> Result<Element, Unread> {
        let mut open = vec![start];
        let mut within = 0;
        loop {
            let mut text = String::new();
            let node = self.event(&mut text)?;
            let Some(innermost) = open.last_mut() else { return Err(self.fault(FaultKind::Malformed).into()) };
            innermost.text.push_str(&text);
            match node {
                None => {}
                Some(Node::Start(element)) => {
                    within += 1;
                    if within > WITHIN_MAX {
                        return Err(self.fault(FaultKind::TooLarge).in_column(&open[0].name).into());
                    }
                    open.push(element);
                }
                Some(Node::End(_)) => {
                    let Some(mut ended) = open.pop() else { continue };
                    if ended.text.trim().len() < ended.text.len() {
                        ended.text = ended.text.trim().to_owned();
                    }
                    match open.last_mut() {
                        Some(parent) => parent.children.push(ended),
                        None => return Ok(ended),
                    }
                }
                Some(Node::Eof) => {
                    return Err(self.fault(FaultKind::CutOff).expected(format!("</{}>", open[0].name)).into());
                }
            }
        }
    }

    /// Passes over the rest of an element that has begun.
    pub fn skip(&mut self) -> Result<(), Unread> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if self.next()? == Node::Eof {
                return Err(self.fault(FaultKind::CutOff).into());
            }
        }
        Ok(())
    }

    /// The next beginning or end; `None` for a piece of text, which is added to `text`.
    fn event(&mut self, text: &mut String) -> Result<Option<Node>, Unread> {
        if let Some(name) = self.ended.take() {
            self.depth -= 1;
            return Ok(Some(Node::End(name)));
        }
        self.buffer.clear();
        self.reader.get_mut().begin_piece();
        let line = self.reader.get_ref().line();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => return Err(refused(error, self.reader.get_ref().line())),
        };
        match event {
            Event::Start(tag) => {
                let element = element(&tag, line)?;
                self.depth += 1;
                if self.depth > DEPTH_MAX {
                    return Err(self.fault(FaultKind::TooLarge).into());
                }
                return Ok(Some(Node::Start(element)));
            }
            Event::Empty(tag) => {
                let element = element(&tag, line)?;
                self.depth += 1;
                self.ended = Some(element.name.clone());
                return Ok(Some(Node::Start(element)));
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                return Ok(Some(Node::End(tag.local_name().as_ref().to_owned())));
            }
            Event::Text(piece) => {
                if piece.bytes().any(|byte| byte < b' ' && !b"\t\n\r".contains(&byte)) {
                    return Err(self.fault(FaultKind::Malformed).expected(Wanted::NoControlCharacters).into());
                }
                text.push_str(&piece);
            }
            Event::CData(piece) => text.push_str(&piece),
            Event::GeneralRef(reference) => text.push(character(&reference, line)?),
            Event::DocType(_) => return Err(Fault::new(FaultKind::Entities).at_line(line).found("<!DOCTYPE").into()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return Ok(Some(Node::Eof)),
        }
        Ok(None)
    }

    /// A fault where reading is.
    pub fn fault(&self, kind: FaultKind) -> Fault {
        Fault::new(kind).at_line(self.line())
    }
}

fn element(tag: &BytesStart<'_>, line: u32) -> Result<Element, Unread> {
    let mut attributes = vec![];
    for attribute in tag.attributes() {
        let malformed =
            |error: &dyn std::fmt::Display| Fault::new(FaultKind::Malformed).at_line(line).found(&error.to_string());
        let attribute = attribute.map_err(|error| malformed(&error))?;
        let value = quick_xml::escape::unescape(&attribute.value)
            .map_err(|_| Fault::new(FaultKind::Entities).at_line(line).found(&attribute.value))?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    let name = tag.local_name().as_ref().to_owned();
    Ok(Element { name, attributes, line, ..Element::default() })
}

/// The character of `&#…;` or of one of the five entities that every document has.
fn character(reference: &BytesRef<'_>, line: u32) -> Result<char, Unread> {
    let unknown = || Fault::new(FaultKind::Entities).at_line(line).found(reference.as_ref());
    if let Some(character) = reference.resolve_char_ref().map_err(|_| unknown())? {
        return Ok(character);
    }
    match reference.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => Err(unknown().into()),
    }
}

fn refused(error: quick_xml::Error, line: u32) -> Unread {
    match error {
        quick_xml::Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Carried>()) {
            Some(carried) => carried.0.clone().into(),
            None => Unread::Failed(std::io::Error::new(error.kind(), error.to_string())),
        },
        quick_xml::Error::Syntax(error) => {
            Fault::new(FaultKind::CutOff).at_line(line).expected(error.to_string()).into()
        }
        error => Fault::new(FaultKind::Malformed).at_line(line).found(&error.to_string()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Result<Element, Fault> {
        let mut xml = Xml::new(text.as_bytes());
        let read = (|| match xml.next()? {
            Node::Start(element) => xml.whole(element),
            node => panic!("{node:?}"),
        })();
        read.map_err(|unread| match unread {
            Unread::Refused(mut faults) => faults.remove(0),
            other => panic!("{other}"),
        })
    }

    #[test]
    fn elements_are_read_by_local_names_with_their_lines() {
        let read = whole(
            "<?xml version='1.0'?>\n<n:a xmlns:n='x'>\n <n:b c='1&amp;2'>x &lt;&#33;<![CDATA[<y>]]></n:b><d/></n:a>",
        )
        .unwrap();
        assert_eq!((read.name.as_str(), read.text.as_str(), read.children.len()), ("a", "", 2));
        let b = read.child("b").unwrap();
        assert_eq!((b.text.as_str(), b.attribute("c"), b.line), ("x <!<y>", Some("1&2"), 3));
        assert_eq!((read.text_at("b"), read.text_at("d"), read.text_at("b/c")), (Some("x <!<y>"), None, None));
    }

    #[test]
    fn what_no_statement_needs_is_refused_with_its_line() {
        let deep = "<a>".repeat(65);
        let wide = format!("<a>{}</a>", "<b/>".repeat(20_001));
        let long = format!("<a>{}</a>", "x".repeat((1 << 22) + (1 << 18)));
        for (text, kind, line) in [
            ("<a>\n<b></a>", FaultKind::Malformed, 2),
            ("<a>\n<b>", FaultKind::CutOff, 2),
            ("<a>\n<b", FaultKind::CutOff, 2),
            ("<a>\n&x;</a>", FaultKind::Entities, 2),
            ("<a b='&x;'/>", FaultKind::Entities, 1),
            ("<a>\n<!DOCTYPE a [<!ENTITY x 'y'>]></a>", FaultKind::Entities, 2),
            (&deep, FaultKind::TooLarge, 1),
            (&wide, FaultKind::TooLarge, 1),
            (&long, FaultKind::TooLarge, 1),
        ] {
            let fault = whole(text).unwrap_err();
            assert_eq!((fault.kind, fault.place.line), (kind, Some(line)), "{}", &text[..text.len().min(40)]);
        }
    }
}
