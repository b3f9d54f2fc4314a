//! Files that are at fault are refused whole, each with the place of its fault.

use shared::recon::{Fault, FaultKind};

use super::given::GIVEN;
use super::{account, bytes, read};

/// A sample, what is changed in it, how it is at fault then, and where: line, column.
type Broken = (&'static str, &'static str, &'static str, FaultKind, Option<u32>, Option<&'static str>);

const BROKEN: &[Broken] = &[
    // camt.053
    (
        "made/camt053.v8.xml",
        "<n:Sum>163.15",
        "<n:Sum>163.16",
        FaultKind::SumDiffers,
        Some(6),
        Some("TxsSummry/TtlNtries/Sum"),
    ),
    (
        "made/camt053.v8.xml",
        "<n:NbOfNtries>2",
        "<n:NbOfNtries>3",
        FaultKind::CountDiffers,
        Some(6),
        Some("TxsSummry/TtlDbtNtries/NbOfNtries"),
    ),
    ("made/camt053.v8.xml", "\"EUR\">99.65", "\"EUR\">99,65", FaultKind::BadAmount, Some(9), Some("Ntry/Amt")),
    ("made/camt053.v8.xml", "\"EUR\">99.65", "\"EUR\">99.655", FaultKind::BadAmount, Some(9), Some("Ntry/Amt")),
    ("made/camt053.v8.xml", "\"EUR\">99.65", "\"USD\">99.65", FaultKind::BadCurrency, Some(9), Some("Ntry/Amt")),
    ("made/camt053.v8.xml", "<n:Cd>PDNG", "<n:Cd>ODD", FaultKind::UnknownWord, Some(11), Some("Ntry/Sts")),
    (
        "made/camt053.v8.xml",
        "<n:Dt>2026-03-02</n:Dt></n:BookgDt>",
        "<n:Dt>2026-02-30</n:Dt></n:BookgDt>",
        FaultKind::BadDate,
        Some(7),
        Some("Ntry/BookgDt"),
    ),
    (
        "made/camt053.v8.xml",
        "DE89370400440532013000",
        "DE02100100100006820101",
        FaultKind::OtherAccount,
        Some(3),
        Some("Acct/Id"),
    ),
    ("made/camt053.v8.xml", "camt.053.001.08", "camt.053.001.01", FaultKind::UnknownFormat, Some(2), None),
    ("made/camt053.v8.xml", "Invoice &amp; more", "Invoice &more;", FaultKind::Entities, Some(9), None),
    (
        "made/camt053.v8.xml",
        "<n:Document",
        "<!DOCTYPE x [<!ENTITY e 'x'>]><n:Document",
        FaultKind::Entities,
        Some(2),
        None,
    ),
    ("made/camt053.v8.xml", "</n:Stmt>", "", FaultKind::Malformed, Some(13), None),
    ("made/camt053.v8.xml", "Payee 1", "Payee \u{0}\u{0}", FaultKind::Malformed, Some(7), None),
    // MT940
    ("made/cny.sta", ":61:2603020302C1280,", ":61:2603020302X1280,", FaultKind::Malformed, Some(22), Some(":61:")),
    ("made/cny.sta", ":61:2603020302C1280,", ":61:2613020302C1280,", FaultKind::BadDate, Some(22), Some(":61:")),
    ("made/cny.sta", ":61:2603020302C1280,", ":61:2603020302C12x80,", FaultKind::Malformed, Some(22), Some(":61:")),
    ("made/cny.sta", ":90D:2CNY502,50", ":90D:3CNY502,50", FaultKind::CountDiffers, Some(14), Some(":90D:")),
    ("made/cny.sta", ":90D:2CNY502,50", ":90D:2CNY502,51", FaultKind::SumDiffers, Some(14), Some(":90D:")),
    ("made/cny.sta", ":62F:C260302CNY2278,00", "", FaultKind::CutOff, Some(25), None),
    ("made/cny.sta", ":60F:C260301CNY998,00", ":60F:C260301USD998,00", FaultKind::BadCurrency, Some(21), Some(":60F:")),
    ("made/cny.sta", ":60F:C260228CNY1000,00", ":34F:CNY0,", FaultKind::UnknownFormat, Some(5), Some(":34F:")),
    ("made/cny.sta", ":60F:C260228CNY1000,00\r\n", "", FaultKind::MissingField, Some(5), Some(":61:")),
    ("mt940/self-provided_february_30.sta", "/1020304050", "/1", FaultKind::OtherAccount, Some(3), Some(":25:")),
    // WeChat Pay
    (
        "made/1900000109All2026-03-01.csv",
        "`12,`54.63",
        "`12,`54.64",
        FaultKind::SumDiffers,
        Some(16),
        Some("应结订单总金额"),
    ),
    (
        "made/1900000109All2026-03-01.csv",
        "`12,`54.63",
        "`11,`54.63",
        FaultKind::CountDiffers,
        Some(16),
        Some("总交易单数"),
    ),
    ("made/1900000109All2026-03-01.csv", "`0.01000,", "`0.01001,", FaultKind::BadAmount, Some(2), Some("手续费")),
    (
        "made/1900000109All2026-03-01.csv",
        "`SUCCESS,`OTHERS",
        "`STRANGE,`OTHERS",
        FaultKind::UnknownWord,
        Some(2),
        Some("交易状态"),
    ),
    ("made/1900000109All2026-03-01.csv", ",`CNY,", ",`USD,", FaultKind::BadCurrency, Some(2), Some("货币种类")),
    (
        "made/1900000109All2026-03-01.csv",
        "`1900000109,",
        "`1900000110,",
        FaultKind::OtherAccount,
        Some(2),
        Some("商户号"),
    ),
    ("made/1900000109All2026-03-01.csv", ",`JSAPI", "", FaultKind::Malformed, Some(2), None),
    (
        "made/1900000109Fund2026-03-01.csv",
        "`18,`6,`24.48",
        "`18,`6,`24.47",
        FaultKind::SumDiffers,
        Some(21),
        Some("收入金额"),
    ),
    (
        "made/1900000109Fund2026-03-01.csv",
        "`18,`6,`24.48",
        "`18,`7,`24.48",
        FaultKind::CountDiffers,
        Some(21),
        Some("收入笔数"),
    ),
    (
        "made/1900000109Fund2026-03-01.csv",
        "2026-03-01 06:15:00",
        "2026-03-01 25:15:00",
        FaultKind::BadDate,
        Some(2),
        Some("记账时间"),
    ),
    ("made/1900000109Fund2026-03-01.csv", "`18,`6,`24.48", "", FaultKind::CutOff, Some(21), None),
    ("made/1900000109Fund2026-03-01.csv", "资金流水总笔数", "总笔数", FaultKind::CutOff, Some(21), None),
    ("made/1900000109Fund2026-03-01.csv", "收支类型", "收支", FaultKind::MissingField, Some(1), Some("收支类型")),
    // UnionPay
    (
        "made/INN26030188ZM_898111472980125",
        "0301100507",
        "0231100507",
        FaultKind::BadDate,
        Some(1),
        Some("交易传输时间"),
    ),
    (
        "made/INN26030188ZM_898111472980125",
        "D000000000006",
        "D000000000007",
        FaultKind::SumDiffers,
        Some(1),
        Some("结算金额"),
    ),
    (
        "made/INN26030188ZM_898111472980125",
        "898111472980125",
        "898111472980126",
        FaultKind::OtherAccount,
        Some(1),
        Some("商户代码"),
    ),
    // Tables
    ("made/ledger.csv", "out,12.00", "away,12.00", FaultKind::UnknownWord, Some(4), Some("direction")),
    ("made/ledger.csv", "out,12.00", "out,12.001", FaultKind::BadAmount, Some(4), Some("amount")),
    ("made/ledger.csv", "T0001", "4.00123E+27", FaultKind::Malformed, Some(5), Some("order_number")),
    ("made/ledger.csv", "failed", "gone", FaultKind::UnknownWord, Some(4), Some("status")),
    ("made/ledger.csv", "second line\"", "second line", FaultKind::CutOff, Some(2), None),
    ("made/bank.csv", ";;;;;;;;4", ";;;;;;;;5", FaultKind::CountDiffers, Some(7), None),
    ("made/bank.csv", "500.50;5,779.50", "500,50;5,779.50", FaultKind::BadAmount, Some(4), Some("交易金额")),
];

