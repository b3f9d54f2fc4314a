//! How banks depart from the standard and from each other: what is read of each departure.

use std::io::{Cursor, Write};

use shared::recon::{Amounts, FaultKind, Line, LineKind, LineStatus};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::given::GIVEN;
use super::{account, bytes, read};

fn lines(path: &str) -> Vec<Line> {
    let given = GIVEN.iter().find(|given| given.path == path).expect("a sample");
    let (account, mapping) = (account(given.currency, given.number), given.mapping());
    read(path, &bytes(path), &account, mapping.as_ref()).unwrap_or_else(|faults| panic!("{path}: {faults:?}")).1
}

/// Order number, channel's number, counterparty, words.
type Shown<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn shown(line: &Line) -> Shown<'_> {
    let references = &line.references;
    let numbers = (references.order_number.as_deref(), references.channel_number.as_deref());
    (numbers.0, numbers.1, line.counterparty.as_deref(), line.text.as_deref())
}

#[test]
fn words_in_numbered_parts_are_taken_apart() {
    let lines = lines("banks/german.sta");
    assert_eq!((lines[0].amount.minor(), lines[0].fee.map(|fee| fee.minor())), (1_185, Some(50)));
    assert_eq!(lines[0].counterparty_account.as_deref(), Some("DE02500105170137075030"));
    let found: Vec<_> = lines.iter().map(|line| (line.kind, line.references.order_number.as_deref())).collect();
    let expected = [
        (LineKind::Refund, Some("L-7001")),
        (LineKind::Other, Some("P-7002")),
        (LineKind::Refund, Some("T-7003")),
        (LineKind::Bounce, Some("P-7004")),
        (LineKind::Other, None),
    ];
    assert_eq!(found, expected);
    assert_eq!(lines[1].counterparty.as_deref(), Some("HAUS UND HOF KG"));
    assert_eq!(lines[4].date.to_string(), "2026-03-31");
}

#[test]
fn parts_between_slashes_are_taken_apart_and_marks_are_no_references() {
    let lines = lines("banks/dutch.sta");
    let expected: [Shown<'_>; 4] = [
        (None, None, Some("JJANSEN EN/OF P JANSEN"), Some("REKENING 12")),
        (Some("BATCH-12"), Some("26030200000007"), None, Some("/TRCD/00200/ 3 BETALINGEN")),
        (Some("T-12"), Some("26030300000008"), Some("BAKKERIJ VAN DAM"), Some("FACTUUR 44")),
        (None, Some("26030400000009"), None, Some("KOSTEN")),
    ];
    assert_eq!(lines.iter().map(shown).collect::<Vec<_>>(), expected);
    assert_eq!(lines[2].counterparty_account.as_deref(), Some("NL20INGB0001234567"));
    assert_eq!(lines[3].kind, LineKind::Fee);
}

#[test]
fn an_entry_that_says_nothing_of_its_status_is_booked() {
    let text = String::from_utf8(bytes("made/camt053.v8.xml")).expect("text");
    let status = "<n:Sts><n:Cd>BOOK</n:Cd></n:Sts>";
    assert!(text.contains(status));
    let given = GIVEN.iter().find(|given| given.path == "made/camt053.v8.xml").expect("a sample");
    let account = account(given.currency, given.number);
    let said = read("x", text.as_bytes(), &account, None).expect("lines");
    let unsaid = read("x", text.replace(status, "").as_bytes(), &account, None).expect("lines");
    assert_eq!(said, unsaid);
}

#[test]
fn statements_and_pages_without_a_head_are_read() {
    let content = bytes("banks/headless.sta");
    for number in [None, Some("1014365999")] {
        let (statement, lines) = read("x", &content, &account("NGN", number), None).expect("two statements");
        assert_eq!((statement.sums.count, statement.doubts.len()), (4, 0));
        assert_eq!(statement.head.account.as_deref(), Some("1014365999"));
        let closing = statement.tail.closing.expect("a balance").amount.amount().to_string();
        assert_eq!((closing.as_str(), statement.closings.len()), ("183999.54", 2));
        assert_eq!(lines[0].references.channel_number.as_deref(), Some("19260001"));
        assert_eq!(lines[0].text.as_deref(), Some("TRANSFER FROM EXAMPLE CLIENT"));
    }
    let faults = read("x", &content, &account("NGN", Some("1014365998")), None).expect_err("another account");
    assert_eq!(faults[0].kind, FaultKind::OtherAccount);
}

