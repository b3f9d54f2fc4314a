//! The shape of a JSON text, whatever it is to be read as: how deep it is, which keys stand twice, where NUL characters
//! stand.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use shared::api::problem::{FieldCode, FieldProblem};

use super::fault::WHOLE;
use crate::error::fault;

/// How many lists and objects may stand within each other. What we read has five.
const DEPTH_MAX: usize = 32;
/// How many faults are told at once.
const FAULTS_MAX: usize = 100;

/// What is wrong with the shape; `Err` where the text is not well-formed, or too deep.
pub fn faults(text: &str) -> Result<Vec<FieldProblem>, serde_json::Error> {
    let mut faults = Faults::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    Shape { path: &Path::Root, faults: &mut faults }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(faults.0)
}

#[derive(Default)]
struct Faults(Vec<FieldProblem>);

impl Faults {
    fn add(&mut self, fault: impl FnOnce() -> FieldProblem) {
        if self.0.len() < FAULTS_MAX {
            self.0.push(fault());
        }
    }
}

/// Where a value stands; written out only where there is a fault.
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn depth(&self) -> usize {
        match self {
            Self::Root => 0,
            Self::Key(parent, _) | Self::Index(parent, _) => parent.depth() + 1,
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str(WHOLE),
            Self::Key(Self::Root, key) => write!(f, "{}", key.replace('\0', "")),
            Self::Key(parent, key) => write!(f, "{parent}.{}", key.replace('\0', "")),
            Self::Index(Self::Root, index) => write!(f, "[{index}]"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

struct Shape<'a> {
    path: &'a Path<'a>,
    faults: &'a mut Faults,
}

impl Shape<'_> {
    fn check_text(self, text: &str) {
        if text.contains('\0') {
            self.faults.add(|| fault(self.path.to_string(), FieldCode::BadCharacters));
        }
    }

    fn check_depth<E: Error>(&self) -> Result<(), E> {
        if self.path.depth() >= DEPTH_MAX {
            return Err(E::custom(format_args!("nested deeper than {DEPTH_MAX} levels")));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Shape<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shape<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.check_text(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.check_depth()?;
        let mut index = 0;
        let Self { path, faults } = self;
        while items.next_element_seed(Shape { path: &Path::Index(path, index), faults })?.is_some() {
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.check_depth()?;
        let Self { path, faults } = self;
        let mut keys = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            let place = Path::Key(path, &key);
            Shape { path: &place, faults }.check_text(&key);
            if keys.contains(&key) {
                faults.add(|| fault(place.to_string(), FieldCode::Duplicate));
            }
            entries.next_value_seed(Shape { path: &place, faults })?;
            keys.insert(key);
        }
        Ok(())
    }
}
