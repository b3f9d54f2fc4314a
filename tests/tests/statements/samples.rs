//! Every sample reads right: how many lines, what came in and went out, the balances, and what does not add up.

use shared::money::Money;
use shared::recon::{Direction, FaultKind, Line, LineKind, LineStatus, Statement};

use super::given::{GIVEN, Given};
use super::{account, bytes, read};

/// Lines, those that moved nothing, in, out, fees, opening, closing.
type Expected = (u64, u64, &'static str, &'static str, &'static str, Option<&'static str>, Option<&'static str>);

/// What each of [`GIVEN`] says, in its order.
const EXPECTED: &[(Expected, &[FaultKind])] = &[
    ((1, 0, "8.85", "0.00", "0.00", Some("1.01"), Some("4.04")), &[FaultKind::BalanceDiffers]),
    ((1, 0, "8.85", "0.00", "0.00", Some("18.15"), None), &[FaultKind::BadCurrency]),
    ((2, 0, "8.85", "7.00", "0.00", Some("18.15"), Some("20.00")), &[]),
    ((1, 0, "8.85", "0.00", "0.00", Some("18.15"), None), &[FaultKind::BadCurrency]),
    ((7, 0, "997241.96", "1000151.83", "0.00", Some("-1234718.36"), Some("-1237628.23")), &[]),
    ((5, 0, "204.88", "726899.15", "0.00", Some("-2368827.87"), Some("-3095522.14")), &[]),
    ((11, 0, "201202.10", "952175.83", "0.00", Some("-1552497.38"), Some("-2303471.11")), &[]),
    ((12, 0, "0.00", "1501074.50", "0.00", Some("-3612519.02"), Some("-5113593.52")), &[]),
    ((3, 0, "13095.30", "193282.05", "0.00", Some("380115.77"), Some("199929.02")), &[]),
    ((1, 0, "1120.00", "0.00", "0.00", Some("130073.19"), Some("131193.19")), &[]),
    ((2, 0, "3000.00", "800.00", "0.00", Some("2187.95"), Some("4387.95")), &[]),
    ((3, 0, "20040.00", "10000.00", "0.00", Some("40000.00"), Some("50040.00")), &[]),
    ((10, 0, "0.00", "345.93", "0.00", Some("3236.28"), Some("1849.75")), &[FaultKind::BalanceDiffers; 3]),
    ((7, 0, "4.68", "50.27", "0.00", Some("0.00"), Some("3.47")), &[FaultKind::BalanceDiffers]),
    ((4, 0, "0.00", "70.00", "0.00", Some("1000.00"), Some("930.00")), &[]),
    ((1, 0, "0.00", "6.00", "0.00", Some("1200.00"), Some("1194.00")), &[]),
    ((1, 0, "0.00", "233.15", "0.00", Some("12345.12"), Some("12345.98")), &[FaultKind::BalanceDiffers]),
    ((12, 1, "54.63", "16.14", "0.24", None, None), &[]),
    ((18, 0, "24.48", "38.97", "0.00", Some("1000.00"), Some("985.51")), &[]),
    ((9, 0, "333.48", "222.27", "0.67", None, None), &[]),
    ((9, 0, "333.48", "222.27", "0.67", None, None), &[]),
    ((5, 0, "80.15", "70.10", "0.24", None, None), &[]),
    ((7, 1, "120.50", "38.00", "0.35", Some("1000.00"), Some("1082.15")), &[]),
    ((4, 0, "1780.50", "502.50", "0.00", Some("1000.00"), Some("2278.00")), &[]),
    ((4, 0, "1780.50", "502.50", "0.00", Some("5000.00"), Some("6278.00")), &[]),
    ((3, 1, "1280.00", "500.50", "2.00", None, None), &[]),
    ((3, 0, "1280.10", "20.09", "0.00", Some("5000.00"), Some("6260.01")), &[]),
    ((5, 0, "7.50", "751.85", "0.50", Some("1500.00"), Some("755.15")), &[]),
    ((4, 0, "575.00", "120.57", "0.00", Some("0.00"), Some("454.43")), &[]),
    ((3, 0, "229.20", "79.90", "0.00", Some("-10.00"), Some("139.30")), &[]),
    ((2, 0, "0.00", "384.07", "0.00", Some("3503.60"), Some("3119.53")), &[]),
    ((3, 1, "30.00", "0.50", "0.00", Some("100.00"), Some("129.50")), &[]),
    ((3, 0, "0.00", "30.00", "0.00", Some("50.00"), Some("20.00")), &[]),
    ((4, 0, "5.00", "30.00", "0.00", Some("50.00"), Some("25.00")), &[]),
    ((3, 0, "1280.50", "700.35", "0.00", Some("1000.00"), Some("1580.15")), &[]),
    ((3, 0, "500.50", "1280.35", "0.00", Some("10000.00"), Some("9220.15")), &[]),
    ((3, 0, "1280.10", "20.29", "0.00", Some("100.00"), Some("1359.81")), &[]),
];

fn of(given: &Given) -> (Statement, Vec<Line>) {
    let account = account(given.currency, given.number);
    let mapping = given.mapping();
    let name = given.path.rsplit('/').next().unwrap_or_default();
    read(name, &bytes(given.path), &account, mapping.as_ref())
        .unwrap_or_else(|faults| panic!("{}: {faults:?}", given.path))
}

fn amount(money: Money) -> String {
    money.amount().to_string()
}

#[test]
fn every_sample_reads_right() {
    assert_eq!(GIVEN.len(), EXPECTED.len());
    for (given, (expected, doubts)) in GIVEN.iter().zip(EXPECTED) {
        let (statement, lines) = of(given);
        let (sums, path) = (&statement.sums, given.path);
        let balance = |balance: Option<shared::recon::Balance>| balance.map(|balance| amount(balance.amount));
        let found = (
            (sums.count, sums.count_unsettled),
            [amount(sums.sum_in), amount(sums.sum_out), amount(sums.fees)],
            [balance(statement.head.opening), balance(statement.tail.closing)],
        );
        let (count, unsettled, came_in, went_out, fees, opening, closing) = *expected;
        let balances = [opening, closing].map(|balance| balance.map(str::to_owned));
        assert_eq!(found, ((count, unsettled), [came_in, went_out, fees].map(str::to_owned), balances), "{path}");
        assert_eq!(statement.doubts.iter().map(|doubt| doubt.kind).collect::<Vec<_>>(), *doubts, "{path}");
        assert!(statement.doubts.iter().all(|doubt| doubt.place.line.is_some()), "{path}");
        assert_eq!(lines.len() as u64, sums.count, "{path}");
        assert!(lines.windows(2).all(|pair| pair[0].position < pair[1].position), "{path}");
        let dates = (lines.iter().map(|line| line.date).min(), lines.iter().map(|line| line.date).max());
        assert_eq!(dates, (Some(statement.first_date), Some(statement.last_date)), "{path}");
    }
}

#[test]
fn a_batch_is_its_transactions_and_a_return_names_what_came_back() {
    let given = GIVEN.iter().find(|given| given.path.ends_with("v8.xml")).expect("the sample");
    let (statement, lines) = of(given);
    assert_eq!(statement.head.version.as_deref(), Some("camt.053.001.08"));
    let shown: Vec<_> = lines
        .iter()
        .map(|line| (line.kind, line.direction, amount(line.amount), line.references.order_number.as_deref()))
        .collect();
    use Direction::{In, Out};
    let expected = [
        (LineKind::Payout, Out, "10.00", Some("P1")),
        (LineKind::Payout, Out, "20.50", Some("P2")),
        (LineKind::Payout, Out, "0.50", Some("P3")),
        (LineKind::Bounce, In, "20.50", Some("P2")),
        (LineKind::Receipt, In, "100.00", Some("T1")),
        (LineKind::Payout, Out, "7.00", None),
        (LineKind::Receipt, In, "5.00", None),
    ];
    assert_eq!(shown, expected.map(|(kind, direction, sum, order)| (kind, direction, sum.to_owned(), order)));
    assert_eq!(lines[1].references.entry_reference.as_deref(), Some("S1/2"));
    assert_eq!(lines[1].references.batch_number.as_deref(), Some("BATCH-1"));
    assert_eq!(lines[1].counterparty.as_deref(), Some("Payee 2"));
    assert_eq!(lines[3].references.original_order_number.as_deref(), Some("P2"));
    assert_eq!(
        (lines[3].text.as_deref(), lines[3].counterparty.as_deref()),
        (Some("AC04 closed account"), Some("Payee 2"))
    );
    assert_eq!((lines[4].fee.map(amount).as_deref(), lines[4].text.as_deref()), (Some("0.35"), Some("Invoice & more")));
    assert_eq!(lines[5].references.batch_number.as_deref(), Some("BATCH-2"));
    assert_eq!(lines[6].status, LineStatus::Pending);
}

#[test]
fn refunds_name_the_order_that_they_give_back() {
    let given = GIVEN.iter().find(|given| given.path.contains("All2026")).expect("the sample");
    let (_, lines) = of(given);
    let refund = &lines[3];
    assert_eq!((refund.kind, refund.direction), (LineKind::Refund, Direction::Out));
    assert_eq!(refund.references.original_order_number.as_deref(), Some("T202603010004"));
    assert_eq!(refund.references.order_number.as_deref(), Some("R202603010004"));
    assert_eq!(refund.fee.map(amount).as_deref(), Some("-0.02"));
    assert_eq!(lines[7].status, LineStatus::Pending);
    assert_eq!(lines[1].text.as_deref(), Some("茶叶,礼盒"));
    assert_eq!(lines[2].text.as_deref(), Some("两行的\n商品"));
    assert_eq!(lines[0].at.map(|at| at.to_rfc3339()).as_deref(), Some("2026-03-01T01:05:07+00:00"));
}

#[test]
fn a_file_of_several_days_has_a_closing_balance_of_each() {
    let given = GIVEN.iter().find(|given| given.path.ends_with("cny.sta")).expect("the sample");
    let (statement, lines) = of(given);
    let closings: Vec<_> =
        statement.closings.iter().map(|balance| (balance.date.to_string(), amount(balance.amount))).collect();
    let expected = [("2026-03-01", "998.00"), ("2026-03-02", "2278.00")];
    assert_eq!(closings, expected.map(|(date, sum)| (date.to_owned(), sum.to_owned())));
    let kinds: Vec<_> = lines.iter().map(|line| (line.kind, line.text.as_deref())).collect();
    let words = [Some("代付 李某"), Some("手续费"), Some("退汇"), Some("货款")];
    let expected = [LineKind::Other, LineKind::Fee, LineKind::Bounce, LineKind::Other];
    assert_eq!(kinds, expected.into_iter().zip(words).collect::<Vec<_>>());
}

#[test]
fn statements_of_other_accounts_are_passed_over_by_name() {
    let content = bytes("mt940/cmxl_mt940.sta");
    let (statement, _) = read("x", &content, &account("EUR", Some("10020030/1234567")), None).expect("one of three");
    assert_eq!(statement.other_accounts, ["45050050/76198810", "BPHKPLPK/320000546101"]);
    let faults = read("x", &content, &account("EUR", Some("DE89370400440532013000")), None).expect_err("none of three");
    assert_eq!((faults[0].kind, faults[0].place.line), (FaultKind::OtherAccount, Some(2)));
    // Without a number to go by, several accounts are one too many.
    let content = bytes("mt940/betterplace_with_binary_character.sta");
    let faults = read("x", &content, &account("EUR", None), None).expect_err("two accounts");
    assert_eq!((faults[0].kind, faults[0].place.line), (FaultKind::OtherAccount, Some(19)));
}