#[test]
fn letters_of_the_country_are_read() {
    let lines = lines("banks/polish.sta");
    assert_eq!(lines[0].counterparty.as_deref(), Some("BIURO RACHUNKOWE ŁĄKA"));
    assert_eq!(lines[0].counterparty_account.as_deref(), Some("31491050195310000000000001".get(2..).unwrap()));
    assert_eq!(lines[1].text.as_deref(), Some("Płatność kartą 3.32 EUR"));
}

#[test]
fn an_account_in_another_currency_is_another_account() {
    let content = String::from_utf8(bytes("banks/dutch.sta")).expect("UTF-8");
    let dollars = content.replace("NL02ABNA0123456789 EUR", "NL02ABNA0123456789 USD").replace("EUR", "USD");
    let both = format!("{dollars}{content}");
    let (statement, lines) =
        read("x", both.as_bytes(), &account("EUR", Some("NL02ABNA0123456789")), None).expect("one of two");
    assert_eq!((lines.len(), statement.other_accounts), (4, vec!["NL02ABNA0123456789 USD".to_owned()]));
}

#[test]
fn documents_of_a_country_are_read() {
    let lines = lines("banks/camt053.v2.austrian.xml");
    assert_eq!(shown(&lines[0]).0, Some("RF18539007547034"));
    assert_eq!((lines[0].kind, lines[0].counterparty.as_deref()), (LineKind::Receipt, Some("Müller & Söhne")));
    assert_eq!((lines[2].status, lines[2].date.to_string().as_str()), (LineStatus::Pending, "2026-03-02"));
}

#[test]
fn documents_without_a_namespace_are_read_and_other_messages_refused() {
    let content = String::from_utf8(bytes("banks/camt053.v8.batch.xml")).expect("UTF-8");
    let namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
    let eur = account("EUR", None);
    for (changed, version) in [
        (content.clone(), Some("camt.053.001.08")),
        (content.replace(&format!(" xmlns=\"{namespace}\""), ""), None),
        (
            content.replace(&format!("xmlns=\"{namespace}\""), &format!("schemaLocation=\"{namespace} x.xsd\"")),
            Some("camt.053.001.08"),
        ),
    ] {
        let (statement, lines) = read("x", changed.as_bytes(), &eur, None).expect("a statement");
        assert_eq!((statement.head.version.as_deref(), lines.len()), (version, 3));
    }
    for other in ["camt.053.001.99", "camt.052.001.08", "camt.053.001.0"] {
        let changed = content.replace("camt.053.001.08", other);
        assert_eq!(
            read("x", changed.as_bytes(), &eur, None).expect_err(other)[0].kind,
            FaultKind::UnknownFormat,
            "{other}"
        );
    }
}