fn replaced(content: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = content.windows(from.len()).position(|window| window == from);
    let at = at.unwrap_or_else(|| panic!("{} is not there", String::from_utf8_lossy(from)));
    [&content[..at], to, &content[at + from.len()..]].concat()
}

/// The faults of a sample that was changed.
pub fn of(path: &str, content: &[u8]) -> Vec<Fault> {
    let given = GIVEN.iter().find(|given| given.path == path).expect("a sample");
    let (account, mapping) = (account(given.currency, given.number), given.mapping());
    let name = path.rsplit('/').next().unwrap_or_default();
    read(name, content, &account, mapping.as_ref()).map(|(statement, _)| statement).expect_err(path)
}

#[test]
fn files_that_are_at_fault_are_refused_with_the_place() {
    let mut differing = vec![];
    for (path, from, to, kind, line, column) in BROKEN {
        // Some are in GBK, but what is changed in those is ASCII.
        let fault = of(path, &replaced(&bytes(path), from.as_bytes(), to.as_bytes())).remove(0);
        if (fault.kind, fault.place.line, fault.place.column.as_deref()) != (*kind, *line, *column) {
            differing.push(format!("{path}: {from} -> {to}: {fault:?}"));
        }
    }
    assert_eq!(differing, Vec::<String>::new());
}

