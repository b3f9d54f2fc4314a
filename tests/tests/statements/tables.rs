//! Tables: how they are shown before a mapping is chosen, and what mappings make of them.

use std::io::Cursor;

use server::statements;
use shared::recon::{Amounts, Column, DecimalSign, Direction, Format, Mapping, Numbers, ThousandsSign};

use super::{account, bytes, read};

#[test]
fn first_rows_are_shown_with_their_numbers() {
    let mut file = Cursor::new(bytes("made/bank.csv"));
    let rows = statements::first_rows(&mut file, Format::Csv, 3).expect("rows");
    assert_eq!(rows.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(rows[1].1[0], "交易日期");
    let mut file = Cursor::new(bytes("made/bank.xlsx"));
    let rows = statements::first_rows(&mut file, Format::Xlsx, 2).expect("rows");
    assert_eq!(rows[1].1[..2], ["2026-03-01 03:00:00".to_owned(), "1280.1".to_owned()]);
}

#[test]
fn a_table_without_a_header_is_read_by_the_places_of_its_columns() {
    let mapping = Mapping {
        sheet: None,
        header_row: None,
        skip_head: 1,
        skip_tail: 2,
        date: Column::Numbered(1),
        date_format: "DD.MM.YYYY".to_owned(),
        time_format: None,
        utc_offset_minutes: None,
        amounts: Amounts::Signed { amount: Column::Numbered(2), positive: Direction::Out },
        numbers: Numbers { decimal: DecimalSign::Comma, thousands: ThousandsSign::Point, minor_units: false },
        fee_is_negative: false,
        columns: Default::default(),
        kinds: vec![],
        kind: None,
        statuses: vec![],
        summary: None,
    };
    let text = "Umsätze;\n01.03.2026;1.280,00\n\n02.03.2026;-12,50\nSumme;1.267,50\nEnde;\n";
    let (latin, ..) = (text.replace('ä', "ae"), ());
    let (statement, lines) = read("x.csv", latin.as_bytes(), &account("EUR", None), Some(&mapping)).expect("two lines");
    let found: Vec<_> = lines.iter().map(|line| (line.position, line.direction, line.amount.minor())).collect();
    assert_eq!(found, [(2, Direction::Out, 128_000), (4, Direction::In, 1_250)]);
    assert_eq!(
        (statement.first_date.to_string(), statement.last_date.to_string()),
        ("2026-03-01".to_owned(), "2026-03-02".to_owned())
    );
}

#[test]
fn balances_beside_lines_prove_the_ends_in_either_order() {
    let oldest_first = "time,amount,balance\n2026-03-01 09:00:00,10.00,110.00\n2026-03-01 10:00:00,-5.00,105.00\n";
    let newest_first = "time,amount,balance\n2026-03-01 10:00:00,-5.00,105.00\n2026-03-01 09:00:00,10.00,110.00\n";
    let neither = "time,amount,balance\n2026-03-01 09:00:00,10.00,110.00\n2026-03-01 10:00:00,-5.00,106.00\n";
    for (text, is_sound) in [(oldest_first, true), (newest_first, true), (neither, false)] {
        let mut file = Cursor::new(text.as_bytes());
        let mapping = statements::suggested_mapping(&mut file, Format::Csv).expect("rows").expect("a suggestion");
        let (statement, _) = read("x.csv", text.as_bytes(), &account("CNY", None), Some(&mapping)).expect("two lines");
        assert_eq!(statement.doubts.is_empty(), is_sound, "{text}");
        if is_sound {
            let ends = [statement.head.opening, statement.tail.closing]
                .map(|balance| balance.expect("a balance").amount.minor());
            assert_eq!(ends, [10_000, 10_500], "{text}");
        }
    }
}
