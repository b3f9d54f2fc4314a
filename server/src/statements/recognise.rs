//! What format a file is of, by its content. Its name only breaks ties that content leaves.

use std::io::Read;

use shared::recon::{Fault, FaultKind, Format};

use super::{Source, Unread};

/// How much of a file is looked at.
const HEAD_MAX: u64 = 1 << 16;

/// The format of a file, by what is in it.
pub fn recognise(file: &mut dyn Source, _name: Option<&str>) -> Result<Format, Unread> {
    file.rewind()?;
    let mut head = vec![];
    file.take(HEAD_MAX).read_to_end(&mut head)?;
    file.rewind()?;
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::new(FaultKind::Empty).into());
    }
    if is_mt940(&head) {
        return Ok(Format::Mt940);
    }
    Err(Fault::new(FaultKind::UnknownFormat).into())
}

fn is_mt940(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n');
    lines.any(|line| [&b":20:"[..], b":60F:", b":60M:", b"{1:F01"].iter().any(|tag| line.starts_with(tag)))
}
