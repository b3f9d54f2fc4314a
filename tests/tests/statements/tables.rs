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

/// Tables as banks write them, by the mapping that is suggested: what came in, what went out, and how many lines moved nothing.
#[test]
fn tables_of_banks_are_read_by_what_is_suggested() {
    for (text, currency, expected) in [
        // Two pairs of columns of which one is empty, a title above, a tab behind each cell, sums below.
        (
            "明细查询\n\n交易日期,摘要,交易金额(收入),交易金额(支出),记账金额(收入),记账金额(支出),记账币种,余额\n\
             2026-03-02\t,\"消费\t\",\"-\t\",\"-\t\",\"\t\",\"13.40\t\",人民币\t,\"86.60\t\",\n\
             2026-03-01\t,\"汇入\t\",\"-\t\",\"-\t\",\"1,234.56\t\",\"\t\",人民币\t,\"100.00\t\",\n\n\
             人民币合计,,,,\"1,234.56\t\",\"13.40\t\",\n",
            "CNY",
            (123_456, 1_340, 0),
        ),
        // The direction in one word that nobody calls a direction.
        (
            "Rekeningnummer;Transactiedatum;CreditDebet;Bedrag;Omschrijving\n\
             NL1;26-03-2026;D;7,02;x\nNL1;27-03-2026;C;5,00;y\n",
            "EUR",
            (500, 702, 0),
        ),
        (
            "交易日期,借贷,交易金额,余额\n2026-03-01,贷 Cr,1.23,11.23\n2026-03-01,借 Dr,3.21,8.02\n",
            "CNY",
            (123, 321, 0),
        ),
        // Announced beside booked, in a column that is called anything.
        (
            "Buchungstag;Betrag;Waehrung;Info\n20.09.26;-42,17;EUR;Umsatz gebucht\n30.09.26;-830,00;EUR;Umsatz vorgemerkt\n",
            "EUR",
            (0, 4_217, 1),
        ),
        (
            "Date,Description,Billing amount,Billing currency\n24/03/2026,A,\"-1.00\"\t,HKD\n20/03/2026,B,\"500.00\"\t,HKD\n",
            "HKD",
            (50_000, 100, 0),
        ),
    ] {
        let mut file = Cursor::new(text.as_bytes());
        let mapping = statements::suggested_mapping(&mut file, Format::Csv).expect("rows");
        let mapping = mapping.unwrap_or_else(|| panic!("nothing is suggested for {text}"));
        let read = read("x.csv", text.as_bytes(), &account(currency, None), Some(&mapping));
        let (statement, _) = read.unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        let sums = statement.sums;
        assert_eq!((sums.sum_in.minor(), sums.sum_out.minor(), sums.count_unsettled), expected, "{text}");
        assert_eq!(statement.doubts, [], "{text}");
    }
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
