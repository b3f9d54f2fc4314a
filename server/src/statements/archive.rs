//! Archives (ZIP), within bounds: how many parts, how much they unpack to, and how much more that is than what was packed.

use std::io::{self, ErrorKind, Read};

use shared::recon::{Fault, FaultKind, Wanted};
use zip::ZipArchive;
use zip::result::ZipError;

use super::decoded::Carried;
use super::{Source, Unread};

/// The most parts of an archive.
const PARTS_MAX: usize = 1_000;
/// The most bytes that a part may unpack to.
const UNPACKED_MAX: u64 = 4 << 30;
/// The most bytes that a part may unpack to for each that was packed. Tables reach fifty; a bomb, a thousand.
const RATIO_MAX: u64 = 100;
/// Below this, no ratio is too large.
const RATIO_FROM: u64 = 16 << 20;

/// An archive.
pub struct Archive<'a>(ZipArchive<&'a mut dyn Source>);

impl<'a> Archive<'a> {
    /// Opens an archive: its directory is read, which stands at its end.
    pub fn open(file: &'a mut dyn Source) -> Result<Self, Unread> {
        let archive = ZipArchive::new(file).map_err(|error| refused(error, None))?;
        if archive.len() > PARTS_MAX {
            return Err(Fault::new(FaultKind::TooLarge).expected(Wanted::FewerParts { most: PARTS_MAX }).into());
        }
        Ok(Self(archive))
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Where a part of that name stands.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.0.index_for_name(name)
    }

    /// A part, to be read from its beginning: its name, and what is in it; `None` for a folder.
    pub fn part(&mut self, index: usize) -> Result<Option<(String, impl Read + '_)>, Unread> {
        let file = self.0.by_index(index).map_err(|error| refused(error, None))?;
        if file.is_dir() {
            return Ok(None);
        }
        let name = name_of(file.name_raw());
        let bounded = Bounded { packed: file.compressed_size(), unpacked: 0, part: name.clone(), inner: file };
        Ok(Some((name, bounded)))
    }
}

/// Whether a file is an archive.
pub fn is_archive(file: &mut dyn Source) -> io::Result<bool> {
    let mut magic = [0; 4];
    file.rewind()?;
    let length = read_up_to(file, &mut magic)?;
    file.rewind()?;
    Ok(magic[..length] == *MAGIC)
}

/// With what an archive begins that has any part.
pub const MAGIC: &[u8; 4] = b"PK\x03\x04";

/// Fills as much of a buffer as there is to read.
pub fn read_up_to(reader: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// Hands on the parts one after another, all of which must be statements; faults say in which part they are.
pub fn each_part(
    file: &mut dyn Source,
    read: &mut dyn FnMut(&mut dyn Read) -> Result<(), Unread>,
) -> Result<(), Unread> {
    let mut archive = Archive::open(file)?;
    for index in 0..archive.len() {
        let Some((name, mut part)) = archive.part(index)? else { continue };
        if name.starts_with("__MACOSX/") {
            continue;
        }
        read(&mut part).map_err(|unread| within(&name, unread))?;
    }
    Ok(())
}

/// Says in which part a fault is.
pub fn within(part: &str, unread: Unread) -> Unread {
    let located = |fault: Fault| if fault.place.part.is_none() { fault.in_part(part) } else { fault };
    match unread {
        Unread::Refused(faults) => Unread::Refused(faults.into_iter().map(located).collect()),
        other => other,
    }
}

/// Names are in UTF-8 or, from Alipay, in GBK.
fn name_of(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    name.chars().filter(|letter| !letter.is_control()).take(100).collect()
}

fn refused(error: ZipError, part: Option<&str>) -> Unread {
    let fault = match error {
        ZipError::Io(error)
            if !matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput) =>
        {
            return Unread::Failed(error);
        }
        // The directory at the end is missing: the end is.
        ZipError::InvalidArchive(reason) => Fault::new(FaultKind::CutOff).expected(reason.to_string()),
        error => Fault::new(FaultKind::Malformed).found(&error.to_string()),
    };
    part.map_or(fault.clone(), |part| fault.in_part(part)).into()
}

/// What is unpacked, counted.
struct Bounded<R> {
    inner: R,
    part: String,
    packed: u64,
    unpacked: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.inner.read(buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                let fault = Fault::new(FaultKind::Malformed).in_part(&self.part).found(&error.to_string());
                return Err(io::Error::new(ErrorKind::InvalidData, Carried(fault)));
            }
        };
        self.unpacked += read as u64;
        let is_bomb = self.unpacked > RATIO_FROM && self.unpacked / RATIO_MAX > self.packed;
        if self.unpacked > UNPACKED_MAX || is_bomb {
            let fault = Fault::new(FaultKind::TooLarge).in_part(&self.part);
            let fault = fault.expected(Wanted::LessUnpacked { times: RATIO_MAX, gib: UNPACKED_MAX >> 30 });
            return Err(io::Error::new(ErrorKind::InvalidData, Carried(fault)));
        }
        Ok(read)
    }
}
