//! Files that fuzzing found, and those that it begins with: whatever a reader makes of them holds together.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use server::statements::{self, Reading, Unread};
use shared::recon::Format;

use super::account;
use super::mutations::assert_holds_together;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// Reads a file as the fuzz target of that format does.
fn read(format: Format, path: &Path) {
    let content = std::fs::read(path).expect("a file");
    let mut file = Cursor::new(&content[..]);
    let _ = statements::recognise(&mut file);
    let mapping = statements::suggested_mapping(&mut file, format).ok().flatten();
    let account = account("CNY", None);
    let reading = Reading { format, name: Some("INN26030188ZM_1"), account: &account, mapping: mapping.as_ref() };
    let mut lines = vec![];
    let mut sink = |line| {
        lines.push(line);
        ControlFlow::Continue(())
    };
    match statements::read(&mut file, &reading, &mut sink) {
        Ok(statement) => assert_holds_together(&statement, &lines, &path.display().to_string()),
        Err(Unread::Refused(faults)) => assert!(!faults.is_empty(), "{}", path.display()),
        Err(other) => panic!("{}: {other}", path.display()),
    }
}

#[test]
fn what_fuzzing_begins_with_and_what_it_found_holds_together() {
    let fuzz = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz"));
    for format in Format::ALL.iter().copied() {
        let seeds = files(&fuzz.join("seeds").join(format.name()));
        assert!(!seeds.is_empty(), "{}", format.name());
        seeds.iter().for_each(|seed| read(format, seed));
    }
    for found in files(&fuzz.join("found")) {
        let name = found.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let target = name.split('.').next().unwrap_or_default();
        let format = Format::ALL.iter().copied().find(|format| format.name() == target);
        read(format.unwrap_or_else(|| panic!("{name}: no target of that name")), &found);
    }
}
