//! XML by local names: prefixes and attributes are ignored; a DTD or an entity of its own is refused.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::found::{Found, Unparsable};

/// How deep elements may nest: as deep as JSON may.
const DEPTH_MAX: usize = 128;

/// A document as a flat list of its elements, parents before children.
pub(super) struct Xml(Vec<Element>);

struct Element {
    parent: Option<usize>,
    name: String,
    text: String,
    has_children: bool,
}

impl Xml {
    pub(super) fn parse(text: &str) -> Result<Self, Unparsable> {
        let mut building = Building::default();
        let mut reader = Reader::from_str(text.trim());
        loop {
            match reader.read_event().map_err(|_| Unparsable)? {
                Event::Start(tag) => building.open(tag.local_name().as_ref())?,
                Event::Empty(tag) => {
                    building.open(tag.local_name().as_ref())?;
                    building.close();
                }
                Event::End(_) => building.close(),
                Event::Text(text) => building.write(&text)?,
                Event::CData(text) => building.write(&text)?,
                Event::GeneralRef(reference) => building.write(character(&reference)?.encode_utf8(&mut [0; 4]))?,
                Event::DocType(_) => return Err(Unparsable),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => return building.finish(),
            }
        }
    }

    /// What stands at a path of local names from the root, such as `Document/Status`.
    ///
    /// Where the path leads to several places they must say the same, and none of the elements on the way may stand
    /// without it: an answer about two transactions is not read as if it spoke of one.
    pub(super) fn at(&self, path: &str) -> Result<Option<Found>, Unparsable> {
        let mut reached: Vec<Option<usize>> = vec![None];
        let mut widest = 0;
        for name in path.split('/') {
            let is_next = |element: &Element| element.name == name && reached.binary_search(&element.parent).is_ok();
            reached = (0..self.0.len()).filter(|index| is_next(&self.0[*index])).map(Some).collect();
            widest = widest.max(reached.len());
        }
        let found: Vec<&Element> = reached.into_iter().flatten().map(|index| &self.0[index]).collect();
        let Some(first) = found.first() else { return Ok(None) };
        let differs = found.iter().any(|element| element.has_children || element.text.trim() != first.text.trim());
        if differs || found.len() < widest {
            return Err(Unparsable);
        }
        Ok(Some(Found::Code(first.text.trim().to_owned())))
    }
}

/// A document while it is read.
#[derive(Default)]
struct Building {
    elements: Vec<Element>,
    open: Vec<usize>,
}

impl Building {
    fn open(&mut self, name: &str) -> Result<(), Unparsable> {
        let parent = self.open.last().copied();
        match parent {
            Some(parent) => self.elements[parent].has_children = true,
            // A second root.
            None if !self.elements.is_empty() => return Err(Unparsable),
            None => {}
        }
        if self.open.len() == DEPTH_MAX {
            return Err(Unparsable);
        }
        self.open.push(self.elements.len());
        self.elements.push(Element { parent, name: name.to_owned(), text: String::new(), has_children: false });
        Ok(())
    }

    fn close(&mut self) {
        self.open.pop();
    }

    fn write(&mut self, text: &str) -> Result<(), Unparsable> {
        match self.open.last() {
            Some(open) => self.elements[*open].text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(Unparsable),
        }
        Ok(())
    }

    fn finish(self) -> Result<Xml, Unparsable> {
        if self.elements.is_empty() || !self.open.is_empty() { Err(Unparsable) } else { Ok(Xml(self.elements)) }
    }
}

/// The character of `&#…;` or of one of the five entities that every document has.
fn character(reference: &BytesRef<'_>) -> Result<char, Unparsable> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| Unparsable)? {
        return Ok(character);
    }
    match reference.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => Err(Unparsable),
    }
}
