//! XML by local names: prefixes are ignored; a DTD or an entity of its own is refused.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::found::{Found, Unparsable};

/// How deep elements may nest: as deep as JSON may.
const DEPTH_MAX: usize = 128;

/// A document as a flat list of its elements, parents before children.
pub(super) struct Xml(Vec<Element>);

struct Element {
    parent: Option<usize>,
    name: String,
    text: String,
    attributes: Vec<(String, String)>,
    has_children: bool,
}

impl Xml {
    pub(super) fn parse(text: &str) -> Result<Self, Unparsable> {
        let mut building = Building::default();
        let mut reader = Reader::from_str(text.trim());
        loop {
            match reader.read_event().map_err(|_| Unparsable)? {
                Event::Start(tag) => building.open(&tag)?,
                Event::Empty(tag) => {
                    building.open(&tag)?;
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

    /// What stands at a path of local names from the root, such as `Document/Status`; `*` is any name, and `@name` at the
    /// end an attribute.
    ///
    /// Where the path leads to several places they must say the same, and none of the elements on the way may stand
    /// without it: an answer about two transactions is not read as if it spoke of one.
    pub(super) fn at(&self, path: &str) -> Result<Option<Found>, Unparsable> {
        let mut reached: Vec<Option<usize>> = vec![None];
        let mut widest = 0;
        let (path, attribute) = path.rsplit_once("/@").map_or((path, None), |(path, name)| (path, Some(name)));
        for name in path.split('/') {
            let is_next = |element: &Element| {
                (name == "*" || element.name == name) && reached.binary_search(&element.parent).is_ok()
            };
            reached = (0..self.0.len()).filter(|index| is_next(&self.0[*index])).map(Some).collect();
            widest = widest.max(reached.len());
        }
        let reached = reached.into_iter().flatten().map(|index| &self.0[index]);
        let found: Vec<&str> = match attribute {
            Some(name) => reached.filter_map(|element| element.attribute(name)).collect(),
            None => reached.map(Element::value).collect::<Result<_, _>>()?,
        };
        let Some(first) = found.first() else { return Ok(None) };
        if found.iter().any(|value| value != first) || found.len() < widest {
            return Err(Unparsable);
        }
        Ok(Some(Found::Code((*first).to_owned())))
    }
}

impl Element {
    /// Its text; one that holds other elements has none.
    fn value(&self) -> Result<&str, Unparsable> {
        if self.has_children { Err(Unparsable) } else { Ok(self.text.trim()) }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }
}

/// A document while it is read.
#[derive(Default)]
struct Building {
    elements: Vec<Element>,
    open: Vec<usize>,
}

impl Building {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), Unparsable> {
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
        let (name, attributes) = (tag.local_name().as_ref().to_owned(), attributes(tag)?);
        self.elements.push(Element { parent, name, text: String::new(), attributes, has_children: false });
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

/// The attributes of an element, without prefixes. One that stands twice, or is not well-formed, makes the whole document so.
fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, Unparsable> {
    tag.attributes()
        .map(|attribute| {
            let attribute = attribute.map_err(|_| Unparsable)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Unparsable)?;
            Ok((attribute.key.local_name().as_ref().to_owned(), value.into_owned()))
        })
        .collect()
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