#[test]
fn what_is_given_as_wrong_is_refused() {
    let faults =
        read("x", &bytes("camt053/camt053.v2.wrong.xml"), &account("EUR", None), None).expect_err("no statement");
    assert_eq!((faults[0].kind, faults[0].place.line), (FaultKind::MissingField, Some(8)));
    // Lines of balances without a statement around them.
    let faults = read("x", &bytes("mt940/betterplace_amount_formats.sta"), &account("EUR", None), None)
        .expect_err("no statement");
    assert_eq!((faults[0].kind, faults[0].place.column.as_deref()), (FaultKind::MissingField, Some(":25:")));
}

#[test]
fn a_file_that_ends_within_its_second_statement_is_refused_wherever_it_ends() {
    let whole = bytes("made/cny.sta");
    let find = |what: &[u8]| whole.windows(what.len()).rposition(|part| part == what).expect("it is there");
    let (begins, closes) = (find(b"{1:F01"), find(b":62F:"));
    for end in begins + 1..closes {
        let read = read("x", &whole[..end], &account("CNY", None), None);
        assert!(read.is_err(), "cut off at {end}, in {:?}", String::from_utf8_lossy(&whole[begins..end]));
    }
    // An acknowledgement behind the last statement is none that begins.
    let acknowledged = [&whole[..], b"{1:F21CMBCCNBSXXXX0000000000}{4:{177:2603021200}{451:0}}\r\n"].concat();
    let read =
        [whole, acknowledged].map(|file| read("x", &file, &account("CNY", None), None).expect("two statements").1);
    assert_eq!(read[0], read[1]);
}

#[test]
fn a_file_that_ends_before_its_end_is_refused_wherever_it_ends() {
    for path in [
        "made/camt053.v8.xml",
        "made/1900000109All2026-03-01.csv",
        "made/1900000109Fund2026-03-01.csv",
        "made/alipay.csv",
        "made/alipay.zip",
        "made/bank.xlsx",
    ] {
        let content = bytes(path);
        let whole = content.trim_ascii_end().len();
        // Of what sums a bill up, the last digits are not told from fewer of them by the end alone, but by the sums.
        for end in (1..whole).step_by(7).chain([whole - 1]) {
            let given = GIVEN.iter().find(|given| given.path == path).expect("a sample");
            let (account, mapping) = (account(given.currency, given.number), given.mapping());
            let cut = read("x", &content[..end], &account, mapping.as_ref());
            let is_harmless = path.ends_with("alipay.csv") && end > whole - 60;
            assert!(cut.is_err() || is_harmless, "{path} cut off at {end} of {whole}");
        }
    }
}

#[test]
fn every_row_at_fault_is_told_and_none_is_booked() {
    let text = String::from_utf8(bytes("made/ledger.csv")).expect("UTF-8");
    let faults = of("made/ledger.csv", text.replace("out,", "away,").as_bytes());
    let lines: Vec<_> = faults.iter().map(|fault| fault.place.line).collect();
    assert_eq!(lines, [Some(2), Some(4)]);
    let many: String = (0..150).map(|_| "P,payout,away,1,,CNY,2026-03-01T10:00:00Z,settled,,\n").collect();
    let header = text.lines().next().expect("a header");
    assert_eq!(of("made/ledger.csv", format!("{header}\n{many}").as_bytes()).len(), server::statements::FAULTS_MAX);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let content = [bytes("made/1900000109Fund2026-03-01.csv"), b"\xFF\xFE\xFD".to_vec()].concat();
    assert_eq!(of("made/1900000109Fund2026-03-01.csv", &content)[0].kind, FaultKind::Encoding);
    for content in [&b""[..], b"   \n", b"\0\0\0\0", b"MZ\x90\0", b"nothing", b"<html></html>", b"PK\x03\x04"] {
        let kind = read("x", content, &account("CNY", None), None).expect_err("nothing known")[0].kind;
        let expected = [FaultKind::UnknownFormat, FaultKind::Empty, FaultKind::CutOff];
        assert!(expected.contains(&kind), "{content:?} {kind:?}");
    }
}

#[test]
fn a_table_without_a_mapping_is_refused() {
    for path in ["made/ledger.csv", "made/bank.xlsx"] {
        let faults = read("x", &bytes(path), &account("CNY", None), None).expect_err("no mapping");
        assert_eq!(faults[0].kind, FaultKind::NeedsMapping, "{path}");
    }
}

#[test]
fn a_format_in_which_the_account_has_no_statements_is_refused() {
    let mut account = account("CNY", None);
    account.formats = vec![shared::recon::Format::Camt053];
    let faults = read("x", &bytes("made/cny.sta"), &account, None).expect_err("another format");
    assert_eq!((faults[0].kind, faults[0].expected.clone()), (FaultKind::UnknownFormat, Some("camt053".into())));
}
