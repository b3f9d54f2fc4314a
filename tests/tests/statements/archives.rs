//! Archives and workbooks that are at fault.

use std::io::{Cursor, Read, Write};

use shared::recon::FaultKind;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::broken::of;
use super::bytes;

/// An archive with a part changed, or with one more.
fn repacked(content: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(content)).expect("an archive");
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let name = file.name().expect("a name").to_string();
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).expect("its bytes");
        if name == part {
            bytes = change(String::from_utf8(bytes).expect("UTF-8")).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn cells_that_are_no_values_are_refused() {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    let content = bytes("made/bank.xlsx");
    for (from, to, kind, column) in [
        ("<v>1280.0999999999999</v>", "<f>SUM(A1:A2)</f><v>1280.1</v>", FaultKind::Formula, "B2"),
        ("<v>1280.0999999999999</v>", "<v>0.30000000000000004</v>", FaultKind::BadAmount, "收入"),
        ("<c r=\"B2\">", "<c r=\"B2\" t=\"e\">", FaultKind::Malformed, "B2"),
        ("<c r=\"B2\">", "<c r=\"B2\" t=\"s\">", FaultKind::Malformed, "B2"),
        ("<row r=\"3\">", "<row r=\"2\">", FaultKind::Malformed, "row"),
        ("<sheetData>", "<!DOCTYPE x><sheetData>", FaultKind::Entities, ""),
    ] {
        let changed = repacked(&content, SHEET, |sheet| {
            assert!(sheet.contains(from), "{from} in {sheet}");
            sheet.replacen(from, to, 1)
        });
        let fault = of("made/bank.xlsx", &changed).remove(0);
        assert_eq!(
            (fault.kind, fault.place.column.as_deref().unwrap_or_default()),
            (kind, column),
            "{from}: {fault:?}"
        );
    }
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_does() {
    let content = bytes("made/bank.xlsx");
    let bomb = repacked(&content, "xl/worksheets/sheet1.xml", |sheet| {
        let rows = "<row></row>".repeat(2_000_000);
        sheet.replace("</sheetData>", &format!("{rows}</sheetData>"))
    });
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    let fault = of("made/bank.xlsx", &bomb).remove(0);
    assert_eq!(fault.kind, FaultKind::TooLarge, "{fault:?}");
}

#[test]
fn a_part_that_is_damaged_is_refused() {
    let mut content = bytes("made/alipay.zip");
    let middle = content.len() / 4;
    content[middle] ^= 0x55;
    let kind = of("made/alipay.zip", &content)[0].kind;
    assert!(
        [FaultKind::Malformed, FaultKind::Encoding, FaultKind::CutOff, FaultKind::UnknownFormat].contains(&kind),
        "{kind:?}"
    );
}