#[test]
fn a_summary_that_counts_neither_entries_nor_transactions_is_refused() {
    let content = String::from_utf8(bytes("banks/camt053.v8.batch.xml")).expect("UTF-8");
    for (count, is_read) in [("1", true), ("3", true), ("2", false), ("4", false)] {
        let changed = content.replace("<NbOfNtries>3<", &format!("<NbOfNtries>{count}<"));
        let read = read("x", changed.as_bytes(), &account("EUR", None), None).map_err(|faults| faults[0].kind);
        assert_eq!(read.map(drop), if is_read { Ok(()) } else { Err(FaultKind::CountDiffers) }, "{count}");
    }
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(content).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn an_archive_of_statements_is_read_one_after_another() {
    let parts = ["banks/german.sta", "banks/german.sta"].map(bytes);
    let archive = packed(&[("a/1.sta", &parts[0]), ("a/2.sta", &parts[1]), ("__MACOSX/a/._1.sta", b"\0\x05")]);
    let (statement, lines) = read("x.zip", &archive, &account("EUR", None), None).expect("two statements");
    // The second begins anew, which its first balance shows.
    assert_eq!((lines.len(), statement.doubts.len(), statement.doubts[0].kind), (10, 1, FaultKind::BalanceDiffers));
    let archive = packed(&[("1.sta", &parts[0]), ("letter.pdf", b"%PDF-1.4 ...")]);
    let faults = read("x.zip", &archive, &account("EUR", None), None).expect_err("a letter");
    assert_eq!((faults[0].kind, faults[0].place.part.as_deref()), (FaultKind::MissingField, Some("letter.pdf")));
    let broken = parts[1].strip_suffix(b":62F:C260331EUR755,15\r\n:64:C260331EUR755,15\r\n-\r\n").expect("an end");
    let archive = packed(&[("1.sta", &parts[0]), ("2.sta", broken)]);
    let faults = read("x.zip", &archive, &account("EUR", None), None).expect_err("cut off");
    assert_eq!((faults[0].kind, faults[0].place.part.as_deref()), (FaultKind::CutOff, Some("2.sta")));
}

#[test]
fn tables_with_titles_and_sums_around_them_are_understood_by_themselves() {
    for (path, header_row, skip_tail, begins) in [
        ("banks/bank-de.csv", 4, 1, None),
        ("banks/bank-cn.csv", 3, 2, None),
        ("banks/merged.xlsx", 2, 0, Some("合计")),
    ] {
        let mapping = GIVEN.iter().find(|given| given.path == path).and_then(|given| given.mapping()).expect("a table");
        let summary = mapping.summary.as_ref().map(|row| row.begins.as_str());
        assert_eq!((mapping.header_row, mapping.skip_tail, summary), (Some(header_row), skip_tail, begins), "{path}");
    }
    let chinese = lines("banks/bank-cn.csv");
    assert_eq!(chinese[0].references.channel_number.as_deref(), Some("00012026030200000001"));
    assert_eq!(chinese[0].at.map(|at| at.to_rfc3339()).as_deref(), Some("2026-03-02T01:05:07+00:00"));
    let german = lines("banks/bank-de.csv");
    assert_eq!(shown(&german[0]), (None, None, Some("Bergblick; GmbH"), Some("Rechnung \"12\"")));
    // A row that was no line must not be passed over where it is one.
    let given = GIVEN.iter().find(|given| given.path == "banks/bank-de.csv").expect("a sample");
    let mapping = given.mapping().expect("a table");
    assert!(matches!(mapping.amounts, Amounts::Signed { .. }));
    let cut = bytes("banks/bank-de.csv");
    let cut = &cut[..cut.len() - 40];
    let faults = read("x.csv", cut, &account("EUR", None), Some(&mapping)).expect_err("cut off");
    assert_eq!(faults[0].kind, FaultKind::CutOff);
}

#[test]
fn what_is_no_statement_is_refused_whatever_it_is_called() {
    let statement = bytes("banks/german.sta");
    let mut locked = packed(&[("1.sta", &statement)]);
    for (magic, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = locked.windows(4).position(|window| window == magic).expect("a head");
        locked[at + flag] |= 1;
    }
    let nested = packed(&[("inner.zip", &packed(&[("1.sta", &statement)]))]);
    for (what, content, expected) in [
        ("a letter", &b"%PDF-1.7\n1 0 obj <</Type /Catalog, /Pages 2 0 R>> endobj\n"[..], FaultKind::UnknownFormat),
        ("an old workbook", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1,,,", FaultKind::UnknownFormat),
        (
            "a page that is called a workbook",
            b"<html><body>\n  <table><tr><td>a;b,c</td></tr></table>",
            FaultKind::UnknownFormat,
        ),
        ("a document for word processors", b"{\\rtf1\\ansi a;b;c}", FaultKind::UnknownFormat),
        ("a gzip", b"\x1F\x8B\x08\0\0\0\0\0,", FaultKind::UnknownFormat),
        ("an archive of nothing", &packed(&[]), FaultKind::UnknownFormat),
        ("an archive within an archive", &nested, FaultKind::UnknownFormat),
        ("an archive with a password", &locked, FaultKind::Malformed),
    ] {
        let faults = read("statement.csv", content, &account("EUR", None), None).expect_err(what);
        assert_eq!(faults[0].kind, expected, "{what}: {:?}", faults[0]);
    }
}
