use super::super::super::{Direction, account};
use super::super::{Columns, KindWord, Numbers, StatusWord};
use super::*;

/// A mapping by names: date, signed amount, and the columns that most tables have.
pub fn example() -> Mapping {
    let named = |name: &str| Some(Column::Named(name.to_owned()));
    Mapping {
        sheet: None,
        header_row: Some(1),
        skip_head: 0,
        skip_tail: 0,
        date: Column::Named("date".to_owned()),
        date_format: "YYYY-MM-DD HH:mm:ss".to_owned(),
        time_format: None,
        utc_offset_minutes: None,
        amounts: Amounts::Signed { amount: Column::Named("amount".to_owned()), positive: Direction::In },
        numbers: Numbers::default(),
        fee_is_negative: false,
        columns: Columns { order_number: named("order"), ..Columns::default() },
        kinds: vec![],
        kind: None,
        statuses: vec![],
        summary: None,
    }
}

const HEADER: [&str; 8] = ["date", "amount", "order", "out", "word", "kind", "status", "currency"];

fn read(change: impl FnOnce(&mut Mapping), cells: &[Cell<'_>]) -> Result<(Line, Option<Money>), Fault> {
    let mut mapping = example();
    change(&mut mapping);
    assert_eq!(mapping.faults(), []);
    let resolved = Resolved::new(&mapping, HEADER.map(str::to_owned).to_vec()).unwrap();
    resolved.line(Row { number: 9, cells }, 4, &account::example(Some("23:00")))
}

fn text(cells: &[&'static str]) -> Vec<Cell<'static>> {
    cells.iter().map(|text| Cell::Text(text)).collect()
}

fn directed(mapping: &mut Mapping) {
    mapping.amounts = Amounts::Directed {
        amount: Column::Numbered(2),
        direction: Column::Named("word".to_owned()),
        words_in: vec!["收入".to_owned(), "CR".to_owned()],
        words_out: vec!["支出".to_owned(), "DR".to_owned()],
    };
}

fn split(mapping: &mut Mapping) {
    let (amount_in, amount_out) = (Column::Numbered(2), Column::Named("out".to_owned()));
    mapping.amounts = Amounts::Split { amount_in, amount_out, out_is_negative: false };
}

#[test]
fn a_row_becomes_a_line_of_the_day_by_the_cut_off() {
    let (line, balance) = read(|_| {}, &text(&["2026-03-01 23:30:00", "-12.50", "`4200001"])).unwrap();
    assert_eq!((line.position, line.direction, line.amount.minor()), (4, Direction::Out, 1_250));
    assert_eq!(line.date.to_string(), "2026-03-02");
    assert_eq!(line.at.unwrap().to_rfc3339(), "2026-03-01T15:30:00+00:00");
    assert_eq!(line.references.order_number.as_deref(), Some("4200001"));
    assert_eq!((balance, line.fee, line.kind, line.status), (None, None, LineKind::Other, LineStatus::Settled));
}

#[test]
fn which_way_it_went_is_said_in_three_ways() {
    use Direction::{In, Out};
    type Change = fn(&mut Mapping);
    type Read = Result<(Direction, i64), FaultKind>;
    let table: [(Change, &[&'static str], Read); 12] = [
        (|_| {}, &["1.00"], Ok((In, 100))),
        (|_| {}, &["-1.00"], Ok((Out, 100))),
        (|_| {}, &[""], Err(FaultKind::MissingField)),
        (split, &["1.00", "", ""], Ok((In, 100))),
        (split, &["0.00", "", "2.00"], Ok((Out, 200))),
        (split, &["1.00", "", "2.00"], Err(FaultKind::Malformed)),
        (split, &["", "", ""], Err(FaultKind::MissingField)),
        (split, &["", "", "-2.00"], Err(FaultKind::BadAmount)),
        (directed, &["1.00", "", "", "收入"], Ok((In, 100))),
        (directed, &["1.00", "", "", "dr"], Ok((Out, 100))),
        (directed, &["1.00", "", "", "?"], Err(FaultKind::UnknownWord)),
        (directed, &["-1.00", "", "", "收入"], Err(FaultKind::BadAmount)),
    ];
    for (change, cells, expected) in table {
        let cells: Vec<&'static str> = [&["2026-03-01 09:00:00"], cells].concat();
        let read = read(change, &text(&cells));
        let read = read.map(|(line, _)| (line.direction, line.amount.minor())).map_err(|fault| fault.kind);
        assert_eq!(read, expected, "{cells:?}");
    }
}

#[test]
fn a_fault_names_row_and_column() {
    let fault = read(|_| {}, &text(&["2026-03-01 09:00:00", "12,x"])).unwrap_err();
    let place = (fault.place.line, fault.place.column.as_deref(), fault.place.found.as_deref());
    assert_eq!((fault.kind, place), (FaultKind::BadAmount, (Some(9), Some("amount"), Some("12,x"))));
    let fault = read(|_| {}, &text(&["01.03.2026", "1"])).unwrap_err();
    assert_eq!((fault.kind, fault.expected), (FaultKind::BadDate, Some("YYYY-MM-DD HH:mm:ss".into())));
}

#[test]
fn words_of_kinds_may_be_unknown_and_words_of_statuses_may_not() {
    let change = |mapping: &mut Mapping| {
        mapping.columns.kind = Some(Column::Named("kind".to_owned()));
        mapping.kinds = vec![KindWord { word: "退款".to_owned(), kind: LineKind::Refund }];
        mapping.columns.status = Some(Column::Named("status".to_owned()));
        mapping.statuses = vec![StatusWord { word: "失败".to_owned(), status: LineStatus::Failed }];
    };
    for (kind, status, expected) in [
        ("退款", "失败", Ok((LineKind::Refund, LineStatus::Failed))),
        ("?", "失败", Ok((LineKind::Other, LineStatus::Failed))),
        ("退款", "?", Err(FaultKind::UnknownWord)),
        ("退款", "", Err(FaultKind::UnknownWord)),
    ] {
        let read = read(change, &text(&["2026-03-01 09:00:00", "1", "", "", "", kind, status]));
        assert_eq!(
            read.map(|(line, _)| (line.kind, line.status)).map_err(|fault| fault.kind),
            expected,
            "{kind} {status}"
        );
    }
}

#[test]
fn another_currency_is_refused() {
    let change = |mapping: &mut Mapping| mapping.columns.currency = Some(Column::Numbered(8));
    for (code, expected) in [
        ("CNY", true),
        ("人民币", true),
        ("人民币(cny)", true),
        ("CNY/USD", false),
        ("CNYX", false),
        ("USD", false),
        ("", false),
    ] {
        let read = read(change, &text(&["2026-03-01 09:00:00", "1", "", "", "", "", "", code]));
        assert_eq!(read.is_ok(), expected, "{code}");
    }
}

#[test]
fn numbers_of_a_workbook_are_exact_and_long_ones_are_refused() {
    let moment = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let row = |amount, order| [Cell::Moment(moment), Cell::Number(amount), order];
    let (line, _) = read(|_| {}, &row("1280.5", Cell::Number("123456789012345"))).unwrap();
    assert_eq!((line.amount.minor(), line.references.order_number.as_deref()), (128_050, Some("123456789012345")));
    for (amount, order, expected) in [
        ("0.001", Cell::Empty, FaultKind::BadAmount),
        ("1", Cell::Number("1234567890123456"), FaultKind::Malformed),
        ("1", Cell::Text("4.00123E+27"), FaultKind::Malformed),
    ] {
        assert_eq!(read(|_| {}, &row(amount, order)).unwrap_err().kind, expected, "{amount} {order:?}");
    }
}

#[test]
fn a_column_that_is_not_there_or_twice_is_named() {
    let mapping = example();
    for (header, expected) in [
        (vec!["date", "amount", "order"], vec![]),
        (vec!["`date", "'amount", " order "], vec![]),
        (vec!["date", "order"], vec![(FaultKind::MissingField, "amount")]),
        (vec!["date", "amount", "order", "order"], vec![(FaultKind::Malformed, "order")]),
    ] {
        let resolved = Resolved::new(&mapping, header.into_iter().map(str::to_owned).collect());
        let faults = resolved.err().unwrap_or_default();
        let faults: Vec<_> = faults.iter().map(|fault| (fault.kind, fault.place.column.as_deref().unwrap())).collect();
        assert_eq!(faults, expected);
    }
}
